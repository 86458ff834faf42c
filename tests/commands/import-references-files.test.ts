/** Files as messy as they come: encodings, separators, quotes, and what is no table at all. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openReferenceFile } from "#app/commands/import-references/open-file.ts";
import { readRecords } from "#app/commands/import-references/read-records.ts";
import { createRejectsFile } from "#app/commands/import-references/rejects-file.ts";
import type { Db } from "#app/db/client.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addRetailers, countsOf, csv, importFile, referenceFolder } from "#tests/support/reference-files.ts";

const database = testDatabase();
const folder = referenceFolder();
let owner: Db;

beforeAll(() => {
  owner = database.pools.owner.db;
});
beforeEach(async () => {
  await database.pools.owner.sql`truncate observations, imports, listings, retailers cascade`;
  await addRetailers(owner);
});

async function open(name: string, content: string | Buffer) {
  const file = await openReferenceFile(folder.write(name, content));
  if (!file.ok) throw new Error(file.sentence);
  return file;
}

/** Records with their lines: "2-3: a|b". */
async function recordsOf(content: string | Buffer): Promise<string[]> {
  const records: string[] = [];
  for await (const some of readRecords(await open("records.csv", content))) {
    for (const { line, lastLine, cells, broken } of some)
      records.push(`${line === lastLine ? line : `${line}-${lastLine}`}: ${broken ?? cells.join("|")}`);
  }
  return records;
}

describe("encoding and separator are told from the file", () => {
  const table = (separator: string, end: string) =>
    ["item_id,title,price", "1,Café 12 oz,5.99", "2,Crème Brûlée 4 ct,7.99", ""]
      .join(end)
      .replaceAll(",", separator);

  test.each([
    ["utf-8", ",", "\n", Buffer.from(table(",", "\n"))],
    ["utf-8", ",", "\r\n", Buffer.from(`\ufeff${table(",", "\r\n")}`)],
    ["windows-1252", ";", "\r\n", iconv.encode(table(";", "\r\n"), "windows-1252")],
    ["utf-16le", "\t", "\r\n", iconv.encode(table("\t", "\r\n"), "utf-16le", { addBOM: true })],
    ["utf-16le", "\t", "\n", iconv.encode(table("\t", "\n"), "utf-16le")],
    ["utf-16be", "|", "\n", iconv.encode(table("|", "\n"), "utf-16be", { addBOM: true })],
    ["utf-8", "|", "\r", Buffer.from(table("|", "\r"))],
  ])("%s, %o, lines ended by %o", async (encoding, delimiter, _end, bytes) => {
    const file = await open("table.txt", bytes);
    expect(file.form).toMatchObject({ encoding, delimiter });
    expect(file.header).toEqual(["item_id", "title", "price"]);
    expect(await recordsOf(bytes)).toEqual(["2: 1|Café 12 oz|5.99", "3: 2|Crème Brûlée 4 ct|7.99"]);
  });

  test("one file in four encodings is one set of observations", async () => {
    const capturedAt = { at: new Date("2026-11-20T10:00:00Z"), zone: "+00:00" };
    const forms: (string | Buffer)[] = [
      table(",", "\n"),
      `\ufeff${table(",", "\r\n")}`,
      iconv.encode(table(";", "\r\n"), "windows-1252"),
      iconv.encode(table("\t", "\n"), "utf-16le", { addBOM: true }),
    ];
    const counts = [];
    for (const [i, form] of forms.entries())
      counts.push(await countsOf(owner, folder.write(`form ${i}.txt`, form), { capturedAt }));
    expect(counts).toEqual([
      { rows: 2, accepted: 2, unchanged: 0, rejected: 0 },
      ...Array(3).fill({ rows: 2, accepted: 0, unchanged: 2, rejected: 0 }),
    ]);
  });

  test("accents that begin a megabyte into the file still tell its encoding", async () => {
    const plain = Array.from({ length: 30_000 }, (_, i) => `${i},Plain title number ${i} 5 lb,5.99`);
    const late = csv("item_id,title,price", ...plain, "x,Crème Brûlée 4 ct,7.99");
    expect((await open("late.csv", iconv.encode(late, "windows-1252"))).form).toMatchObject({
      encoding: "windows-1252",
    });
    expect((await open("late8.csv", late)).form).toMatchObject({ encoding: "utf-8" });
  });

  test("a damaged line of a UTF-8 file costs that line", async () => {
    const lines = ["title,price", "Café 12 oz,1.00", "Crème 4 ct,2.00", "Pâté 5 oz,3.00", ""].join("\n");
    const bytes = Buffer.concat([Buffer.from(lines), Buffer.from("Caf\xe9 3 lb,4.00\n", "latin1")]);
    const { outcome, rejected } = await importFile(owner, folder.write("damaged.csv", bytes));
    expect(outcome).toMatchObject({ tally: { accepted: 3, rejected: 1 } });
    expect(rejected).toMatchObject([{ line: 5, reason: "title-damaged" }]);
  });

  test("Excel's own line that names the separator is not the header", async () => {
    const file = await open("sep.csv", "sep=;\r\ntitle;price\r\nTea 40 ct;5,99\r\n");
    expect(file).toMatchObject({ header: ["title", "price"], form: { delimiter: ";" } });
    expect(await recordsOf("sep=;\r\ntitle;price\r\nTea 40 ct;5,99\r\n")).toEqual(["3: Tea 40 ct|5,99"]);
  });

  test("zero bytes are dropped", async () => {
    expect(await recordsOf("title,price\nTea\0 40 ct,5.99\n")).toEqual(["2: Tea 40 ct|5.99"]);
  });
});

