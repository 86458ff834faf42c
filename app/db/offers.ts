import { and, desc, eq, lte, sql } from "drizzle-orm";
import type { FxRate, Offer } from "#app/domain/landed-cost.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import { bigints } from "./bigints.ts";
import type { Db } from "./client.server.ts";
import { fxRates, offers } from "./tables.server.ts";

const COLUMNS = {
  id: offers.id,
  supplierSlug: offers.supplierSlug,
  skuId: offers.skuId,
  currency: offers.currency,
  casePriceMinor: offers.casePriceMinor,
  unitsPerCase: offers.unitsPerCase,
  minimumCases: offers.minimumCases,
  freightMinor: offers.freightMinor,
  dutyBps: offers.dutyBps,
  handlingCents: offers.handlingCents,
  quotedAt: offers.quotedAt,
  effectiveFrom: offers.effectiveFrom,
  effectiveUntil: offers.effectiveUntil,
};

/**
 * The offers of these SKUs that `chooseOffer` needs: of each supplier the newest in effect and the newest that has run out
 * (to tell "expired" from "never quoted"). By SKU; a SKU without offers is not in the map.
 */
export async function listOffersToChooseFrom(
  db: Db,
  skuIds: readonly number[],
  now: Date,
): Promise<Map<number, Offer[]>> {
  if (skuIds.length === 0) return new Map();
  const dated = db
    .select({
      ...COLUMNS,
      expired:
        sql<boolean>`coalesce(${offers.effectiveUntil} <= ${now.toISOString()}::timestamptz, false)`.as(
          "expired",
        ),
    })
    .from(offers)
    .where(and(sql`${offers.skuId} = any(${bigints(skuIds)})`, lte(offers.effectiveFrom, now)))
    .as("dated");
  const rows = await db
    .selectDistinctOn([dated.skuId, dated.supplierSlug, dated.expired])
    .from(dated)
    .orderBy(
      dated.skuId,
      dated.supplierSlug,
      dated.expired,
      desc(dated.effectiveFrom),
      desc(dated.quotedAt),
      desc(dated.id),
    );
  return Map.groupBy(rows, (row) => row.skuId);
}

/** Quotes of one SKU, in effect, run out and to come, newest first; at most 50. */
export async function listOffersOfSku(db: Db, skuId: number): Promise<Offer[]> {
  return db
    .select(COLUMNS)
    .from(offers)
    .where(eq(offers.skuId, skuId))
    .orderBy(sql`${offers.effectiveFrom} desc nulls last`, desc(offers.id))
    .limit(50);
}

/** The newest rate of each currency into the selling currency, not after `now`. */
export async function listNewestRates(db: Db, now: Date): Promise<FxRate[]> {
  return db
    .selectDistinctOn([fxRates.base], {
      base: fxRates.base,
      quote: fxRates.quote,
      rateMicro: fxRates.rateMicro,
      asOf: fxRates.asOf,
    })
    .from(fxRates)
    .where(and(eq(fxRates.quote, CLUB_CURRENCY), lte(fxRates.asOf, now)))
    .orderBy(fxRates.base, desc(fxRates.asOf));
}
