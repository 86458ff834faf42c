import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { confirmsHeld, judgePrice, OUTLIER, outlierSentence } from "#app/domain/outlier.ts";

const judge = (priceMinor: number, recentMinor: number[], impliedMinor: number | null = null) =>
  judgePrice({ priceMinor, recentMinor, impliedMinor });

describe("a price is held", () => {
  test.each([
    ["five times its history", 2_995, [599, 599, 649], "off-history", 599],
    ["a fifth of it", 119, [599, 595, 599], "off-history", 599],
    ["ten times it", 5_990, [599, 599, 619], "misplaced-decimal", 599],
    ["about ten times it", 6_400, [599], "misplaced-decimal", 599],
    ["a hundredth of it", 6, [599, 599], "misplaced-decimal", 599],
    ["one wild price among sound ones", 5_990, [599, 1, 599, 610], "misplaced-decimal", 599],
  ])("%s", (_what, price, recent, reason, againstMinor) => {
    expect(judge(price, recent)).toEqual({ held: true, reason, againstMinor });
  });

  test("five times what the printed unit price comes to, where there is no history", () => {
    expect(judge(2_995, [], 599)).toEqual({ held: true, reason: "off-unit-price", againstMinor: 599 });
    expect(judge(5_990, [], 599)).toEqual({ held: true, reason: "misplaced-decimal", againstMinor: 599 });
    expect(judge(1_299, [], 599)).toEqual({ held: false });
  });
});

describe("a price passes", () => {
  test.each([
    ["just below five times its history", 2_994, [599]],
    ["without any history", 599_000, []],
    ["near the newest price, which was accepted", 5_890, [5_990, 599, 599, 599]],
    [
      "when only older prices than count are far off",
      5_990,
      [...Array(9).fill(5_990), ...Array(20).fill(599)],
    ],
  ])("%s", (_what, price, recent) => {
    expect(judge(price, recent)).toEqual({ held: false });
  });

  test("whatever the unit price says, where the history agrees with it", () => {
    expect(judge(599, [599], 5_990)).toEqual({ held: false });
  });

  test("whenever it is within the factor of every price in its history", () => {
    const price = fc.integer({ min: 10, max: 1_000_000 });
    const near = price.chain((p) =>
      fc.tuple(
        fc.constant(p),
        fc.array(fc.integer({ min: Math.floor(p / 4), max: p * 4 }), { minLength: 1, maxLength: 15 }),
      ),
    );
    fc.assert(fc.property(near, ([p, recent]) => !judge(p, recent).held));
  });

  test("and is held whenever it is the factor off all of them", () => {
    const far = fc.tuple(
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: OUTLIER.factor, max: 300 }),
      fc.nat(15),
    );
    fc.assert(fc.property(far, ([p, times, more]) => judge(p * times, Array(more + 1).fill(p)).held));
  });
});

test("a later price confirms a held one when it is within a tenth", () => {
  expect(confirmsHeld(5_990, 5_990)).toBe(true);
  expect(confirmsHeld(5_990, 5_600)).toBe(true);
  expect(confirmsHeld(5_990, 599)).toBe(false);
});

test("the sentence names both prices", () => {
  expect(outlierSentence({ reason: "misplaced-decimal", againstMinor: 599 }, 59_900, "USD")).toBe(
    "$599.00 looks like a misplaced decimal point: $5.99 was to be expected.",
  );
});
