import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LandedCostResult, Offer } from "#app/domain/landed-cost.ts";
import { divideRounded } from "#app/domain/money.ts";
import {
  CLUB_KEY,
  type ClubLimits,
  chooseRule,
  clubLimits,
  DEFAULT_LIMITS,
  type Guardrails,
  isAboveCap,
  type PricedSku,
  propose,
  proposeByRules,
  type Rule,
  type RuleScope,
  ruleBook,
} from "#app/domain/pricing.ts";
import { describeWaterfall } from "#app/domain/waterfall.ts";

const SKU: PricedSku = {
  id: 1001,
  supplierSlug: "alder",
  brandSlug: "northfield",
  categorySlug: "coffee",
  ownLabel: false,
};
const OWN: PricedSku = { ...SKU, ownLabel: true };

function landed(cents: number): LandedCostResult {
  const offer: Offer = {
    id: "o1",
    supplierSlug: "alder",
    currency: "USD",
    casePriceMinor: cents,
    unitsPerCase: 1,
    minimumCases: 1,
    freightMinor: 0,
    dutyBps: 0,
    handlingCents: 0,
    quotedAt: new Date(0),
    effectiveFrom: new Date(0),
    effectiveUntil: null,
  };
  const parts = { goodsCents: cents, freightCents: 0, dutyCents: 0, handlingCents: 0 };
  return { ok: true, landed: { cents, ...parts, offer, rate: null } };
}

function rule(
  markupBps: number,
  guardrails: Guardrails = {},
  scope: RuleScope = "category",
  key = "coffee",
): Rule {
  const strategy = { kind: "cost-plus", markupBps } as const;
  return { id: `${scope}-${key}`, scope, scopeKey: key, strategy, guardrails };
}

type Options = { guardrails?: Guardrails; sku?: PricedSku; limits?: ClubLimits };

function price(
  cents: number,
  markupBps: number,
  { guardrails, sku = SKU, limits = DEFAULT_LIMITS }: Options = {},
) {
  return propose({ sku, landed: landed(cents), rule: rule(markupBps, guardrails), limits });
}

describe("the price that a rule gives", () => {
  test("is landed cost plus markup: 12.5 % on $10.00 is $11.25, a margin of 11.1 %", () => {
    expect(price(1000, 1250)).toMatchObject({ ok: true, clubCents: 1125, markupBps: 1250, marginBps: 1111 });
  });

  test("markup is not margin: 14 % markup is 12.3 % margin", () => {
    expect(price(10_000, 1400)).toMatchObject({ clubCents: 11_400, markupBps: 1400, marginBps: 1228 });
  });

  test("is rounded down, in the member's favour", () => {
    expect(price(999, 1000)).toMatchObject({ clubCents: 1098 });
  });

  test("stops at 14 % markup for brands and at 15 % for our own label", () => {
    expect(price(1000, 3000)).toMatchObject({ clubCents: 1140 });
    expect(price(1000, 3000, { sku: OWN })).toMatchObject({ clubCents: 1150 });
  });

  test("a rule can tighten the club's cap, never loosen it", () => {
    expect(price(1000, 3000, { guardrails: { markupCapBps: 800 } })).toMatchObject({ clubCents: 1080 });
    expect(price(1000, 3000, { guardrails: { markupCapBps: 5000 } })).toMatchObject({ clubCents: 1140 });
  });

  test("goes down to the next lower ending", () => {
    expect(price(1890, 1400, { guardrails: { endingCents: 99 } })).toMatchObject({ clubCents: 2099 });
    expect(price(1890, 1400, { guardrails: { endingCents: 0 } })).toMatchObject({ clubCents: 2100 });
    expect(price(1890, 1400, { guardrails: { endingCents: 54 } })).toMatchObject({ clubCents: 2154 });
  });

  test("keeps the exact cents where the ending would break the margin floor", () => {
    expect(price(950, 1000, { guardrails: { endingCents: 99 } })).toMatchObject({ clubCents: 999 });
    expect(price(890, 1000, { guardrails: { endingCents: 99 } })).toMatchObject({ clubCents: 979 });
    expect(price(40, 1000, { guardrails: { endingCents: 99 } })).toMatchObject({ clubCents: 44 });
  });

  test("the margin floor runs last and rounds up: 2 % of the price stays", () => {
    expect(price(1000, 0)).toMatchObject({ clubCents: 1021 });
    expect(price(1000, 0, { guardrails: { marginFloorBps: 1000 } })).toMatchObject({ clubCents: 1112 });
    expect(price(1000, 500, { guardrails: { endingCents: 99, marginFloorBps: 600 } })).toMatchObject({
      clubCents: 1064,
    });
  });
});

