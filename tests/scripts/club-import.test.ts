/** The import as its operator runs it: what is printed where, and the exit codes. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { addRetailers, csv, referenceFolder } from "#tests/support/reference-files.ts";

const database = testDatabase();
const folder = referenceFolder();
const MAIN = fileURLToPath(new URL("../../scripts/club/main.ts", import.meta.url));

beforeAll(() => addRetailers(database.pools.owner.db));

type Ran = { code: number; out: string; err: string };

function club(...args: string[]): Promise<Ran> {
  const env = { ...process.env, DATABASE_URL: database.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, "import", "references", ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const FILE = csv("item_id,title,price", "1,Long Grain Rice 5 lb,$4.99", "2,Olive Oil 2 L,$15 to $18");

describe("club import references", () => {
  test("prints columns, each rejected row with its line, and the counts", async () => {
    const file = folder.write("rice.csv", FILE);
    const rejects = folder.path("rejects.csv");
    const ran = await club(
      file,
      "--retailer",
      "costco",
      "--captured-at",
      "2026-11-20T10:00-08:00",
      "--rejects",
      rejects,
    );
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(/captured: 2026-11-20 10:00 -08:00 \(as told\)/);
    expect(ran.out).toMatch(/^ +item id +← item_id$/m);
    expect(ran.out).toMatch(/^line 3 +price +“\$15 to \$18” is a range: a range is not a price\.$/m);
    expect(ran.out).toMatch(/^2 rows: 1 accepted, 0 unchanged, 1 rejected\.$/m);
    expect(readFileSync(rejects, "utf8")).toMatch(/^3,price,.*,2,Olive Oil 2 L,\$15 to \$18\r$/m);
  });

  test("prints nothing but JSON lines with --json", async () => {
    const ran = await club(folder.write("rice.csv", FILE), "--retailer", "costco", "--json", "--dry-run");
    const lines = ran.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { event: "started", columns: { title: "title", price: "price" }, dryRun: true },
      { event: "rejected", line: 3, field: "price", reason: "price-range" },
      { event: "finished", rows: 2, rejected: 1, rejectedBy: { "price-range": 1 }, importId: null },
    ]);
  });

  test.each([
    [2, /There is no retailer cosco\. The known ones: costco,/, ["--retailer", "cosco"]],
    [2, /required option '--retailer/, []],
    [2, /Write FIELD=COLUMN; colour=x is not/, ["--retailer", "costco", "--map", "colour=x"]],
    [2, /has no zone/, ["--retailer", "costco", "--captured-at", "2026-11-20T10:00"]],
    [2, /belongs to a place: add --place/, ["--retailer", "costco", "--channel", "in-club"]],
  ])("exits with %i: %s", async (code, sentence, args) => {
    const ran = await club(folder.write("rice.csv", FILE), ...args);
    expect(ran).toMatchObject({ code, out: "", err: expect.stringMatching(sentence) });
  });

  test("exits with 1 when there is no file, with 3 when nothing in it can be used", async () => {
    expect(await club(folder.path("gone.csv"), "--retailer", "costco")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is no file .*gone\.csv\.\n$/),
    });
    const ranges = folder.write("ranges.csv", csv("title,price", "Olive Oil 2 L,$15 to $18"));
    expect(await club(ranges, "--retailer", "costco")).toMatchObject({ code: 3 });
    const empty = folder.write("empty.csv", "");
    expect(await club(empty, "--retailer", "costco")).toMatchObject({
      code: 3,
      err: "empty.csv is empty.\n",
    });
  });
});
