/**
 * References as a page tells them: one line a competitor's listing, a claim with its date or the reason why there is none.
 * A visitor's lines are computed without our club price.
 */
import { checkedText } from "./checked.ts";
import type { Commodity } from "./commodity.ts";
import {
  type Comparison,
  compare,
  type PriceChannel,
  type ReferenceInput,
  type ReferencePrice,
  referencePrice,
} from "./comparison.ts";
import { basisText, type DeliveryBasis } from "./delivery-basis.ts";
import { formatPack, type Pack } from "./measure.ts";
import { type Currency, formatBps, formatMoney } from "./money.ts";
import type { ShownUnitPrice } from "./unit-price.ts";

/** What the club sells in. */
export const CLUB_CURRENCY: Currency = "USD";

/** The slug under which general retail is kept: no shop of its own, so nobody misses it on a panel. */
export const GENERAL_RETAIL = "retail";

export type Retailer = {
  readonly slug: string;
  readonly name: string;
  readonly freshnessDays: number;
  readonly membershipNeeded: boolean;
  /** Order on signs and panels. */
  readonly position: number;
};

/** The latest observation of a listing. */
export type Observation = {
  readonly id: string;
  readonly capturedAt: Date;
  readonly zone: string;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly promotion: string | null;
  readonly promotionEndsAt: Date | null;
  readonly needsCoupon: boolean;
  readonly inStock: boolean;
};

/** A listing matched to a SKU, with its latest observation; never a rejected match. */
export type Reference = {
  readonly retailer: Retailer;
  readonly matchKind: "identical" | "other-pack" | "equivalent";
  readonly matchStatus: "suggested" | "confirmed" | "changed";
  readonly difference: string | null;
  readonly pack: Pack | null;
  readonly observation: Observation | null;
};

/** Our side of a comparison. */
export type ReferredSku = { readonly pack: Pack; readonly commodity: Commodity };

export type ReferenceOutcome = "cheaper-here" | "dearer-here" | "same" | "price-only" | "no-claim";

/** One line of a sign. `text` follows the retailer's name. */
export type ReferenceLine = {
  readonly retailer: string;
  readonly outcome: ReferenceOutcome;
  readonly text: string;
  readonly unitText: string | null;
  readonly checkedText: string | null;
  /** Id of the observation that the line stands on. */
  readonly observation: string | null;
};

/** What a reference came to, for a viewer: the claim or refusal, and the line that tells it. */
export type ToldReference = {
  readonly reference: Reference;
  readonly outcome: Comparison | ReferencePrice;
  readonly line: ReferenceLine;
};

/** "per fl oz", "each". */
export function perText(per: string): string {
  return per === "each" ? per : `per ${per}`;
}

/** "18.2¢ per fl oz". */
export function unitPriceText(price: ShownUnitPrice): string {
  return `${price.text} ${perText(price.per)}`;
}

/** A reference for somebody who may not see club prices: their price, never a claim about ours. */
export function tellReference(sku: ReferredSku, reference: Reference, now: Date): ToldReference {
  const outcome = referencePrice(inputOf(sku, reference, now));
  return { reference, outcome, line: lineOf(reference, outcome, now) };
}

/**
 * A reference for a member: cheaper or dearer than `clubCents` and by how much, or why there is no claim. Without a club
 * price it is told as to a visitor.
 */
export function compareReference(
  sku: ReferredSku,
  reference: Reference,
  clubCents: number | null,
  now: Date,
): ToldReference {
  if (clubCents === null) return tellReference(sku, reference, now);
  const input = inputOf(sku, reference, now);
  const outcome = compare({ ...input, clubPriceCents: clubCents, currency: CLUB_CURRENCY });
  return { reference, outcome, line: lineOf(reference, outcome, now) };
}

function inputOf(sku: ReferredSku, reference: Reference, now: Date): ReferenceInput {
  const { retailer, observation } = reference;
  return {
    sku,
    listing: {
      retailerName: retailer.name,
      freshnessDays: retailer.freshnessDays,
      // A listing carries no channel of its own: the one it was checked in is what the line names.
      channel: observation?.channel ?? "online",
      pack: reference.pack,
    },
    observation,
    match: {
      kind: reference.matchKind,
      status: reference.matchStatus,
      statedDifference: reference.difference,
    },
    system: "us",
    now,
  };
}

