/** Everything that one SKU of the large club brings with it, as rows for COPY. */
import { createHash } from "node:crypto";
import type { CopyValue } from "#app/db/copy-rows.ts";
import { chooseOffer, type FxRate, type Offer } from "#app/domain/landed-cost.ts";
import { formatMoney } from "#app/domain/money.ts";
import { proposeByRules, type RuleBook } from "#app/domain/pricing.ts";
import { daysBefore, offsetOf } from "../dates.ts";
import { costShare, OPENING_DAYS, offerOf, type SeedOffer } from "../offers.ts";
import { type Random, randomOf, uuidOf } from "../random.ts";
import { retailPriceOf, shelfEnding } from "../retail-prices.ts";
import { SHOPS, type Shop } from "../shops.ts";
import { COPIED_TABLES, type CopiedTable } from "./columns.ts";
import { FIRST_LARGE_SKU, type LargeSku, SKUS_PER_PRODUCT } from "./variations.ts";

export type Rows = { readonly [T in CopiedTable]: (readonly CopyValue[])[] };

export type LargeTerms = {
  readonly now: Date;
  readonly changeSetId: string;
  readonly publishedAt: Date;
  readonly rules: RuleBook;
  readonly rates: readonly FxRate[];
};

/** Share of the SKUs that Costco and Sam's carry too. */
const COVERED = 0.6;
const CLUBS = SHOPS.slice(0, 2);

/** Empty rows for every table. */
export function noRows(): Rows {
  const rows = COPIED_TABLES.map((table) => [table, []] as const);
  return Object.fromEntries(rows) as unknown as Rows;
}

/** Adds the rows of one SKU. The retail and reference rows draw on chances of their own, apart from cost. */
export function addRows(rows: Rows, sku: LargeSku, terms: LargeTerms): void {
  const { now } = terms;
  if ((sku.id - FIRST_LARGE_SKU) % SKUS_PER_PRODUCT === 0)
    rows.products.push([sku.productId, sku.productName, sku.brand.slug, sku.description]);
  rows.skus.push(skuValues(sku, now));
  const retail = retailPriceOf(sku, randomOf(`retail:${sku.id}`), now);
  const { cents, basis, source, place, checkedAt, evidence } = retail;
  rows.retail_prices.push([sku.id, cents, basis, source, place, checkedAt, evidence]);
  if (randomOf(`coverage:${sku.id}`).chance(COVERED))
    for (const shop of CLUBS) addReference(rows, sku, shop, now);
  addPrice(rows, sku, terms);
}

function skuValues(sku: LargeSku, now: Date): CopyValue[] {
  const { pack } = sku;
  return [
    sku.id,
    sku.productId,
    sku.slug,
    sku.title,
    sku.brand.slug,
    sku.departmentSlug,
    sku.categorySlug,
    sku.supplier.slug,
    sku.gtin14,
    pack.count,
    pack.size,
    pack.unit,
    pack.baseUnit,
    pack.totalMicro,
    sku.picture,
    sku.popularity,
    "active",
    daysBefore(now, sku.ageDays),
  ];
}

function addReference(rows: Rows, sku: LargeSku, shop: Shop, now: Date): void {
  const random = randomOf(`listing:${shop.slug}:${sku.id}`);
  const { pack } = sku;
  const isTheirs = random.chance(0.25);
  const brand = isTheirs ? shop.houseBrand : sku.brand.name;
  const title = shop.title(`${brand} ${sku.productName}`, pack);
  const firstSeenAt = daysBefore(now, random.between(60, 100));
  const id = uuidOf(random, firstSeenAt);
  rows.listings.push([
    id,
    shop.slug,
    `L${sku.id}`,
    title,
    brand,
    isTheirs ? null : sku.gtin14,
    sku.categoryName,
    pack.count,
    pack.size,
    pack.unit,
    pack.baseUnit,
    pack.totalMicro,
    firstSeenAt,
  ]);
  const suggested = random.chance(0.05);
  rows.matches.push([
    sku.id,
    id,
    isTheirs ? "equivalent" : "identical",
    isTheirs ? "Another brand, same grade" : null,
    suggested ? "suggested" : "confirmed",
    suggested ? null : "operator",
    suggested ? null : daysBefore(now, random.between(8, 40)),
  ]);
  addObservation(rows, { sku, shop, listingId: id, title }, random, now);
}

type Seen = {
  readonly sku: LargeSku;
  readonly shop: Shop;
  readonly listingId: string;
  readonly title: string;
};

function addObservation(rows: Rows, { sku, shop, listingId, title }: Seen, random: Random, now: Date): void {
  const { place, timeZone, channel } = random.pick(shop.places);
  const capturedAt = daysBefore(now, random.chance(0.1) ? random.between(8, 50) : random.between(0.3, 6));
  const cents = shelfEnding(sku.baseCents * random.between(...shop.level), random.pick(shop.endings));
  const inStock = !random.chance(0.03);
  const raw = { note: "demo record", price: formatMoney(cents, shop.currency), title };
  rows.observations.push([
    uuidOf(random, capturedAt),
    listingId,
    capturedAt,
    offsetOf(timeZone, capturedAt),
    cents,
    shop.currency,
    channel,
    place,
    random.chance(0.03),
    inStock,
    title,
    `demo checker ${random.int(1, 24)}`,
    JSON.stringify(raw),
    createHash("sha256")
      .update(JSON.stringify([channel, place, ...Object.values(raw)]))
      .digest("hex"),
  ]);
}

function addPrice(rows: Rows, sku: LargeSku, terms: LargeTerms): void {
  const random = randomOf(`cost:${sku.id}`);
  const landedCents = sku.baseCents * costShare(random);
  const quoted = { sku, supplier: sku.supplier, landedCents, fromDays: OPENING_DAYS + 5, untilDays: null };
  const offer = offerOf(quoted, random, terms.now);
  rows.offers.push(offerValues(offer));
  const landed = chooseOffer([offer as Offer], { rates: terms.rates, now: terms.publishedAt });
  const priced = {
    id: sku.id,
    supplierSlug: sku.supplier.slug,
    brandSlug: sku.brand.slug,
    categorySlug: sku.categorySlug,
    ownLabel: sku.brand.ownLabel,
  };
  const proposal = proposeByRules(priced, landed, terms.rules);
  if (!proposal.ok) throw new Error(`SKU ${sku.id} got no price: ${proposal.reason}`);
  const { clubCents, waterfall } = proposal;
  rows.current_prices.push([sku.id, clubCents, terms.changeSetId, terms.publishedAt]);
  rows.price_history.push([
    sku.id,
    terms.changeSetId,
    clubCents,
    terms.publishedAt,
    JSON.stringify(waterfall),
  ]);
}

function offerValues(offer: SeedOffer): CopyValue[] {
  return [
    offer.id,
    offer.supplierSlug,
    offer.skuId,
    offer.currency,
    offer.casePriceMinor,
    offer.unitsPerCase,
    offer.minimumCases,
    offer.freightMinor,
    offer.dutyBps,
    offer.handlingCents,
    offer.quotedAt,
    offer.effectiveFrom,
    offer.effectiveUntil,
  ];
}
