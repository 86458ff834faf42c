/**
 * Prices that can hardly be true. Such a one is kept back for a person to look at: no claim stands on it. All figures of that
 * judgement are here.
 */

import { formatMoney } from "./money.ts";

export const OUTLIER = {
  /** So many times above or below what was expected is held. */
  factor: 5,
  /** A decimal point misplaced by one or two digits ... */
  decimalShifts: [10, 100],
  /** ... give or take this share, for the price may have moved besides. */
  decimalToleranceBps: 1_500,
  /** The history that counts: so many observations of the listing, the newest ones ... */
  recentObservations: 9,
  /** ... within so many days of the price that is judged. */
  recentDays: 180,
  /** A later price that is this near confirms one that is held. */
  confirmedWithinBps: 1_000,
} as const;

export type OutlierReason = "off-history" | "misplaced-decimal" | "off-unit-price";

/** `againstMinor` is what the price was held against. */
export type PriceJudgement =
  | { readonly held: false }
  | { readonly held: true; readonly reason: OutlierReason; readonly againstMinor: number };

export type JudgedPrice = {
  readonly priceMinor: number;
  /** What the listing was seen for lately, the newest first; of these, `recentObservations` count. */
  readonly recentMinor: readonly number[];
  /** What the pack comes to by the retailer's own printed unit price; null where none is printed. */
  readonly impliedMinor: number | null;
};

/**
 * Holds a price that is `factor` times off the median of the listing's recent prices, and off the newest of them too: a level
 * that a person has accepted is not held again. Without any history the retailer's printed unit price is what it is
 * held against. Amounts are in minor units, above zero.
 */
export function judgePrice({ priceMinor, recentMinor, impliedMinor }: JudgedPrice): PriceJudgement {
  const recent = recentMinor.slice(0, OUTLIER.recentObservations);
  const [newest] = recent;
  if (newest === undefined) {
    if (impliedMinor === null || !isFarOff(priceMinor, impliedMinor)) return { held: false };
    return {
      held: true,
      reason: reasonOf(priceMinor, impliedMinor, "off-unit-price"),
      againstMinor: impliedMinor,
    };
  }
  const median = medianOf(recent);
  if (!isFarOff(priceMinor, median) || !isFarOff(priceMinor, newest)) return { held: false };
  return { held: true, reason: reasonOf(priceMinor, median, "off-history"), againstMinor: median };
}

/** Whether one of the two is `factor` times the other or more. */
export function isFarOff(aMinor: number, bMinor: number): boolean {
  return Math.max(aMinor, bMinor) >= OUTLIER.factor * Math.min(aMinor, bMinor);
}

/** Whether a price seen later says that a held one was no mistake. */
export function confirmsHeld(heldMinor: number, laterMinor: number): boolean {
  return isWithin(heldMinor, laterMinor, OUTLIER.confirmedWithinBps);
}

/** Why a price is held, as a sentence: "$599.00 looks like a misplaced decimal point: $5.99 was to be expected." */
export function outlierSentence(
  { reason, againstMinor }: { readonly reason: OutlierReason; readonly againstMinor: number },
  priceMinor: number,
  currency: string,
): string {
  const price = formatMoney(priceMinor, currency);
  const against = formatMoney(againstMinor, currency);
  switch (reason) {
    case "misplaced-decimal":
      return `${price} looks like a misplaced decimal point: ${against} was to be expected.`;
    case "off-history":
      return `${price} is far off what it was lately, ${against}.`;
    case "off-unit-price":
      return `${price} is far off what the printed unit price comes to, ${against}.`;
    default: {
      const impossible: never = reason;
      throw new Error(`Unknown reason ${impossible}`);
    }
  }
}

function reasonOf(priceMinor: number, expectedMinor: number, other: OutlierReason): OutlierReason {
  const high = Math.max(priceMinor, expectedMinor);
  const low = Math.min(priceMinor, expectedMinor);
  const isShift = OUTLIER.decimalShifts.some((shift) =>
    isWithin(high, low * shift, OUTLIER.decimalToleranceBps),
  );
  return isShift ? "misplaced-decimal" : other;
}

function isWithin(amount: number, of: number, bps: number): boolean {
  return Math.abs(amount - of) * 10_000 <= of * bps;
}

/** The middle one; of an even number the lower of the two: a price that was really asked. */
function medianOf(prices: readonly number[]): number {
  const sorted = [...prices].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
