/**
 * Competitors' listings and their matches to our SKUs. Nothing here knows a cost or a club price. What can go wrong with a
 * reference in earnest goes wrong here too, each in a small share: that is what the "no claim" sentences are for.
 */
import type { listings, matchDecisions, matches } from "#app/db/tables.server.ts";
import type { Pack } from "#app/domain/measure.ts";
import { type PackReading, readPack } from "#app/domain/pack.ts";
import type { SeedSku } from "./catalogue/goods.ts";
import { inAnotherMeasure, isSingle, isSized, otherPack, resized } from "./catalogue/other-packs.ts";
import { daysBefore } from "./dates.ts";
import { packColumns } from "./pack-columns.ts";
import { type Random, randomOf, uuidOf } from "./random.ts";
import { SHOPS, type Shop } from "./shops.ts";

/** What becomes of a reference. */
export type Fate =
  | "fresh"
  | "promotion"
  | "stale"
  | "out-of-stock"
  | "coupon"
  | "suggested"
  | "declined"
  | "shrunk"
  | "other-measure"
  | "rejected"
  | "unobserved"
  /** No match at all: somebody has yet to find what it is. */
  | "unmatched";

export type SeedReference = {
  readonly shop: Shop;
  readonly sku: SeedSku;
  readonly fate: Fate;
  readonly listing: typeof listings.$inferInsert;
  readonly match: typeof matches.$inferInsert | null;
  /** How much the listing holds, of what our pack holds. */
  readonly amount: number;
};

/** Shares of the fates of a matched listing; the rest is fresh. */
const FATES: readonly (readonly [Fate, number])[] = [
  ["stale", 0.08],
  ["promotion", 0.05],
  ["suggested", 0.05],
  ["out-of-stock", 0.035],
  ["coupon", 0.035],
  ["declined", 0.03],
  ["shrunk", 0.02],
  ["rejected", 0.015],
  ["unobserved", 0.012],
];

/** Every listing of the demo club, with the SKU that it belongs to or resembles. */
export function referencesOf(skus: readonly SeedSku[], now: Date, decidedBy: string): SeedReference[] {
  return skus.flatMap((sku) => {
    const random = randomOf(`coverage:${sku.id}`);
    if (!random.chance(0.83))
      return random.chance(0.45) ? [unmatched(sku, random.pick(SHOPS.slice(0, 2)), now)] : [];
    const drawn = SHOPS.filter((shop) => random.chance(shop.coverage));
    const clubs = drawn.some((shop) => shop.slug === "costco" || shop.slug === "sams");
    const shops = clubs ? drawn : [...SHOPS.slice(0, 1), ...drawn];
    return shops.map((shop) => matched(sku, shop, now, decidedBy));
  });
}

function unmatched(sku: SeedSku, shop: Shop, now: Date): SeedReference {
  const random = randomOf(`listing:${shop.slug}:${sku.id}`);
  const drawn: Drawn = { kind: "identical", pack: sku.pack, fate: "unmatched" };
  return {
    shop,
    sku,
    fate: "unmatched",
    amount: 1,
    match: null,
    listing: listingOf(sku, shop, drawn, random, now),
  };
}

type Drawn = {
  readonly kind: "identical" | "other-pack" | "equivalent";
  readonly pack: Pack;
  readonly fate: Fate;
};

function matched(sku: SeedSku, shop: Shop, now: Date, decidedBy: string): SeedReference {
  const random = randomOf(`listing:${shop.slug}:${sku.id}`);
  const fate = fateOf(sku, random);
  const drawn: Drawn = { fate, ...likenessOf(sku, fate, random) };
  const listing = listingOf(sku, shop, drawn, random, now);
  const status = fate === "suggested" || fate === "rejected" ? fate : "confirmed";
  const decided = status === "suggested" ? null : daysBefore(now, random.between(8, 40));
  return {
    shop,
    sku,
    fate,
    listing,
    amount: drawn.pack.baseUnit === sku.pack.baseUnit ? drawn.pack.totalMicro / sku.pack.totalMicro : 1,
    match: {
      skuId: sku.id,
      listingId: listing.id,
      kind: drawn.kind,
      difference: drawn.kind === "equivalent" ? differenceOf(sku, shop, random) : null,
      status,
      decidedBy: decided === null ? null : decidedBy,
      decidedAt: decided,
    },
  };
}

