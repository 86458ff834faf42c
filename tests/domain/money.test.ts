import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyBps, divideRounded, formatBps, formatMoney, parseMoney } from "#app/domain/money.ts";

describe("divideRounded", () => {
  test.each([
    [5n, 2n, "half-up", 3],
    [-5n, 2n, "half-up", -3],
    [5n, 2n, "half-even", 2],
    [7n, 2n, "half-even", 4],
    [1n, 3n, "up", 1],
    [-1n, 3n, "up", -1],
    [2n, 3n, "down", 0],
    [6n, 3n, "up", 2],
  ] as const)("%s / %s %s is %s", (n, d, rounding, expected) => {
    expect(divideRounded(n, d, rounding)).toBe(expected);
  });

  test("refuses division by zero and amounts that a number cannot hold", () => {
    expect(() => divideRounded(1n, 0n, "down")).toThrow(RangeError);
    expect(() => divideRounded(2n ** 60n, 1n, "down")).toThrow(RangeError);
  });

  test("half-up is never further than half a unit from the exact quotient", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 6n), (n, d) => {
        const twiceError = (BigInt(divideRounded(n, d, "half-up")) * d - n) * 2n;
        return twiceError <= d && twiceError >= -d;
      }),
    );
  });
});

describe("money as people read and write it", () => {
  test("percentages of cents round half up", () => {
    expect(applyBps(1999, 200, "half-up")).toBe(40);
    expect(applyBps(25, 200, "half-up")).toBe(1);
  });

  test("formats with the currency's own decimals", () => {
    expect(formatMoney(123_456, "USD")).toBe("$1,234.56");
    expect(formatMoney(500, "JPY")).toBe("¥500");
    expect(formatBps(1234)).toBe("12.3 %");
    expect(formatBps(-1200)).toBe("−12 %");
  });

  test.each([
    ["1,234.5", 123_450],
    ["$12", 1200],
    [" 0.07 ", 7],
    ["1.234", undefined],
    ["12,34", undefined],
    ["", undefined],
    ["-3", undefined],
    ["99999999999999999999", undefined],
  ])("parses %j as %s", (text, expected) => {
    expect(parseMoney(text, "USD")).toBe(expected);
  });

  test("what is formatted parses back to the same amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (minor) => {
        return parseMoney(formatMoney(minor, "USD"), "USD") === minor;
      }),
    );
  });
});