function lineOf(reference: Reference, outcome: Comparison | ReferencePrice, now: Date): ReferenceLine {
  const { retailer, observation } = reference;
  const theirs = theirPriceOf(outcome);
  return {
    retailer: retailer.name,
    outcome: outcomeOf(outcome),
    text: withLikeness(reference, outcome),
    unitText: theirs === undefined ? null : unitPriceText(theirs.unitPrice),
    checkedText: observation === null ? null : checkedLine(reference, observation, now),
    observation: observation?.id ?? null,
  };
}

function checkedLine({ retailer }: Reference, observation: Observation, now: Date): string {
  const { capturedAt: at, zone, channel, place, promotion } = observation;
  const text = checkedText({ at, zone, channel, place, membershipNeeded: retailer.membershipNeeded }, now);
  return promotion === null ? text : `${text}, on promotion there`;
}

/** Their price, where one may be shown. A price can stand without a claim. */
export function theirPriceOf(outcome: Comparison | ReferencePrice): ReferencePrice | undefined {
  switch (outcome.kind) {
    case "no-claim":
      return outcome.reference;
    case "reference-price":
      return outcome;
    case "cheaper":
    case "dearer":
    case "about-the-same":
      return outcome.reference;
    default: {
      const impossible: never = outcome;
      throw new Error(`Unknown comparison ${JSON.stringify(impossible)}`);
    }
  }
}

function outcomeOf(outcome: Comparison | ReferencePrice): ReferenceOutcome {
  switch (outcome.kind) {
    case "no-claim":
      return "no-claim";
    case "reference-price":
      return "price-only";
    case "cheaper":
      return "cheaper-here";
    case "dearer":
      return "dearer-here";
    case "about-the-same":
      return "same";
    default: {
      const impossible: never = outcome;
      throw new Error(`Unknown comparison ${JSON.stringify(impossible)}`);
    }
  }
}

function claimText(outcome: Comparison | ReferencePrice): string {
  switch (outcome.kind) {
    case "no-claim":
      return outcome.sentence;
    case "reference-price":
      return `${formatMoney(outcome.priceMinor, outcome.currency)} for ${formatPack(outcome.theirPack)}`;
    case "cheaper":
      return withBasis(
        `cheaper here by ${unitPriceText(outcome.byPerUnit)} (${shareText(outcome.byBps)})`,
        outcome.basis,
      );
    case "dearer":
      return withBasis(
        `is cheaper by ${unitPriceText(outcome.byPerUnit)} (${shareText(outcome.byBps)})`,
        outcome.basis,
      );
    case "about-the-same":
      return withBasis("about the same", outcome.basis);
    default: {
      const impossible: never = outcome;
      throw new Error(`Unknown comparison ${JSON.stringify(impossible)}`);
    }
  }
}

function withBasis(text: string, basis: DeliveryBasis): string {
  const said = basisText(basis);
  return said === null ? text : `${text}, ${said}`;
}

/** A comparable item is called comparable, with what differs (16 CFR 233.2). A refusal stands as it is. */
function withLikeness(reference: Reference, outcome: Comparison | ReferencePrice): string {
  const text = claimText(outcome);
  if (outcome.kind === "no-claim") return text;
  switch (reference.matchKind) {
    case "identical":
      return text;
    case "other-pack":
      return `${text}, in another size`;
    case "equivalent":
      return `${text}. A comparable item: ${lowerFirst(reference.difference ?? "")}`;
    default: {
      const impossible: never = reference.matchKind;
      throw new Error(`Unknown match ${impossible}`);
    }
  }
}

/** For going on in a sentence; a name in capitals keeps them. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A share that does not break apart at the end of a line: "11.4 %". */
export function shareText(bps: number): string {
  return formatBps(bps).replace(" ", "\u00a0");
}

/** "The same item, 2 × 60 oz", "A comparable item: store brand": how the two were matched. */
export function likenessText(reference: Reference): string {
  switch (reference.matchKind) {
    case "identical":
      return "The same item and pack";
    case "other-pack":
      return reference.pack === null
        ? "The same item in another size"
        : `The same item, ${formatPack(reference.pack)}`;
    case "equivalent":
      return `A comparable item: ${lowerFirst(reference.difference ?? "difference not stated")}`;
    default: {
      const impossible: never = reference.matchKind;
      throw new Error(`Unknown match ${impossible}`);
    }
  }
}
