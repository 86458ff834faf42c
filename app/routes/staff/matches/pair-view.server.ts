/** A pair as the review shows it: what the two say, line by line. */
import { judgementOf } from "#app/commands/decide-match.ts";
import type { Pair, PairObservation } from "#app/db/match-pairs.ts";
import { itemPath } from "#app/domain/addresses.ts";
import { channelText, dayText, placeText } from "#app/domain/checked.ts";
import { type Commodity, getCommodity } from "#app/domain/commodity.ts";
import { formatGtin, parseGtin } from "#app/domain/gtin.ts";
import { isOpen } from "#app/domain/match-decision.ts";
import { offeredDifferences, surenessBpsOf, VERDICT_LABELS } from "#app/domain/match-review.ts";
import { markTitles } from "#app/domain/match-words.ts";
import { canonicalBrand } from "#app/domain/matching/brands.ts";
import { formatPack, nearlyEqual, type Pack, packTotal, packTotalNumber } from "#app/domain/measure.ts";
import { type Currency, formatMoney } from "#app/domain/money.ts";
import { CLUB_CURRENCY, unitPriceText } from "#app/domain/reference.ts";
import { unitPrice } from "#app/domain/unit-price.ts";
import type { PairLine, PairView } from "#app/ui/desk/matches/pair-sheet.tsx";
import { decidedText } from "./review-action.server.ts";

/** What the page shows of a pair. `now`: against which observations are dated. */
export function viewPair(pair: Pair, now: Date): PairView {
  const { sku, listing, match } = pair;
  const { verdict, scoreBps, why } = judgementOf(pair);
  return {
    skuId: pair.skuId,
    listingId: pair.listingId,
    print: pair.print,
    shelf: itemPath({ id: pair.skuId, slug: sku.slug }),
    retailerName: listing.retailerName,
    itemId: listing.itemId,
    url: listing.url !== null && /^https?:\/\//.test(listing.url) ? listing.url : null,
    evidence: pair.observation === null ? null : `/evidence/${pair.observation.id}`,
    titles: markTitles(sku.title, listing.title),
    lines: linesOf(pair, now),
    verdict,
    verdictText: VERDICT_LABELS[verdict],
    surenessBps: surenessBpsOf(verdict, scoreBps / 10_000),
    scoreBps,
    why,
    status: match?.status ?? null,
    isOpen: match === null || isOpen(match.status),
    decided: match === null || match.decidedBy === null ? null : decidedText(match, now),
    difference: match?.difference ?? null,
    differences: offeredDifferences({ ours: sku.brand, oursIsOwnLabel: sku.ownLabel, theirs: listing.brand }),
  };
}

const NONE = "–";

function linesOf({ sku, listing, observation }: Pair, now: Date): PairLine[] {
  const commodity = getCommodity(sku.commodity);
  const both = sku.gtin14 !== null && listing.gtin14 !== null;
  return [
    line("Brand", sku.brand, listing.brand, sameBrand(sku.brand, listing.brand)),
    line(
      "Pack",
      packText(sku.pack),
      listing.pack === null
        ? `not read: ${listing.packDeclined ?? "the title does not say"}`
        : packText(listing.pack),
      listing.pack === null ? null : samePack(sku.pack, listing.pack),
    ),
    line("GTIN", gtinText(sku.gtin14), gtinText(listing.gtin14), both ? sku.gtin14 === listing.gtin14 : null),
    line("Category", sku.category, listing.category, null),
    line(
      "Price",
      sku.clubCents === null ? null : formatMoney(sku.clubCents, CLUB_CURRENCY),
      observation && formatMoney(observation.priceMinor, observation.currency),
      null,
    ),
    line(
      "Per unit",
      sku.clubCents === null ? null : perUnit(sku.clubCents, sku.pack, commodity, CLUB_CURRENCY),
      observation && perUnit(observation.priceMinor, listing.pack, commodity, observation.currency),
      null,
    ),
    line("Checked", null, observation && checkedText(observation, listing.membershipNeeded, now), null),
  ];
}

function line(label: string, ours: string | null, theirs: string | null, agrees: boolean | null): PairLine {
  return { label, ours: ours ?? NONE, theirs: theirs ?? NONE, agrees };
}

function sameBrand(ours: string, theirs: string | null): boolean | null {
  return theirs === null ? null : canonicalBrand(ours) === canonicalBrand(theirs);
}

/** A hundredth apart is a label's rounding. */
const PACK_TOLERANCE_BPS = 150;

function samePack(ours: Pack, theirs: Pack): boolean {
  return (
    ours.baseUnit === theirs.baseUnit && nearlyEqual(packTotal(ours), packTotal(theirs), PACK_TOLERANCE_BPS)
  );
}

/** "2 × 60 oz = 3,402 g". */
function packText(pack: Pack): string {
  const total = packTotalNumber(pack).toLocaleString("en-US", { maximumFractionDigits: 1 });
  return `${formatPack(pack)} = ${total} ${pack.baseUnit === "cm2" ? "cm²" : pack.baseUnit}`;
}

function gtinText(gtin14: string | null): string | null {
  if (gtin14 === null) return null;
  const reading = parseGtin(gtin14);
  return reading.ok ? formatGtin(reading.gtin14) : gtin14;
}

function perUnit(priceCents: number, pack: Pack | null, commodity: Commodity, currency: Currency): string {
  if (pack === null) return "pack unknown";
  const price = unitPrice({ priceCents, pack, commodity, system: "us", currency });
  return price.ok ? unitPriceText(price) : "measured otherwise";
}

function checkedText(observation: PairObservation, membershipNeeded: boolean, now: Date): string {
  const { capturedAt, zone, channel, place, inStock, needsCoupon } = observation;
  const notes = [...(inStock ? [] : ["out of stock"]), ...(needsCoupon ? ["coupon needed"] : [])];
  const where = [channelText(channel, membershipNeeded), ...(place === channel ? [] : [placeText(place)])];
  return [dayText(capturedAt, now, zone), ...where, ...notes].join(", ");
}
