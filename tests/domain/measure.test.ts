import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareRatios,
  decimalRatio,
  formatPack,
  inBaseUnits,
  makePack,
  nearlyEqual,
  type Pack,
  packTotal,
  packTotalNumber,
  UNITS,
} from "#app/domain/measure.ts";

function pack(count: number, size: string, unit: Parameters<typeof makePack>[2]): Pack {
  const made = makePack(count, size, unit);
  if (made === undefined) throw new Error(`No pack: ${count} x ${size} ${unit}`);
  return made;
}

describe("conversions are exact", () => {
  test.each([
    ["16", "oz", "1", "lb"],
    ["2000", "lb", "32000", "oz"],
    ["128", "fl oz", "1", "gal"],
    ["2", "pt", "1", "qt"],
    ["4", "qt", "1", "gal"],
    ["1.5", "l", "1500", "ml"],
    ["0.75", "l", "75", "cl"],
    ["0.907", "kg", "907", "g"],
  ] as const)("%s %s is %s %s", (a, unitA, b, unitB) => {
    expect(compareRatios(inBaseUnits(decimalRatio(a), unitA), inBaseUnits(decimalRatio(b), unitB))).toBe(0);
  });

  test.each([
    ["oz", 28.349523],
    ["lb", 453.59237],
    ["fl oz", 29.57353],
    ["pt", 473.176473],
    ["qt", 946.352946],
    ["gal", 3785.411784],
    ["sq ft", 929.0304],
  ] as const)("one %s is %d base units", (unit, expected) => {
    expect(packTotalNumber(pack(1, "1", unit))).toBeCloseTo(expected, 6);
  });

  test("a pack's total is count times size, whatever the unit", () => {
    const amounts = fc.record({
      count: fc.integer({ min: 1, max: 500 }),
      hundredths: fc.integer({ min: 1, max: 10_000 }),
      unit: fc.constantFrom(...UNITS),
    });
    fc.assert(
      fc.property(amounts, ({ count, hundredths, unit }) => {
        const size = (hundredths / 100).toFixed(2);
        const all = packTotal(pack(count, size, unit));
        const one = packTotal(pack(1, size, unit));
        expect(compareRatios(all, { n: one.n * BigInt(count), d: one.d })).toBe(0);
      }),
    );
  });
});

describe("a pack", () => {
  test("is plain JSON and survives it", () => {
    const made = pack(6, "32.50", "fl oz");
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(made.size).toBe("32.5");
  });

  test("holds its total as an integer of millionths that fits a bigint column", () => {
    expect(pack(12, "355", "ml").totalMicro).toBe(4_260_000_000);
    expect(Number.isSafeInteger(pack(100, "2000", "lb").totalMicro)).toBe(true);
  });

  test.each([
    [0, "1"],
    [1.5, "1"],
    [100_001, "1"],
    [1, "0"],
    [1, "-2"],
    [1, "1e3"],
    [1, ""],
    [1, "1,5"],
    [100_000, "99999"],
  ])("is refused for count %s and size '%s'", (count, size) => {
    expect(makePack(count, size, "kg")).toBeUndefined();
  });

  test.each([
    [6, "32", "fl oz", "6 × 32 fl oz"],
    [1, "1.5", "lb", "1.5 lb"],
    [1, "1", "gal", "1 gal"],
    [1, "24", "ct", "24 ct"],
    [2, "12", "ct", "2 × 12 ct"],
    [12, "1", "roll", "12 rolls"],
    [1, "146", "load", "146 loads"],
    [2, "2", "l", "2 × 2 L"],
  ] as const)("%i x %s %s reads '%s'", (count, size, unit, label) => {
    expect(formatPack(pack(count, size, unit))).toBe(label);
  });
});

test("amounts are nearly equal within the tolerance of the larger", () => {
  const kilo = packTotal(pack(1, "1", "kg"));
  expect(nearlyEqual(kilo, packTotal(pack(1, "990", "g")), 100)).toBe(true);
  expect(nearlyEqual(kilo, packTotal(pack(1, "989", "g")), 100)).toBe(false);
});
