import { expect, test } from "vitest";
import { csvLines } from "#app/domain/csv.ts";
import { isRejectsHeader, rejectedCells, rejectsHeader } from "#app/domain/reference-file/rejects-table.ts";

test("rejects of a mended file don't pile up what was wrong before", () => {
  const names = rejectsHeader(["title", "price"]);
  expect(isRejectsHeader(names)).toBe(true);
  expect(rejectsHeader(names)).toEqual(names);
  const cells = ["7", "price", "old", "'=Tea", "x"];
  const row = rejectedCells({ line: 2, field: "price", sentence: "new", cells }, names);
  expect(row).toEqual(["2", "price", "new", "=Tea", "x"]);
  expect(csvLines([row])).toBe("2,price,new,'=Tea,x\r\n");
});
