/** Suppliers' offers and the exchange rates that cost them. Secret from everybody but staff. */
import type { fxRates, offers } from "#app/db/tables.server.ts";
import { divideRounded } from "#app/domain/money.ts";
import type { SeedSku } from "./catalogue/goods.ts";
import { type SeedSupplier, SUPPLIERS, suppliersOf } from "./catalogue/suppliers.ts";
import { daysBefore } from "./dates.ts";
import { type Random, randomOf, uuidOf } from "./random.ts";

export type SeedOffer = typeof offers.$inferInsert & { effectiveUntil: Date | null };
export type SeedRate = typeof fxRates.$inferInsert;

/** When the first list of prices and the opening prices took effect, in days before the seed. */
export const FIRST_LIST_DAYS = 110;
export const OPENING_DAYS = 24;
/** SKUs of the demo club whose only offer has run out: their price stands, but they cannot be repriced. */
const WITHOUT_OFFER = 4;
const RATE_DAYS = 125;
/** About what one yuan buys, in millionths of a dollar. */
const CNY_MICRO = 139_800;

/** One rate a day, the newest this morning. */
export function ratesOf(now: Date): SeedRate[] {
  const random = randomOf("rates");
  let micro = CNY_MICRO;
  return Array.from({ length: RATE_DAYS }, (_, index) => {
    micro += random.int(-350, 350);
    const asOf = daysBefore(now, RATE_DAYS - 1 - index + 0.2);
    return { base: "CNY", quote: "USD", rateMicro: micro, asOf, source: "Demo rates" };
  });
}

/** The offers of every SKU. Another name for `stream` gives other costs. */
export function offersOf(skus: readonly SeedSku[], now: Date, stream = "cost"): SeedOffer[] {
  const uncosted = new Set(
    skus.filter((_, index) => index % Math.floor(skus.length / WITHOUT_OFFER) === 7).map((sku) => sku.id),
  );
  return skus.flatMap((sku) => offersOfSku(sku, randomOf(`${stream}:${sku.id}`), now, uncosted.has(sku.id)));
}

function offersOfSku(sku: SeedSku, random: Random, now: Date, runOut: boolean): SeedOffer[] {
  const landedCents = sku.baseCents * costShare(random);
  const main = getSupplier(sku.supplierSlug);
  const since = FIRST_LIST_DAYS + 10;
  const quote = (supplier: SeedSupplier, cents: number, from: number, until: number | null) =>
    offerOf({ sku, supplier, landedCents: cents, fromDays: from, untilDays: until }, random, now);
  if (runOut) return [quote(main, landedCents, since, 5)];
  const offers = isOnFirstList(sku)
    ? [
        quote(main, landedCents * random.between(0.95, 1.12), since, OPENING_DAYS + 2),
        quote(main, landedCents, OPENING_DAYS + 2, null),
      ]
    : [quote(main, landedCents, OPENING_DAYS + random.int(2, 40), null)];
  const other = suppliersOf(sku.departmentSlug).find((supplier) => supplier.slug !== main.slug);
  if (other !== undefined && random.chance(0.18))
    offers.push(
      quote(other, landedCents * random.between(0.97, 1.09), OPENING_DAYS + random.int(3, 20), null),
    );
  // A cost that moved after the opening: the next draft has something to propose.
  if (random.chance(0.07))
    offers.push(quote(main, landedCents * random.between(0.92, 1.1), random.int(1, 6), null));
  return offers;
}

/** Whether the SKU had a price before the opening: about three in ten. */
function isOnFirstList(sku: SeedSku): boolean {
  return randomOf(`first-list:${sku.id}`).chance(0.3);
}

/** What landed cost is of the base price: mostly a little over half, and for one SKU in eleven far more. */
export function costShare(random: Random): number {
  return random.chance(0.09) ? random.between(0.72, 0.84) : random.between(0.53, 0.645);
}

export type OfferDraft = {
  readonly sku: Pick<SeedSku, "id" | "baseCents">;
  readonly supplier: SeedSupplier;
  /** What one unit is to cost delivered, about. */
  readonly landedCents: number;
  readonly fromDays: number;
  readonly untilDays: number | null;
};

/** An offer whose landed cost comes to about what is wanted, at this supplier's usual freight and duty. */
export function offerOf(draft: OfferDraft, random: Random, now: Date): SeedOffer {
  const { sku, supplier, fromDays, untilDays } = draft;
  const handlingCents = random.int(6, 24);
  const unitsPerCase = sku.baseCents > 3500 ? random.pick([1, 2, 4]) : random.pick([4, 6, 8, 12]);
  const cifFactor = (1 + supplier.freightShare) * (1 + supplier.dutyBps / 10_000);
  const goodsCents = Math.max(
    20,
    Math.round(((draft.landedCents - handlingCents) * unitsPerCase) / cifFactor),
  );
  const casePriceMinor = inCurrency(goodsCents, supplier.currency);
  const effectiveFrom = daysBefore(now, fromDays);
  return {
    id: uuidOf(random, effectiveFrom),
    supplierSlug: supplier.slug,
    skuId: sku.id,
    currency: supplier.currency,
    casePriceMinor,
    unitsPerCase,
    minimumCases: supplier.currency === "CNY" ? random.pick([20, 40, 80]) : random.pick([1, 4, 10]),
    freightMinor: Math.round(casePriceMinor * supplier.freightShare),
    dutyBps: supplier.dutyBps,
    handlingCents,
    quotedAt: daysBefore(now, fromDays + random.int(1, 9)),
    effectiveFrom,
    effectiveUntil: untilDays === null ? null : daysBefore(now, untilDays),
  };
}

function inCurrency(cents: number, currency: "USD" | "CNY"): number {
  return currency === "USD" ? cents : divideRounded(BigInt(cents) * 1_000_000n, BigInt(CNY_MICRO), "half-up");
}

const suppliers: ReadonlyMap<string, SeedSupplier> = new Map(SUPPLIERS.map((one) => [one.slug, one]));

function getSupplier(slug: string): SeedSupplier {
  const supplier = suppliers.get(slug);
  if (supplier === undefined) throw new Error(`Unknown supplier ${slug}`);
  return supplier;
}
