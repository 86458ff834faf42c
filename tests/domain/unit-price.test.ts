import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMODITIES, defaultCommodity, getCommodity } from "#app/domain/commodity.ts";
import {
  baseUnitOf,
  compareRatios,
  decimalRatio,
  inBaseUnits,
  makePack,
  type Pack,
  type Unit,
} from "#app/domain/measure.ts";
import { showUnitPrice, unitPrice } from "#app/domain/unit-price.ts";

function pack(count: number, size: string, unit: Unit): Pack {
  const made = makePack(count, size, unit);
  if (made === undefined) throw new Error("No pack.");
  return made;
}

function priced(
  priceCents: number,
  of: Pack,
  slug: string,
  system: "us" | "metric" = "us",
  currency = "USD",
) {
  const price = unitPrice({ priceCents, pack: of, commodity: getCommodity(slug), system, currency });
  if (!price.ok) throw new Error(price.reason);
  return price;
}

describe("rounding, New Jersey 13:45A-14.6", () => {
  test.each([
    [100_500n, 1000n, "$1.01"],
    [100_499n, 1000n, "$1.00"],
    [5005n, 100n, "50.1¢"],
    [50_049n, 1000n, "50.0¢"],
    [9995n, 100n, "$1.00"],
    [99_949n, 1000n, "99.9¢"],
    [84n, 10n, "8.4¢"],
    [0n, 1n, "0.0¢"],
    [123_456n, 1n, "$1,234.56"],
  ])("%s/%s cents is shown as %s", (n, d, text) => {
    expect(showUnitPrice({ n, d }, "oz").text).toBe(text);
  });

  test("other currencies keep the same places without the cent sign", () => {
    expect(showUnitPrice({ n: 84n, d: 10n }, "oz", "CAD").text).toBe("CA$0.084");
    expect(showUnitPrice({ n: 250n, d: 1n }, "oz", "CAD").text).toBe("CA$2.50");
  });
});

describe("rounding at every boundary", () => {
  const places = fc.record({
    steps: fc.bigInt({ min: 0n, max: 200_000n }),
    scale: fc.bigInt({ min: 1n, max: 1_000_000n }),
    below: fc.boolean(),
  });

  test("below a dollar a tenth of a cent, from a dollar up a cent; the half goes up, whatever is less goes down", () => {
    fc.assert(
      fc.property(places, ({ steps, scale, below }) => {
        // Halfway between two tenths of a cent, or a hair below it.
        const tenths = { n: (2n * steps + 1n) * scale - (below ? 1n : 0n), d: 20n * scale };
        const shown = showUnitPrice(tenths, "oz").milliMinor;
        const expected = Number(below ? steps : steps + 1n) * 100;
        if (tenths.n < 100n * tenths.d) expect(shown).toBe(expected);
        const cents = { n: tenths.n * 10n, d: tenths.d };
        if (cents.n >= 100n * cents.d)
          expect(showUnitPrice(cents, "oz").milliMinor).toBe(Number(below ? steps : steps + 1n) * 1000);
      }),
    );
  });

  test("is never two ways for one amount: 99.95 cents and a dollar are shown alike", () => {
    expect(showUnitPrice({ n: 9995n, d: 100n }, "oz")).toEqual(showUnitPrice({ n: 100n, d: 1n }, "oz"));
    expect(showUnitPrice({ n: 99_949n, d: 1000n }, "oz").text).toBe("99.9¢");
  });

  test("a difference the other way round is the same with a sign", () => {
    expect(showUnitPrice({ n: -84n, d: 10n }, "oz").text).toBe("-8.4¢");
    expect(showUnitPrice({ n: -250n, d: 1n }, "oz").text).toBe("-$2.50");
  });
});

describe("US and metric", () => {
  const FACTORS = [
    ["snacks", "oz", "100", "g"],
    ["meat", "lb", "1", "kg"],
    ["beverages", "fl oz", "100", "ml"],
    ["motor-fluids", "qt", "1", "l"],
  ] as const;

  test.each(FACTORS)(
    "%s: the price per %s and per %s %s are in the exact ratio of the units",
    (slug, us, amount, metric) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 100_000 }),
          fc.integer({ min: 1, max: 9_999 }),
          (cents, tenths) => {
            const of = pack(3, (tenths / 10).toFixed(1), metric);
            const perUs = priced(cents, of, slug).exact;
            const perMetric = priced(cents, of, slug, "metric").exact;
            const [one, other] = [
              inBaseUnits(decimalRatio("1"), us),
              inBaseUnits(decimalRatio(amount), metric),
            ];
            const left = { n: perUs.n * other.n * one.d, d: perUs.d * other.d };
            expect(compareRatios(left, { n: perMetric.n * one.n, d: perMetric.d })).toBe(0);
          },
        ),
      );
    },
  );
});

