/** Change sets: prices that change together. Draft, then published all at once or discarded; a published one can be taken back. */
import { type LandedCostResult, NO_COST_SENTENCES } from "./landed-cost.ts";
import { ratioBps } from "./money.ts";
import { type NoProposalReason, type PricedSku, proposeByRules, type RuleBook } from "./pricing.ts";
import type { Waterfall } from "./waterfall.ts";

export const CHANGE_SET_STATES = ["draft", "published", "discarded"] as const;
export type ChangeSetState = (typeof CHANGE_SET_STATES)[number];

/** Why a SKU is left as it is. The last two happen when a change set is taken back. */
export type BlockedReason = NoProposalReason | "moved-since" | "no-price-before";

/** One SKU's move: from the price when the draft was made (null: none yet) to the proposed one. */
export type Change = {
  readonly skuId: number;
  readonly beforeCents: number | null;
  readonly afterCents: number;
  readonly landedCents: number;
  readonly waterfall: Waterfall;
};

export type Blocked = { readonly skuId: number; readonly reason: BlockedReason };

/** Counts of SKUs, and sums of cents over those that had a price before and get another one. */
export type ChangeSetTally = {
  readonly raised: number;
  readonly lowered: number;
  /** First prices. */
  readonly first: number;
  readonly unchanged: number;
  readonly blocked: number;
  readonly beforeCents: number;
  readonly afterCents: number;
};

/** What is left to do with a SKU: move it, leave it, or say why it cannot be priced. */
export type Decision =
  | { readonly kind: "moves"; readonly change: Change }
  | { readonly kind: "unchanged"; readonly skuId: number }
  | { readonly kind: "blocked"; readonly blocked: Blocked };

export type SkuToPrice = PricedSku & { readonly currentCents: number | null };

/** What the rules make of one SKU at its landed cost, against its current club price. */
export function decideChange(sku: SkuToPrice, landed: LandedCostResult, rules: RuleBook): Decision {
  const proposal = proposeByRules(sku, landed, rules);
  if (!proposal.ok) return { kind: "blocked", blocked: { skuId: sku.id, reason: proposal.reason } };
  if (proposal.clubCents === sku.currentCents) return { kind: "unchanged", skuId: sku.id };
  const { clubCents: afterCents, landedCents, waterfall } = proposal;
  const change = { skuId: sku.id, beforeCents: sku.currentCents, afterCents, landedCents, waterfall };
  return { kind: "moves", change };
}

export const EMPTY_TALLY: ChangeSetTally = {
  raised: 0,
  lowered: 0,
  first: 0,
  unchanged: 0,
  blocked: 0,
  beforeCents: 0,
  afterCents: 0,
};

/** `tally` with a batch of decisions added. */
export function addToTally(tally: ChangeSetTally, decisions: readonly Decision[]): ChangeSetTally {
  const sum: { -readonly [K in keyof ChangeSetTally]: number } = { ...tally };
  for (const decision of decisions) {
    if (decision.kind === "unchanged") sum.unchanged += 1;
    else if (decision.kind === "blocked") sum.blocked += 1;
    else {
      const { beforeCents, afterCents } = decision.change;
      if (beforeCents === null) sum.first += 1;
      else {
        sum[afterCents > beforeCents ? "raised" : "lowered"] += 1;
        sum.beforeCents += beforeCents;
        sum.afterCents += afterCents;
      }
    }
  }
  return sum;
}

/** How many SKUs the change set moves, first prices included. */
export function movedCount(tally: ChangeSetTally): number {
  return tally.raised + tally.lowered + tally.first;
}

/** Average change over the SKUs that had a price, weighted by it, in basis points; undefined when none had one. */
export function averageChangeBps(tally: ChangeSetTally): number | undefined {
  return tally.beforeCents === 0
    ? undefined
    : ratioBps(tally.afterCents - tally.beforeCents, tally.beforeCents);
}

/** What may be done next. A change set that takes another back can itself be taken back. */
export function mayPublish(state: ChangeSetState): "yes" | "already-published" | "already-discarded" {
  switch (state) {
    case "draft":
      return "yes";
    case "published":
      return "already-published";
    case "discarded":
      return "already-discarded";
    default: {
      const impossible: never = state;
      throw new Error(`Unknown state ${impossible}`);
    }
  }
}

/** What the desk says of a SKU that is left as it is. */
export const BLOCKED_SENTENCES: Readonly<Record<BlockedReason, string>> = {
  ...NO_COST_SENTENCES,
  "no-rule": "No rule covers it: make one for the club, its category, brand, supplier or the item.",
  "floor-above-cap": "The margin floor stands above the markup cap: no price keeps both.",
  "moved-since": "Its price has moved since: the later price stays.",
  "no-price-before": "It had no price before: the price stays.",
};
