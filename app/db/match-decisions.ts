/** Writing decisions of single matches, each with its record. Staff pool, inside a transaction. */
import { sql } from "drizzle-orm";
import type { StandingMatch } from "#app/domain/match-decision.ts";
import { surenessBpsOf } from "#app/domain/match-review.ts";
import type { Db } from "./client.server.ts";
import type { Judgement, Pair, PairKey } from "./match-pairs.ts";
import { matchDecisions, matches, type RecordedMatch } from "./tables.server.ts";

/** First key of the advisory locks under which a SKU's matches are decided, one after the other. */
export const SKU_LOCK = 731;

/** Until the transaction ends, nobody else decides a match of this SKU. Where there is a match, no run withdraws it either. */
export async function lockPair(tx: Db, { skuId, listingId }: PairKey): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${SKU_LOCK}, hashint8(${skuId}::bigint))`);
  await tx.execute(sql`
    select 1 from ${matches} where sku_id = ${skuId}::bigint and listing_id = ${listingId}::uuid for update`);
}

/** A match as its record keeps it. */
export function recorded(match: StandingMatch | null): RecordedMatch | null {
  return match && { ...match, decidedAt: match.decidedAt?.toISOString() ?? null };
}

export type NewDecision = {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly actor: string;
  readonly deed: "confirm" | "reject" | "reopen";
  readonly after: StandingMatch;
  /** What the matcher says of the pair as it is. */
  readonly judgement: Judgement;
};

/** Makes the match of `pair` what was decided and keeps the record of it. */
export async function saveDecision(tx: Db, pair: Pair, decision: NewDecision): Promise<void> {
  const { id, at, actorId, actor, deed, after, judgement } = decision;
  const { skuId, listingId } = pair;
  const { verdict, scoreBps, why } = judgement;
  const [skuPrint = "", listingPrint = ""] = pair.print.split(".");
  const values = {
    ...after,
    verdict,
    scoreBps,
    why,
    surenessBps: surenessBpsOf(verdict, scoreBps / 10_000),
    skuPrint: BigInt(skuPrint),
    listingPrint: BigInt(listingPrint),
    popularity: pair.sku.popularity,
    ...(deed === "reopen" ? { suggestedAt: at } : {}),
  };
  await tx
    .insert(matches)
    .values({ skuId, listingId, ...values })
    .onConflictDoUpdate({ target: [matches.skuId, matches.listingId], set: values });
  await tx.insert(matchDecisions).values({
    id,
    skuId,
    listingId,
    at,
    actorId,
    actor,
    deed,
    before: recorded(pair.match),
    after: recorded(after),
    verdict,
    scoreBps,
    why,
  });
}

/** Other SKUs that the listing was suggested to be identical with: it has turned out to be this one. */
export async function withdrawRivals(tx: Db, { skuId, listingId }: PairKey): Promise<void> {
  await tx.execute(sql`
    delete from ${matches} where listing_id = ${listingId}::uuid and sku_id <> ${skuId}::bigint
      and status = 'suggested' and verdict = 'identical'`);
}

/** Has the next run look at both again: what was withdrawn for a decision that stands no more comes back. */
export async function lookAgainAt(tx: Db, pairs: readonly PairKey[]): Promise<void> {
  const listingIds = `{${pairs.map(({ listingId }) => listingId).join(",")}}`;
  const skuIds = `{${pairs.map(({ skuId }) => skuId).join(",")}}`;
  await tx.execute(sql`update listing_looks set due = true where listing_id = any(${listingIds}::uuid[])`);
  await tx.execute(sql`delete from sku_looks where sku_id = any(${skuIds}::bigint[])`);
}

/**
 * Another listing of the same retailer that is confirmed to be this SKU in this pack, with a fresh price in the same channel as
 * this one's latest: two prices for one thing at one place, so that one of the two is something else.
 */
export async function findDouble(
  tx: Db,
  { skuId, listingId, listing, observation }: Pair,
  now: Date,
): Promise<{ itemId: string; title: string } | undefined> {
  if (observation === null) return undefined;
  const since = new Date(now.getTime() - listing.freshnessDays * 86_400_000);
  if (observation.capturedAt < since) return undefined;
  const [row] = await tx.execute<{ itemId: string; title: string }>(sql`
    select l.item_id as "itemId", l.title from ${matches} m join listings l on l.id = m.listing_id
    cross join lateral (
      select captured_at, channel from observations where listing_id = l.id
      order by captured_at desc, raw_sha256 desc limit 1
    ) o
    where m.sku_id = ${skuId}::bigint and m.listing_id <> ${listingId}::uuid and m.status = 'confirmed'
      and m.kind = 'identical' and l.retailer_slug = ${listing.retailer} and o.channel = ${observation.channel}
      and o.captured_at >= ${since.toISOString()}::timestamptz
    limit 1`);
  return row;
}
