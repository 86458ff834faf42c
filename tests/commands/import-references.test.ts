import { copyFileSync, readFileSync, utimesSync } from "node:fs";
import { asc, count, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BATCH_ROWS } from "#app/commands/import-references/import-writer.ts";
import { importReferences } from "#app/commands/import-references.ts";
import type { Db } from "#app/db/client.server.ts";
import { importRejections, imports, listings, matches, observations, skus } from "#app/db/tables.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addRacks, addSkus } from "#tests/support/pricing-fixture.ts";
import {
  addRetailers,
  countsOf,
  csv,
  FILE_DATE,
  importFile,
  NOW,
  referenceFolder,
} from "#tests/support/reference-files.ts";

const database = testDatabase();
const folder = referenceFolder();
let owner: Db;

beforeAll(async () => {
  owner = database.pools.owner.db;
  await addRacks(owner);
  await addSkus(owner, [
    { id: 500_001, costCents: 100 },
    { id: 500_002, costCents: 100 },
  ]);
  await owner.update(skus).set({ gtin14: "00036000291452" }).where(eq(skus.id, 500_001));
  await owner.update(skus).set({ gtin14: "00012345678905" }).where(eq(skus.id, 500_002));
});

beforeEach(async () => {
  await database.pools.owner.sql`truncate observations, imports, matches, listings, retailers cascade`;
  await addRetailers(owner);
});

async function countObservations(): Promise<number> {
  const [row] = await owner.select({ total: count() }).from(observations);
  return row?.total ?? 0;
}

const RICE = csv(
  "item_id,title,price,upc,stock",
  "1,Long Grain Rice 5 lb,$4.99,036000291452,in stock",
  "2,Garden Gnome,$19.99,,in stock",
  "3,Olive Oil 2 L,$15.49 to $18.49,,in stock",
  "4,Ground Coffee 3 lb,$14.99,,out of stock",
);

