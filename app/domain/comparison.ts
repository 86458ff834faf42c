/**
 * Comparisons: what one SKU costs against one competitor's listing, from a dated observation. Computed on exact ratios and
 * never on rounded displays. Where anything is not certain there is no claim, and the reason is said. After 16 CFR 233 and
 * NAD's 2017 decision on warehouse-club comparisons: real, recent, like for like, with the date of the check.
 */
import type { Commodity, MeasureSystem } from "./commodity.ts";
import { nearlyEqual, type Pack, packTotal, type Ratio } from "./measure.ts";
import { type Currency, divideRounded } from "./money.ts";
import { type ShownUnitPrice, showUnitPrice, type UnitPrice, unitPrice } from "./unit-price.ts";

export type PriceChannel = "in-club" | "online" | "delivered";

/** What is compared: our own pack, and the commodity that says by which unit. */
export type ComparedSku = { readonly pack: Pack | null; readonly commodity: Commodity };

/** A competitor's listing. `freshnessDays`: how long its prices are believed, 7 unless the retailer's row says otherwise. */
export type ComparedListing = {
  readonly retailerName: string;
  readonly freshnessDays?: number;
  readonly channel: PriceChannel;
  readonly pack: Pack | null;
};

/** The listing's latest observation. `pack` is the pack read from the title as seen then; left out, the listing's holds. */
export type ComparedObservation = {
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly capturedAt: Date;
  readonly inStock: boolean;
  /** The price needs a coupon or a limited promotion that not every buyer gets. */
  readonly needsCoupon: boolean;
  readonly channel: PriceChannel;
  readonly pack?: Pack | null;
};

/** `identical`: same item, same pack. `equivalent`: comparable, with its difference stated. `other-pack`: same item, other size. */
export type ComparedMatch = {
  readonly kind: "identical" | "equivalent" | "other-pack";
  /** `changed`: was confirmed, but the listing or our SKU has changed since so that it may be no match any more. */
  readonly status: "suggested" | "confirmed" | "changed" | "rejected";
  /** Shown beside an equivalent: "Other brand, same grade". */
  readonly statedDifference?: string | null;
};

export type NoClaimReason =
  | "no-match"
  | "rejected"
  | "unconfirmed"
  | "changed-since-confirmed"
  | "difference-unstated"
  | "no-observation"
  | "future-observation"
  | "stale"
  | "out-of-stock"
  | "needs-coupon"
  | "channel-differs"
  | "price-unreadable"
  | "pack-unknown"
  | "packs-differ"
  | "measures-differ"
  | "currency-differs"
  | "club-price-hidden";

export type NoClaim = {
  readonly kind: "no-claim";
  readonly reason: NoClaimReason;
  readonly sentence: string;
};

/** A competitor's price that may be shown, to anybody: computed without our club price. */
export type ReferencePrice = {
  readonly kind: "reference-price";
  readonly retailerName: string;
  readonly channel: PriceChannel;
  readonly capturedAt: Date;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly theirPack: Pack;
  readonly unitPrice: UnitPrice;
  readonly matchKind: ComparedMatch["kind"];
  readonly statedDifference: string | null;
};

export type Comparison =
  | {
      readonly kind: "cheaper" | "dearer" | "about-the-same";
      readonly reference: ReferencePrice;
      readonly ourUnitPrice: UnitPrice;
      /** Size of the difference per uniform unit, never negative. */
      readonly byPerUnit: ShownUnitPrice;
      /** Size of the difference for what our pack holds, in minor units, never negative. */
      readonly byPerPackMinor: number;
      /** The same as a share of their price, in basis points. */
      readonly byBps: number;
    }
  | NoClaim;

export const DEFAULT_FRESHNESS_DAYS = 7;
/** Prices within half a percent of each other are called about the same. */
export const ABOUT_THE_SAME_BPS = 50;
/** Packs of an identical item may differ by this much: labels round (1.65 L against 56 fl oz). Past it, somebody changed the pack. */
export const SAME_PACK_TOLERANCE_BPS = 150;
/** A check dated later than now by less than this is a clock out of step. */
const CLOCK_SKEW_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

