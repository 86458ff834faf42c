import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLines, guarded, unguarded } from "#app/domain/csv.ts";

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

describe("lines", () => {
  test("are guarded, quoted where they must be, and end as RFC 4180 has them", () => {
    const rows = [
      ["item", "title"],
      [-1, "=1+1"],
      [2, 'Tea, "green"'],
    ];
    expect(csvLines(rows)).toBe(`item,title\r\n-1,'=1+1\r\n2,"Tea, ""green"""\r\n`);
  });

  test("are read back as they were: also with breaks, tabs and blanks at the ends", () => {
    const row = fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[ \t\r\n",a=-]{0,6}$/)), {
      minLength: 2,
      maxLength: 2,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        const read: string[][] = parse(csvLines(rows));
        expect(read.map((cells) => cells.map(unguarded))).toEqual(rows);
      }),
    );
  });
});