describe("an import", () => {
  test("keeps the evidence of every row that can be used, and tells of every other", async () => {
    const file = folder.write("rice.csv", RICE);
    const { outcome, rejected } = await importFile(owner, file, { place: "ZIP 98109", channel: "in-club" });
    expect(outcome).toMatchObject({ ok: true, tally: { rows: 4, accepted: 3, unchanged: 0, rejected: 1 } });
    expect(rejected).toEqual([
      { line: 4, reason: "price-range", sentence: "“$15.49 to $18.49” is a range: a range is not a price." },
    ]);
    const [seen] = await owner
      .select()
      .from(observations)
      .innerJoin(listings, eq(listings.id, observations.listingId))
      .orderBy(asc(listings.itemId));
    expect(seen?.listings).toMatchObject({
      retailerSlug: "costco",
      itemId: "1",
      title: "Long Grain Rice 5 lb",
      gtin14: "00036000291452",
      packCount: 1,
      packSize: "5",
      packUnit: "lb",
      firstSeenAt: FILE_DATE,
    });
    expect(seen?.observations).toMatchObject({
      priceMinor: 499,
      currency: "USD",
      channel: "in-club",
      place: "ZIP 98109",
      capturedAt: FILE_DATE,
      zone: "+00:00",
      inStock: true,
      titleSeen: "Long Grain Rice 5 lb",
      capturedBy: "import rice.csv",
      importLine: 2,
      raw: {
        title: "Long Grain Rice 5 lb",
        price: "$4.99",
        item_id: "1",
        upc: "036000291452",
        stock: "in stock",
      },
      rawSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("keeps a listing whose pack can't be told, with the reason", async () => {
    await importFile(owner, folder.write("rice.csv", RICE));
    const [gnome] = await owner.select().from(listings).where(eq(listings.itemId, "2"));
    expect(gnome).toMatchObject({ packCount: null, packTotalMicro: null, packDeclined: "no-quantity" });
  });

  test("notes who read which file, and its counts", async () => {
    await importFile(owner, folder.write("rice.csv", RICE));
    expect(await owner.select().from(imports)).toMatchObject([
      {
        retailerSlug: "costco",
        fileName: "rice.csv",
        fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        importedBy: "tester",
        capturedAt: FILE_DATE,
        startedAt: NOW,
        finishedAt: expect.any(Date),
        accepted: 3,
        unchanged: 0,
        rejected: 1,
      },
    ]);
  });

  test("of a listing without an id goes by its title, whatever its case and spaces", async () => {
    const header = "title,price,captured_at";
    await importFile(owner, folder.write("a.csv", csv(header, "Green Tea  40 ct,5.99,2026-11-01T10:00Z")));
    await importFile(owner, folder.write("b.csv", csv(header, "green tea 40 CT,6.49,2026-11-08T10:00Z")));
    const found = await owner.select().from(listings);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      itemId: expect.stringMatching(/^t-[0-9a-f]{32}$/),
      title: "green tea 40 CT",
    });
    expect(await countObservations()).toBe(2);
  });

  test("of an old file adds its prices, and does not bring its titles back", async () => {
    const header = "item_id,title,price,brand,captured_at";
    await importFile(owner, folder.write("new.csv", csv(header, "9,New Name 2 lb,5.99,,2026-11-08T10:00Z")));
    await importFile(
      owner,
      folder.write("old.csv", csv(header, "9,Old Name 3 lb,6.49,Acme,2026-11-01T10:00Z")),
    );
    expect(await owner.select().from(listings)).toMatchObject([{ title: "New Name 2 lb", packSize: "2" }]);
    expect(await countObservations()).toBe(2);
  });

  test("writes nothing in a dry run, and says what it would do", async () => {
    const file = folder.write("rice.csv", RICE);
    expect(await countsOf(owner, file, { isDryRun: true })).toEqual({
      rows: 4,
      accepted: 3,
      unchanged: 0,
      rejected: 1,
    });
    expect(await owner.select().from(imports)).toEqual([]);
    expect(await owner.select().from(listings)).toEqual([]);
    await importFile(owner, file);
    expect(await countsOf(owner, file, { isDryRun: true })).toEqual({
      rows: 4,
      accepted: 0,
      unchanged: 3,
      rejected: 1,
    });
  });
});

describe("the same again", () => {
  test("changes nothing, nor does a copy of the file with another name and date", async () => {
    const file = folder.write("rice.csv", RICE);
    await importFile(owner, file);
    expect(await countsOf(owner, file)).toEqual({ rows: 4, accepted: 0, unchanged: 3, rejected: 1 });
    const copy = folder.path("copy of rice.csv");
    copyFileSync(file, copy);
    utimesSync(copy, NOW, NOW);
    expect(await countsOf(owner, copy)).toEqual({ rows: 4, accepted: 0, unchanged: 3, rejected: 1 });
    expect(await countObservations()).toBe(3);
  });

  test("captured at another time is observed again", async () => {
    const file = folder.write("rice.csv", RICE);
    await importFile(owner, file);
    const later = { at: new Date("2026-11-22T10:00:00Z"), zone: "-08:00" };
    expect(await countsOf(owner, file, { capturedAt: later })).toMatchObject({ accepted: 3, unchanged: 0 });
    expect(await countObservations()).toBe(6);
  });

  test("at another place is another observation", async () => {
    const file = folder.write("rice.csv", RICE);
    await importFile(owner, file, { place: "ZIP 98109" });
    expect(await countsOf(owner, file, { place: "ZIP 10001" })).toMatchObject({ accepted: 3 });
  });

  test("twice at once does not double", async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => `${i},Item ${i} 5 lb,${(i % 900) + 1}.99`);
    const file = folder.write("many.csv", csv("item_id,title,price", ...rows));
    const copy = folder.write("many again.csv", readFileSync(file), NOW);
    const [one, two] = await Promise.all([countsOf(owner, file), countsOf(owner, copy)]);
    expect(one.accepted + two.accepted).toBe(5_000);
    expect(one.unchanged + two.unchanged).toBe(5_000);
    expect(await countObservations()).toBe(5_000);
  });

  test("after a stop halfway comes to its end", async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => `${i},Item ${i} 5 lb,${i === 100 ? "" : "7.99"}`);
    const file = folder.write("stopped.csv", csv("item_id,title,price", ...rows));
    const request = {
      file,
      retailerSlug: "costco",
      importedBy: "tester",
      channel: "online",
      place: "online",
      now: NOW,
    } as const;
    const stop = { rejected: () => Promise.reject(new Error("the power went")) };
    await expect(importReferences(owner, request, stop)).rejects.toThrow("the power went");
    const [stopped] = await owner.select().from(imports);
    expect(stopped).toMatchObject({ finishedAt: null });
    const before = await countObservations();
    expect(before).toBe(BATCH_ROWS - 1);
    expect(before).toBe(stopped?.accepted);
    const { outcome, rejected } = await importFile(owner, file);
    expect(outcome).toMatchObject({
      importId: stopped?.id,
      tally: { rows: 12_000, accepted: 11_999, unchanged: 0, rejected: 1, packs: 11_999 },
    });
    expect(rejected).toMatchObject([{ line: 102, reason: "price-missing" }]);
    expect(await countObservations()).toBe(11_999);
    expect(await owner.select().from(imports)).toMatchObject([
      { accepted: 11_999, rejected: 1, recordsDone: 12_000, finishedAt: expect.any(Date) },
    ]);
    expect(await owner.select().from(importRejections)).toEqual([]);
  });

  test("read in another way does not go on where the other stopped", async () => {
    const rows = Array.from({ length: 6_000 }, (_, i) => `${i},Item ${i} 5 lb,${i === 100 ? "" : "7.99"}`);
    const file = folder.write("other.csv", csv("item_id,title,price", ...rows));
    const request = { retailerSlug: "costco", importedBy: "tester", channel: "online", now: NOW } as const;
    const stop = { rejected: () => Promise.reject(new Error("the power went")) };
    await expect(importReferences(owner, { ...request, file, place: "online" }, stop)).rejects.toThrow(
      "power",
    );
    expect(await countsOf(owner, file, { place: "ZIP 98109" })).toMatchObject({
      accepted: 5_999,
      rejected: 1,
    });
  });
});