export type ReferenceInput = {
  readonly sku: ComparedSku;
  readonly listing: ComparedListing;
  readonly observation: ComparedObservation | null;
  readonly match: ComparedMatch | null;
  readonly system: MeasureSystem;
  readonly now: Date;
};

export type CompareInput = ReferenceInput & {
  /** What the member pays for one pack, or null when this viewer may not see it. */
  readonly clubPriceCents: number | null;
  readonly currency: Currency;
};

/**
 * The competitor's price beside its unit price in our commodity's unit, when match and observation support showing it.
 * Needs nothing secret: a visitor's page calls this one.
 */
export function referencePrice(input: ReferenceInput): ReferencePrice | NoClaim {
  const { sku, listing, observation, match, system, now } = input;
  const matchFault = faultOfMatch(match);
  if (matchFault !== undefined || match === null) return noClaim(matchFault ?? "no-match");
  if (observation === null) return noClaim("no-observation");
  const observationFault = faultOfObservation(observation, listing, now);
  if (observationFault !== undefined) return noClaim(observationFault);
  const theirPack = observation.pack === undefined ? listing.pack : observation.pack;
  if (theirPack === null || sku.pack === null) return noClaim("pack-unknown");
  if (theirPack.baseUnit !== sku.pack.baseUnit) return noClaim("measures-differ");
  if (
    match.kind === "identical" &&
    !nearlyEqual(packTotal(theirPack), packTotal(sku.pack), SAME_PACK_TOLERANCE_BPS)
  ) {
    return noClaim("packs-differ");
  }
  const { priceMinor, currency, capturedAt, channel } = observation;
  const price = unitPrice({
    priceCents: priceMinor,
    pack: theirPack,
    commodity: sku.commodity,
    system,
    currency,
  });
  if (!price.ok) return noClaim(price.reason === "measures-differ" ? "measures-differ" : "price-unreadable");
  const { ok: _, ...shown } = price;
  return {
    kind: "reference-price",
    retailerName: listing.retailerName,
    channel,
    capturedAt,
    priceMinor,
    currency,
    theirPack,
    unitPrice: shown,
    matchKind: match.kind,
    statedDifference: match.statedDifference ?? null,
  };
}

function faultOfMatch(match: ComparedMatch | null): NoClaimReason | undefined {
  if (match === null) return "no-match";
  switch (match.status) {
    case "rejected":
      return "rejected";
    case "suggested":
      return "unconfirmed";
    case "changed":
      return "changed-since-confirmed";
    case "confirmed":
      return match.kind === "equivalent" && (match.statedDifference ?? "").trim() === ""
        ? "difference-unstated"
        : undefined;
    default: {
      const impossible: never = match.status;
      throw new Error(`Unknown match status ${impossible}`);
    }
  }
}

function faultOfObservation(
  observation: ComparedObservation,
  listing: ComparedListing,
  now: Date,
): NoClaimReason | undefined {
  const ageMs = now.getTime() - observation.capturedAt.getTime();
  if (Number.isNaN(ageMs)) return "no-observation";
  if (ageMs < -CLOCK_SKEW_MS) return "future-observation";
  if (ageMs > (listing.freshnessDays ?? DEFAULT_FRESHNESS_DAYS) * DAY_MS) return "stale";
  if (!Number.isSafeInteger(observation.priceMinor) || observation.priceMinor <= 0) return "price-unreadable";
  if (observation.channel !== listing.channel) return "channel-differs";
  if (!observation.inStock) return "out-of-stock";
  if (observation.needsCoupon) return "needs-coupon";
  return undefined;
}

/**
 * Whether our pack is cheaper or dearer than the reference, by how much per uniform unit and for what our pack holds, or why
 * nothing is claimed. A saving is rounded down and a surcharge up, so that neither is told in our favour; prices within
 * `ABOUT_THE_SAME_BPS` are about the same.
 */
