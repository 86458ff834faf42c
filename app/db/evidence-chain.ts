/**
 * Observations are appended here and nowhere else: staged first, then given their places in their retailers' chains by one
 * statement. app/domain/evidence-chain.ts tells what a chain is.
 */
import { hash } from "node:crypto";
import type postgres from "postgres";
import {
  CHAIN_START,
  type ChainFault,
  type ChainHead,
  chainWalk,
  type EvidenceRecord,
  evidenceText,
  type HashLink,
} from "#app/domain/evidence-chain.ts";
import { type Db, driverOf } from "./client.server.ts";

/** What an observation holds, its place in the chain aside: column and type, as the staging table has them. */
const RECORD = {
  retailer_slug: "text",
  id: "uuid",
  listing_id: "uuid",
  item_id: "text",
  gtin14: "text",
  url: "text",
  title_seen: "text",
  pack_count: "integer",
  pack_size: "text",
  pack_unit: "text",
  pack_base_unit: "text",
  pack_total_micro: "bigint",
  pack_declined: "text",
  captured_at: "timestamptz(3)",
  zone: "text",
  channel: "text",
  place: "text",
  price_minor: "integer",
  currency: "text",
  membership_needed: "boolean",
  promotion: "text",
  promotion_ends_at: "timestamptz(3)",
  needs_coupon: "boolean",
  in_stock: "boolean",
  captured_by: "text",
  import_id: "uuid",
  import_line: "integer",
  raw: "jsonb",
  raw_sha256: "bytea",
} as const;

/** Names of the columns of an observation, without its place in the chain. */
export const RECORD_COLUMNS = Object.keys(RECORD) as readonly (keyof typeof RECORD)[];

const prefixed = (alias: string) => RECORD_COLUMNS.map((column) => `${alias}.${column}`).join(", ");
const HASHED = RECORD_COLUMNS.map((column) => `${column} => p.${column}`).join(", ");

/**
 * A table of this transaction's own, empty, into which observations go before they are appended: `n` is their order within a
 * retailer, `outcome` is null until it is judged what becomes of them; only what is 'added' is appended. Lasts as
 * long as the connection, its rows as long as the transaction. The columns at the end are what a batch is judged by.
 */
export async function stageObservations(tx: postgres.TransactionSql): Promise<void> {
  const columns = RECORD_COLUMNS.map((column) => `${column} ${RECORD[column]}`).join(", ");
  await tx.unsafe(`
    create temp table if not exists staged_observations (n integer, ${columns}, brand text, category text,
      is_latest boolean, is_suspect boolean, outcome text, is_new boolean, is_changed boolean,
      seen_price_minor integer, seen_in_stock boolean, seen_line integer, same_import boolean) on commit delete rows`);
}

/**
 * Locks the chains of these retailers until the transaction ends, in the order of their names: whoever judges and appends
 * under it is alone with the retailer's observations.
 */
export async function lockChains(tx: postgres.TransactionSql, retailers: readonly string[]): Promise<void> {
  const names = [...retailers];
  await tx`
    insert into evidence_chains (retailer_slug, length, head_sha256)
    select slug, 0, decode(${CHAIN_START}, 'hex') from unnest(${names}::text[]) as wanted(slug) order by slug
    on conflict do nothing`;
  await tx`
    select from evidence_chains where retailer_slug = any(${names}::text[]) order by retailer_slug for update`;
}

/**
 * Appends what is staged as 'added' to the chains, which the caller has locked; `n` is the order. Gives how many there were.
 * @throws PostgresError when one of them is in already: an insert that left it out would leave a gap.
 */
export async function appendStaged(tx: postgres.TransactionSql): Promise<number> {
  const [row] = await tx.unsafe<{ appended: number }[]>(APPEND);
  return row?.appended ?? 0;
}

const APPEND = `
  with placed as (
    select s.*, c.head_sha256,
      c.length + row_number() over (partition by s.retailer_slug order by s.n) as chain_position
    from staged_observations s join evidence_chains c on c.retailer_slug = s.retailer_slug
    where s.outcome = 'added'
  ), chained as materialized (
    select ${prefixed("p")}, p.chain_position,
      evidence_chain(p.head_sha256, evidence_record(chain_position => p.chain_position, ${HASHED}))
        over (partition by p.retailer_slug order by p.chain_position rows unbounded preceding) as chain_sha256
    from placed p
  ), appended as (
    insert into observations (${RECORD_COLUMNS.join(", ")}, chain_position, chain_sha256)
    select ${prefixed("c")}, c.chain_position, c.chain_sha256 from chained c
    order by c.retailer_slug, c.chain_position
    returning 1
  ), moved as (
    update evidence_chains e set length = last.chain_position, head_sha256 = last.chain_sha256
    from (select distinct on (retailer_slug) retailer_slug, chain_position, chain_sha256
      from chained order by retailer_slug, chain_position desc) last
    where e.retailer_slug = last.retailer_slug
    returning 1
  )
  select (select count(*) from appended)::int as appended, (select count(*) from moved)::int as chains`;

