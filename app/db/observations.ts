/**
 * What listings cost at one time and place. Append-only. A batch is staged by COPY, judged where it lies, and what is new of it
 * is appended: a handful of statements, however large the batch is.
 */
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { Pack } from "#app/domain/measure.ts";
import { OUTLIER, type OutlierReason } from "#app/domain/outlier.ts";
import { type Db, driverOf } from "./client.server.ts";
import { type CopyValue, copyRows } from "./copy-rows.ts";
import { appendStaged, lockChains, RECORD_COLUMNS, stageObservations } from "./evidence-chain.ts";

/** One reading of a listing. */
export type NewObservation = {
  readonly id: string;
  readonly itemId: string;
  /** Of the listing, should the item be new here: the same for all readings of one item in a batch. */
  readonly listingId: string;
  /** Of the item's readings in the batch the latest: what it says of title, brand and pack is what the listing says. */
  readonly isLatest: boolean;
  /** Line of the file on which its record starts; null for what does not come from a file. */
  readonly line: number | null;
  readonly capturedAt: Date;
  readonly zone: string;
  readonly priceMinor: number;
  readonly promotion: string | null;
  readonly promotionEndsAt: Date | null;
  readonly needsCoupon: boolean;
  readonly inStock: boolean;
  readonly titleSeen: string;
  readonly brand: string | null;
  readonly category: string | null;
  readonly gtin14: string | null;
  readonly url: string | null;
  readonly pack: Pack | null;
  readonly packDeclined: string | null;
  /** Its price is to be judged whatever the listing's history says. */
  readonly isSuspect: boolean;
  readonly raw: Readonly<Record<string, string>>;
  readonly rawSha256: string;
};

/** What the observations of one file or feed have in common. */
export type ObservationSource = {
  readonly retailerSlug: string;
  /** Null for what comes without an import. */
  readonly importId: string | null;
  readonly currency: string;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly capturedBy: string;
};

/**
 * `added`: it is new. `unchanged`: the same was observed at that time and place. `contradicts`: another price (or stock) was
 * observed at that very time and place; that one stays, and `line` is where its file has it. `held`: it waits for a
 * person already; `refused`: a person has said that it is none.
 */
export type StagedOutcome = "added" | "unchanged" | "contradicts" | "held" | "refused";

/** What needs a word, of a staged batch: `n` is the reading's place in the batch. */
export type NotableReading = {
  readonly n: number;
  readonly outcome: StagedOutcome;
  /** What is in already, for one that contradicts. */
  readonly seen: {
    readonly priceMinor: number;
    readonly inStock: boolean;
    readonly line: number | null;
    readonly sameImport: boolean;
  } | null;
  /** What the listing was seen for lately, the newest first, for an added one whose price is to be judged. */
  readonly recentMinor: readonly number[] | null;
};

export type JudgedBatch = {
  readonly added: number;
  readonly unchanged: number;
  /** All that is neither, and added ones whose price is to be judged. */
  readonly notable: readonly NotableReading[];
};

const COPIED = [
  ..."n id item_id listing_id is_latest import_line captured_at zone price_minor promotion promotion_ends_at".split(
    " ",
  ),
  ..."needs_coupon in_stock title_seen brand category gtin14 url pack_count pack_size pack_unit".split(" "),
  ..."pack_base_unit pack_total_micro pack_declined is_suspect raw raw_sha256".split(" "),
];

function* copied(readings: readonly NewObservation[]): Generator<CopyValue[]> {
  for (const [n, reading] of readings.entries()) {
    const { pack } = reading;
    yield [
      n,
      reading.id,
      reading.itemId,
      reading.listingId,
      reading.isLatest,
      reading.line,
      reading.capturedAt,
      reading.zone,
      reading.priceMinor,
      reading.promotion,
      reading.promotionEndsAt,
      reading.needsCoupon,
      reading.inStock,
      reading.titleSeen,
      reading.brand,
      reading.category,
      reading.gtin14,
      reading.url,
      pack?.count ?? null,
      pack?.size ?? null,
      pack?.unit ?? null,
      pack?.baseUnit ?? null,
      pack?.totalMicro ?? null,
      reading.packDeclined,
      reading.isSuspect,
      JSON.stringify(reading.raw),
      `\\x${reading.rawSha256}`,
    ];
  }
}

/**
 * Stages a batch and judges it; at most one reading of an item at a time. Unless it is a dry run, the retailer's chain is locked
 * from here to the end of the transaction: two imports of one retailer go one batch after the other, and never double.
 */
export async function stageReadings(
  db: Db,
  source: ObservationSource,
  readings: readonly NewObservation[],
  isDryRun: boolean,
): Promise<JudgedBatch> {
  const tx = driverOf(db);
  // The plans must not depend on how large the tables were when they were made; a batch of rows, an index seek for each.
  await tx.unsafe(`set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off;
    set local jit = off; set local work_mem = '64MB'`);
  await stageObservations(tx);
  await copyRows(tx, "staged_observations", COPIED, copied(readings));
  if (!isDryRun) await lockChains(tx, [source.retailerSlug]);
  const { retailerSlug, importId, currency, channel, place, capturedBy } = source;
  await tx.unsafe(JUDGE, [retailerSlug, importId, currency, channel, place, capturedBy]);
  const counts = await tx<{ outcome: StagedOutcome; count: number }[]>`
    select outcome, count(*)::int as count from staged_observations group by outcome`;
  const countOf = (outcome: StagedOutcome) => counts.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    added: countOf("added"),
    unchanged: countOf("unchanged"),
    notable: (await tx.unsafe<NotableRow[]>(NOTABLE)).map(notableOf),
  };
}