describe("one item twice in a file", () => {
  test("with the same price counts once; with another price the first stands", async () => {
    const file = folder.write(
      "twice.csv",
      csv(
        "item_id,title,price,category",
        "7,Tea 40 ct,5.99,Drinks",
        "7,Tea 40 ct,5.99,Pantry",
        "7,Tea 40 ct,6.99,Pantry",
      ),
    );
    const { outcome, rejected } = await importFile(owner, file);
    expect(outcome).toMatchObject({ tally: { accepted: 1, unchanged: 1, rejected: 1 } });
    expect(rejected).toEqual([
      {
        line: 4,
        reason: "contradicts",
        sentence: "The same item at the same time is in already: line 2 has it for $5.99, in stock.",
      },
    ]);
    expect(await countsOf(owner, file)).toEqual({ rows: 3, accepted: 0, unchanged: 2, rejected: 1 });
  });

  test("is found however far apart the rows are", async () => {
    const between = Array.from({ length: 6_000 }, (_, i) => `${i + 10},Item ${i} 5 lb,7.99`);
    const file = folder.write(
      "apart.csv",
      csv("item_id,title,price", "7,Tea 40 ct,5.99", ...between, "7,Tea 40 ct,6.99"),
    );
    const { outcome, rejected } = await importFile(owner, file);
    expect(outcome).toMatchObject({ tally: { rows: 6_002, accepted: 6_001, rejected: 1 } });
    expect(rejected).toMatchObject([
      { line: 6_003, sentence: expect.stringContaining("line 2 has it for $5.99") },
    ]);
  });

  test("at two times is two observations", async () => {
    const file = folder.write(
      "times.csv",
      csv("item_id,title,price,captured_at", "7,Tea 40 ct,5.99,2026-11-01", "7,Tea 40 ct,6.99,2026-11-08"),
    );
    expect(await countsOf(owner, file)).toMatchObject({ accepted: 2, rejected: 0 });
  });
});

describe("the time of capture", () => {
  test("in the future is refused, for a row and for the file", async () => {
    const row = folder.write("row.csv", csv("title,price,captured_at", "Tea 40 ct,5.99,2026-12-01T00:00Z"));
    expect((await importFile(owner, row)).rejected).toMatchObject([{ line: 2, reason: "time-future" }]);
    const dated = folder.write("dated.csv", RICE, new Date("2027-01-01"));
    expect((await importFile(owner, dated)).outcome).toMatchObject({
      ok: false,
      reason: "captured-in-future",
    });
    const capturedAt = { at: new Date("2026-11-22T13:00:00Z"), zone: "+00:00" };
    const file = folder.write("rice.csv", RICE);
    expect((await importFile(owner, file, { capturedAt })).outcome).toMatchObject({
      reason: "captured-in-future",
    });
    expect(await owner.select().from(imports).where(eq(imports.fileName, "rice.csv"))).toEqual([]);
  });
});

describe("a listing with the GTIN of one of our SKUs", () => {
  test("is suggested as identical, once, and what was decided stays", async () => {
    const file = folder.write("rice.csv", RICE);
    expect((await importFile(owner, file)).outcome).toMatchObject({ suggested: 1 });
    expect(await owner.select().from(matches)).toMatchObject([
      { skuId: 500_001, kind: "identical", status: "suggested", decidedBy: null },
    ]);
    await owner.update(matches).set({ status: "rejected", decidedBy: "ann", decidedAt: NOW });
    expect((await importFile(owner, file)).outcome).toMatchObject({ suggested: 0 });
    expect(await owner.select().from(matches)).toMatchObject([{ status: "rejected", decidedBy: "ann" }]);
  });

  test("is not suggested for a SKU that was withdrawn", async () => {
    await owner.update(skus).set({ status: "withdrawn" }).where(eq(skus.id, 500_002));
    const file = folder.write("gone.csv", csv("item_id,title,price,upc", "8,Jam 2 lb,3.99,012345678905"));
    expect((await importFile(owner, file)).outcome).toMatchObject({ ok: true, suggested: 0 });
  });
});

test("an unknown retailer is refused with the known ones", async () => {
  const { outcome } = await importFile(owner, folder.write("rice.csv", RICE), { retailerSlug: "cosco" });
  expect(outcome).toEqual({
    ok: false,
    reason: "retailer-unknown",
    sentence: "There is no retailer cosco. The known ones: costco, sams, walmart, pricesmart.",
  });
});
