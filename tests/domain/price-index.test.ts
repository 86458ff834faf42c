import { describe, expect, test } from "vitest";
import type { Weights } from "#app/domain/disclosure.ts";
import { draftIndex, draftText, type IndexLine, indexTenths, indexText } from "#app/domain/price-index.ts";
import { COSTCO, memberRow, NOW, referenceAt, SAMS } from "#tests/support/rows.ts";

/** `count` items at 930 here and 1,000 at Costco; those from `comparable` on are not matched there. */
function basket(count: number, comparable = count): IndexLine[] {
  return Array.from({ length: count }, (_, i) => ({
    skuId: i + 1,
    quantity: 1 + (i % 3),
    row: memberRow({
      id: i + 1,
      clubCents: 930,
      references: i < comparable ? [referenceAt(COSTCO, { id: `check ${i + 1}`, priceMinor: 1_000 })] : [],
    }),
  }));
}

function figureAt(lines: readonly IndexLine[], published: readonly Weights[] = []) {
  const [draft] = draftIndex(lines, [COSTCO], published, NOW);
  if (draft === undefined) throw new Error("No figure.");
  return draft;
}

describe("the index", () => {
  test("is ours / theirs x 100 over the comparable lines, with their evidence", () => {
    const { figure, dropped } = figureAt(basket(40, 30));
    expect(figure).toMatchObject({ kind: "said", indexTenths: 930, basketLines: 40 });
    expect(figure.kind === "said" && figure.lines).toHaveLength(30);
    expect(figure.kind === "said" && figure.lines[0]).toEqual({ skuId: 1, observationId: "check 1" });
    expect(dropped).toHaveLength(10);
  });

  test("is rounded up to the next tenth, once", () => {
    expect(indexTenths(9_301, { n: 10_000n, d: 1n })).toBe(931);
    expect(indexTenths(9_300, { n: 10_000n, d: 1n })).toBe(930);
    expect(indexTenths(1, { n: 3n, d: 1n })).toBe(334);
    expect(indexText(934)).toBe("93.4");
    expect(indexText(1_002)).toBe("100.2");
  });

  test("is not said on fewer than twenty lines, nor on less than half of the basket", () => {
    expect(figureAt(basket(40, 19)).figure).toMatchObject({ kind: "withheld", reason: "too-few-lines" });
    expect(figureAt(basket(41, 20)).figure).toMatchObject({ kind: "withheld", reason: "too-small-a-share" });
    expect(figureAt(basket(40, 20)).figure).toMatchObject({ kind: "said" });
  });

  test("is not said when one item would outweigh the others", () => {
    const lines = basket(30);
    const television = memberRow({
      id: 1,
      clubCents: 90_000,
      references: [referenceAt(COSTCO, { priceMinor: 99_999 })],
    });
    const figure = figureAt([{ skuId: 1, quantity: 1, row: television }, ...lines.slice(1)]).figure;
    expect(figure).toMatchObject({ kind: "withheld", reason: "one-line-outweighs" });
  });

  test("an item that is not sold any more drops out and says so", () => {
    const lines = basket(30).map((line) => (line.skuId === 3 ? { ...line, row: null } : line));
    const { figure, dropped } = figureAt(lines);
    expect(figure.kind === "said" && figure.lines).toHaveLength(29);
    expect(dropped).toEqual([{ skuId: 3, sentence: "We can't compare: it is not sold any more." }]);
  });

  test("holds lines back rather than tell a price beside an earlier figure", () => {
    const before: Weights = new Map(basket(30).map(({ skuId, quantity }) => [skuId, quantity]));
    const { figure, dropped } = figureAt(basket(40, 29), [before]);
    expect(figure.kind === "said" && figure.lines).toHaveLength(25);
    expect(dropped.filter(({ sentence }) => sentence.startsWith("Held back"))).toHaveLength(4);
  });

  test("two clubs of one day are judged beside each other too", () => {
    const lines = basket(30).map(({ row, ...line }, i) => ({
      ...line,
      row: row && {
        ...row,
        references: [
          ...row.references,
          ...(i < 29 ? [referenceAt(SAMS, { id: `sams ${i}`, priceMinor: 990 })] : []),
        ],
      },
    }));
    const [costco, sams] = draftIndex(lines, [COSTCO, SAMS], [], NOW);
    expect(costco?.figure.kind === "said" && costco.figure.lines).toHaveLength(30);
    expect(sams?.figure.kind === "said" && sams.figure.lines).toHaveLength(25);
  });

  test("the text that staff confirm names every figure", () => {
    expect(draftText(draftIndex(basket(40, 30), [COSTCO, SAMS], [], NOW))).toBe(
      "Costco 93.0 on 30 items, Sam's Club not published (too few lines)",
    );
  });
});