describe("a record's line is where it begins", () => {
  test("behind cells of several lines, blank lines and Windows line ends", async () => {
    const content = 'title,price,note\r\nA,1,"two\r\nlines"\r\n\r\nB,2,x\r\nC,3,"three\n\nlines"\r\nD,4,last';
    expect(await recordsOf(content)).toEqual([
      "2-3: A|1|two\r\nlines",
      "5: B|2|x",
      "6-8: C|3|three\n\nlines",
      "9: D|4|last",
    ]);
  });
});

describe("a quote that is not closed", () => {
  test("costs its own line and none of the following", async () => {
    const content = 'title,price,note\nA,1,x\n"B,2,x\nC,3,"good\nnote"\nD,4,x\n';
    expect(await recordsOf(content)).toEqual([
      "2: A|1|x",
      "3: open-quote",
      "4-5: C|3|good\nnote",
      "6: D|4|x",
    ]);
  });

  test("before a hundred thousand lines is read in little memory", async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `T${i},1`);
    const records = await recordsOf(`title,price\n"open,1\n${lines.join("\n")}\n`);
    expect(records.slice(0, 3)).toEqual(["2: open-quote", "3: T0|1", "4: T1|1"]);
    expect(records).toHaveLength(100_001);
  });

  test("does not join two rows into one with a price", async () => {
    expect(await recordsOf('title,price\n"Tea 40 ct,5.99\n"Jam 2 lb,3.99\nRice 5 lb,4.99\n')).toEqual([
      "2: open-quote",
      "3: open-quote",
      "4: Rice 5 lb|4.99",
    ]);
  });

  test("is not a quote that a text of several lines begins with", async () => {
    expect(await recordsOf('title,price,note\nTea,5.99,"""Fine""\ntea"\n')).toEqual([
      '2-3: Tea|5.99|"Fine"\ntea',
    ]);
  });

  test("in every line is refused line by line, and the reading ends", async () => {
    const file = folder.write("open.csv", csv("title,price", ...Array(3_000).fill('"open 5 lb,1')));
    const { outcome } = await importFile(owner, file);
    expect(outcome).toMatchObject({ ok: true, tally: { accepted: 0 } });
  });

  test("inside a cell that has none around it is part of the text", async () => {
    expect(await recordsOf('title,price\n28" Fire Pit,4\n"Crib 6" deep",5\n')).toEqual([
      '2: 28" Fire Pit|4',
      '3: "Crib 6" deep"|5',
    ]);
  });
});

test("a line without end is skipped, and reading goes on behind it", async () => {
  const content = `title,price\nA,1\n${"x".repeat(900_000)}\nB,2\n`;
  expect(await recordsOf(content)).toEqual(["2: A|1", "3: too-long", "4: B|2"]);
});

describe("what is no table is refused in a sentence", () => {
  test.each([
    ["empty.csv", "", "empty.csv is empty."],
    [
      "blank.csv",
      "\n\n\n",
      "blank.csv has no header line that we can read: the first line names the columns.",
    ],
    [
      "book.xlsx",
      Buffer.from("PK\x03\x04rest"),
      "book.xlsx is a damaged workbook: open it, save it again, and send that.",
    ],
    ["packed.csv.gz", gzipSync("title,price\n"), "packed.csv.gz is compressed with gzip: unpack it first."],
    [
      "page.csv",
      "<!DOCTYPE html><p>Sign in",
      "page.csv is a web page or XML, not a table: open it in a spreadsheet and save it as CSV.",
    ],
    [
      "list.csv",
      '["Tea", "Jam"]',
      'list.csv is a JSON list, but not of objects: write one object a line, like {"title": "...", "price": "4.99"}, or a list of such objects.',
    ],
    [
      "noise.csv",
      Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 251)),
      "noise.csv is not text: we can't read it as a table.",
    ],
    [
      "words.csv",
      "dear diary\nnothing happened\n",
      "No column was recognised as the title and price. Its columns: dear diary. Say which with --map title=COLUMN,price=COLUMN.",
    ],
  ])("%s", async (name, content, sentence) => {
    const { outcome } = await importFile(owner, folder.write(name, content));
    expect(outcome).toMatchObject({ ok: false, sentence });
  });

  test("nor is a folder, nor a file that is not there", async () => {
    expect((await importFile(owner, folder.path("."))).outcome).toMatchObject({ reason: "file-unreadable" });
    expect((await importFile(owner, folder.path("gone.csv"))).outcome).toMatchObject({
      reason: "file-missing",
    });
  });
});

describe("the file of rejected rows", () => {
  test("has the reason before the row as it was, so that it can be mended and imported again", async () => {
    const path = folder.path("rejects.csv");
    const rejects = await createRejectsFile(path);
    await rejects.begin(["title", "price"]);
    await rejects.add({ line: 7, field: "price", sentence: 'A "range".', cells: ["Tea,\n40 ct", "$1-$2"] });
    expect(await rejects.close()).toBe(1);
    expect(readFileSync(path, "utf8")).toBe(
      'rejected line,rejected field,rejected because,title,price\r\n7,price,"A ""range"".","Tea,\n40 ct",$1-$2\r\n',
    );
    const mended = readFileSync(path, "utf8").replace("$1-$2", "$1.50");
    expect(await countsOf(owner, folder.write("mended.csv", mended))).toMatchObject({
      accepted: 1,
      rejected: 0,
    });
  });

  test("is not kept when it is empty, and overwrites none", async () => {
    const path = folder.path("none.csv");
    const rejects = await createRejectsFile(path);
    await rejects.begin(["title", "price"]);
    expect(await rejects.close()).toBe(0);
    expect(() => readFileSync(path)).toThrow("ENOENT");
    await expect(createRejectsFile(folder.write("kept.csv", "mine"))).rejects.toThrow("EEXIST");
  });
});
