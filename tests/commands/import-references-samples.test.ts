/** Real captures, where the samples lie beside the project. They are not part of it. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { openReferenceFile } from "#app/commands/import-references/open-file.ts";
import { readRecords } from "#app/commands/import-references/read-records.ts";
import type { Db } from "#app/db/client.server.ts";
import { listings, observations } from "#app/db/tables.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addRetailers, countsOf, importFile } from "#tests/support/reference-files.ts";

const folder = fileURLToPath(new URL("../../../shared/samples/", import.meta.url));
const present = existsSync(`${folder}costco_sample.csv`);
if (!present) console.info("Skipped: the sample captures are not beside this project.");

const NOW = new Date("2026-11-22T12:00:00Z");
const capturedAt = { at: new Date("2026-11-20T18:00:00Z"), zone: "-08:00" };
const request = (retailerSlug: string) => ({ retailerSlug, capturedAt, now: NOW });

describe.skipIf(!present)("real captures", () => {
  const database = testDatabase();
  let owner: Db;
  beforeAll(async () => {
    owner = database.pools.owner.db;
    await addRetailers(owner);
  });

  test.each([
    ["costco_sample.csv", "costco", { rows: 176, accepted: 170, unchanged: 3, rejected: 3 }],
    ["pricesmart_sample.csv", "pricesmart", { rows: 168, accepted: 168, unchanged: 0, rejected: 0 }],
    ["walmart_2021_sample.csv", "walmart", { rows: 22, accepted: 15, unchanged: 0, rejected: 7 }],
    ["sams_capture_sample.psv", "sams", { rows: 20, accepted: 20, unchanged: 0, rejected: 0 }],
    ["walmart_capture_sample.psv", "walmart", { rows: 16, accepted: 16, unchanged: 0, rejected: 0 }],
  ])("%s is read whole, and again changes nothing", async (name, retailer, expected) => {
    expect(await countsOf(owner, folder + name, request(retailer))).toEqual(expected);
    expect(await countsOf(owner, folder + name, request(retailer))).toEqual({
      ...expected,
      accepted: 0,
      unchanged: expected.accepted + expected.unchanged,
    });
  });

  test("whatever lies there is a table, read to its end, or is told what it is", async () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const { parentPath, name } of files) {
      const file = await openReferenceFile(`${parentPath}/${name}`);
      if (!file.ok) {
        expect(file.sentence, name).toMatch(new RegExp(`^${name.replaceAll(".", "\\.")} .+`));
        continue;
      }
      let records = 0;
      for await (const some of readRecords(file)) records += some.length;
      expect(records, name).toBeGreaterThan(0);
    }
  });

  test("ranges are the only prices of Costco's file that are none; the line is the one in the file", async () => {
    const { rejected } = await importFile(owner, `${folder}costco_sample.csv`, request("costco"));
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [160, "price-range"],
      [489, "price-range"],
      [587, "price-range"],
    ]);
  });

  test("three encodings of twenty rows are the same twenty observations", async () => {
    const counts = [];
    for (const name of ["utf8bom.csv", "cp1252_semicolon.csv", "utf16le_tab.txt"])
      counts.push(await countsOf(owner, `${folder}pricesmart_20_${name}`, request("pricesmart")));
    expect(counts).toEqual([
      { rows: 20, accepted: 20, unchanged: 0, rejected: 0 },
      { rows: 20, accepted: 0, unchanged: 20, rejected: 0 },
      { rows: 20, accepted: 0, unchanged: 20, rejected: 0 },
    ]);
    const seen = await owner
      .select({ title: observations.titleSeen, inStock: observations.inStock })
      .from(observations)
      .innerJoin(listings, eq(listings.id, observations.listingId))
      .where(eq(listings.itemId, "509253"))
      .orderBy(asc(observations.capturedAt));
    expect(seen.at(-1)).toMatchObject({
      title: expect.stringMatching(/^Nestlé Chocolate-Flavored/),
      inStock: false,
    });
  });

  test("Walmart's numbers are GTINs", async () => {
    const [guitar] = await owner.select().from(listings).where(eq(listings.itemId, "757041062"));
    expect(guitar).toMatchObject({ gtin14: "00842957114573", brand: "Best Choice Products" });
  });
});
