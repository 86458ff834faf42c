import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { proposePrices } from "#app/commands/propose-prices.ts";
import { publishChangeSet } from "#app/commands/publish-change-set.ts";
import { findDeskSku } from "#app/db/desk-sku.ts";
import { countTroubles, DESK_PAGE, type DeskFilter, listDeskSkus } from "#app/db/desk-skus.ts";
import { currentPrices, listings, matches, observations, retailers } from "#app/db/tables.server.ts";
import { rulesThatCover } from "#app/domain/desk-sku.ts";
import type { ShelfCursor } from "#app/domain/shelf-cursor.ts";
import { countingPool } from "#tests/support/count-statements.ts";
import { testDatabase } from "#tests/support/database.ts";
import {
  addMerchandiser,
  addOffers,
  addRacks,
  addRule,
  addSkus,
  daysFromNow,
  NOW,
} from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
const counting = {} as ReturnType<typeof countingPool>;
const CLUB = { kind: "club" } as const;
const FIRST = 1001;
/** Two pages and a bit. */
const MANY = 120;
const SKU = {
  ok: 1001,
  noCost: 1002,
  costRose: 1003,
  costFell: 1004,
  dearer: 1005,
  noPrice: 1006,
} as const;

beforeAll(async () => {
  const { db } = database.pools.owner;
  await addRacks(db);
  await addRule(db, "club", "club", 1000);
  const others = Array.from({ length: MANY - 6 }, (_, i) => ({ id: FIRST + 6 + i, costCents: 1000 }));
  await addSkus(db, [
    { id: SKU.ok, costCents: 1000 },
    { id: SKU.noCost, costCents: null },
    { id: SKU.costRose, costCents: 1000 },
    { id: SKU.costFell, costCents: 1000 },
    { id: SKU.dearer, costCents: 1000, category: "soap" },
    { id: SKU.noPrice, costCents: null },
    ...others,
  ]);
  const actor = await addMerchandiser(db);
  const changeSetId = "01900000-0000-7000-8000-000000000001";
  await proposePrices(db, { scope: "club", scopeKey: "club", changeSetId }, actor, NOW);
  await publishChangeSet(db, changeSetId, actor, NOW);
  await db.insert(currentPrices).values({ skuId: SKU.noCost, clubCents: 900, changeSetId, since: NOW });
  await addOffers(db, [{ id: SKU.costRose, costCents: 1095 }], daysFromNow(-1));
  await addOffers(db, [{ id: SKU.costFell, costCents: 900 }], daysFromNow(-1));
  await addReference(SKU.ok, 1500);
  await addReference(SKU.dearer, 1000);
  Object.assign(counting, countingPool(database.url, "staff"));
});

afterAll(() => counting.pool.close());

/** Costco asks `cents` for the same pound, checked yesterday. */
async function addReference(skuId: number, cents: number): Promise<void> {
  const { db } = database.pools.owner;
  await db
    .insert(retailers)
    .values({ slug: "costco", name: "Costco", currency: "USD", membershipNeeded: true, position: 1 })
    .onConflictDoNothing();
  const listingId = `01900000-0000-7000-8000-${String(skuId).padStart(12, "0")}`;
  const pack = {
    packCount: 1,
    packSize: "1",
    packUnit: "lb",
    packBaseUnit: "g",
    packTotalMicro: 453_592_370,
  };
  await db.insert(listings).values({
    id: listingId,
    retailerSlug: "costco",
    itemId: String(skuId),
    title: "The same, 1 lb",
    firstSeenAt: NOW,
    ...pack,
  });
  await db.insert(matches).values({
    skuId,
    listingId,
    kind: "identical",
    status: "confirmed",
    decidedBy: "mo",
    decidedAt: NOW,
  });
  await db.insert(observations).values({
    id: listingId,
    listingId,
    capturedAt: daysFromNow(-1),
    zone: "-08:00",
    priceMinor: cents,
    currency: "USD",
    channel: "in-club",
    place: "98109",
    titleSeen: "The same, 1 lb",
    capturedBy: "test",
    raw: {},
    rawSha256: String(skuId).padStart(64, "0"),
  });
}

const list = (filter: Partial<DeskFilter>, after?: ShelfCursor) =>
  listDeskSkus(database.pools.staff.db, { scope: CLUB, text: "", ...filter }, after, NOW);

