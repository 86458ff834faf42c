import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMoney } from "#app/domain/money.ts";
import { readPriceText } from "#app/domain/price-text.ts";

const usd = { currency: "USD" } as const;

describe("an exact price", () => {
  test.each([
    ["$42.50", 4250],
    ["42.5", 4250],
    ["1,299", 129_900],
    ["$1,299.99", 129_999],
    ["1.299,00", 129_900],
    ["12,99", 1299],
    ["99¢", 99],
    ["$.99", 99],
    ["USD 12.50", 1250],
    [" $ 5 ", 500],
  ])("'%s' is %i cents", (text, minor) => {
    expect(readPriceText(text)).toEqual({ kind: "price", minor, ...usd });
  });

  test("of any amount that we print is read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (minor) => {
        expect(readPriceText(formatMoney(minor, "USD"))).toEqual({ kind: "price", minor, ...usd });
      }),
    );
  });

  test.each([
    ["€12,99", "EUR"],
    ["12,99 €", "EUR"],
    ["CA$12.99", "CAD"],
    ["£12.99", "GBP"],
    ["TTD 12.99", "TTD"],
  ])("'%s' is in %s", (text, currency) => {
    expect(readPriceText(text)).toEqual({ kind: "price", minor: 1299, currency });
  });

  test("takes a bare amount and a shared sign in the currency of its source", () => {
    expect(readPriceText("129.95", { currency: "TTD" })).toEqual({
      kind: "price",
      minor: 12_995,
      currency: "TTD",
    });
    expect(readPriceText("$129.95", { currency: "TTD" })).toEqual({
      kind: "price",
      minor: 12_995,
      currency: "TTD",
    });
    expect(readPriceText("¥500", { currency: "JPY" })).toEqual({
      kind: "price",
      minor: 500,
      currency: "JPY",
    });
  });
});

describe("other kinds of price field", () => {
  test.each([
    ["$19.99through-$24.99", 1999, 2499],
    ["$19.99 - $24.99", 1999, 2499],
    ["$19.99–24.99", 1999, 2499],
    ["19.99-24.99", 1999, 2499],
    ["from $19.99", 1999, null],
  ])("'%s' is a range", (text, fromMinor, toMinor) => {
    expect(readPriceText(text)).toEqual({ kind: "range", fromMinor, toMinor, ...usd });
  });

  test.each([
    ["61.5 ¢/oz", 61_500, "1", "oz"],
    ["$0.302/count", 30_200, "1", "ct"],
    ["$1.12/ea", 112_000, "1", "ct"],
    ["$0.25/100 ml", 25_000, "100", "ml"],
    ["$5.98 per lb", 598_000, "1", "lb"],
    ["$0.029/fl oz", 2900, "1", "fl oz"],
  ])("'%s' is a unit price", (text, milliMinor, amount, unit) => {
    expect(readPriceText(text)).toEqual({ kind: "unit-price", milliMinor, per: { amount, unit }, ...usd });
  });

  test("money off, percent off, several for one price", () => {
    expect(readPriceText("After $30 OFF")).toEqual({ kind: "money-off", offMinor: 3000, ...usd });
    expect(readPriceText("Save $3.50")).toEqual({ kind: "money-off", offMinor: 350, ...usd });
    expect(readPriceText("20% off")).toEqual({ kind: "percent-off", offBps: 2000 });
    expect(readPriceText("2 for $5")).toEqual({ kind: "multi-buy", count: 2, totalMinor: 500, ...usd });
  });

  test.each(["", "   ", "-", "No Discount", "Limit 2 Per Member", "Out of stock"])(
    "'%s' claims no price",
    (text) => {
      expect(readPriceText(text)).toMatchObject({ kind: "none" });
    },
  );
});

test.each([
  ["1.299", "ambiguous-number"],
  ["$12.345.6", "ambiguous-number"],
  ["¥500", "ambiguous-currency"],
  ["Was $5.99 Now $4.99", "several-amounts"],
  ["$9 - $5", "several-amounts"],
  ["-$5.00", "negative"],
  ["$5/box", "unknown-unit"],
  ["x".repeat(201), "too-long"],
])("'%s' is not guessed: %s", (text, reason) => {
  expect(readPriceText(text)).toEqual({ kind: "unreadable", reason });
});

test("any text is answered", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 250 }), (text) => {
      expect(readPriceText(text).kind).toBeTypeOf("string");
    }),
  );
});
