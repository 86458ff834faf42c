/**
 * Comparisons: what one SKU costs against one competitor's listing, from a dated observation. Computed on exact ratios and
 * never on rounded displays. Where anything is not certain there is no claim, and the reason is said. After 16 CFR 233 and
 * NAD's 2017 decision on warehouse-club comparisons: real, recent, like for like, with the date of the check.
 *
 * Delivery. We sell online, so ours may come to the door; a price at another club is fetched, or sent at a charge. Each
 * price covers the goods alone, or the goods brought to the door; like is set against like, delivered first:
 *
 *   | ours                          | theirs                                    | what is said                          |
 *   |-------------------------------|-------------------------------------------|---------------------------------------|
 *   | goods and delivery known      | `delivered`, or `online` with its charge  | delivered against delivered           |
 *   | goods known                   | `in-club`, or `online`, charge unknown    | goods against goods, before delivery  |
 *   | goods known, delivery not     | `delivered` alone                         | dearer, if ours is so even without    |
 *   |                               |                                           | delivery; else no claim               |
 *   | delivered alone (included)    | `in-club`, or `online`, charge unknown    | cheaper, if ours is so even delivered;|
 *   |                               |                                           | else no claim                         |
 *
 * The last two are certain only in one direction: what is left out could only widen the difference. The other way round a
 * claim would set a delivered price against one that is fetched, and would be untrue whichever of the two it favoured.
 */
import type { Commodity, MeasureSystem } from "./commodity.ts";
import {
  type ChosenBasis,
  chooseBasis,
  type DeliveryBasis,
  ourParts,
  type PriceChannel,
  theirParts,
} from "./delivery-basis.ts";
import { nearlyEqual, type Pack, packTotal, type Ratio } from "./measure.ts";
import { type Currency, divideRounded } from "./money.ts";
import { NO_CLAIM_SENTENCES, type NoClaimReason } from "./no-claim.ts";
import { type ShownUnitPrice, showUnitPrice, type UnitPrice, unitPrice } from "./unit-price.ts";

export type { DeliveryBasis, PriceChannel } from "./delivery-basis.ts";

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
  /** What delivery of one pack costs there on top; 0 when the price includes it; null or left out when not known. */
  readonly deliveryMinor?: number | null;
  /** The last instant of the promotion that the price belongs to. After it the price is gone, however recent the check. */
  readonly promotionEndsAt?: Date | null;
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

export type NoClaim = {
  readonly kind: "no-claim";
  readonly reason: NoClaimReason;
  readonly sentence: string;
  /** Their price, where it stands by itself and only the claim about ours does not. */
  readonly reference?: ReferencePrice;
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
      /** What the two prices cover: see the table above. Said beside the claim. */
      readonly basis: DeliveryBasis;
      /** Of what was compared: the club price, with delivery on top where the basis is delivered. */
      readonly ourUnitPrice: UnitPrice;
      /** Size of the difference per uniform unit, never negative. */
      readonly byPerUnit: ShownUnitPrice;
      /** Size of the difference for what our pack holds, in minor units, never negative. */
      readonly byPerPackMinor: number;
      /** The same as a share of their price, in basis points. */
      readonly byBps: number;
    }
  | NoClaim;

const DEFAULT_FRESHNESS_DAYS = 7;
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
  /**
   * What bringing this one pack to the door costs on top, in cents; 0 when the club price includes it. Null or left out
   * while it is known for a whole order alone.
   */
  readonly deliveryCents?: number | null;
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
  if (!packsAgree(match.kind, theirPack, sku.pack)) return noClaim("packs-differ");
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

/** Whether the packs are what the match says of them: only an identical item must hold the same. */
export function packsAgree(kind: ComparedMatch["kind"], theirs: Pack, ours: Pack): boolean {
  return kind !== "identical" || nearlyEqual(packTotal(theirs), packTotal(ours), SAME_PACK_TOLERANCE_BPS);
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
  if (hasPromotionEnded(observation, now)) return "promotion-ended";
  if (observation.channel !== listing.channel) return "channel-differs";
  if (!observation.inStock) return "out-of-stock";
  if (observation.needsCoupon) return "needs-coupon";
  return undefined;
}

/** It holds through its last instant, and not a millisecond longer: nobody sells at a price that is over. */
function hasPromotionEnded({ promotionEndsAt }: ComparedObservation, now: Date): boolean {
  return promotionEndsAt != null && promotionEndsAt.getTime() < now.getTime();
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
  if (reference.currency !== currency) return { ...noClaim("currency-differs"), reference };
  if (sku.pack === null) return noClaim("pack-unknown");
  const chosen = chooseBasis(
    ourParts(clubPriceCents, input.deliveryCents ?? null),
    theirParts(reference.channel, reference.priceMinor, input.observation?.deliveryMinor ?? null),
  );
  const price = { pack: sku.pack, commodity: sku.commodity, system, currency };
  const ours = unitPrice({ ...price, priceCents: chosen.ourMinor });
  if (!ours.ok) return noClaim(ours.reason === "measures-differ" ? "measures-differ" : "price-unreadable");
  const { ok: _, ...ourUnitPrice } = ours;
  const found = gap(ourUnitPrice, reference, sku.pack, chosen);
  if (!chosen.holds.includes(found.kind)) return { ...noClaim("delivery-differs"), reference };
  return { ...found, basis: chosen.basis, reference, ourUnitPrice };
}

type Gap = {
  kind: "cheaper" | "dearer" | "about-the-same";
  byPerUnit: ShownUnitPrice;
  byPerPackMinor: number;
  byBps: number;
};

/** Compares unit prices through what our pack would cost at their price: `theirs x our total / their total`. */
function gap(ours: UnitPrice, reference: ReferencePrice, ourPack: Pack, chosen: ChosenBasis): Gap {
  const theirs = theirPriceForOurPack(chosen.theirMinor, reference.theirPack, ourPack);
  const signed = theirs.n - BigInt(chosen.ourMinor) * theirs.d;
  const cheaper = signed >= 0n;
  const size: Ratio = { n: cheaper ? signed : -signed, d: theirs.d };
  const rounding = cheaper ? "down" : "up";
  const near = size.n * 10_000n <= theirs.n * BigInt(ABOUT_THE_SAME_BPS);
  const { exact } = reference.unitPrice;
  const theirsPerUnit: Ratio = {
    n: exact.n * BigInt(chosen.theirMinor),
    d: exact.d * BigInt(reference.priceMinor),
  };
  const perUnit = difference(theirsPerUnit, ours.exact);
  return {
    kind: near ? "about-the-same" : cheaper ? "cheaper" : "dearer",
    byPerUnit: showUnitPrice(perUnit, ours.per, reference.currency, rounding),
    byPerPackMinor: divideRounded(size.n, size.d, rounding),
    byBps: divideRounded(size.n * 10_000n, theirs.n, rounding),
  };
}

function theirPriceForOurPack(theirMinor: number, theirPack: Pack, ourPack: Pack): Ratio {
  const our = packTotal(ourPack);
  const their = packTotal(theirPack);
  return { n: BigInt(theirMinor) * our.n * their.d, d: our.d * their.n };
}

function difference(a: Ratio, b: Ratio): Ratio {
  const n = a.n * b.d - b.n * a.d;
  return { n: n < 0n ? -n : n, d: a.d * b.d };
}

function noClaim(reason: NoClaimReason): NoClaim {
  return { kind: "no-claim", reason, sentence: NO_CLAIM_SENTENCES[reason] };
}
