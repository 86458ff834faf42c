/**
 * How a rule turns a landed cost into a club price: strategy, markup cap, price ending, and the margin floor last. Markup is
 * on cost and margin is of the price: a 14 % markup is a 12.3 % margin, and every name here says which one it is.
 * The page's "explain", a draft and a run over the whole club all call `propose`.
 */
import type { LandedCost, LandedCostResult, NoCostReason } from "./landed-cost.ts";
import { applyBps, divideRounded, ratioBps } from "./money.ts";
import type { Waterfall, WaterfallStep } from "./waterfall.ts";

export type { Waterfall } from "./waterfall.ts";

/** Most specific first: the first scope that has an open rule for the SKU wins. */
export const RULE_SCOPES = ["sku", "supplier", "brand", "category", "club"] as const;
export type RuleScope = (typeof RULE_SCOPES)[number];
/** `scopeKey` of the one rule that covers the club. */
export const CLUB_KEY = "club";

/** What a rule aims at. Markup in basis points of landed cost. */
export type Strategy = { readonly kind: "cost-plus"; readonly markupBps: number };

/**
 * Limits that run after the strategy. On the club's own rule they set the club's limits; on any other rule the cap and the
 * floor can only tighten them.
 */
export type Guardrails = {
  /** Price ending in cents (0-99), as 99 for x.99; rounds down to the next lower ending. */
  readonly endingCents?: number;
  /** Highest markup on landed cost, for brands; on a rule below the club's, for whatever the rule covers. */
  readonly markupCapBps?: number;
  /** Highest markup on landed cost for our own label. Read from the club's rule only. */
  readonly ownLabelMarkupCapBps?: number;
  /** Lowest margin, of the price. */
  readonly marginFloorBps?: number;
};

/** Price endings that the desk offers: regular, marked down, clearance, even. */
export const PRICE_ENDINGS = [99, 97, 88, 0] as const;

export type Rule = {
  readonly id: string;
  readonly scope: RuleScope;
  /** The SKU's id or the slug; `CLUB_KEY` for the club. */
  readonly scopeKey: string;
  readonly strategy: Strategy;
  readonly guardrails: Guardrails;
};

/** Open rules by `ruleKey`. */
export type RuleBook = ReadonlyMap<string, Rule>;

/** What a rule can be chosen by. */
export type PricedSku = {
  readonly id: number;
  readonly supplierSlug: string;
  readonly brandSlug: string;
  readonly categorySlug: string;
  /** The brand is our own label. */
  readonly ownLabel: boolean;
};

/** The club's limits, as its own rule sets them. */
export type ClubLimits = {
  readonly brandMarkupCapBps: number;
  readonly ownLabelMarkupCapBps: number;
  readonly marginFloorBps: number;
};

/**
 * Unless the club's rule says otherwise: Costco's caps (14 % on brands, 15 % on private label, item by item), and a margin of
 * 2 % of the price, which is about what taking a card payment costs.
 */
export const DEFAULT_LIMITS: ClubLimits = {
  brandMarkupCapBps: 1400,
  ownLabelMarkupCapBps: 1500,
  marginFloorBps: 200,
};

export type NoProposalReason = NoCostReason | "no-rule" | "floor-above-cap";

export type Proposal = {
  readonly clubCents: number;
  readonly landedCents: number;
  /** What the price really marks up, of landed cost; halves up. */
  readonly markupBps: number;
  /** What the price really leaves, of the price; halves up. */
  readonly marginBps: number;
  readonly rule: Rule;
  readonly waterfall: Waterfall;
};

export type ProposalResult =
  | ({ readonly ok: true } & Proposal)
  | { readonly ok: false; readonly reason: NoProposalReason };

/** Key of a rule in a `RuleBook`. */
export function ruleKey(scope: RuleScope, scopeKey: string | number): string {
  return `${scope}:${scopeKey}`;
}

