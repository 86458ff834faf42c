import { describe, expect, test } from "vitest";
import { makePack, type Unit } from "#app/domain/measure.ts";
import { contradictsPrintedUnitPrice } from "#app/domain/reference-file/printed-unit-price.ts";

function contradicts(count: number, size: string, unit: Unit, priceMinor: number, printed: string): boolean {
  const pack = makePack(count, size, unit);
  if (pack === undefined) throw new Error("no pack");
  return contradictsPrintedUnitPrice(pack, priceMinor, printed, "USD");
}

describe("the unit price that the retailer printed", () => {
  test("bears out the pack, in whatever unit of its measure", () => {
    expect(contradicts(6, "1", "lb", 852, "$0.09/oz")).toBe(false);
    expect(contradicts(1, "8", "oz", 497, "$9.94/lb")).toBe(false);
    expect(contradicts(12, "1", "ct", 362, "$0.302/count")).toBe(false);
    expect(contradicts(1, "20.6", "oz", 1498, "(72.7 ¢/oz)")).toBe(false);
  });

  test("may be rounded to a cent, however much of a small price that is", () => {
    expect(contradicts(1, "7", "lb", 698, "$0.06/oz")).toBe(false);
  });

  test("contradicts a pack that is read as one of six", () => {
    expect(contradicts(1, "1", "lb", 852, "$0.09/oz")).toBe(true);
    expect(contradicts(2, "12", "ct", 362, "$0.302/count")).toBe(true);
  });

  test("says nothing where it measures something else, or nothing", () => {
    expect(contradicts(6, "16", "fl oz", 1478, "$2.46/ea")).toBe(false);
    expect(contradicts(6, "16", "fl oz", 1478, "€0.01/fl oz")).toBe(false);
    expect(contradicts(6, "16", "fl oz", 1478, "n/a")).toBe(false);
  });
});
