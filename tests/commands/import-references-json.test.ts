/** JSON files: an object a line, or one list of them. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openReferenceFile } from "#app/commands/import-references/open-file.ts";
import { readRecords } from "#app/commands/import-references/read-records.ts";
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

async function read(content: string | Buffer): Promise<{ kind: string; header: string; records: string[] }> {
  const file = await openReferenceFile(folder.write("file.csv", content));
  if (!file.ok) throw new Error(file.sentence);
  const found: string[] = [];
  for await (const records of readRecords(file)) {
    for (const { line, lastLine, cells, broken } of records)
      found.push(`${line === lastLine ? line : `${line}-${lastLine}`}: ${broken ?? cells.join("|")}`);
  }
  return { kind: file.form.kind, header: file.header.join("|"), records: found };
}

test("an object a line: names as they come, numbers as they are written", async () => {
  const lines = [
    '{"title": "Tea 40 ct", "price": 5.90, "id": 12345678901234567890}',
    "",
    '{"price": 1e2, "title": "Jam\\u0000 2 lb", "stock": {"in": true, "at": {"zip": null}}, "tags": ["a", "b"]}',
  ];
  expect(await read(`\ufeff${lines.join("\r\n")}`)).toEqual({
    kind: "json-lines",
    header: "title|price|id|stock.in|stock.at.zip|tags",
    records: ["1: Tea 40 ct|5.90|12345678901234567890|||", '3: Jam 2 lb|1e2||true||["a","b"]'],
  });
});

test("a line that is no object costs that line", async () => {
  const content = '{"title": "A 2 lb", "price": 1}\n{"title": "B\n["C"]\n{"title": "D 2 lb", "price": 2}\n';
  expect((await read(content)).records).toEqual(["1: A 2 lb|1", "2: not-json", "3: not-json", "4: D 2 lb|2"]);
});

test("a list, over lines or in one, is cut at its commas and nowhere else", async () => {
  const spread =
    '[\n  {\n    "title": "A, [2] {lb} \\"x\\"",\n    "price": 1\n  },\n  {"title": "B", "price": 2}\n]\n';
  expect(await read(spread)).toEqual({
    kind: "json-array",
    header: "title|price",
    records: ['2-5: A, [2] {lb} "x"|1', "6: B|2"],
  });
  const many = Array.from({ length: 20_000 }, (_, i) => ({ title: `Ünit ${i}`, price: i }));
  const { records } = await read(JSON.stringify(many));
  expect(records).toHaveLength(20_000);
  expect(records.at(-1)).toBe("1: Ünit 19999|19999");
});

test("a list that breaks off keeps what came before, and says so", async () => {
  const rows = Array.from({ length: 3_000 }, (_, i) =>
    JSON.stringify({ title: `Tea ${i} 5 lb`, price: "5.99" }),
  );
  const { outcome } = await importFile(
    owner,
    folder.write("cut.json", `[${rows.join(",\n")},\n{"title": "Ja`),
  );
  expect(outcome).toMatchObject({
    ok: false,
    reason: "file-damaged",
    sentence: expect.stringMatching(/^cut\.json breaks off before its list ends/),
  });
});

test("an object that is too long costs itself", async () => {
  const long = JSON.stringify({ title: "x".repeat(400_000), price: 1 });
  const good = JSON.stringify({ title: "B 2 lb", price: 2 });
  expect((await read(`${good}\n${long}\n${good}\n`)).records).toEqual([
    "1: B 2 lb|2",
    "2: too-long",
    "3: B 2 lb|2",
  ]);
  expect((await read(`[${good},\n${long},\n${good}]`)).records).toEqual([
    "1: B 2 lb|2",
    "2: too-long",
    "3: B 2 lb|2",
  ]);
});

describe("an import", () => {
  test("of JSON, of a list and of CSV is one set of observations", async () => {
    const capturedAt = { at: new Date("2026-11-20T10:00:00Z"), zone: "+00:00" };
    const rows = [
      { item_id: "1", title: "Tea 40 ct", price: 5.99 },
      { item_id: "2", title: "Jam 2 lb", price: "3.49" },
    ];
    const forms = [
      csv("item_id,title,price", "1,Tea 40 ct,5.99", "2,Jam 2 lb,3.49"),
      rows.map((row) => JSON.stringify(row)).join("\n"),
      JSON.stringify(rows, null, 2),
      Buffer.from(JSON.stringify(rows), "utf16le"),
    ];
    const counts = [];
    for (const [i, form] of forms.entries())
      counts.push(await countsOf(owner, folder.write(`form ${i}`, form), { capturedAt }));
    expect(counts.map(({ accepted, unchanged }) => [accepted, unchanged])).toEqual([
      [2, 0],
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
  });

  test.each([
    ['{"products": [\n{"title": "Tea"}\n]}', /is JSON, but not an object a line/],
    ["[[1, 2], [3, 4]]", /is a JSON list, but not of objects/],
    ["[]", /is a JSON list, but not of objects/],
  ])("of %s is refused", async (content, sentence) => {
    const { outcome } = await importFile(owner, folder.write("list.json", content));
    expect(outcome).toMatchObject({ ok: false, sentence: expect.stringMatching(sentence) });
  });
});