/** Puts open rules in order to be found by what they cover. */
export function ruleBook(rules: Iterable<Rule>): RuleBook {
  return new Map(Array.from(rules, (rule) => [ruleKey(rule.scope, rule.scopeKey), rule]));
}

/** The most specific open rule that covers the SKU: its own, its supplier's, brand's, category's, the club's. */
export function chooseRule(rules: RuleBook, sku: PricedSku): Rule | undefined {
  for (const scope of RULE_SCOPES) {
    const rule = rules.get(ruleKey(scope, scopeKeyOf(scope, sku)));
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** What the SKU is called in a scope: its number, its category's slug, `CLUB_KEY`. */
export function scopeKeyOf(scope: RuleScope, sku: PricedSku): string | number {
  switch (scope) {
    case "sku":
      return sku.id;
    case "supplier":
      return sku.supplierSlug;
    case "brand":
      return sku.brandSlug;
    case "category":
      return sku.categorySlug;
    case "club":
      return CLUB_KEY;
    default: {
      const impossible: never = scope;
      throw new Error(`Unknown scope ${impossible}`);
    }
  }
}

/** The limits that the club's rule sets; a limit it leaves out is the default. */
export function clubLimits(rules: RuleBook): ClubLimits {
  const set = rules.get(ruleKey("club", CLUB_KEY))?.guardrails ?? {};
  return {
    brandMarkupCapBps: set.markupCapBps ?? DEFAULT_LIMITS.brandMarkupCapBps,
    ownLabelMarkupCapBps: set.ownLabelMarkupCapBps ?? DEFAULT_LIMITS.ownLabelMarkupCapBps,
    marginFloorBps: set.marginFloorBps ?? DEFAULT_LIMITS.marginFloorBps,
  };
}

/** Highest markup on landed cost that the SKU may have under `rule`: the tighter of the club's cap and the rule's. */
export function markupCapBps(sku: PricedSku, rule: Rule | undefined, limits: ClubLimits): number {
  const club = sku.ownLabel ? limits.ownLabelMarkupCapBps : limits.brandMarkupCapBps;
  if (rule === undefined || rule.scope === "club") return club;
  return Math.min(club, rule.guardrails.markupCapBps ?? club);
}

/** Lowest margin of the price under `rule`: the tighter of the club's floor and the rule's. */
export function marginFloorBps(rule: Rule | undefined, limits: ClubLimits): number {
  return Math.max(limits.marginFloorBps, rule?.guardrails.marginFloorBps ?? 0);
}

/** Markup on landed cost that a price realises, in basis points; halves away from zero. */
export function markupBpsOf(clubCents: number, landedCents: number): number {
  return ratioBps(clubCents - landedCents, landedCents);
}

/** Margin of the price that it realises, in basis points; halves away from zero. */
export function marginBpsOf(clubCents: number, landedCents: number): number {
  return ratioBps(clubCents - landedCents, clubCents);
}

/** Whether a price is marked up by more than `capBps` of its landed cost; exact. */
export function isAboveCap(clubCents: number, landedCents: number, capBps: number): boolean {
  return clubCents > capPrice(landedCents, capBps);
}

/** Whether a price leaves less margin than `floorBps` of it; exact. */
export function isBelowFloor(clubCents: number, landedCents: number, floorBps: number): boolean {
  return clubCents < floorPrice(landedCents, floorBps);
}

export type ProposeInput = {
  readonly sku: PricedSku;
  readonly landed: LandedCostResult;
  readonly rule: Rule | undefined;
  readonly limits: ClubLimits;
};

/**
 * The club price that `rule` gives the SKU, in cents, with every step that led to it:
 * 1. landed cost plus the rule's markup, rounded down (in the member's favour);
 * 2. no more than the markup cap, rounded down, so that the cap holds to the cent;
 * 3. down to the price ending, unless that would break the margin floor: then the exact cents stay;
 * 4. the margin floor, rounded up, last.
 * Refused without a cost, without a rule, and where the floor stands above the cap: no price could keep both.
 */
export function propose({ sku, landed, rule, limits }: ProposeInput): ProposalResult {
  if (!landed.ok) return landed;
  if (rule === undefined) return { ok: false, reason: "no-rule" };
  const cost = landed.landed;
  const capBps = markupCapBps(sku, rule, limits);
  const floorBps = marginFloorBps(rule, limits);
  const capCents = capPrice(cost.cents, capBps);
  const floorCents = floorPrice(cost.cents, floorBps);
  if (floorCents > capCents) return { ok: false, reason: "floor-above-cap" };

  const targetCents = strategyPrice(rule.strategy, cost.cents);
  const cappedCents = Math.min(targetCents, capCents);
  const endedCents = endingPrice(cappedCents, floorCents, rule.guardrails.endingCents);
  const clubCents = Math.max(endedCents, floorCents);
  const ref = { id: rule.id, scope: rule.scope, scopeKey: rule.scopeKey };
  const steps: WaterfallStep[] = [
    ...costSteps(cost),
    { kind: "markup", cents: targetCents, markupBps: rule.strategy.markupBps, rule: ref },
    { kind: "cap", cents: cappedCents, markupCapBps: capBps, ownLabel: sku.ownLabel },
  ];
  const { endingCents } = rule.guardrails;
  if (endingCents !== undefined) steps.push({ kind: "ending", cents: endedCents, endingCents });
  steps.push({ kind: "floor", cents: clubCents, marginFloorBps: floorBps });
  return {
    ok: true,
    clubCents,
    landedCents: cost.cents,
    markupBps: markupBpsOf(clubCents, cost.cents),
    marginBps: marginBpsOf(clubCents, cost.cents),
    rule,
    waterfall: { steps },
  };
}

/** `propose` with the rule and the limits that `rules` hold for the SKU. */
export function proposeByRules(sku: PricedSku, landed: LandedCostResult, rules: RuleBook): ProposalResult {
  return propose({ sku, landed, rule: chooseRule(rules, sku), limits: clubLimits(rules) });
}

function strategyPrice(strategy: Strategy, landedCents: number): number {
  switch (strategy.kind) {
    case "cost-plus":
      return landedCents + applyBps(landedCents, strategy.markupBps, "down");
    default: {
      const impossible: never = strategy.kind;
      throw new Error(`Unknown strategy ${impossible}`);
    }
  }
}

function capPrice(landedCents: number, capBps: number): number {
  return landedCents + applyBps(landedCents, capBps, "down");
}

/** Lowest price whose margin is at least `floorBps` of it. */
function floorPrice(landedCents: number, floorBps: number): number {
  return divideRounded(BigInt(landedCents) * 10_000n, BigInt(10_000 - floorBps), "up");
}

function endingPrice(cents: number, floorCents: number, endingCents: number | undefined): number {
  if (endingCents === undefined) return cents;
  const ended = cents - ((((cents - endingCents) % 100) + 100) % 100);
  return ended >= floorCents ? ended : cents;
}

/** The landed cost as the waterfall's first steps, which add up to it. */
function costSteps(cost: LandedCost): WaterfallStep[] {
  const { offer, rate } = cost;
  const cif = cost.goodsCents + cost.freightCents;
  return [
    {
      kind: "goods",
      cents: cost.goodsCents,
      offerId: offer.id,
      supplierSlug: offer.supplierSlug,
      currency: offer.currency,
      casePriceMinor: offer.casePriceMinor,
      unitsPerCase: offer.unitsPerCase,
      rate: rate === null ? null : { rateMicro: rate.rateMicro, asOf: rate.asOf.toISOString() },
    },
    { kind: "freight", cents: cif },
    { kind: "duty", cents: cif + cost.dutyCents, dutyBps: offer.dutyBps },
    { kind: "handling", cents: cost.cents },
  ];
}
