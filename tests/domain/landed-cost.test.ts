import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chooseOffer,
  type FxRate,
  inEffect,
  landedCost,
  type Offer,
  RATE_MAX_AGE_DAYS,
} from "#app/domain/landed-cost.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

function offer(change: Partial<Offer> = {}): Offer {
  return {
    id: "o1",
    supplierSlug: "alder",
    currency: "USD",
    casePriceMinor: 12_000,
    unitsPerCase: 12,
    minimumCases: 1,
    freightMinor: 600,
    dutyBps: 0,
    handlingCents: 0,
    quotedAt: daysAgo(10),
    effectiveFrom: daysAgo(10),
    effectiveUntil: null,
    ...change,
  };
}

const cny = (rateMicro: number, asOf = daysAgo(1)): FxRate => ({
  base: "CNY",
  quote: "USD",
  rateMicro,
  asOf,
});
const cost = (change: Partial<Offer>, rates: FxRate[] = []) => landedCost(offer(change), { rates, now: NOW });

describe("landed cost of one unit", () => {
  test("is goods and freight of the case, shared by its units", () => {
    expect(cost({})).toMatchObject({ ok: true, landed: { cents: 1050, goodsCents: 1000, freightCents: 50 } });
  });

  test("bears duty on goods and freight together, and handling per unit", () => {
    const result = cost({ dutyBps: 1000, handlingCents: 30 });
    expect(result).toMatchObject({ ok: true, landed: { cents: 1185, dutyCents: 105, handlingCents: 30 } });
  });

  test("is converted at the dated rate: ¥864.00 at 0.14 is $120.96 a case", () => {
    const result = cost({ currency: "CNY", casePriceMinor: 86_400, freightMinor: 0 }, [cny(140_000)]);
    expect(result).toMatchObject({ ok: true, landed: { cents: 1008, rate: { rateMicro: 140_000 } } });
  });

  test("knows that a yen has no hundredths", () => {
    const rates: FxRate[] = [{ base: "JPY", quote: "USD", rateMicro: 6_500, asOf: daysAgo(1) }];
    const result = cost({ currency: "JPY", casePriceMinor: 12_000, freightMinor: 0 }, rates);
    expect(result).toMatchObject({ ok: true, landed: { cents: 650 } });
  });

  test("is rounded once, up: a third of a dollar costs 34 cents", () => {
    const result = cost({ casePriceMinor: 100, unitsPerCase: 3, freightMinor: 0 });
    expect(result).toMatchObject({ ok: true, landed: { cents: 34 } });
    const threeThirds = cost({ casePriceMinor: 100, unitsPerCase: 3, freightMinor: 50, dutyBps: 10_000 });
    expect(threeThirds).toMatchObject({ ok: true, landed: { cents: 100 } });
  });

  test("its parts add up to it, and it never understates the exact cost", () => {
    const cents = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 5_000 }),
        fc.nat(1_000_000),
        fc.nat(5_000),
        fc.nat(500),
        fc.integer({ min: 1, max: 5_000_000 }),
        (casePriceMinor, unitsPerCase, freightMinor, dutyBps, handlingCents, rateMicro) => {
          const change = {
            currency: "CNY",
            casePriceMinor,
            unitsPerCase,
            freightMinor,
            dutyBps,
            handlingCents,
          };
          const result = cost(change, [cny(rateMicro)]);
          if (!result.ok) {
            expect(result.reason).toBe("cost-out-of-range");
            return;
          }
          const { landed } = result;
          const parts = landed.goodsCents + landed.freightCents + landed.dutyCents + landed.handlingCents;
          expect(parts).toBe(landed.cents);
          const numerator =
            BigInt(casePriceMinor + freightMinor) * BigInt(10_000 + dutyBps) * BigInt(rateMicro);
          const denominator = BigInt(unitsPerCase) * 10_000n * 1_000_000n;
          const charged = BigInt(landed.cents - handlingCents) * denominator;
          expect(charged >= numerator && charged - numerator < denominator).toBe(true);
        },
      ),
    );
  });
});

describe("the exchange rate", () => {
  test("is the newest that is not in the future", () => {
    const rates = [cny(130_000, daysAgo(5)), cny(140_000, daysAgo(1)), cny(150_000, daysAgo(-1))];
    const result = cost({ currency: "CNY" }, rates);
    expect(result).toMatchObject({ ok: true, landed: { rate: { rateMicro: 140_000 } } });
  });

  test("must be there, in this direction", () => {
    expect(cost({ currency: "CNY" })).toEqual({ ok: false, reason: "no-rate" });
    const other: FxRate = { base: "USD", quote: "CNY", rateMicro: 7_100_000, asOf: daysAgo(1) };
    expect(cost({ currency: "CNY" }, [other])).toEqual({ ok: false, reason: "no-rate" });
  });

  test("is good for seven days", () => {
    expect(cost({ currency: "CNY" }, [cny(140_000, daysAgo(RATE_MAX_AGE_DAYS))])).toMatchObject({ ok: true });
    const old = cny(140_000, new Date(daysAgo(RATE_MAX_AGE_DAYS).getTime() - 1));
    expect(cost({ currency: "CNY" }, [old])).toEqual({ ok: false, reason: "rate-stale" });
  });
});

describe("choosing the offer", () => {
  const choose = (...offers: Offer[]) => chooseOffer(offers, { rates: [], now: NOW });

  test("takes a supplier's newest quote in effect, though an older one was cheaper", () => {
    const older = offer({ id: "old", casePriceMinor: 6_000, effectiveFrom: daysAgo(30) });
    const later = offer({ id: "later", casePriceMinor: 1_200, effectiveFrom: daysAgo(-1) });
    expect(choose(older, offer({ id: "new" }), later)).toMatchObject({
      ok: true,
      landed: { offer: { id: "new" } },
    });
  });

  test("takes the supplier with the lowest landed cost: duty and freight count", () => {
    const cheapGoods = offer({ id: "far", supplierSlug: "far", casePriceMinor: 10_000, dutyBps: 3_000 });
    expect(choose(cheapGoods, offer({ id: "near", supplierSlug: "near" }))).toMatchObject({
      landed: { offer: { id: "near" } },
    });
  });

  test("breaks a tie by the supplier's slug, in whatever order they come", () => {
    const a = offer({ id: "a", supplierSlug: "alder" });
    const b = offer({ id: "b", supplierSlug: "birch" });
    expect(choose(b, a)).toEqual(choose(a, b));
    expect(choose(b, a)).toMatchObject({ landed: { offer: { id: "a" } } });
  });

  test("passes over an offer that cannot be costed while another one can", () => {
    const abroad = offer({ id: "abroad", supplierSlug: "abroad", currency: "CNY", casePriceMinor: 100 });
    expect(choose(abroad, offer())).toMatchObject({ ok: true, landed: { offer: { id: "o1" } } });
    expect(choose(abroad)).toEqual({ ok: false, reason: "no-rate" });
  });

  test("tells never quoted from run out", () => {
    expect(choose()).toEqual({ ok: false, reason: "no-offer" });
    expect(choose(offer({ effectiveFrom: daysAgo(-2) }))).toEqual({ ok: false, reason: "no-offer" });
    expect(choose(offer({ effectiveUntil: daysAgo(1) }))).toEqual({ ok: false, reason: "offer-expired" });
  });

  test("an offer ends at its end, not after it", () => {
    expect(inEffect(offer({ effectiveFrom: NOW }), NOW)).toBe(true);
    expect(inEffect(offer({ effectiveUntil: NOW }), NOW)).toBe(false);
  });
});
