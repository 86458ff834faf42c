/** Excel workbooks: what is read of them as it is seen, what is refused, and what would unpack without end. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openReferenceFile } from "#app/commands/import-references/open-file.ts";
import { readRecords } from "#app/commands/import-references/read-records.ts";
import type { Db } from "#app/db/client.server.ts";
import { observations } from "#app/db/tables.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addRetailers, countsOf, csv, importFile, referenceFolder } from "#tests/support/reference-files.ts";
import {
  errorCell,
  formula,
  sharedText,
  sheetOf,
  type TestCell,
  workbook,
  workbookParts,
  written,
  zipOf,
} from "#tests/support/workbook.ts";

const database = testDatabase();
const folder = referenceFolder();
let owner: Db;
let made = 0;

beforeAll(() => {
  owner = database.pools.owner.db;
});
beforeEach(async () => {
  await database.pools.owner.sql`truncate observations, imports, listings, retailers cascade`;
  await addRetailers(owner);
});

const write = (content: Buffer) => folder.write(`book ${++made}.xlsx`, content);

async function open(content: Buffer, sheet?: string) {
  const file = await openReferenceFile(write(content), sheet === undefined ? {} : { sheet });
  if (!file.ok) throw new Error(file.sentence);
  return file;
}

/** Records with their rows: "2: a|b". */
async function recordsOf(content: Buffer, sheet?: string): Promise<string[]> {
  const found: string[] = [];
  for await (const records of readRecords(await open(content, sheet)))
    for (const { line, cells } of records) found.push(`${line}: ${cells.join("|")}`);
  return found;
}

/** The only cell of the only row, as it is read. */
async function cellOf(cell: TestCell, formats: readonly string[] = [], from1904 = false): Promise<string> {
  const rows = [
    ["title", "price"],
    ["Tea 40 ct", cell],
  ];
  const [record = ""] = await recordsOf(workbook({ sheets: [{ name: "P", rows }], formats, from1904 }));
  return record.slice("2: Tea 40 ct|".length);
}

describe("cells are read as they are seen", () => {
  test.each([
    ["a text in the cell", "4.99 & more", "4.99 & more"],
    ["a number", 4.99, "4.99"],
    ["a number as Excel keeps it", written("4.3499999999999996"), "4.35"],
    ["a small number as Excel keeps it", written("7.0000000000000007E-2"), "0.07"],
    ["a GTIN that was a number", written("36000291452"), "36000291452"],
    ["a number that was rounded already", written("1.5E+11"), "1.5E+11"],
    ["true", { xml: (r: string) => `<c r="${r}" t="b"><v>1</v></c>` }, "true"],
    ["a cell that only has a style", { xml: (r: string) => `<c r="${r}" s="0"/>` }, ""],
  ] as const)("%s", async (_what, cell, text) => {
    expect(await cellOf(cell)).toBe(text);
  });

  test.each([
    ["yyyy\\-mm\\-dd", "46346", "2026-11-20"],
    ["d/m/yyyy h:mm", "46346.4166666667", "2026-11-20T10:00:00"],
    ["0.0%", "0.125", "12.5%"],
    ["[$€-407] #,##0.00", "4.99", "€4.99"],
    ['"TT$"#,##0.00', "4.99", "TT$4.99"],
    ["#,##0.00", "4.99", "4.99"],
    ['0" day"', "3", "3"],
  ])("a number in the format %s", async (code, value, text) => {
    expect(await cellOf(written(value, 1), [code])).toBe(text);
  });

  test("a date of a workbook that counts from 1904", async () => {
    expect(await cellOf(written("44884", 1), ["yyyy-mm-dd"], true)).toBe("2026-11-20");
  });

  test("shared texts: in pieces, without how they are spoken, with escapes", async () => {
    const rows = [
      ["title", "price"],
      [sharedText(0), 1],
      [sharedText(1), 2],
      [sharedText(9), 3],
    ];
    const shared = [
      '<r><t xml:space="preserve">Green </t></r><r><t>Tea</t></r><rPh sb="0" eb="1"><t>ocha</t></rPh>',
      "<t>two_x000D_ lines</t>",
    ];
    expect(await recordsOf(workbook({ sheets: [{ name: "P", rows }], shared }))).toEqual([
      "2: Green Tea|1",
      "3: two\r lines|2",
      "4: |3",
    ]);
  });

  test("with the names of another tool", async () => {
    const parts = workbookParts({
      sheets: [
        {
          name: "P",
          rows: [
            ["title", "price"],
            ["Tea 40 ct", 5],
          ],
        },
      ],
    });
    const prefixed = parts.map(({ name, content }) => ({
      name,
      content: /sheet1\.xml$/.test(name)
        ? String(content)
            .replace(/<(\/?)(?=[a-z])/g, "<$1x:")
            .replace('xmlns="', 'xmlns:x="')
        : content,
    }));
    expect(await recordsOf(zipOf(prefixed))).toEqual(["2: Tea 40 ct|5"]);
  });
});

