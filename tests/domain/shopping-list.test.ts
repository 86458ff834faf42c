import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addToList,
  formatList,
  MAX_LIST_LINES,
  MAX_LIST_QUANTITY,
  mergeLists,
  parseList,
  parseQuantity,
  type ShoppingList,
  setQuantities,
} from "#app/domain/shopping-list.ts";

const aLine = fc.record({
  skuId: fc.integer({ min: 1, max: 10_000_000 }),
  quantity: fc.integer({ min: 1, max: MAX_LIST_QUANTITY }),
});
const aList = fc.uniqueArray(aLine, { maxLength: MAX_LIST_LINES, selector: (line) => line.skuId });
const full: ShoppingList = Array.from({ length: MAX_LIST_LINES }, (_, i) => ({
  skuId: 1_000 + i,
  quantity: 1,
}));

describe("adding", () => {
  test("puts a new item last, and more of an item to its line", () => {
    const list = [{ skuId: 1, quantity: 2 }];
    expect(addToList(list, { skuId: 7, quantity: 1 })).toMatchObject({
      list: [...list, { skuId: 7, quantity: 1 }],
      capped: false,
    });
    expect(addToList(list, { skuId: 1, quantity: 3 })).toMatchObject({ list: [{ skuId: 1, quantity: 5 }] });
  });

  test("stops at 99 of an item, and says so", () => {
    const added = addToList([{ skuId: 1, quantity: 98 }], { skuId: 1, quantity: 2 });
    expect(added).toEqual({ ok: true, list: [{ skuId: 1, quantity: 99 }], capped: true });
  });

  test("refuses line 101, but not more of what is there", () => {
    expect(addToList(full, { skuId: 1, quantity: 1 })).toEqual({ ok: false, reason: "full" });
    expect(addToList(full, { skuId: 1_000, quantity: 1 })).toMatchObject({ ok: true });
  });
});

test("quantities change in place, 0 takes a line off, and what is not on the list stays off it", () => {
  const list = [1, 2, 3].map((skuId) => ({ skuId, quantity: 1 }));
  const quantities = new Map([
    [2, 0],
    [3, 5],
    [9, 4],
  ]);
  expect(setQuantities(list, quantities)).toEqual([
    { skuId: 1, quantity: 1 },
    { skuId: 3, quantity: 5 },
  ]);
});

describe("merging", () => {
  test("takes the larger quantity: the same list twice doubles nothing", () => {
    fc.assert(
      fc.property(aList, aList, (own, other) => {
        const once = mergeLists(own, other);
        expect(mergeLists(once.list, other).list).toEqual(once.list);
        expect(once.list.length).toBeLessThanOrEqual(MAX_LIST_LINES);
      }),
    );
  });

  test("loses nothing: every line is on the merged list or told as having no room", () => {
    fc.assert(
      fc.property(aList, aList, (own, other) => {
        const { list, rest } = mergeLists(own, other);
        const there = new Map([...list, ...rest].map(({ skuId, quantity }) => [skuId, quantity]));
        for (const { skuId, quantity } of [...own, ...other])
          expect(there.get(skuId)).toBeGreaterThanOrEqual(quantity);
        expect(list.slice(0, own.length).map(({ skuId }) => skuId)).toEqual(own.map(({ skuId }) => skuId));
      }),
    );
  });
});

describe("the cookie's text", () => {
  test("reads back as it was, and fits a cookie at its largest", () => {
    fc.assert(
      fc.property(aList, (list) => {
        expect(parseList(formatList(list))).toEqual(list);
      }),
    );
    const largest = full.map((_, i) => ({ skuId: 999_999_999_999_900 + i, quantity: 99 }));
    expect(formatList(largest).length).toBeLessThan(1_500);
    expect(parseList(formatList(largest))).toEqual(largest);
  });

  test("written by somebody else is read for what is in it, bounded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1_000 }), (text) => {
        const list = parseList(text);
        expect(list.length).toBeLessThanOrEqual(MAX_LIST_LINES);
        for (const { skuId, quantity } of list) {
          expect(skuId).toBeGreaterThan(0);
          expect(quantity).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual(MAX_LIST_QUANTITY);
        }
      }),
    );
    expect(parseList("2s-1.2s-9.0-1.zz-0.zz-100.-1.2t-3x")).toEqual([{ skuId: 100, quantity: 1 }]);
  });
});

test.each([
  ["1", 1],
  [" 99 ", 99],
  ["0", undefined],
  ["100", undefined],
  ["1.5", undefined],
  ["-1", undefined],
  ["two", undefined],
  ["", undefined],
])("a quantity typed as %j is %s", (text, quantity) => expect(parseQuantity(text, 1)).toBe(quantity));
