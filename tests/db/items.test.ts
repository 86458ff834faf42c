import { beforeAll, describe, expect, test } from "vitest";
import { findEvidence } from "#app/db/evidence.ts";
import { findItemAddress, findItemAddressByGtin, findMemberItem, findVisitorItem } from "#app/db/items.ts";
import { listSitemapItems, listSitemapRanges } from "#app/db/sitemap.ts";
import type { Gtin14 } from "#app/domain/gtin.ts";
import { CLUB_CENTS, ITEM, KNOWN_GTIN, seedSmallClub } from "#tests/support/club-fixture.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
beforeAll(async () => {
  await seedSmallClub(database.pools.owner.db);
});

describe("an item", () => {
  test("for a visitor is its public row and facts", async () => {
    const item = await findVisitorItem(database.pools.visitor.db, ITEM.twoRetailers);
    expect(item?.row.references.map(({ retailer }) => retailer.slug)).toEqual(["costco", "sams"]);
    expect(item?.facts).toMatchObject({ departmentSlug: "household", categorySlug: "soap" });
    expect(item?.row).not.toHaveProperty("clubCents");
  });

  test("for a member has the club price", async () => {
    const item = await findMemberItem(database.pools.member.db, ITEM.cheaperHere);
    expect(item?.row.clubCents).toBe(CLUB_CENTS);
  });

  test("that is withdrawn or unknown is not found", async () => {
    expect(await findVisitorItem(database.pools.visitor.db, ITEM.withdrawn)).toBeUndefined();
    expect(await findVisitorItem(database.pools.visitor.db, 1)).toBeUndefined();
    expect(await findItemAddress(database.pools.visitor.db, ITEM.withdrawn)).toBeUndefined();
  });

  test("is found by its number and by its bar code", async () => {
    const address = { id: ITEM.cheaperHere, slug: "harbor-item-1" };
    expect(await findItemAddress(database.pools.visitor.db, ITEM.cheaperHere)).toEqual(address);
    expect(await findItemAddressByGtin(database.pools.visitor.db, KNOWN_GTIN as Gtin14)).toEqual(address);
  });
});

describe("evidence", () => {
  test("is the whole record, with what it is compared with", async () => {
    const { db } = database.pools.visitor;
    const item = await findVisitorItem(db, ITEM.equivalent);
    const evidence = await findEvidence(db, item?.row.references[0]?.observation?.id ?? "");
    expect(evidence).toMatchObject({
      retailer: { name: "Costco" },
      pack: { count: 2, size: "16" },
      observation: { priceMinor: 1_250, capturedBy: "checker 12", raw: { price: "12.50" } },
      matches: [{ skuId: ITEM.equivalent, kind: "equivalent", difference: "store brand" }],
    });
  });

  test("of no such id is not found, whatever the id looks like", async () => {
    const { db } = database.pools.visitor;
    expect(await findEvidence(db, "01a1fe01-9900-70e3-92fb-b8e0c918f74a")).toBeUndefined();
    expect(await findEvidence(db, "' or 1=1")).toBeUndefined();
  });
});

describe("sitemaps", () => {
  test("have every active SKU once, over ranges that are in use", async () => {
    const { db } = database.pools.visitor;
    const ranges = await listSitemapRanges(db);
    expect(ranges).toEqual([10]);
    const items = await Promise.all(ranges.map((range) => listSitemapItems(db, range)));
    expect(items.flat()).toHaveLength(29);
    expect(await listSitemapItems(db, 11)).toEqual([]);
  });
});
