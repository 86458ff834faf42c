import { describe, expect, test } from "vitest";
import { CandidateIndex } from "#app/domain/matching/candidates.ts";
import { Postings } from "#app/domain/matching/postings.ts";
import { madeSku } from "#scripts/learn-matching/catalogue.ts";

function indexOf(count: number): CandidateIndex {
  const index = new CandidateIndex();
  for (let i = 0; i < count; i++) {
    const { id, item } = madeSku(i);
    index.add(id, item);
  }
  return index;
}

describe("candidates", () => {
  const index = indexOf(5_000);
  const asked = Array.from({ length: 250 }, (_, k) => madeSku((k * 7_919) % 5_000));

  test("the SKU of a listing is among the few that are compared, 98 times of 100, and mostly the best", () => {
    const found = asked.filter(({ id, listing }) => index.candidates(listing).includes(id));
    const first = asked.filter(({ id, listing }) => index.match(listing, 1)[0]?.sku === id);
    expect(found.length).toBeGreaterThanOrEqual(245);
    expect(first.length).toBeGreaterThanOrEqual(225);
  });

  test("no listing is compared with more than a few SKUs", () => {
    for (const { listing } of asked) expect(index.candidates(listing).length).toBeLessThanOrEqual(10);
  });

  test("a listing that shares no word with any SKU has no candidates", () => {
    expect(index.match({ title: "qqqq wwww" }, 5)).toEqual([]);
    expect(index.match({ title: "" }, 5)).toEqual([]);
  });
});

describe("an index that grows", () => {
  const jif = { title: "Jif Creamy Peanut Butter, 48 oz", brand: "Jif", gtin: "051500255162" };

  test("finds what was added a moment ago, and not what was taken out", () => {
    const index = indexOf(100);
    const listing = { title: "Jif Peanut Butter, Creamy, 48 oz" };
    index.add("jif", jif);
    expect(index.match(listing, 3)[0]).toMatchObject({ sku: "jif", verdict: "identical" });
    expect(index.remove("jif")).toBe(true);
    expect(index.remove("jif")).toBe(false);
    expect(index.match(listing, 3).map(({ sku }) => sku)).not.toContain("jif");
    expect(index.size).toBe(100);
  });

  test("a SKU added again is replaced", () => {
    const index = new CandidateIndex();
    index.add("one", jif);
    index.add("one", { title: "Duracell AA Alkaline Batteries, 40-count", brand: "Duracell" });
    expect(index.size).toBe(1);
    expect(index.match({ title: "Jif Creamy Peanut Butter, 48 oz" }, 3)).toEqual([]);
    expect(index.match({ title: "Duracell Alkaline AA Batteries 40 ct" }, 3)[0]?.verdict).toBe("identical");
  });

  test("finds by GTIN what no word would find", () => {
    const index = indexOf(100);
    index.add("jif", jif);
    const [best] = index.match({ title: "spread 48 oz", gtin: "00051500255162" }, 1);
    expect(best).toMatchObject({ sku: "jif", verdict: "identical", score: 1 });
  });

  test("reads titles with the brands of its SKUs", () => {
    const index = new CandidateIndex();
    index.add("a", { title: "Zorblat Salted Pretzels, 20 oz", brand: "Zorblat" });
    const [best] = index.match({ title: "Zorblat Pretzels, Salted, 20 oz" }, 1);
    expect(best?.why[0]).toBe("Same brand: Zorblat.");
  });
});

describe("postings", () => {
  test("give back what was put in, in order, list by list", () => {
    const postings = new Postings();
    const lists = new Map<number, number[]>();
    for (let i = 0; i < 30_000; i++) {
      const list = (i * i) % 5_003;
      postings.add(list, i);
      lists.set(list, [...(lists.get(list) ?? []), i]);
    }
    for (const [list, values] of lists) {
      const read: number[] = [];
      postings.forEachRun(list, (pool, from, to) => read.push(...pool.subarray(from, to)));
      expect(read).toEqual(values);
      expect(postings.lengthOf(list)).toBe(values.length);
    }
    expect(postings.lengthOf(999_999)).toBe(0);
  });
});