describe("what is refused", () => {
  test("an item without a cost, with the reason", () => {
    const noCost = { ok: false, reason: "offer-expired" } as const;
    expect(propose({ sku: SKU, landed: noCost, rule: rule(1000), limits: DEFAULT_LIMITS })).toEqual(noCost);
  });

  test("an item that no rule covers", () => {
    expect(proposeByRules(SKU, landed(1000), ruleBook([rule(1000, {}, "category", "tea")]))).toEqual({
      ok: false,
      reason: "no-rule",
    });
  });

  test("a floor above the cap: no price keeps both", () => {
    expect(price(1000, 1000, { guardrails: { marginFloorBps: 1300 } })).toEqual({
      ok: false,
      reason: "floor-above-cap",
    });
  });
});

describe("which rule", () => {
  const all = [
    rule(1, {}, "sku", "1001"),
    rule(2, {}, "supplier", "alder"),
    rule(3, {}, "brand", "northfield"),
    rule(4, {}, "category", "coffee"),
    rule(5, {}, "club", CLUB_KEY),
  ];

  test.each(all.map((expected, i) => [expected.scope, i] as const))(
    "falls back to the %s when nothing closer has one",
    (scope, i) => {
      expect(chooseRule(ruleBook(all.slice(i)), SKU)?.scope).toBe(scope);
    },
  );

  test("another SKU's rule is not its own", () => {
    expect(chooseRule(ruleBook(all), { ...SKU, id: 1002 })?.scope).toBe("supplier");
  });

  test("the club's rule sets the club's limits; what it leaves out stays as it is", () => {
    const club = rule(1000, { markupCapBps: 1200, marginFloorBps: 300 }, "club", CLUB_KEY);
    expect(clubLimits(ruleBook([club]))).toEqual({
      brandMarkupCapBps: 1200,
      ownLabelMarkupCapBps: 1500,
      marginFloorBps: 300,
    });
    expect(proposeByRules(SKU, landed(1000), ruleBook([club, rule(1400)]))).toMatchObject({
      clubCents: 1120,
    });
    expect(proposeByRules(OWN, landed(1000), ruleBook([club, rule(1450)]))).toMatchObject({
      clubCents: 1145,
    });
  });
});

describe("for any cost and rule", () => {
  const cents = fc.integer({ min: 1, max: 5_000_000 });
  const guardrails = fc.record(
    {
      endingCents: fc.integer({ min: 0, max: 99 }),
      markupCapBps: fc.integer({ min: 0, max: 2_000 }),
      marginFloorBps: fc.integer({ min: 0, max: 1_500 }),
    },
    { requiredKeys: [] },
  );
  const markup = fc.integer({ min: 0, max: 10_000 });
  const sku = fc.constantFrom(SKU, OWN);

  test("the price keeps floor and cap to the cent, or is refused because no price could", () => {
    fc.assert(
      fc.property(cents, markup, guardrails, sku, (cost, markupBps, limits, who) => {
        const clubCap = who.ownLabel ? 1500 : 1400;
        const cap = Math.min(clubCap, limits.markupCapBps ?? clubCap);
        const floor = Math.max(200, limits.marginFloorBps ?? 0);
        const result = price(cost, markupBps, { guardrails: limits, sku: who });
        if (!result.ok) {
          const highest = divideRounded(BigInt(cost) * BigInt(10_000 + cap), 10_000n, "down");
          expect((highest - cost) * 10_000).toBeLessThan(highest * floor);
          return;
        }
        expect((result.clubCents - cost) * 10_000).toBeLessThanOrEqual(cost * cap);
        expect((result.clubCents - cost) * 10_000).toBeGreaterThanOrEqual(result.clubCents * floor);
        expect(isAboveCap(result.clubCents, cost, cap)).toBe(false);
        expect(isAboveCap(result.clubCents + Math.ceil(cost * 0.2) + 1, cost, cap)).toBe(true);
      }),
    );
  });

  test("the waterfall ends at the price, its changes add up to it, and its cost steps to the landed cost", () => {
    fc.assert(
      fc.property(cents, markup, guardrails, (cost, markupBps, limits) => {
        const result = price(cost, markupBps, { guardrails: limits });
        fc.pre(result.ok);
        const steps = describeWaterfall(result.waterfall);
        expect(steps.at(-1)?.cents).toBe(result.clubCents);
        expect(steps.reduce((sum, step) => sum + step.changeCents, 0)).toBe(result.clubCents);
        expect(steps.find((step) => step.kind === "handling")?.cents).toBe(cost);
        expect(JSON.parse(JSON.stringify(result.waterfall))).toEqual(result.waterfall);
      }),
    );
  });

  test("a dearer item is never cheaper", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 20_000 }),
        fc.nat(300),
        markup,
        guardrails,
        (cost, more, bps, limits) => {
          const low = price(cost, bps, { guardrails: limits });
          const high = price(cost + more, bps, { guardrails: limits });
          fc.pre(low.ok && high.ok);
          expect(high.clubCents).toBeGreaterThanOrEqual(low.clubCents);
        },
      ),
    );
  });

  test("the same question has the same answer", () => {
    fc.assert(
      fc.property(cents, markup, guardrails, (cost, bps, limits) => {
        expect(price(cost, bps, { guardrails: limits })).toEqual(price(cost, bps, { guardrails: limits }));
      }),
    );
  });
});
