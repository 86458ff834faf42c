import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  differingItems,
  MIN_DIFFERING_ITEMS,
  publishablePart,
  tellsOnePrice,
  type Weights,
} from "#app/domain/disclosure.ts";

/** A set of the items `from` to `to`, one of each. */
const items = (from: number, to: number): Weights =>
  new Map(Array.from({ length: to - from + 1 }, (_, i) => [from + i, 1]));
const LEAST = 20;

describe("what equations tell", () => {
  test("one equation over many items tells no price; a set of one item does", () => {
    expect(tellsOnePrice([items(1, 30)])).toBe(false);
    expect(tellsOnePrice([items(1, 1)])).toBe(true);
  });

  test("the difference of two sets that differ by one item tells its price", () => {
    expect(tellsOnePrice([items(1, 30), items(1, 29)])).toBe(true);
    expect(tellsOnePrice([items(1, 30), items(1, 25)])).toBe(false);
  });

  test("three equations can tell a price where no two of them do", () => {
    const whole = new Map([...items(1, 10), ...items(11, 20), [21, 1]]);
    const sets = [whole, items(1, 10), items(11, 20)];
    expect(tellsOnePrice(sets)).toBe(true);
    for (const left of sets) expect(tellsOnePrice(sets.filter((one) => one !== left))).toBe(false);
  });

  test("twice the quantities but for one item tells that item's price", () => {
    const twice = new Map([...items(1, 30)].map(([item]) => [item, item === 7 ? 3 : 2]));
    expect(tellsOnePrice([items(1, 30), twice])).toBe(true);
  });
});

describe("what may be published", () => {
  test("the first set, whole", () => {
    expect(publishablePart(items(1, 30), [], LEAST)).toEqual(items(1, 30));
  });

  test("the same set again, and again", () => {
    expect(publishablePart(items(1, 30), [items(1, 30)], LEAST)).toEqual(items(1, 30));
  });

  test("with two items more, the set of before: the new ones are held back", () => {
    expect(publishablePart(items(1, 32), [items(1, 30)], LEAST)).toEqual(items(1, 30));
  });

  test("with two items fewer, three more are held back", () => {
    const part = publishablePart(items(1, 28), [items(1, 30)], LEAST);
    expect(part).toEqual(items(1, 25));
  });

  test("nothing, when that leaves too few", () => {
    expect(publishablePart(items(1, 22), [items(1, 23)], LEAST)).toBeUndefined();
    expect(publishablePart(items(1, 19), [], LEAST)).toBeUndefined();
  });

  test("nothing that would tell a price in three steps", () => {
    const whole = new Map([...items(1, 25), ...items(31, 55), [99, 1]]);
    expect(publishablePart(items(31, 55), [whole, items(1, 25)], LEAST)).toBeUndefined();
  });

  test("however the comparable lines come and go, sets are equal or differ in five, and no price can be worked out", () => {
    const week = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(week, { minLength: 2, maxLength: 12 }), (weeks) => {
        const published: Weights[] = [];
        for (const missing of weeks) {
          const candidate = new Map([...items(1, 40)].filter(([item]) => !missing.includes(item)));
          const part = publishablePart(candidate, published, LEAST);
          if (part === undefined) continue;
          for (const [item, quantity] of part) expect(candidate.get(item)).toBe(quantity);
          for (const one of published) {
            const differing = differingItems(part, one);
            expect(differing === 0 || differing >= MIN_DIFFERING_ITEMS).toBe(true);
          }
          published.push(part);
        }
        expect(published.length).toBeGreaterThan(0);
        expect(tellsOnePrice(published)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
