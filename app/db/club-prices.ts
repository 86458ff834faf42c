/** Writing club prices: whole change sets at a time, inside the publisher's transaction, and reading their history. */
import { and, count, eq, gt, sql } from "drizzle-orm";
import { type ChangeSetTally, EMPTY_TALLY } from "#app/domain/change-set.ts";
import type { Db } from "./client.server.ts";
import {
  changeSetBlocked,
  changeSetItems,
  changeSets,
  currentPrices,
  priceHistory,
  skus,
} from "./tables.server.ts";

/**
 * Locks the current prices that a change set moves, in SKU order: publications that share SKUs queue up, and cannot deadlock.
 */
export async function lockPricesOf(db: Db, changeSetId: string): Promise<void> {
  await db.execute(sql`
    with locked as (
      select ${currentPrices.skuId} from ${currentPrices}
      where ${currentPrices.skuId} in (
        select ${changeSetItems.skuId} from ${changeSetItems} where ${changeSetItems.changeSetId} = ${changeSetId})
      order by ${currentPrices.skuId}
      for update)
    select count(*) from locked`);
}

/** A SKU whose price is no longer the one from which the draft started. */
export type MovedSku = {
  readonly skuId: number;
  readonly title: string;
  readonly draftedFromCents: number | null;
  readonly currentCents: number | null;
};

const hasMoved = sql`${currentPrices.clubCents} is distinct from ${changeSetItems.beforeCents}`;

/** SKUs whose price has moved since the draft was made: how many, and the first `limit` by item number. */
export async function listMovedSinceDraft(
  db: Db,
  changeSetId: string,
  limit: number,
): Promise<{ count: number; first: MovedSku[] }> {
  const first = await db
    .select({
      skuId: changeSetItems.skuId,
      title: skus.title,
      draftedFromCents: changeSetItems.beforeCents,
      currentCents: currentPrices.clubCents,
      count: sql<number>`(count(*) over ())::int`,
    })
    .from(changeSetItems)
    .innerJoin(skus, eq(skus.id, changeSetItems.skuId))
    .leftJoin(currentPrices, eq(currentPrices.skuId, changeSetItems.skuId))
    .where(and(eq(changeSetItems.changeSetId, changeSetId), hasMoved))
    .orderBy(changeSetItems.skuId)
    .limit(limit);
  return { count: first[0]?.count ?? 0, first: first.map(({ count: _, ...moved }) => moved) };
}

/**
 * Writes every price of a change set into current_prices and price_history, in three statements. Answers how many current
 * prices it wrote: fewer than the change set has means that a price moved meanwhile, and the caller must roll back.
 */
export async function writePrices(db: Db, changeSetId: string, at: Date): Promise<number> {
  const instant = at.toISOString();
  const updated = await db.execute(sql`
    update ${currentPrices} price
    set club_cents = item.after_cents, change_set_id = item.change_set_id, since = ${instant}::timestamptz
    from ${changeSetItems} item
    where item.change_set_id = ${changeSetId} and price.sku_id = item.sku_id and price.club_cents = item.before_cents`);
  const inserted = await db.execute(sql`
    insert into ${currentPrices} (sku_id, club_cents, change_set_id, since)
    select sku_id, after_cents, change_set_id, ${instant}::timestamptz from ${changeSetItems}
    where change_set_id = ${changeSetId} and before_cents is null
    order by sku_id
    on conflict do nothing`);
  await db.execute(sql`
    insert into ${priceHistory} (sku_id, change_set_id, club_cents, effective_at, waterfall)
    select sku_id, change_set_id, after_cents, ${instant}::timestamptz, waterfall
    from ${changeSetItems} where change_set_id = ${changeSetId}`);
  return updated.count + inserted.count;
}

/** How many SKUs a change set moves, counted. */
export async function countChanges(db: Db, changeSetId: string): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(changeSetItems)
    .where(eq(changeSetItems.changeSetId, changeSetId));
  return row?.count ?? 0;
}

