import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMODITIES, defaultCommodity, getCommodity } from "#app/domain/commodity.ts";
import { baseUnitOf, compareRatios, makePack, type Pack, type Unit } from "#app/domain/measure.ts";
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

  test("have slugs of their own", () => {
    expect(new Set(COMMODITIES.map((commodity) => commodity.slug)).size).toBe(COMMODITIES.length);
  });

  test("exist by default for every measure", () => {
    for (const base of ["g", "ml", "count", "sheet", "load", "cm2"] as const)
      expect(defaultCommodity(base).base).toBe(base);
  });
});