/**
 * Of each staged reading: its listing, what is there of the same listing, time, channel and place (the same record first),
 * whether it waits or was refused, and whether its price is far off what was seen last.
 */
const JUDGE = `
  update staged_observations s set
    retailer_slug = $1, import_id = $2::uuid, currency = $3, channel = $4, place = $5, captured_by = $6,
    membership_needed = (select membership_needed from retailers where slug = $1),
    (listing_id, is_new, is_changed, outcome, seen_price_minor, seen_in_stock, seen_line, same_import, is_suspect) = (
      select coalesce(l.id, s.listing_id), l.id is null,
        l.id is not null and (l.title, l.brand, l.gtin14, l.category, l.url, l.pack_count, l.pack_size, l.pack_unit,
          l.pack_total_micro, l.pack_declined)
        is distinct from (s.title_seen, coalesce(s.brand, l.brand), coalesce(s.gtin14, l.gtin14),
          coalesce(s.category, l.category), coalesce(s.url, l.url), s.pack_count, s.pack_size, s.pack_unit,
          s.pack_total_micro, s.pack_declined),
        case
          when seen.raw_sha256 = s.raw_sha256 then 'unchanged'
          when (seen.price_minor, seen.in_stock, seen.needs_coupon) = (s.price_minor, s.in_stock, s.needs_coupon)
            then 'unchanged'
          when seen.raw_sha256 is not null then 'contradicts'
          when h.state = 'open' then 'held'
          when h.state = 'refused' then 'refused'
          else 'added' end,
        seen.price_minor, seen.in_stock, seen.import_line, seen.import_id = $2::uuid,
        s.is_suspect or coalesce(greatest(latest.price_minor, s.price_minor)::bigint
          >= ${OUTLIER.factor} * least(latest.price_minor, s.price_minor)::bigint, false)
      from (select) one
      left join listings l on l.retailer_slug = $1 and l.item_id = s.item_id
      left join lateral (
        select o.price_minor, o.in_stock, o.needs_coupon, o.import_line, o.import_id, o.raw_sha256
        from observations o
        where o.listing_id = l.id and o.captured_at = s.captured_at
          and (o.raw_sha256 = s.raw_sha256 or (o.channel = $4 and o.place = $5))
        order by o.raw_sha256 = s.raw_sha256 desc limit 1) seen on true
      left join held_observations h
        on h.listing_id = l.id and h.captured_at = s.captured_at and h.raw_sha256 = s.raw_sha256
      left join lateral (
        select o.price_minor from observations o
        where o.listing_id = l.id and ${near("s")} order by o.captured_at desc limit 1) latest on true)`;

function near(judged: string): string {
  return `o.captured_at between ${judged}.captured_at - interval '${OUTLIER.recentDays} days'
    and ${judged}.captured_at + interval '${OUTLIER.recentDays} days'`;
}

type NotableRow = {
  n: number;
  outcome: StagedOutcome;
  price_minor: number | null;
  in_stock: boolean | null;
  line: number | null;
  same_import: boolean | null;
  recent: number[] | null;
};

const NOTABLE = `
  select s.n, s.outcome, s.seen_price_minor as price_minor, s.seen_in_stock as in_stock, s.seen_line as line,
    s.same_import,
    case when s.outcome = 'added' then array(
      select o.price_minor from observations o where o.listing_id = s.listing_id and ${near("s")}
      order by o.captured_at desc limit ${OUTLIER.recentObservations}) end as recent
  from staged_observations s
  where s.outcome in ('contradicts', 'held', 'refused') or (s.outcome = 'added' and s.is_suspect)
  order by s.n`;

function notableOf(row: NotableRow): NotableReading {
  const { n, outcome, price_minor: priceMinor, in_stock: inStock, line } = row;
  const seen =
    outcome !== "contradicts" || priceMinor === null || inStock === null
      ? null
      : { priceMinor, inStock, line, sameImport: row.same_import === true };
  return { n, outcome, seen, recentMinor: row.recent };
}

/** A reading that is kept back, by its place in the batch. */
export type HeldReading = {
  readonly n: number;
  readonly reason: OutlierReason;
  readonly againstMinor: number;
};

/** Puts staged readings aside for review, with all that they say: they are not appended. */
export async function holdStaged(db: Db, held: readonly HeldReading[], now: Date): Promise<void> {
  if (held.length === 0) return;
  await driverOf(db).unsafe(
    `with judged as (
      select * from unnest($1::int[], $2::text[], $3::int[]) as judged(n, reason, against_minor)
    ), kept as (
      update staged_observations s set outcome = 'held' from judged where judged.n = s.n
      returning s.*, judged.reason, judged.against_minor
    )
    insert into held_observations (id, retailer_slug, listing_id, captured_at, price_minor, raw_sha256, reason,
      against_minor, import_id, record, held_at)
    select id, retailer_slug, listing_id, captured_at, price_minor, raw_sha256, reason, against_minor, import_id,
      (select to_jsonb(record) from (select ${RECORD_COLUMNS.map((column) => `kept.${column}`).join(", ")}) record),
      $4::timestamptz
    from kept`,
    [
      held.map(({ n }) => n),
      held.map(({ reason }) => reason),
      held.map(({ againstMinor }) => againstMinor),
      now.toISOString(),
    ],
  );
}

/** Appends the staged readings that are new and not held, in the order of the batch. Their listings are saved by then. */
export async function appendReadings(db: Db): Promise<number> {
  return await appendStaged(driverOf(db));
}
