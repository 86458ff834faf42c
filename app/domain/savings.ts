/**
 * Savings: what a purchase cost against the lowest proved comparison of its time, for the same content. The rule is hard on
 * us: of all retailers the one that asked least counts, their price is rounded down, a line that was dearer here counts
 * against, and a line without a comparison saved nothing and says so.
 */
import { theirsForOurs } from "./basket-comparison.ts";
import { addYears } from "./calendar-date.ts";
import { compareRatios, type Ratio } from "./measure.ts";
import { divideRounded } from "./money.ts";
import { NO_CLAIM_SENTENCES, type NoClaimReason } from "./no-claim.ts";
import { compareReference, type ToldReference } from "./reference.ts";
import type { ShelfRow } from "./shelf.ts";

/** The comparison that counts: theirs in whole cents for the whole quantity, rounded down. */
export type SavingClaim = {
  readonly retailerSlug: string;
  readonly retailerName: string;
  readonly observationId: string;
  readonly theirCents: number;
};

export type Saving = {
  readonly paidCents: number;
  /** Negative where somebody else was cheaper; 0 without a claim. */
  readonly savedCents: number;
} & (
  | { readonly claim: SavingClaim; readonly noClaim: null }
  | { readonly claim: null; readonly noClaim: NoClaimReason }
);

/** What `quantity` of the SKU saved at `at`, at `clubCents` a pack. `row` must hold what was known then. */
export function savingOf(row: ShelfRow, quantity: number, clubCents: number, at: Date): Saving {
  const paidCents = clubCents * quantity;
  const told = row.references.map((reference) => compareReference(row, reference, clubCents, at));
  const lowest = lowestOf(row, told, quantity);
  if (lowest === undefined) return { paidCents, savedCents: 0, claim: null, noClaim: reasonOf(told) };
  const theirCents = divideRounded(lowest.theirs.n, lowest.theirs.d, "down");
  const claim = { ...lowest.at, theirCents };
  return { paidCents, savedCents: theirCents - paidCents, claim, noClaim: null };
}

type Lowest = { readonly theirs: Ratio; readonly at: Omit<SavingClaim, "theirCents"> };

function lowestOf(row: ShelfRow, told: readonly ToldReference[], quantity: number): Lowest | undefined {
  let lowest: Lowest | undefined;
  for (const one of told) {
    const { retailer, observation } = one.reference;
    const theirs = theirsForOurs(row, one, quantity);
    if (typeof theirs === "string" || observation === null) continue;
    if (lowest !== undefined && compareRatios(theirs, lowest.theirs) >= 0) continue;
    const at = {
      retailerSlug: retailer.slug,
      retailerName: retailer.name,
      observationId: observation.id,
    };
    lowest = { theirs, at };
  }
  return lowest;
}

function reasonOf(told: readonly ToldReference[]): NoClaimReason {
  for (const { outcome } of told) if (outcome.kind === "no-claim") return outcome.reason;
  return "no-match";
}

/** Why a recorded line claims nothing. A reason that we don't give any more reads as a missing match. */
export function noClaimSentence(reason: string): string {
  return NO_CLAIM_SENTENCES[reason as NoClaimReason] ?? NO_CLAIM_SENTENCES["no-match"];
}

/** The year of a membership in which `now` lies: from its last day of renewal to the next. */
export function membershipYear(paidThrough: Date, now: Date): { readonly from: Date; readonly to: Date } {
  let to = paidThrough;
  while (addYears(to, -1) > now) to = addYears(to, -1);
  while (to <= now) to = addYears(to, 1);
  return { from: addYears(to, -1), to };
}

export type BreakEven = {
  readonly savedCents: number;
  readonly feeCents: number;
  /** What is still missing to the fee; 0 once it is saved. */
  readonly missingCents: number;
  /** Share of the fee that is saved, in whole percent from 0 to 100, rounded down. */
  readonly percent: number;
};

/** How far savings have carried the fee. Savings below zero are no progress. */
export function breakEven(savedCents: number, feeCents: number): BreakEven {
  const counted = Math.min(Math.max(savedCents, 0), feeCents);
  return {
    savedCents,
    feeCents,
    missingCents: Math.max(feeCents - savedCents, 0),
    percent: divideRounded(BigInt(counted) * 100n, BigInt(feeCents), "down"),
  };
}