const hashLink: HashLink = (previous, record) =>
  hash("sha256", Buffer.concat([Buffer.from(previous, "hex"), Buffer.from(record)]));

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
/** A stored observation as the domain hashes it. */
const STORED = `o.retailer_slug as "retailerSlug", o.chain_position::float8 as "chainPosition", o.id,
  o.listing_id as "listingId", o.item_id as "itemId", o.gtin14, o.url, o.title_seen as "titleSeen",
  o.pack_count as "packCount", o.pack_size as "packSize", o.pack_unit as "packUnit",
  o.pack_base_unit as "packBaseUnit", o.pack_total_micro::float8 as "packTotalMicro",
  o.pack_declined as "packDeclined", to_char(o.captured_at at time zone 'UTC', ${ISO}) as "capturedAt", o.zone,
  o.channel, o.place, o.price_minor as "priceMinor", o.currency, o.membership_needed as "membershipNeeded",
  o.promotion, to_char(o.promotion_ends_at at time zone 'UTC', ${ISO}) as "promotionEndsAt",
  o.needs_coupon as "needsCoupon", o.in_stock as "inStock", o.captured_by as "capturedBy",
  o.import_id as "importId", o.import_line as "importLine", o.raw::text as "rawText",
  encode(o.raw_sha256, 'hex') as "rawSha256", encode(o.chain_sha256, 'hex') as "chainSha256"`;

type StoredRow = Omit<EvidenceRecord, "raw"> & { readonly rawText: string; readonly chainSha256: string };

function recordOf({ rawText, chainSha256: _, ...fields }: StoredRow): EvidenceRecord {
  return { ...fields, raw: JSON.parse(rawText) as Record<string, string> };
}

export type ChainPlace = {
  readonly retailerSlug: string;
  /** 1 is the first. */
  readonly position: number;
  /** Observations in the chain by now. */
  readonly length: number;
  /** Hash of the observation before, 64 hexadecimal digits; zeros for the first, null where that one is gone. */
  readonly previousSha256: string | null;
  readonly sha256: string;
  /** Whether the hash, computed anew from the stored record and the hash before, is the stored one. */
  readonly verifies: boolean;
};

/** Where an observation stands in its retailer's chain, verified now; undefined when there is no such observation. Public. */
export async function findChainPlace(db: Db, observationId: string): Promise<ChainPlace | undefined> {
  const [row] = await driverOf(db).unsafe<(StoredRow & { previous: string | null; length: number })[]>(
    `select ${STORED}, encode(before.chain_sha256, 'hex') as previous, coalesce(c.length, 0)::float8 as length
    from observations o
    left join observations before
      on before.retailer_slug = o.retailer_slug and before.chain_position = o.chain_position - 1
    left join evidence_chains c on c.retailer_slug = o.retailer_slug
    where o.id = $1`,
    [observationId],
  );
  if (row === undefined) return undefined;
  const { previous, length, ...stored } = row;
  const previousSha256 = stored.chainPosition === 1 ? CHAIN_START : previous;
  return {
    retailerSlug: stored.retailerSlug,
    position: stored.chainPosition,
    length,
    previousSha256,
    sha256: stored.chainSha256,
    verifies:
      previousSha256 !== null &&
      stored.chainPosition <= length &&
      hashLink(previousSha256, evidenceText(recordOf(stored))) === stored.chainSha256,
  };
}

/** The chains' ends, in the order of their names: to be noted somewhere else. */
export async function listChainHeads(sql: postgres.Sql | postgres.TransactionSql): Promise<ChainHead[]> {
  return await sql<ChainHead[]>`
    select retailer_slug as "retailerSlug", length::float8 as length, encode(head_sha256, 'hex') as "headSha256"
    from evidence_chains order by retailer_slug`;
}

/** Rows that are in memory at a time. */
const BATCH = 2_000;

/** Verifies every chain from its start, streaming; tells each fault as it is found and gives how many observations it saw. */
export async function walkChains(
  tx: postgres.TransactionSql,
  tell: (fault: ChainFault) => void,
): Promise<number> {
  const walk = chainWalk(await listChainHeads(tx), hashLink, tell);
  let seen = 0;
  const rows = tx.unsafe<StoredRow[]>(
    `select ${STORED} from observations o order by o.retailer_slug, o.chain_position`,
  );
  await rows.cursor(BATCH, (batch) => {
    for (const row of batch) walk.see(recordOf(row), row.chainSha256);
    seen += batch.length;
  });
  walk.end();
  return seen;
}