describe("the sheet", () => {
  const notes = { name: "Notes", rows: [["Prices of November"], ["Ask Ann", "first"]] };
  const prices = {
    name: "Prices",
    rows: [
      ["Price list"],
      [],
      ["Item No", "Title", "Price"],
      ["1", "Tea 40 ct", "5.99", "a note"],
      ["", "", ""],
    ],
  };
  const secret = {
    name: "Old",
    rows: [
      ["title", "price"],
      ["Old Tea 40 ct", 1],
    ],
    isHidden: true,
  };

  test("is the first in sight that names a title and a price, below its banner", async () => {
    const book = workbook({ sheets: [secret, notes, prices] });
    expect((await open(book)).form).toEqual({
      kind: "workbook",
      sheet: "Prices",
      sheets: ["Old", "Notes", "Prices"],
      headerRow: 3,
    });
    expect(await recordsOf(book)).toEqual(["4: 1|Tea 40 ct|5.99"]);
  });

  test("is the one that was asked for, by name or place", async () => {
    const book = workbook({ sheets: [notes, prices, secret] });
    expect(await recordsOf(book, "old")).toEqual(["2: Old Tea 40 ct|1"]);
    expect(await recordsOf(book, "2")).toEqual(["4: 1|Tea 40 ct|5.99"]);
  });

  test("that is not there is refused with those that are", async () => {
    const { outcome } = await importFile(owner, write(workbook({ sheets: [notes, prices] })), { sheet: "x" });
    expect(outcome).toMatchObject({
      ok: false,
      reason: "sheet-unknown",
      sentence: expect.stringMatching(/has no sheet x\. Its sheets: Notes, Prices\.$/),
    });
  });
});

describe("what nobody can vouch for costs its row", () => {
  const header = ["item_id", "title", "price", "note"];

  async function rejections(content: Buffer) {
    const { outcome, rejected } = await importFile(owner, write(content));
    return { outcome, rejected: rejected.map(({ line, reason }) => `${line} ${reason}`) };
  }

  test("a formula, an error, a rounded id; in a column that is not read they cost nothing", async () => {
    const { outcome, rejected } = await rejections(
      sheetOf(
        header,
        ["1", "Tea 40 ct", formula("B1*2", "5.99")],
        ["2", errorCell("#N/A"), 5.99],
        [written("1234567890123456"), "Jam 2 lb", 5.99],
        [written("1.5E+11"), "Jam 3 lb", 5.99],
        ["5", "Rice 5 lb", 5.99, formula("A1", "x")],
      ),
    );
    expect(rejected).toEqual(["2 cell-formula", "3 cell-error", "4 item-id-rounded", "5 item-id-rounded"]);
    expect(outcome).toMatchObject({ tally: { accepted: 1, rejected: 4 } });
  });

  test("a formula says the field, what is seen, and what to do", async () => {
    const { rejected } = await importFile(
      owner,
      write(sheetOf(header, ["1", "Tea 40 ct", formula("B1*2", "5.99")])),
    );
    expect(rejected[0]?.sentence).toBe(
      "“5.99” is the result of a formula, which may be out of date: paste it as a value (Paste Special, Values).",
    );
  });

  test("one formula that fills a range", async () => {
    const spill: TestCell = {
      xml: (r) => `<c r="${r}"><f t="array" ref="C2:C3">D2:D3</f><v>1</v></c>`,
    };
    const { rejected } = await rejections(sheetOf(header, ["1", "Tea 40 ct", spill], ["2", "Jam 2 lb", 2]));
    expect(rejected).toEqual(["2 cell-formula", "3 cell-formula"]);
  });

  test("a cell merged over rows, in each of them; one merged across is only that cell", async () => {
    const rows = [header, ["1", "Tea 40 ct", 5], ["2", "", 6], ["3", "Jam 2 lb", 7, ""]];
    const { rejected, outcome } = await rejections(
      workbook({ sheets: [{ name: "P", rows, merged: ["B2:B3", "C4:D4"] }] }),
    );
    expect(rejected).toEqual(["2 cell-merged", "3 cell-merged"]);
    expect(outcome).toMatchObject({ tally: { accepted: 1 } });
  });

  test("a hidden row", async () => {
    const rows = [header, ["1", "Tea 40 ct", 5], ["2", "Jam 2 lb", 6]];
    const { rejected } = await rejections(workbook({ sheets: [{ name: "P", rows, hiddenRows: [3] }] }));
    expect(rejected).toEqual(["3 row-hidden"]);
  });
});