export function compare(input: CompareInput): Comparison {
  const { sku, system, clubPriceCents, currency } = input;
  const reference = referencePrice(input);
  if (reference.kind === "no-claim") return reference;
  if (clubPriceCents === null) return noClaim("club-price-hidden");
  if (reference.currency !== currency) return noClaim("currency-differs");
  if (sku.pack === null) return noClaim("pack-unknown");
  const ours = unitPrice({
    priceCents: clubPriceCents,
    pack: sku.pack,
    commodity: sku.commodity,
    system,
    currency,
  });
  if (!ours.ok) return noClaim(ours.reason === "measures-differ" ? "measures-differ" : "price-unreadable");
  const { ok: _, ...ourUnitPrice } = ours;
  return { ...gap(ourUnitPrice, reference, sku.pack, clubPriceCents), reference, ourUnitPrice };
}

type Gap = {
  kind: "cheaper" | "dearer" | "about-the-same";
  byPerUnit: ShownUnitPrice;
  byPerPackMinor: number;
  byBps: number;
};

/** Compares unit prices through what our pack would cost at their price: `theirs x our total / their total`. */
function gap(ours: UnitPrice, reference: ReferencePrice, ourPack: Pack, clubPriceCents: number): Gap {
  const theirs = theirPriceForOurPack(reference, ourPack);
  const signed = theirs.n - BigInt(clubPriceCents) * theirs.d;
  const cheaper = signed >= 0n;
  const size: Ratio = { n: cheaper ? signed : -signed, d: theirs.d };
  const rounding = cheaper ? "down" : "up";
  const near = size.n * 10_000n <= theirs.n * BigInt(ABOUT_THE_SAME_BPS);
  return {
    kind: near ? "about-the-same" : cheaper ? "cheaper" : "dearer",
    byPerUnit: showUnitPrice(difference(reference.unitPrice.exact, ours.exact), ours.per, reference.currency),
    byPerPackMinor: divideRounded(size.n, size.d, rounding),
    byBps: divideRounded(size.n * 10_000n, theirs.n, rounding),
  };
}

function theirPriceForOurPack(reference: ReferencePrice, ourPack: Pack): Ratio {
  const our = packTotal(ourPack);
  const their = packTotal(reference.theirPack);
  return { n: BigInt(reference.priceMinor) * our.n * their.d, d: our.d * their.n };
}

function difference(a: Ratio, b: Ratio): Ratio {
  const n = a.n * b.d - b.n * a.d;
  return { n: n < 0n ? -n : n, d: a.d * b.d };
}

function noClaim(reason: NoClaimReason): NoClaim {
  return { kind: "no-claim", reason, sentence: NO_CLAIM_SENTENCES[reason] };
}

/** What a page says when nothing is claimed. */
export const NO_CLAIM_SENTENCES: Readonly<Record<NoClaimReason, string>> = {
  "no-match": "We can't compare: we have not found this item there.",
  rejected: "We can't compare: the item we found there is a different one.",
  unconfirmed: "We can't compare yet: nobody has confirmed that it is the same item.",
  "changed-since-confirmed": "We can't compare: the item has changed since we confirmed that it is the same.",
  "difference-unstated": "We can't compare yet: the difference between the two items is not stated.",
  "no-observation": "We can't compare: no price has been checked there.",
  "future-observation": "We can't compare: the check has a date in the future.",
  stale: "We can't compare: the last check is too old.",
  "out-of-stock": "We can't compare: it was out of stock there when we checked.",
  "needs-coupon": "We can't compare: their price needs a coupon or a promotion.",
  "channel-differs": "We can't compare: the price was checked in another channel.",
  "price-unreadable": "We can't compare: the price was not readable.",
  "pack-unknown": "We can't compare: pack size unknown.",
  "packs-differ": "We can't compare: the packs no longer match.",
  "measures-differ": "We can't compare: the packs are measured in different units.",
  "currency-differs": "We can't compare: the prices are in different currencies.",
  "club-price-hidden": "Members see how the club price compares.",
};
