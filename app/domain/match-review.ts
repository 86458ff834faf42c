/** How suggestions are weighed and told to the person who reviews them. */
import type { MatchVerdict } from "./matching/verdict.ts";

/** Verdicts that can be suggested: nobody is asked about what is plainly different. */
export const SUGGESTED_VERDICTS = ["identical", "other-pack", "equivalent"] as const;
export type SuggestedVerdict = (typeof SUGGESTED_VERDICTS)[number];

/** The best suggestions of one listing that wait at a time. */
export const MAX_SUGGESTIONS = 3;
/** Less sure than this is not worth a person's time. */
export const FLOOR_BPS = 4_500;

/** The highest score that the matcher gives with a verdict. Those below an identical stand below it by construction. */
const CEILINGS: Readonly<Record<MatchVerdict, number>> = {
  identical: 1,
  "other-pack": 0.49,
  equivalent: 0.4,
  different: 1,
};

/** A score of 0 to 1 in basis points. */
export function scoreBpsOf(score: number): number {
  return Math.min(10_000, Math.max(0, Math.round(score * 10_000)));
}

/** How sure the matcher is of its verdict, in basis points: the score as a share of the highest that the verdict gets. */
export function surenessBpsOf(verdict: MatchVerdict, score: number): number {
  return scoreBpsOf(score / CEILINGS[verdict]);
}

export const BANDS = ["sure", "likely", "unsure"] as const;
export type Band = (typeof BANDS)[number];

/** From `from` basis points of sureness up to, and not including, `below`. */
export const BAND_LIMITS: Readonly<Record<Band, { readonly from: number; readonly below: number }>> = {
  sure: { from: 9_500, below: 10_001 },
  likely: { from: 7_500, below: 9_500 },
  unsure: { from: 0, below: 7_500 },
};

export const BAND_LABELS: Readonly<Record<Band, string>> = {
  sure: "Sure (95 % and more)",
  likely: "Likely (75 to 95 %)",
  unsure: "Unsure (below 75 %)",
};

export const VERDICT_LABELS: Readonly<Record<MatchVerdict, string>> = {
  identical: "The same item and pack",
  "other-pack": "The same item, another pack",
  equivalent: "Comparable: another brand",
  different: "Different items",
};

export const ORDERS = ["popular", "sure", "unsure"] as const;
export type Order = (typeof ORDERS)[number];

export const ORDER_LABELS: Readonly<Record<Order, string>> = {
  popular: "Popular items first",
  sure: "Surest first",
  unsure: "Unsure first",
};

/** The two brands of a pair, as far as they are known. */
export type PairBrands = {
  readonly ours: string;
  readonly oursIsOwnLabel: boolean;
  readonly theirs: string | null;
};

/** Differences to choose from when a pair is called equivalent, likeliest first; the reviewer may write another. */
export function offeredDifferences({ ours, oursIsOwnLabel, theirs }: PairBrands): readonly string[] {
  const named = theirs === null || theirs.toLowerCase() === ours.toLowerCase() ? undefined : theirs;
  const brands =
    named === undefined
      ? []
      : oursIsOwnLabel
        ? [`Their brand, ${named}, against our own, ${ours}`]
        : [`Their brand is ${named}, ours is ${ours}`];
  return [
    ...brands,
    "Another brand, same grade",
    "Another brand, same kind and strength",
    "Another brand; recipe may differ",
  ];
}
