/** Observations that wait for a person's decision. Imports put them here: see observations.ts. */
import { and, eq, inArray, sql } from "drizzle-orm";
import type { PriceChannel } from "#app/domain/comparison.ts";
import { OUTLIER, type OutlierReason } from "#app/domain/outlier.ts";
import { type Db, driverOf } from "./client.server.ts";
import { appendStaged, lockChains, RECORD_COLUMNS, stageObservations } from "./evidence-chain.ts";
import { heldObservations } from "./tables.server.ts";

/** A price of the listing at another time. */
export type SeenPrice = { readonly at: string; readonly priceMinor: number; readonly place: string };

export type HeldObservation = {
  readonly id: string;
  readonly retailer: string;
  readonly title: string;
  readonly itemId: string;
  readonly url: string | null;
  readonly priceMinor: number;
  readonly currency: string;
  readonly capturedAt: Date;
  readonly zone: string;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly membershipNeeded: boolean;
  readonly capturedBy: string;
  readonly line: number | null;
  readonly reason: OutlierReason;
  readonly againstMinor: number;
  readonly heldAt: Date;
  /** The listing's observations, the newest first; some. */
  readonly history: readonly SeenPrice[];
  /** What it was seen for later, in observations and in what is held; some, the earliest first. */
  readonly laterMinor: readonly number[];
};

export type HeldCursor = { readonly at: Date; readonly id: string };

/** Prices seen later that are looked at, of one listing. */
const LATER = 5;
const LATER_PRICES = sql.raw(`
  array(select later.price_minor from (
    select o.price_minor, o.captured_at from observations o
    where o.listing_id = h.listing_id and o.captured_at > h.captured_at
    union all
    select other.price_minor, other.captured_at from held_observations other
    where other.listing_id = h.listing_id and other.captured_at > h.captured_at and other.state = 'open'
    order by captured_at limit ${LATER}) later)`);

type HeldRow = Omit<HeldObservation, "capturedAt" | "heldAt"> & { capturedAtMs: number; heldAtMs: number };

/** What waits, the oldest first, after `after`; at most `limit`. */
export async function listHeld(
  db: Db,
  page: { readonly after?: HeldCursor | undefined; readonly limit: number },
): Promise<HeldObservation[]> {
  const { after, limit } = page;
  const later =
    after === undefined
      ? sql``
      : sql`and (h.held_at, h.id) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
  const rows = await db.execute<HeldRow>(sql`
    select h.id, r.name as retailer, h.record ->> 'title_seen' as title, h.record ->> 'item_id' as "itemId",
      h.record ->> 'url' as url, h.price_minor as "priceMinor", h.record ->> 'currency' as currency,
      (extract(epoch from h.captured_at) * 1000)::float8 as "capturedAtMs", h.record ->> 'zone' as zone,
      h.record ->> 'channel' as channel, h.record ->> 'place' as place,
      (h.record ->> 'membership_needed')::boolean as "membershipNeeded", h.record ->> 'captured_by' as "capturedBy",
      (h.record ->> 'import_line')::int as line, h.reason, h.against_minor as "againstMinor",
      (extract(epoch from h.held_at) * 1000)::float8 as "heldAtMs",
      coalesce((select json_agg(json_build_object('at', o.captured_at, 'priceMinor', o.price_minor, 'place', o.place))
        from (select captured_at, price_minor, place from observations
          where listing_id = h.listing_id order by captured_at desc limit ${OUTLIER.recentObservations}) o), '[]') as history,
      ${LATER_PRICES} as "laterMinor"
    from held_observations h join retailers r on r.slug = h.retailer_slug
    where h.state = 'open' ${later}
    order by h.held_at, h.id limit ${limit}`);
  return rows.map(({ capturedAtMs, heldAtMs, ...row }) => ({
    ...row,
    capturedAt: new Date(capturedAtMs),
    heldAt: new Date(heldAtMs),
  }));
}

/** How many wait, counted up to `cap`. */
export async function countHeld(db: Db, cap: number): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (select from held_observations where state = 'open' limit ${cap}) open`);
  return row?.count ?? 0;
}

export type HeldWithLater = {
  readonly id: string;
  readonly priceMinor: number;
  readonly laterMinor: readonly number[];
};

/** Those that wait of whose listing something later is known, the oldest first; at most `limit`. */
export async function listHeldWithLater(db: Db, limit: number): Promise<HeldWithLater[]> {
  const rows = await db.execute<HeldWithLater>(sql`
    select id, "priceMinor", "laterMinor" from (
      select h.id, h.held_at, h.price_minor as "priceMinor", ${LATER_PRICES} as "laterMinor"
      from held_observations h where h.state = 'open') held
    where cardinality("laterMinor") > 0 order by held_at, id limit ${limit}`);
  return [...rows];
}

export type LockedHeld = {
  readonly id: string;
  readonly retailerSlug: string;
  readonly state: "open" | "accepted" | "refused";
};

/** Locks these, with their retailers' chains, until the transaction ends. Unknown ids are left out. */
export async function lockHeld(db: Db, ids: readonly string[]): Promise<LockedHeld[]> {
  const chosen = inArray(heldObservations.id, [...ids]);
  const chains = await db
    .selectDistinct({ slug: heldObservations.retailerSlug })
    .from(heldObservations)
    .where(chosen);
  await lockChains(
    driverOf(db),
    chains.map(({ slug }) => slug),
  );
  return await db
    .select({
      id: heldObservations.id,
      retailerSlug: heldObservations.retailerSlug,
      state: heldObservations.state,
    })
    .from(heldObservations)
    .where(chosen)
    .orderBy(heldObservations.id)
    .for("update");
}

/**
 * Appends the held records `ids`, which the caller has locked, to their chains. Gives those that were appended: one is left
 * out if another price of the same listing, time and place has come in since.
 */
export async function appendHeld(db: Db, ids: readonly string[]): Promise<string[]> {
  const tx = driverOf(db);
  await stageObservations(tx);
  const columns = RECORD_COLUMNS.join(", ");
  const staged = await tx.unsafe<{ id: string }[]>(
    `insert into staged_observations (n, outcome, ${columns})
    select row_number() over (order by r.captured_at, r.id), 'added', ${RECORD_COLUMNS.map((column) => `r.${column}`).join(", ")}
    from held_observations h cross join lateral jsonb_populate_record(null::staged_observations, h.record) r
    where h.id = any($1::uuid[]) and not exists (
      select from observations o where o.listing_id = r.listing_id and o.captured_at = r.captured_at
        and (o.raw_sha256 = r.raw_sha256 or (o.channel = r.channel and o.place = r.place)))
    returning id`,
    [[...ids]],
  );
  await appendStaged(tx);
  return staged.map(({ id }) => id);
}

export type HeldDecision =
  | { readonly state: "accepted"; readonly decidedBy: string; readonly decidedAt: Date }
  | {
      readonly state: "refused";
      readonly decidedBy: string;
      readonly decidedAt: Date;
      readonly refusal: string;
    };

/** Notes what was decided of those that wait. */
export async function decideHeld(db: Db, ids: readonly string[], decision: HeldDecision): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(heldObservations)
    .set(decision)
    .where(and(inArray(heldObservations.id, [...ids]), eq(heldObservations.state, "open")));
}