/**
 * Fills the draft `draftId` with the prices of before `originalId`: for every SKU that the original moved and that still has
 * the original's price. A SKU that has moved since, or had no price before, is noted as blocked. Answers the counts.
 */
export async function fillTakeBack(db: Db, draftId: string, originalId: string): Promise<ChangeSetTally> {
  const waterfall = sql`jsonb_build_object('steps', jsonb_build_array(jsonb_build_object(
    'kind', 'taken-back', 'cents', item.before_cents, 'changeSetId', ${originalId}::text)))`;
  const from = sql`${changeSetItems} item
    left join ${currentPrices} price on price.sku_id = item.sku_id and price.change_set_id = item.change_set_id
    where item.change_set_id = ${originalId}`;
  const [sums] = await db.execute<ChangeSetTally>(sql`
    with moved as (
      insert into ${changeSetItems} (change_set_id, sku_id, before_cents, after_cents, landed_cents, waterfall)
      select ${draftId}::uuid, item.sku_id, price.club_cents, item.before_cents, item.landed_cents, ${waterfall}
      from ${from} and price.sku_id is not null and item.before_cents is not null
      returning before_cents, after_cents)
    select (count(*) filter (where after_cents > before_cents))::int as raised,
      (count(*) filter (where after_cents < before_cents))::int as lowered,
      coalesce(sum(before_cents), 0)::float8 as "beforeCents",
      coalesce(sum(after_cents), 0)::float8 as "afterCents"
    from moved`);
  const blocked = await db.execute(sql`
    insert into ${changeSetBlocked} (change_set_id, sku_id, reason)
    select ${draftId}::uuid, item.sku_id, case when price.sku_id is null then 'moved-since' else 'no-price-before' end
    from ${from} and (price.sku_id is null or item.before_cents is null)`);
  return { ...EMPTY_TALLY, ...sums, blocked: blocked.count };
}

/** A price that a SKU had, and the change set that made it. */
export type PastPrice = {
  readonly clubCents: number;
  readonly effectiveAt: Date;
  readonly changeSetId: string;
  readonly changeSetName: string;
};

/** Club prices of one SKU, newest first; at most `limit`. */
export async function listPriceHistory(db: Db, skuId: number, limit: number): Promise<PastPrice[]> {
  return db
    .select({
      clubCents: priceHistory.clubCents,
      effectiveAt: priceHistory.effectiveAt,
      changeSetId: priceHistory.changeSetId,
      changeSetName: changeSets.name,
    })
    .from(priceHistory)
    .innerJoin(changeSets, eq(changeSets.id, priceHistory.changeSetId))
    .where(eq(priceHistory.skuId, skuId))
    .orderBy(sql`${priceHistory.effectiveAt} desc nulls last`)
    .limit(limit);
}

/** SKUs of a published change set whose price has moved since: the first `limit` by item number after `afterSku`. */
export async function listMovedSincePublished(
  db: Db,
  changeSetId: string,
  page: { afterSku?: number | undefined; limit: number },
) {
  return db
    .select({
      skuId: changeSetItems.skuId,
      title: skus.title,
      publishedCents: changeSetItems.afterCents,
      currentCents: currentPrices.clubCents,
      changeSetId: currentPrices.changeSetId,
      changeSetName: changeSets.name,
    })
    .from(changeSetItems)
    .innerJoin(skus, eq(skus.id, changeSetItems.skuId))
    .innerJoin(currentPrices, eq(currentPrices.skuId, changeSetItems.skuId))
    .innerJoin(changeSets, eq(changeSets.id, currentPrices.changeSetId))
    .where(
      and(
        eq(changeSetItems.changeSetId, changeSetId),
        sql`${currentPrices.changeSetId} <> ${changeSetId}`,
        page.afterSku === undefined ? undefined : gt(changeSetItems.skuId, page.afterSku),
      ),
    )
    .orderBy(changeSetItems.skuId)
    .limit(page.limit);
}
