/** Dated checks of every listing over the last hundred days, and the files that they came in. */
import { createHash } from "node:crypto";
import type { imports } from "#app/db/tables.server.ts";
import { formatMoney } from "#app/domain/money.ts";
import type { StagedRow } from "./append-observations.ts";
import { daysBefore, offsetOf } from "./dates.ts";
import type { SeedReference } from "./listings.ts";
import { type Random, randomOf, uuidOf } from "./random.ts";
import { shelfEnding } from "./retail-prices.ts";
import { type CheckPlace, needsMembership, PER_DOLLAR, SHOPS, type Shop } from "./shops.ts";

export type SeedObservation = StagedRow & { readonly raw: string };
export type SeedImport = typeof imports.$inferInsert;
type Checked = {
  readonly reference: SeedReference;
  readonly checkPlace: CheckPlace;
  readonly random: Random;
};

/** Every check of every listing, with one import for each shop's round. */
export function observationsOf(
  references: readonly SeedReference[],
  now: Date,
): { imports: SeedImport[]; observations: SeedObservation[] } {
  const rounds = SHOPS.flatMap((shop) =>
    shop.roundDays.map((days, round) => roundOf(shop, round, days, now)),
  );
  for (const reference of references) {
    for (const seen of checksOf(reference, now))
      rounds.find((one) => one.key === seen.roundKey)?.seen.push(seen);
  }
  const filled = rounds.filter((round) => round.seen.length > 0);
  return {
    imports: filled.map(importOf),
    observations: filled.flatMap((round) =>
      round.seen.map(({ observation }, index) => ({
        ...observation,
        import_id: round.importId,
        import_line: index + 2,
      })),
    ),
  };
}

type Seen = { readonly roundKey: string; readonly observation: SeedObservation };
type Round = {
  readonly key: string;
  readonly shop: Shop;
  readonly at: Date;
  readonly importId: string;
  readonly seen: Seen[];
};

function roundOf(shop: Shop, round: number, days: number, now: Date): Round {
  const key = `${shop.slug}:${round}`;
  const at = daysBefore(now, days);
  return { key, shop, at, importId: uuidOf(randomOf(`round:${key}`), at), seen: [] };
}

function importOf(round: Round): SeedImport {
  const file = round.seen
    .map(({ observation }) => Object.values(JSON.parse(observation.raw)).join(","))
    .join("\n");
  // Files come in some hours after the round.
  const startedAt = new Date(round.at.getTime() + 5 * 3_600_000);
  return {
    id: round.importId,
    retailerSlug: round.shop.slug,
    fileName: `${round.shop.slug}-${round.at.toISOString().slice(0, 10)}.csv`,
    fileSha256: sha256(file),
    capturedAt: round.at,
    startedAt,
    finishedAt: new Date(startedAt.getTime() + 4_000),
    accepted: round.seen.length,
    importedBy: "operator",
  };
}

/** The checks of one listing, newest first. Its price walks back in time from what it asks now. */
function checksOf(reference: SeedReference, now: Date): Seen[] {
  const { shop, sku, fate } = reference;
  const random = randomOf(`checks:${shop.slug}:${sku.id}`);
  if (fate === "unobserved") return [];
  const checked: Checked = { reference, checkPlace: random.pick(shop.places), random };
  let price = firstPrice(reference, random);
  const newest = fate === "stale" ? random.between(8, 60) : 0;
  const rounds = shop.roundDays
    .map((days, round) => ({ days, round }))
    .filter(({ days }, index, all) => days >= newest || index === all.length - 1)
    .slice(0, random.int(3, 9));
  return rounds.map(({ days, round }, index) => {
    const at = daysBefore(now, days - random.between(0, 0.2));
    const observation = observationOf(checked, price, at, index === 0);
    if (random.chance(0.25)) price = moved(price, shop, random);
    return { roundKey: `${shop.slug}:${round}`, observation };
  });
}

/** What the listing asks now, in minor units of the shop's currency. Larger packs ask a little less for each unit. */
function firstPrice({ shop, sku, amount }: SeedReference, random: Random): number {
  const level = random.between(...shop.level);
  const minor = sku.baseCents * amount ** 0.93 * level * PER_DOLLAR[shop.currency];
  return shelfEnding(minor, random.pick(shop.endings));
}

function moved(price: number, shop: Shop, random: Random): number {
  return shelfEnding(price * random.between(0.93, 1.08), random.pick(shop.endings));
}

function observationOf(
  checked: Checked,
  priceMinor: number,
  capturedAt: Date,
  isNewest: boolean,
): SeedObservation {
  const { reference, checkPlace, random } = checked;
  const { listing, shop, fate } = reference;
  const inStock = !(isNewest && fate === "out-of-stock");
  const promotion = isNewest ? promotionOf(fate, priceMinor, shop, random) : null;
  const zone = offsetOf(checkPlace.timeZone, capturedAt);
  const raw = {
    availability: inStock ? "in stock" : "out of stock",
    captured_at: capturedAt.toISOString(),
    item: listing.itemId,
    note: "demo record",
    price: formatMoney(priceMinor, shop.currency),
    promotion: promotion ?? "",
    title: listing.title,
  };
  return {
    id: uuidOf(random, capturedAt),
    retailer_slug: shop.slug,
    listing_id: listing.id,
    item_id: listing.itemId,
    gtin14: listing.gtin14,
    url: listing.url,
    title_seen: listing.title,
    pack_count: listing.packCount ?? null,
    pack_size: listing.packSize ?? null,
    pack_unit: listing.packUnit ?? null,
    pack_base_unit: listing.packBaseUnit ?? null,
    pack_total_micro: listing.packTotalMicro ?? null,
    pack_declined: listing.packDeclined ?? null,
    captured_at: capturedAt,
    zone,
    price_minor: priceMinor,
    currency: shop.currency,
    membership_needed: needsMembership(shop),
    channel: checkPlace.channel,
    place: checkPlace.place,
    promotion,
    promotion_ends_at: promotion === null ? null : new Date(capturedAt.getTime() + 12 * 86_400_000),
    needs_coupon: isNewest && fate === "coupon",
    in_stock: inStock,
    captured_by: `demo checker ${random.int(1, 24)}`,
    raw: JSON.stringify(raw),
    // As an import hashes it: with where it was seen.
    raw_sha256: sha256(JSON.stringify([checkPlace.channel, checkPlace.place, ...Object.values(raw)])),
  };
}

function promotionOf(
  fate: SeedReference["fate"],
  priceMinor: number,
  shop: Shop,
  random: Random,
): string | null {
  if (fate !== "promotion" && fate !== "coupon") return null;
  const off = formatMoney(
    Math.max(100, Math.round((priceMinor * random.between(0.1, 0.2)) / 100) * 100),
    shop.currency,
  );
  return fate === "coupon" ? `${off} off with coupon` : `${off} off, no coupon needed`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
