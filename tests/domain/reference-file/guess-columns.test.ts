import { expect, test } from "vitest";
import { guessColumns } from "#app/domain/reference-file/guess-columns.ts";

const guessed = (header: string[], ...rows: string[][]) =>
  Object.fromEntries(
    guessColumns(header, rows).flatMap(({ field, columns, reason }) =>
      reason === "none" ? [] : [[field, `${columns.join(", ")} by ${reason}`]],
    ),
  );

test("a known name goes before what the cells look like", () => {
  const rows = Array.from({ length: 4 }, (_, i) => [`Green Tea No. ${i}`, "$5.99", "$4.99"]);
  expect(guessed(["name", "was", "offer price"], ...rows)).toEqual({
    title: "name by name",
    price: "offer price by name",
  });
});

test("without known names: barcodes, links, times, prices and titles are told by their looks", () => {
  const row = (i: number) => [
    `00${i}`,
    "036000291452",
    `Long Grain Rice ${i} lb`,
    "$4.99",
    `https://club.test/${i}`,
    "2026-11-20T10:00",
  ];
  expect(guessed(["a", "b", "c", "d", "e", "f"], row(1), row(2), row(3), ["", "", "", "", "", ""])).toEqual({
    gtin: "b by looks",
    title: "c by looks",
    price: "d by looks",
    url: "e by looks",
    "captured at": "f by looks",
  });
});

test("two cells are not enough, and mixed ones are none", () => {
  expect(guessed(["a"], ["$4.99"], ["$5.99"])).toEqual({});
  expect(guessed(["a"], ["$4.99"], ["$5.99"], ["$6.99"], ["see shop"], ["n/a"], ["ask"])).toEqual({});
});
