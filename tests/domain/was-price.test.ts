import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PricePoint, wasPrice } from "#app/domain/was-price.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const DAY_MS = 86_400_000;
const ago = (days: number, ms = 0) => new Date(NOW.getTime() - days * DAY_MS + ms);

/** Prices with the days before now since which they hold. */
function history(...points: [cents: number, days: number, ms?: number][]): PricePoint[] {
  return points.map(([cents, days, ms]) => ({ cents, since: ago(days, ms) }));
}

describe("a lowered price was the lowest of the 30 days before", () => {
  test.each<[string, PricePoint[], number | null]>([
    ["lowered once", history([1200, 90], [1000, 5]), 1200],
    ["lowered in steps: the last step's own 30 days count", history([1200, 90], [1100, 20], [1000, 5]), 1100],
    ["lowered in steps more than 30 days apart", history([1200, 90], [1100, 40], [1000, 5]), 1100],
    ["raised and lowered back: nothing", history([1000, 90], [1200, 10], [1000, 5]), null],
    [
      "raised and lowered to below: the low before counts, not the high",
      history([1000, 90], [1200, 10], [900, 5]),
      1000,
    ],
    ["raised long before, so that only the high was asked", history([1000, 90], [1200, 40], [1100, 5]), 1200],
    ["a short low within the 30 days", history([1200, 90], [950, 20], [1200, 18], [1000, 5]), null],
    ["raised: nothing", history([1000, 90], [1200, 5]), null],
    ["never changed: nothing", history([1000, 90]), null],
    ["no price at all", [], null],
    [
      "the same price published again is lowered on the first day",
      history([1200, 90], [1000, 5], [1000, 2]),
      1200,
    ],
    ["in any order", history([1000, 5], [1200, 90]), 1200],
    ["a price to come does not count", history([1200, 90], [1000, 5], [800, -1]), 1200],
    ["sold for less than 30 days before", history([1200, 34], [1000, 5]), null],
  ])("%s", (_, points, expected) => {
    expect(wasPrice(points, NOW)?.cents ?? null).toBe(expected);
  });

  test.each<[string, PricePoint[], number | null]>([
    ["a price of exactly 30 days before it was lowered", history([1200, 35], [1000, 5]), 1200],
    ["a millisecond too few", history([1200, 35, 1], [1000, 5]), null],
    ["a low that ended exactly as the 30 days began", history([900, 90], [1200, 35], [1000, 5]), 1200],
    ["a low that lasted a millisecond into them", history([900, 90], [1200, 35, 1], [1000, 5]), null],
    ["lowered a millisecond less than 30 days ago", history([1200, 90], [1000, 30, 1]), 1200],
    ["lowered exactly 30 days ago", history([1200, 90], [1000, 30]), null],
    ["lowered just now", history([1200, 90], [1000, 0]), 1200],
  ])("to the millisecond: %s", (_, points, expected) => {
    expect(wasPrice(points, NOW)?.cents ?? null).toBe(expected);
  });

  test("never names a price above the lowest that was asked in those days", () => {
    const point = fc.record({
      cents: fc.integer({ min: 1, max: 50 }),
      since: fc.integer({ min: 0, max: 100 }).map((days) => ago(days)),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(point, { selector: ({ since }) => since.getTime(), maxLength: 12 }),
        (points) => {
          const was = wasPrice(points, NOW);
          if (was === null) return;
          for (let hours = 1; hours <= 30 * 24; hours += 5) {
            const at = new Date(was.loweredAt.getTime() - hours * 3_600_000);
            const asked = points
              .filter(({ since }) => since <= at)
              .sort((a, b) => b.since.getTime() - a.since.getTime())[0];
            expect(asked?.cents).toBeGreaterThanOrEqual(was.cents);
          }
        },
      ),
    );
  });
});
