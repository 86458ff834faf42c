/** Prices that can hardly be true wait for a person; what is decided holds, and the chain with it. */
import { asc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acceptConfirmedHeld, acceptHeld, refuseHeld } from "#app/commands/decide-held.ts";
import { saveBatch } from "#app/commands/import-references/save-batch.ts";
import type { Db } from "#app/db/client.server.ts";
import { findChainPlace, walkChains } from "#app/db/evidence-chain.ts";
import { countHeld, listHeld } from "#app/db/held-observations.ts";
import { auditEntries, heldObservations, imports, observations } from "#app/db/tables.server.ts";
import { readHeader } from "#app/domain/reference-file/columns.ts";
import { type ReferenceRow, readReferenceRow } from "#app/domain/reference-file.ts";
import { testDatabase } from "#tests/support/database.ts";
import {
  addRetailers,
  countsOf,
  csv,
  importFile,
  NOW,
  referenceFolder,
} from "#tests/support/reference-files.ts";

const database = testDatabase();
const folder = referenceFolder();
let owner: Db;
let staff: Db;
const ANN = { id: null, name: "ann@club.test", requestId: undefined };

beforeAll(() => {
  owner = database.pools.owner.db;
  staff = database.pools.staff.db;
});
beforeEach(async () => {
  await database.pools.owner.sql`truncate observations, imports, listings, retailers cascade`;
  await addRetailers(owner);
});

const week = (n: number) => ({ capturedAt: { at: new Date(Date.UTC(2026, 8, 1 + 7 * n)), zone: "-08:00" } });
let files = 0;
const prices = (price: string) =>
  folder.write(`prices ${files++}.csv`, csv("item_id,title,price", `7,Tea 40 ct,${price}`));

/** Tea for $5.99 in three weeks, then what `price` says in the fourth. Gives what is held. */
async function held(price = "59.90") {
  for (const n of [0, 1, 2]) await countsOf(owner, prices("5.99"), week(n));
  await countsOf(owner, prices(price), week(3));
  const [found] = await listHeld(staff, { limit: 5 });
  if (found === undefined) throw new Error("Nothing is held.");
  return found;
}

async function pricesIn(): Promise<number[]> {
  const rows = await owner.select().from(observations).orderBy(asc(observations.capturedAt));
  return rows.map((row) => row.priceMinor);
}

async function chainFaults(): Promise<number> {
  let faults = 0;
  await database.pools.owner.sql.begin((tx) => walkChains(tx, () => faults++));
  return faults;
}

describe("an import", () => {
  test("holds a price that is ten times off its history, with all that is known of it", async () => {
    const one = await held();
    expect(one).toMatchObject({
      retailer: "Costco",
      title: "Tea 40 ct",
      itemId: "7",
      priceMinor: 5_990,
      reason: "misplaced-decimal",
      againstMinor: 599,
      laterMinor: [],
    });
    expect(one.history.map((seen) => seen.priceMinor)).toEqual([599, 599, 599]);
    expect(await pricesIn()).toEqual([599, 599, 599]);
    expect((await owner.select().from(imports).orderBy(asc(imports.capturedAt))).at(-1)).toMatchObject({
      held: 1,
      accepted: 0,
    });
  });

  test("tells the row, and says the same of it when the file comes again, holding it once", async () => {
    for (const n of [0, 1]) await countsOf(owner, prices("5.99"), week(n));
    const file = prices("599");
    const sentences: string[] = [];
    for (const _ of [1, 2])
      await importHeld(file, (sentence) => {
        sentences.push(sentence);
      });
    expect(sentences).toEqual([
      "$599.00 looks like a misplaced decimal point: $5.99 was to be expected.",
      "It waits for review already.",
    ]);
    expect(await countHeld(staff, 10)).toBe(1);
  });

  test("holds a new listing against the unit price that is printed, and not one that fits", async () => {
    const file = folder.write(
      "new.csv",
      csv(
        "item_id,title,price,unit price",
        "1,Long Grain Rice 5 lb,49.90,$1.00/lb",
        "2,Brown Rice 5 lb,4.99,$1.00/lb",
      ),
    );
    const { outcome } = await importFile(owner, file);
    expect(outcome).toMatchObject({ tally: { rows: 2, accepted: 1, held: 1 } });
    expect(await listHeld(staff, { limit: 5 })).toMatchObject([
      { itemId: "1", againstMinor: 500, history: [] },
    ]);
  });

  test("judges rows of one item in one file by each other, in the order of their times", async () => {
    const rows = [1, 2, 3, 4].map((day) => `7,Tea 40 ct,${day === 3 ? "59.90" : "5.99"},2026-10-0${day}`);
    const file = folder.write("days.csv", csv("item_id,title,price,captured_at", ...rows));
    expect((await importFile(owner, file)).outcome).toMatchObject({ tally: { accepted: 3, held: 1 } });
    expect(await pricesIn()).toEqual([599, 599, 599]);
  });

  test("says in a dry run what it would hold", async () => {
    for (const n of [0, 1]) await countsOf(owner, prices("5.99"), week(n));
    const { outcome } = await importFile(owner, prices("59.90"), { ...week(2), isDryRun: true });
    expect(outcome).toMatchObject({ tally: { rows: 1, accepted: 0, held: 1 } });
    expect(await countHeld(staff, 10)).toBe(0);
  });
});

