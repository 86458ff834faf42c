/**
 * Public retail prices, each with evidence of its own: seen on a shelf, or on the maker's list. They start from the pack's
 * base price and a stream of chance that nothing else uses; no cost and no club price comes in here, because visitors see them.
 */
import type { retailPrices } from "#app/db/tables.server.ts";
import type { SeedSku } from "./catalogue/goods.ts";
import { daysBefore } from "./dates.ts";
import { randomOf } from "./random.ts";

export type SeedRetailPrice = typeof retailPrices.$inferInsert;

type Shop = { readonly name: string; readonly places: readonly string[] };

/** Shops of our own making. */
const GROCERS: readonly Shop[] = [
  { name: "Harborline Market", places: ["ZIP 98109 Seattle", "ZIP 97209 Portland"] },
  { name: "Cornerway Foods", places: ["ZIP 60614 Chicago", "ZIP 53202 Milwaukee"] },
  { name: "Elm Street Grocers", places: ["ZIP 02139 Cambridge", "ZIP 11215 Brooklyn"] },
];
const GENERAL: readonly Shop[] = [
  { name: "Fairlane Home", places: ["ZIP 75201 Dallas", "ZIP 30309 Atlanta"] },
  { name: "Tradewell Stores", places: ["ZIP 85004 Phoenix", "ZIP 80205 Denver"] },
];
const GROCERY_DEPARTMENTS = new Set([
  "pantry",
  "snacks",
  "drinks",
  "coffee-tea",
  "produce",
  "dairy-eggs",
  "meat-fish",
  "frozen",
  "bakery",
]);

/** The retail price of each SKU; about one in forty has none. */
export function retailPricesOf(skus: readonly SeedSku[], now: Date): SeedRetailPrice[] {
  return skus.flatMap((sku) => {
    const random = randomOf(`retail:${sku.id}`);
    return random.chance(0.025) ? [] : [retailPriceOf(sku, random, now)];
  });
}

/** Draws one retail price from `random`. */
export function retailPriceOf(
  sku: Pick<SeedSku, "id" | "baseCents" | "departmentSlug" | "brand">,
  random: ReturnType<typeof randomOf>,
  now: Date,
): SeedRetailPrice {
  const checkedAt = daysBefore(now, random.between(0.3, 24));
  const cents = shelfEnding(sku.baseCents * random.between(0.97, 1.12), random.pick([99, 99, 49, 79, 29]));
  const day = checkedAt.toISOString().slice(0, 10);
  if (!sku.brand.ownLabel && random.chance(0.2)) {
    const evidence = `Demo record: ${sku.brand.name} price list of ${day}`;
    return {
      skuId: sku.id,
      cents,
      basis: "suggested",
      source: sku.brand.name,
      place: "US",
      checkedAt,
      evidence,
    };
  }
  const shop = random.pick(GROCERY_DEPARTMENTS.has(sku.departmentSlug) ? GROCERS : GENERAL);
  const place = random.pick(shop.places);
  const comparable = sku.brand.ownLabel
    ? "comparable item of another brand, same pack"
    : "same item and pack";
  const evidence = `Demo record: shelf tag seen ${day} by checker ${random.int(1, 24)}, ${comparable}`;
  return { skuId: sku.id, cents, basis: "observed", source: shop.name, place, checkedAt, evidence };
}

/** The amount of cents nearest to `cents` that ends in `ending`; never below the ending itself. */
export function shelfEnding(cents: number, ending: number): number {
  return Math.max(0, Math.round((cents - ending) / 100)) * 100 + ending;
}
