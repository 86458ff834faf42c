/** One SKU as the desk sees it: cost, price, what the rules say, the lowest proved reference, and what is wrong with it. */
import type { SkuToPrice } from "./change-set.ts";
import type { LandedCostResult, NoCostReason, Offer } from "./landed-cost.ts";
import { compareRatios, formatPack } from "./measure.ts";
import { formatMoney } from "./money.ts";
import {
  chooseRule,
  clubLimits,
  isAboveCap,
  isBelowFloor,
  marginBpsOf,
  marginFloorBps,
  markupBpsOf,
  markupCapBps,
  proposeByRules,
  RULE_SCOPES,
  type Rule,
  type RuleBook,
  type RuleScope,
  ruleKey,
  scopeKeyOf,
} from "./pricing.ts";
import { compareReference, theirPriceOf, unitPriceText } from "./reference.ts";
import type { MemberShelfRow } from "./shelf.ts";

export const TROUBLES = ["no-cost", "no-price", "off-rule", "above-cap", "below-floor", "dearer"] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What a list of such SKUs is called. */
export const TROUBLE_LABELS: Readonly<Record<Trouble, string>> = {
  "no-cost": "Without a cost",
  "no-price": "Without a club price",
  "off-rule": "Not where the rules put it",
  "above-cap": "Markup above the cap",
  "below-floor": "Margin below the floor",
  dearer: "Dearer than a proved reference",
};

/** The lowest price that may be claimed, per unit, and how ours stands against it. */
export type LowestReference = {
  readonly retailer: string;
  /** "18.2¢ per fl oz". */
  readonly unitText: string;
  readonly outcome: "cheaper" | "dearer" | "about-the-same" | "price-only";
  /** Size of the difference in basis points of theirs; null where there is no club price to compare. */
  readonly byBps: number | null;
  readonly checkedText: string | null;
  readonly observation: string | null;
};

export type DeskSku = {
  readonly id: number;
  readonly title: string;
  readonly brand: string;
  readonly packText: string;
  /** "CN¥864.00 for 12" and the supplier; null without a cost. */
  readonly offer: { readonly text: string; readonly supplierSlug: string } | null;
  readonly noCost: NoCostReason | null;
  readonly landedCents: number | null;
  readonly clubCents: number | null;
  readonly markupBps: number | null;
  readonly marginBps: number | null;
  /** What the rules would make it now; null when they cannot. */
  readonly proposedCents: number | null;
  readonly lowest: LowestReference | null;
  readonly troubles: readonly Trouble[];
};

/** The desk's view of a SKU from its shelf row, its cost and the rules. */
export function deskSku(
  row: MemberShelfRow,
  sku: SkuToPrice,
  cost: LandedCostResult,
  rules: RuleBook,
  now: Date,
): DeskSku {
  const landed = cost.ok ? cost.landed : null;
  const { clubCents } = row;
  const proposal = proposeByRules(sku, cost, rules);
  const priced = landed !== null && clubCents !== null;
  const lowest = lowestReference(row, now);
  const facts = {
    landedCents: landed?.cents ?? null,
    clubCents,
    proposedCents: proposal.ok ? proposal.clubCents : null,
    lowest,
  };
  return {
    id: row.id,
    title: row.title,
    brand: row.brand,
    packText: formatPack(row.pack),
    offer: landed && { text: offerText(landed.offer), supplierSlug: landed.offer.supplierSlug },
    noCost: cost.ok ? null : cost.reason,
    markupBps: priced ? markupBpsOf(clubCents, landed.cents) : null,
    marginBps: priced ? marginBpsOf(clubCents, landed.cents) : null,
    ...facts,
    troubles: troublesOf(sku, facts, rules),
  };
}

function offerText({ casePriceMinor, currency, unitsPerCase }: Offer): string {
  const price = formatMoney(casePriceMinor, currency);
  return unitsPerCase === 1 ? `${price} each` : `${price} for ${unitsPerCase}`;
}

type Facts = Pick<DeskSku, "landedCents" | "clubCents" | "proposedCents" | "lowest">;

function troublesOf(sku: SkuToPrice, facts: Facts, rules: RuleBook): Trouble[] {
  const { landedCents, clubCents, proposedCents, lowest } = facts;
  const rule = chooseRule(rules, sku);
  const limits = clubLimits(rules);
  const troubles: Trouble[] = [];
  if (landedCents === null) troubles.push("no-cost");
  if (clubCents === null) troubles.push("no-price");
  if (clubCents !== null && proposedCents !== null && proposedCents !== clubCents) troubles.push("off-rule");
  if (clubCents !== null && landedCents !== null) {
    if (isAboveCap(clubCents, landedCents, markupCapBps(sku, rule, limits))) troubles.push("above-cap");
    if (isBelowFloor(clubCents, landedCents, marginFloorBps(rule, limits))) troubles.push("below-floor");
  }
  if (lowest?.outcome === "dearer") troubles.push("dearer");
  return troubles;
}

/** Of the references that carry a claim, the one with the lowest unit price; without a club price, of those with a price. */
function lowestReference(row: MemberShelfRow, now: Date): LowestReference | null {
  let lowest: { unit: Parameters<typeof compareRatios>[0]; reference: LowestReference } | undefined;
  for (const one of row.references) {
    const { outcome, line } = compareReference(row, one, row.clubCents, now);
    const theirs = theirPriceOf(outcome);
    if (theirs === undefined || outcome.kind === "no-claim") continue;
    if (lowest !== undefined && compareRatios(theirs.unitPrice.exact, lowest.unit) >= 0) continue;
    const compared = outcome.kind === "reference-price" ? null : outcome;
    lowest = {
      unit: theirs.unitPrice.exact,
      reference: {
        retailer: theirs.retailerName,
        unitText: unitPriceText(theirs.unitPrice),
        outcome: compared?.kind ?? "price-only",
        byBps: compared?.byBps ?? null,
        checkedText: line.checkedText,
        observation: line.observation,
      },
    };
  }
  return lowest?.reference ?? null;
}

/** One scope that covers a SKU, its open rule if it has one, and whether that is the one that applies. */
export type CoveringScope = {
  readonly scope: RuleScope;
  readonly scopeKey: string;
  readonly rule: Rule | null;
  readonly applies: boolean;
};

/** Every scope that covers the SKU, the closest first: why this rule and not another. */
export function rulesThatCover(sku: SkuToPrice, rules: RuleBook): CoveringScope[] {
  const chosen = chooseRule(rules, sku);
  return RULE_SCOPES.map((scope) => {
    const scopeKey = String(scopeKeyOf(scope, sku));
    const rule = rules.get(ruleKey(scope, scopeKey)) ?? null;
    return { scope, scopeKey, rule, applies: rule !== null && rule.id === chosen?.id };
  });
}