async function importHeld(file: string, tell: (sentence: string) => void) {
  const { importReferences } = await import("#app/commands/import-references.ts");
  const request = {
    file,
    retailerSlug: "costco",
    importedBy: "tester",
    channel: "online",
    place: "online",
  } as const;
  const outcome = await importReferences(
    owner,
    { ...request, ...week(2), now: NOW },
    { held: (_record, { sentence }) => tell(sentence) },
  );
  expect(outcome).toMatchObject({ ok: true, tally: { held: 1, accepted: 0 } });
}

describe("accepting", () => {
  test("appends it to the chain as it was read, with who decided", async () => {
    const one = await held();
    expect(await acceptHeld(staff, one.id, ANN, NOW)).toEqual({ ok: true });
    expect(await pricesIn()).toEqual([599, 599, 599, 5_990]);
    const [seen] = await owner.select().from(observations).where(eq(observations.id, one.id));
    expect(seen).toMatchObject({
      capturedAt: one.capturedAt,
      zone: "-08:00",
      packCount: 1,
      packSize: "40",
      importLine: 2,
      raw: { price: "59.90" },
    });
    expect(await findChainPlace(staff, one.id)).toMatchObject({ position: 4, length: 4, verifies: true });
    expect(await chainFaults()).toBe(0);
    expect(await owner.select().from(heldObservations)).toMatchObject([
      { state: "accepted", decidedBy: "ann@club.test" },
    ]);
    expect(await owner.select().from(auditEntries).where(eq(auditEntries.subjectId, one.id))).toMatchObject([
      { action: "accept-held-price", actor: "ann@club.test" },
    ]);
  });

  test("makes its level the history: the next such price passes, and its file again changes nothing", async () => {
    const one = await held();
    await acceptHeld(staff, one.id, ANN, NOW);
    expect(await countsOf(owner, prices("58.90"), week(4))).toMatchObject({ accepted: 1 });
    expect(await countsOf(owner, prices("59.90"), week(3))).toMatchObject({ unchanged: 1 });
  });

  test("by two at once happens once", async () => {
    const one = await held();
    const results = await Promise.all([
      acceptHeld(staff, one.id, ANN, NOW),
      acceptHeld(staff, one.id, ANN, NOW),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results).toContainEqual({ ok: false, reason: "decided" });
    expect(await pricesIn()).toHaveLength(4);
  });

  test("is refused when another price of that time and place has come in since", async () => {
    const one = await held();
    expect(await countsOf(owner, prices("5.99"), week(3))).toMatchObject({ accepted: 1 });
    expect(await acceptHeld(staff, one.id, ANN, NOW)).toEqual({ ok: false, reason: "contradicts" });
    expect(await countHeld(staff, 10)).toBe(1);
  });

  test("all that a later check confirms: not the newest of them, and not a lone one", async () => {
    await held();
    for (const n of [4, 5]) await countsOf(owner, prices("59.90"), week(n));
    for (const n of [0, 1]) {
      const other = folder.write(
        `other ${n}.csv`,
        csv("item_id,title,price", `8,Jam 2 lb,${n === 0 ? "3.99" : "399"}`),
      );
      await countsOf(owner, other, week(n));
    }
    expect(await countHeld(staff, 10)).toBe(4);
    expect(await acceptConfirmedHeld(staff, ANN, NOW)).toBe(2);
    expect(await pricesIn()).toHaveLength(6);
    // What was accepted confirms nothing before it; the newest waits for the next check.
    expect(await acceptConfirmedHeld(staff, ANN, NOW)).toBe(0);
    expect(await countHeld(staff, 10)).toBe(2);
    expect(await chainFaults()).toBe(0);
  });
});

describe("refusing", () => {
  test("keeps it out for good, also when its file comes again", async () => {
    const one = await held();
    expect(await refuseHeld(staff, one.id, "a typing error", ANN, NOW)).toEqual({ ok: true });
    const { outcome, rejected } = await importFile(owner, prices("59.90"), week(3));
    expect(outcome).toMatchObject({ tally: { accepted: 0, held: 0, rejected: 1 } });
    expect(rejected).toMatchObject([{ line: 2, reason: "refused" }]);
    expect(await acceptHeld(staff, one.id, ANN, NOW)).toEqual({ ok: false, reason: "decided" });
    expect(await pricesIn()).toEqual([599, 599, 599]);
    expect(await owner.select().from(heldObservations)).toMatchObject([
      { state: "refused", refusal: "a typing error" },
    ]);
  });
});

describe("a batch that comes from no file", () => {
  test("is saved without lines and without an import, held and chained as any other", async () => {
    const header = readHeader(["item_id", "title", "price"]);
    if (!header.ok) throw new Error(header.sentence);
    const plan = { ...header, currency: "USD" as const, ...week(0), zone: "+00:00", now: NOW };
    const row = (cells: string[]) => ({
      record: { cells },
      row: readReferenceRow(cells, plan) as ReferenceRow,
    });
    const source = {
      retailerSlug: "costco",
      importId: null,
      currency: "USD",
      channel: "online",
      place: "online",
      capturedBy: "feed key 3",
    } as const;
    const saved = await saveBatch(
      owner,
      source,
      [row(["7", "Tea 40 ct", "5.99"]), row(["7", "Tea 40 ct", "6.99"])],
      [],
      false,
    );
    expect(saved).toMatchObject({
      accepted: 1,
      rejected: [{ rejection: { sentence: expect.stringContaining("an earlier entry has it") } }],
    });
    expect(await owner.select().from(observations)).toMatchObject([
      { importId: null, importLine: null, capturedBy: "feed key 3" },
    ]);
    expect(await chainFaults()).toBe(0);
  });
});
