import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addToTally,
  averageChangeBps,
  type Decision,
  EMPTY_TALLY,
  mayPublish,
  movedCount,
} from "#app/domain/change-set.ts";

function move(beforeCents: number | null, afterCents: number): Decision {
  const waterfall = { steps: [] };
  return { kind: "moves", change: { skuId: 1, beforeCents, afterCents, landedCents: 1, waterfall } };
}

const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc
    .tuple(fc.option(fc.integer({ min: 1, max: 99_999 })), fc.integer({ min: 1, max: 99_999 }))
    .filter(([before, after]) => before !== after)
    .map(([before, after]) => move(before, after)),
  fc.constant<Decision>({ kind: "unchanged", skuId: 1 }),
  fc.constant<Decision>({ kind: "blocked", blocked: { skuId: 1, reason: "no-offer" } }),
);

describe("the tally of a change set", () => {
  test("counts ups, downs, first prices, unchanged and blocked ones", () => {
    const tally = addToTally(EMPTY_TALLY, [
      move(1000, 1100),
      move(1000, 950),
      move(1000, 900),
      move(null, 500),
      { kind: "unchanged", skuId: 2 },
      { kind: "blocked", blocked: { skuId: 3, reason: "no-rule" } },
    ]);
    expect(tally).toEqual({
      raised: 1,
      lowered: 2,
      first: 1,
      unchanged: 1,
      blocked: 1,
      beforeCents: 3000,
      afterCents: 2950,
    });
    expect(movedCount(tally)).toBe(4);
    expect(averageChangeBps(tally)).toBe(-167);
  });

  test("has no average while nothing had a price before", () => {
    expect(averageChangeBps(addToTally(EMPTY_TALLY, [move(null, 500)]))).toBeUndefined();
  });

  test("is the same however the run is cut into batches, and counts every SKU once", () => {
    fc.assert(
      fc.property(fc.array(decision), fc.array(decision), (first, second) => {
        const batched = addToTally(addToTally(EMPTY_TALLY, first), second);
        expect(batched).toEqual(addToTally(EMPTY_TALLY, [...first, ...second]));
        expect(movedCount(batched) + batched.unchanged + batched.blocked).toBe(first.length + second.length);
      }),
    );
  });
});

test("only a draft may be published or discarded", () => {
  expect(mayPublish("draft")).toBe("yes");
  expect(mayPublish("published")).toBe("already-published");
  expect(mayPublish("discarded")).toBe("already-discarded");
});