/** The record of every decided match. */
export function decisionsOf(references: readonly SeedReference[]): (typeof matchDecisions.$inferInsert)[] {
  return references.flatMap(({ match }) => {
    if (match === null || match.status === "suggested") return [];
    const { skuId, listingId, status, kind, difference = null } = match;
    const at = match.decidedAt ?? new Date(0);
    const decidedBy = match.decidedBy ?? null;
    return [
      {
        id: uuidOf(randomOf(`decision:${listingId}`), at),
        skuId,
        listingId,
        at,
        actor: decidedBy ?? "",
        deed: status === "rejected" ? ("reject" as const) : ("confirm" as const),
        before: null,
        after: { status, kind, difference, decidedBy, decidedAt: at.toISOString() },
      },
    ];
  });
}

function fateOf(sku: SeedSku, random: Random): Fate {
  const { baseUnit } = sku.pack;
  if ((baseUnit === "sheet" || baseUnit === "load") && random.chance(0.25)) return "other-measure";
  let drawn = random.next();
  for (const [fate, share] of FATES) {
    if (drawn < share) return fate === "shrunk" && !isSized(sku.pack) ? "fresh" : fate;
    drawn -= share;
  }
  return "fresh";
}

function likenessOf(sku: SeedSku, fate: Fate, random: Random): Omit<Drawn, "fate"> {
  const { pack } = sku;
  if (fate === "other-measure") return { kind: "other-pack", pack: inAnotherMeasure(pack) };
  if (fate === "shrunk" && !sku.brand.ownLabel) return { kind: "identical", pack: resized(pack, 0.875) };
  if (sku.brand.ownLabel)
    return { kind: "equivalent", pack: random.chance(0.4) ? otherPack(pack, random) : pack };
  const drawn = random.next();
  if (drawn < 0.68 || isSingle(pack)) return { kind: "identical", pack };
  if (drawn < 0.88) return { kind: "other-pack", pack: otherPack(pack, random) };
  return { kind: "equivalent", pack: random.chance(0.5) ? otherPack(pack, random) : pack };
}

function listingOf(sku: SeedSku, shop: Shop, drawn: Drawn, random: Random, now: Date) {
  const brand = drawn.kind === "equivalent" ? shop.houseBrand : sku.brand.name;
  const plainTitle = sku.plainTitle.replace(sku.brand.name, brand);
  const title = drawn.fate === "declined" ? `${plainTitle}, Club Size` : shop.title(plainTitle, drawn.pack);
  const reading = readPack({ title, brand, category: sku.categoryName });
  const firstSeenAt = daysBefore(now, shop.roundDays.at(-1) ?? 100);
  return {
    id: uuidOf(random, firstSeenAt),
    retailerSlug: shop.slug,
    itemId: String(random.int(1_000_000, 9_999_999) * 1000 + (sku.id % 1000)),
    title,
    brand,
    gtin14: drawn.kind === "identical" && random.chance(0.6) ? sku.gtin14 : null,
    category: sku.categoryName,
    url: null,
    ...columnsOf(reading),
    firstSeenAt,
  };
}

/** A reading as a listing's columns: the pack, or why there is none. */
function columnsOf(reading: PackReading) {
  const { pack } = reading;
  if (pack === null) {
    const none = {
      packCount: null,
      packSize: null,
      packUnit: null,
      packBaseUnit: null,
      packTotalMicro: null,
    };
    return { ...none, packDeclined: reading.reason };
  }
  return { ...packColumns(pack), packDeclined: null };
}

const DIFFERENCES = [
  "Another brand, same grade",
  "Another brand, same kind and strength",
  "Another brand; recipe may differ",
];

function differenceOf(sku: SeedSku, shop: Shop, random: Random): string {
  return sku.brand.ownLabel
    ? `Their house brand, ${shop.houseBrand}, against ours`
    : random.pick(DIFFERENCES);
}
