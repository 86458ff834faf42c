import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CandidateIndex } from "#app/domain/matching/candidates.ts";
import { ItemStore } from "#app/domain/matching/item-store.ts";
import { TermTable } from "#app/domain/matching/term-table.ts";
import { madeSku } from "#scripts/learn-matching/catalogue.ts";

describe("the table of terms", () => {
  test("numbers terms as they come and finds them again, however many", () => {
    const table = new TermTable();
    const terms = Array.from({ length: 20_000 }, (_, i) => `${i % 7}t${(i * i).toString(36)}x${i}`);
    const numbers = terms.map((_, i) => i);
    expect(terms.map((term) => table.add(term))).toEqual(numbers);
    const view = new TermTable(table.memory);
    expect(terms.map((term) => table.add(term))).toEqual(numbers);
    expect(terms.map((term) => view.find(term))).toEqual(numbers);
    expect(view.find("never")).toBeUndefined();
    expect(view.find("")).toBeUndefined();
  });
});

describe("the store of items", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const maybe = fc.option(text, { nil: null });

  test("gives back what was put in, whatever the letters", () => {
    const item = fc.record({ title: text, brand: maybe, modelno: maybe, gtin: maybe, category: maybe });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, item), { maxLength: 20 }), (items) => {
        const store = new ItemStore();
        for (const [sku, one] of items) store.add(sku, one);
        const view = new ItemStore(store.memory);
        items.forEach(([sku, one], place) => {
          const kept = view.get(place);
          expect(kept.sku).toBe(sku);
          for (const field of ["title", "brand", "modelno", "gtin", "category"] as const)
            expect(kept.item[field] ?? null).toBe(one[field]);
        });
      }),
    );
  });
});

describe("a shared index", () => {
  test("answers as the one that built it", () => {
    const index = new CandidateIndex();
    const made = Array.from({ length: 2_000 }, (_, i) => madeSku(i));
    for (const { id, item } of made) index.add(id, item);
    index.remove("S17");
    const view = new CandidateIndex(index.share());
    expect(view.size).toBe(1_999);
    for (const { listing } of made.slice(0, 120))
      expect(view.match(listing, 4)).toEqual(index.match(listing, 4));
  });
});