describe("a unit price", () => {
  test("is per the commodity's unit", () => {
    expect(priced(1599, pack(6, "32", "fl oz"), "beverages")).toMatchObject({
      text: "8.3¢",
      per: "fl oz",
      milliMinor: 8300,
    });
    expect(priced(1999, pack(1, "5", "lb"), "meat")).toMatchObject({ text: "$4.00", per: "lb" });
    expect(priced(599, pack(1, "24", "ct"), "eggs")).toMatchObject({ text: "$3.00", per: "dozen" });
    expect(priced(2199, pack(15, "150", "sheet"), "paper-sheets")).toMatchObject({
      text: "97.7¢",
      per: "100 sheets",
    });
    expect(priced(1899, pack(1, "146", "load"), "detergent")).toMatchObject({ text: "13.0¢", per: "load" });
    expect(priced(500, pack(2, "1", "l"), "beverages", "metric")).toMatchObject({
      text: "25.0¢",
      per: "100 ml",
    });
  });

  test("is the same whichever way the same contents are packed", () => {
    const cases = fc.record({
      priceCents: fc.integer({ min: 1, max: 1_000_000 }),
      count: fc.integer({ min: 1, max: 200 }),
      hundredths: fc.integer({ min: 1, max: 20_000 }),
    });
    fc.assert(
      fc.property(cases, ({ priceCents, count, hundredths }) => {
        const one = priced(priceCents, pack(1, (hundredths / 100).toFixed(2), "oz"), "snacks");
        const many = priced(priceCents * count, pack(count, (hundredths / 100).toFixed(2), "oz"), "snacks");
        expect(compareRatios(one.exact, many.exact)).toBe(0);
        expect(one.text).toBe(many.text);
      }),
    );
  });

  test("in pounds and in ounces agrees exactly", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100 }),
        (priceCents, pounds) => {
          const inPounds = priced(priceCents, pack(1, String(pounds), "lb"), "snacks");
          const inOunces = priced(priceCents, pack(1, String(pounds * 16), "oz"), "snacks");
          expect(inPounds).toEqual(inOunces);
        },
      ),
    );
  });

  test("is within half a tenth of a cent of what it shows, below a dollar", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 100, max: 9_999 }),
        (priceCents, grams) => {
          const price = priced(priceCents, pack(1, String(grams), "g"), "snacks", "metric");
          const off = Math.abs(price.milliMinor - (Number(price.exact.n) / Number(price.exact.d)) * 1000);
          expect(off).toBeLessThanOrEqual(price.milliMinor >= 100_000 ? 500.001 : 50.001);
        },
      ),
    );
  });

  test("is refused across measures and for impossible prices", () => {
    const bottle = pack(1, "500", "ml");
    expect(
      unitPrice({ priceCents: 100, pack: bottle, commodity: getCommodity("meat"), system: "us" }),
    ).toEqual({
      ok: false,
      reason: "measures-differ",
    });
    expect(
      unitPrice({ priceCents: -1, pack: bottle, commodity: getCommodity("water"), system: "us" }),
    ).toEqual({
      ok: false,
      reason: "price-out-of-range",
    });
  });
});

describe("commodities", () => {
  test("are priced in their own measure in both systems", () => {
    for (const commodity of COMMODITIES) {
      expect(baseUnitOf(commodity.us.unit), commodity.slug).toBe(commodity.base);
      expect(baseUnitOf(commodity.metric.unit), commodity.slug).toBe(commodity.base);
    }
  });

  test("are priced in units that the Uniform Unit Pricing Regulation names", () => {
    const named = {
      g: { us: ["1 oz", "1 lb"], metric: ["100 g", "1 kg"] },
      ml: { us: ["1 fl oz", "1 pt", "1 qt", "1 gal"], metric: ["100 ml", "1 l"] },
      cm2: { us: ["1 sq ft", "100 sq ft"], metric: ["1 m2"] },
    } as const;
    for (const { slug, base, us, metric } of COMMODITIES) {
      if (base === "count" || base === "sheet" || base === "load") {
        expect(metric, slug).toEqual(us);
        continue;
      }
      expect(named[base].us, slug).toContain(`${us.amount} ${us.unit}`);
      expect(named[base].metric, slug).toContain(`${metric.amount} ${metric.unit}`);
    }
  });

  test("have slugs of their own", () => {
    expect(new Set(COMMODITIES.map((commodity) => commodity.slug)).size).toBe(COMMODITIES.length);
  });

  test("exist by default for every measure", () => {
    for (const base of ["g", "ml", "count", "sheet", "load", "cm2"] as const)
      expect(defaultCommodity(base).base).toBe(base);
  });
});
