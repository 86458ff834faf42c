/** The log of shown claims: members' pages write it, staff read it, the owner sweeps it. */
import { and, desc, eq, getTableColumns, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { ShownClaim } from "#app/domain/shown-claim.ts";
import type { Db } from "./client.server.ts";
import { listings, retailers, shownClaims, skus } from "./tables.server.ts";

/** A claim and when it was shown. */
export type TimedClaim = {
  readonly claim: ShownClaim;
  readonly firstShownAt: Date;
  readonly lastShownAt: Date;
};

/**
 * Writes claims down, or how long they were shown where they are there already; one statement. Run on the member's role,
 * which may do this and read none of it. Answers how many rows it changed: sent again it changes nothing.
 */
export async function logShownClaims(db: Db, claims: readonly TimedClaim[]): Promise<number> {
  const rows = JSON.stringify(claims.map(rowOf));
  const [answer] = await db.execute<{ written: number }>(
    sql`select log_shown_claims(${rows}::text::jsonb) as written`,
  );
  return answer?.written ?? 0;
}

function rowOf({ claim, firstShownAt, lastShownAt }: TimedClaim) {
  return {
    sku_id: claim.skuId,
    observation_id: claim.observation,
    match_kind: claim.matchKind,
    outcome: claim.outcome,
    basis: claim.basis,
    our_cents: claim.ourCents,
    their_minor: claim.theirMinor,
    their_currency: claim.theirCurrency,
    our_unit: claim.ourUnit,
    their_unit: claim.theirUnit,
    our_pack: claim.ourPack,
    their_pack: claim.theirPack,
    by_per_pack_minor: claim.byPerPackMinor,
    by_bps: claim.byBps,
    said: claim.said,
    first_shown_at: firstShownAt.toISOString(),
    last_shown_at: lastShownAt.toISOString(),
  };
}

export type ClaimFilter = {
  readonly skuId?: number | undefined;
  readonly retailerSlug?: string | undefined;
  /** Shown at some time from `from` to before `to`. */
  readonly shown?: { readonly from: Date; readonly to: Date } | undefined;
};

/** Where a list goes on: the last claim that was looked at. */
export type ClaimCursor = { readonly at: Date; readonly id: string };

export type ClaimRecord = Omit<typeof shownClaims.$inferSelect, "retailerSlug"> & {
  readonly retailer: string;
  readonly itemId: string;
  readonly title: string;
};

/** Claims that are looked at for one page, when only those that stood on a day are wanted. */
const CLAIMS_WINDOW = 2_000;

export type ClaimPage = {
  readonly claims: readonly ClaimRecord[];
  /** Where to go on; null at the end. There may be more behind a page that is not full: only so many are looked at. */
  readonly next: ClaimCursor | null;
};

/**
 * Claims by when they were first shown, the latest first, after `after`; at most `limit`. Two statements. Every filter is a
 * bounded walk of an index, past the claims that were over before the day asked for.
 */
export async function listShownClaims(
  db: Db,
  filter: ClaimFilter,
  page: { readonly after?: ClaimCursor | undefined; readonly limit: number },
): Promise<ClaimPage> {
  const { shown } = filter;
  const window = shown === undefined ? page.limit + 1 : CLAIMS_WINDOW;
  const looked = await db
    .select({ id: shownClaims.id, at: shownClaims.firstShownAt, last: shownClaims.lastShownAt })
    .from(shownClaims)
    .where(and(...conditionsOf(filter), page.after && olderThan(page.after)))
    .orderBy(desc(shownClaims.firstShownAt), desc(shownClaims.id))
    .limit(window);
  const fitting = looked.filter(({ last }) => shown === undefined || last >= shown.from);
  const chosen = fitting.slice(0, page.limit);
  const end =
    fitting.length > page.limit ? chosen.at(-1) : looked.length === window ? looked.at(-1) : undefined;
  return {
    claims: await readClaims(
      db,
      chosen.map(({ id }) => id),
    ),
    next: end === undefined ? null : { at: end.at, id: end.id },
  };
}

async function readClaims(db: Db, ids: readonly string[]): Promise<ClaimRecord[]> {
  if (ids.length === 0) return [];
  const { retailerSlug: _, ...columns } = getTableColumns(shownClaims);
  return await db
    .select({ ...columns, retailer: retailers.name, itemId: listings.itemId, title: skus.title })
    .from(shownClaims)
    .innerJoin(retailers, eq(retailers.slug, shownClaims.retailerSlug))
    .innerJoin(listings, eq(listings.id, shownClaims.listingId))
    .innerJoin(skus, eq(skus.id, shownClaims.skuId))
    .where(inArray(shownClaims.id, [...ids]))
    .orderBy(desc(shownClaims.firstShownAt), desc(shownClaims.id));
}

function conditionsOf({ skuId, retailerSlug, shown }: ClaimFilter): (SQL | undefined)[] {
  return [
    skuId === undefined ? undefined : eq(shownClaims.skuId, skuId),
    retailerSlug === undefined ? undefined : eq(shownClaims.retailerSlug, retailerSlug),
    shown === undefined ? undefined : lt(shownClaims.firstShownAt, shown.to),
  ];
}

function olderThan({ at, id }: ClaimCursor): SQL {
  const instant = at.toISOString();
  return sql`(${shownClaims.firstShownAt}, ${shownClaims.id}) < (${instant}::timestamptz, ${id}::uuid)`;
}

/** Rows that go in one statement. */
const SWEEP_BATCH = 5_000;

/** Deletes claims last shown before `before`; answers how many. Owner only. Walks the index by first showing. */
export async function deleteOldClaims(db: Db, before: Date): Promise<number> {
  const cutoff = before.toISOString();
  let gone = 0;
  for (;;) {
    const deleted = await db.execute(sql`
      delete from ${shownClaims} where ${shownClaims.id} in (
        select id from shown_claims
        where first_shown_at < ${cutoff}::timestamptz and last_shown_at < ${cutoff}::timestamptz
        order by first_shown_at limit ${SWEEP_BATCH})`);
    gone += deleted.count;
    if (deleted.count < SWEEP_BATCH) return gone;
  }
}