async function find(id: number) {
  const { rows } = await list({ text: `item ${id}` });
  return rows[0];
}

describe("a SKU at the desk", () => {
  test("shows cost, markup on cost, margin of the price, and the lowest proved reference", async () => {
    expect(await find(SKU.ok)).toMatchObject({
      offer: { text: "$10.00 each", supplierSlug: "alder" },
      landedCents: 1000,
      clubCents: 1100,
      markupBps: 1000,
      marginBps: 909,
      proposedCents: 1100,
      lowest: {
        retailer: "Costco",
        outcome: "cheaper",
        byBps: 2666,
        checkedText: expect.stringContaining("98109"),
      },
      troubles: [],
    });
  });

  test("without a cost has no markup, and says why", async () => {
    expect(await find(SKU.noCost)).toMatchObject({
      noCost: "no-offer",
      markupBps: null,
      proposedCents: null,
      troubles: ["no-cost"],
    });
  });

  test("a cost that rose leaves the margin below its floor; one that fell, the markup above its cap", async () => {
    expect((await find(SKU.costRose))?.troubles).toEqual(["off-rule", "below-floor"]);
    expect((await find(SKU.costFell))?.troubles).toEqual(["off-rule", "above-cap"]);
  });
});

describe("the desk's list", () => {
  test("goes on where the page before ended, and shows every SKU once", async () => {
    const seen: number[] = [];
    let after: ShelfCursor | undefined;
    do {
      const page = await list({}, after);
      expect(page.rows.length).toBeLessThanOrEqual(DESK_PAGE);
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(Array.from({ length: MANY }, (_, i) => FIRST + i));
  });

  test("keeps to a category, and to the words of a search", async () => {
    const soap = await list({ scope: { kind: "category", slug: "soap" } });
    expect(soap.rows.map((row) => row.id)).toEqual([SKU.dearer]);
    const words = await list({ text: "item 1050" });
    expect(words.rows.map((row) => row.id)).toEqual([1050]);
  });

  test.each([
    ["no-cost", [SKU.noCost, SKU.noPrice]],
    ["no-price", [SKU.noPrice]],
    ["off-rule", [SKU.costRose, SKU.costFell]],
    ["above-cap", [SKU.costFell]],
    ["below-floor", [SKU.costRose]],
    ["dearer", [SKU.dearer]],
  ] as const)("lists what is %s", async (trouble, expected) => {
    const page = await list({ trouble });
    expect(page.rows.map((row) => row.id)).toEqual(expected);
    expect(page).toMatchObject({ looked: MANY, next: null });
  });

  test("counts the same troubles for the first page of the desk", async () => {
    expect(await countTroubles(database.pools.staff.db, NOW)).toEqual({
      looked: MANY,
      counts: { "no-cost": 2, "no-price": 1, "off-rule": 2, "above-cap": 1, "below-floor": 1, dearer: 1 },
    });
  });

  test("costs six statements, whatever its length", async () => {
    const { pool, statements } = counting;
    await listDeskSkus(pool.db, { scope: CLUB, text: "" }, undefined, NOW);
    statements.length = 0;
    await listDeskSkus(pool.db, { scope: CLUB, text: "", trouble: "dearer" }, undefined, NOW);
    expect(statements.length).toBeLessThanOrEqual(6);
  });
});

describe("the page of one SKU", () => {
  test("has every offer with what it lands at, the rules that cover it, and its history", async () => {
    const page = await findDeskSku(database.pools.staff.db, SKU.costFell, NOW);
    expect(page?.offers.map(({ landed }) => landed.ok && landed.landed.cents)).toEqual([900, 1000]);
    expect(page?.cost).toMatchObject({ ok: true, landed: { cents: 900 } });
    expect(page?.history).toMatchObject([{ clubCents: 1100, changeSetName: "The whole club" }]);
    expect(
      page && rulesThatCover(page.sku, page.rules).map(({ scope, applies }) => [scope, applies]),
    ).toEqual([
      ["sku", false],
      ["supplier", false],
      ["brand", false],
      ["category", false],
      ["club", true],
    ]);
  });

  test("is not there for a number that nothing has", async () => {
    expect(await findDeskSku(database.pools.staff.db, 99, NOW)).toBeUndefined();
  });
});