test("a workbook says what the same table as CSV says: nothing is doubled", async () => {
  const capturedAt = { at: new Date("2026-11-20T10:00:00Z"), zone: "+00:00" };
  const rows = [
    ["item_id", "title", "price"],
    ["1", "Tea 40 ct", 5.99],
    ["2", "Jam 2 lb", "3.49"],
  ];
  const text = folder.write("same.csv", csv("item_id,title,price", "1,Tea 40 ct,5.99", "2,Jam 2 lb,3.49"));
  expect(await countsOf(owner, text, { capturedAt })).toMatchObject({ accepted: 2 });
  expect(await countsOf(owner, write(sheetOf(...rows)), { capturedAt })).toMatchObject({
    accepted: 0,
    unchanged: 2,
  });
  expect(await owner.select().from(observations)).toHaveLength(2);
});

test("ten thousand rows come out in order, in many pieces", async () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => [`${i}`, `Item ${i} 5 lb`, i + 0.99]);
  const records = await recordsOf(sheetOf(["item_id", "title", "price"], ...rows));
  expect(records).toHaveLength(10_000);
  expect(records.at(-1)).toBe("10001: 9999|Item 9999 5 lb|9999.99");
});

describe("a workbook that is none, or is made to hurt", () => {
  const sheet = {
    name: "P",
    rows: [
      ["title", "price"],
      ["Tea 40 ct", 5],
    ],
  };
  const parts = workbookParts({ sheets: [sheet] });
  const replaced = (pattern: RegExp, change: object) =>
    zipOf(parts.map((part) => (pattern.test(part.name) ? { ...part, ...change } : part)));
  const spaces = Buffer.alloc(40 * 2 ** 20, " ");

  test.each([
    [
      "unpacks to far more than its size",
      replaced(/sheet1/, { content: spaces }),
      /unpacks to [\d,]+ times its size/,
    ],
    [
      "unpacks to more than it declares",
      replaced(/sheet1/, { content: spaces, declaredBytes: 5_000 }),
      /damaged/,
    ],
    ["declares more than it has", replaced(/sheet1/, { declaredBytes: 9_999 }), /damaged/],
    [
      "has parts without end",
      zipOf([...parts, ...Array.from({ length: 10_001 }, (_, i) => ({ name: `x${i}`, content: "" }))]),
      /it has 10,007 parts/,
    ],
    [
      "has a text without end",
      replaced(/sheet1/, { content: Buffer.concat([Buffer.from("<worksheet><a>"), noise(6 * 2 ** 20)]) }),
      /damaged/,
    ],
    [
      "declares entities that grow",
      replaced(/sheet1/, {
        content: '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>',
      }),
      /damaged/,
    ],
    ["is nested without end", replaced(/sheet1/, { content: "<a>".repeat(10_000) }), /damaged/],
    ["breaks off", replaced(/workbook\.xml$/, { content: "<workbook><sheets>" }), /damaged/],
    ["is cut in half", workbook({ sheets: [sheet] }).subarray(0, 900), /damaged/],
    ["is locked", replaced(/sheet1/, { isLocked: true }), /locked with a password/],
    [
      "is another zip",
      zipOf([{ name: "prices.csv", content: "title,price" }]),
      /a zip without a workbook in it/,
    ],
    ["is Numbers", zipOf([{ name: "Index/Document.iwa", content: "x" }]), /an Apple Numbers document/],
    ["is OpenDocument", zipOf([{ name: "content.xml", content: "<a/>" }]), /an OpenDocument file/],
    ["is binary", zipOf([{ name: "xl/workbook.bin", content: "x" }]), /\.xlsb/],
    ["is an old workbook", ole("Workbook"), /an old Excel workbook \(\.xls\)/],
    ["is a protected workbook", ole("EncryptedPackage"), /protected with a password/],
    ["is a PDF", Buffer.from("%PDF-1.7\n..."), /a PDF, not a table/],
  ])("%s", async (_what, content, sentence) => {
    const { outcome } = await importFile(owner, write(content));
    expect(outcome).toMatchObject({ ok: false, sentence: expect.stringMatching(sentence) });
  });
});

/** Text that does not shrink. */
function noise(bytes: number): Buffer {
  let seed = 1;
  return Buffer.from(
    Array.from({ length: bytes }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return 97 + (seed % 26);
    }),
  );
}

/** The container of old Office files with one stream of that name. */
function ole(name: string): Buffer {
  const bytes = Buffer.alloc(2_048);
  bytes.write("d0cf11e0a1b11ae1", 0, "hex");
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  bytes.write("Root Entry", 1_024, "utf16le");
  bytes.write(name, 1_152, "utf16le");
  return bytes;
}
