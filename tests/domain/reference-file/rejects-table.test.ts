import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  guarded,
  isRejectsHeader,
  rejectedCells,
  rejectsHeader,
  rejectsLine,
  unguarded,
} from "#app/domain/reference-file/rejects-table.ts";

describe("a cell that a spreadsheet would calculate", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["-1+1", "'-1+1"],
    ["\t=1", "'\t=1"],
    ["\uff1d1", "'\uff1d1"],
    ["'=1", "''=1"],
    ["-5.99", "-5.99"],
    ["+1", "+1"],
    ["Tea = good", "Tea = good"],
    ["'tis", "'tis"],
  ])("%s is handed out as %s", (cell, out) => {
    expect(guarded(cell)).toBe(out);
  });

  test("comes back as it was, whatever it was, and is never live", () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^['=+\-@\t]{0,4}[\w'=(]{0,6}$/));
    fc.assert(
      fc.property(cell, (text) => {
        expect(unguarded(guarded(text))).toBe(text);
        expect(guarded(text)).not.toMatch(/^[=@\t\r]|^[+-](?!\d+(?:[.,]\d+)*$)/);
      }),
    );
  });
});

test("rejects of a mended file don't pile up what was wrong before", () => {
  const names = rejectsHeader(["title", "price"]);
  expect(isRejectsHeader(names)).toBe(true);
  expect(rejectsHeader(names)).toEqual(names);
  const cells = ["7", "price", "old", "'=Tea", "x"];
  const row = rejectedCells({ line: 2, field: "price", sentence: "new", cells }, names);
  expect(row).toEqual(["2", "price", "new", "=Tea", "x"]);
  expect(rejectsLine(row)).toBe("2,price,new,'=Tea,x\r\n");
});
