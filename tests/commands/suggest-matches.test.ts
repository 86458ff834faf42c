/** The matcher over the database: what it suggests, what it leaves alone, and what it does the second time. */
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { decideMatch } from "#app/commands/decide-match.ts";
import { suggestMatches } from "#app/commands/suggest-matches.ts";
import type { Db } from "#app/db/client.server.ts";
import { findPair } from "#app/db/match-pairs.ts";
import { listings, matches, skus } from "#app/db/tables.server.ts";
import type { Deed } from "#app/domain/match-decision.ts";
import { testDatabase } from "#tests/support/database.ts";
import { ANN, addListing, addRetailers, addTitledSku } from "#tests/support/match-fixture.ts";
import { addRacks, NOW } from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
let owner: Db;
const BEANS = 1;
const LARGE_BEANS = 2;
const DECAF = 3;
let same: string;
let larger: string;

beforeEach(async () => {
  owner = database.pools.owner.db;
  await owner.execute("truncate departments, brands, suppliers, retailers, match_runs cascade");
  await addRacks(owner);
  await addRetailers(owner);
  await addTitledSku(owner, BEANS, "Northfield Whole Bean Coffee, 2 lb");
  await addTitledSku(owner, LARGE_BEANS, "Northfield Whole Bean Coffee, 5 lb");
  await addTitledSku(owner, DECAF, "Northfield Smoked Paprika, 12 oz");
  same = await addListing(owner, "Northfield Whole Bean Coffee (2 lbs.)");
  larger = await addListing(owner, "Northfield Smoked Paprika, 20 oz", { retailer: "sams" });
});

const suggest = (more: { all?: boolean; retailer?: string } = {}) =>
  suggestMatches(database.pools.owner, { askedBy: "test", now: NOW, ...more });

async function rows() {
  const found = await owner.select().from(matches).orderBy(matches.skuId, matches.listingId);
  return found.map(({ skuId, listingId, status, kind }) => [skuId, listingId, status, kind]);
}

async function decide(skuId: number, listingId: string, deed: Deed) {
  const pair = await findPair(owner, { skuId, listingId });
  return decideMatch(owner, { skuId, listingId, deed, seen: pair?.print ?? "" }, ANN, NOW);
}

const retitle = (id: string, title: string) =>
  owner.update(listings).set({ title }).where(eq(listings.id, id));

describe("a first run", () => {
  test("suggests the same item, the same item in another pack, and nothing for what is different", async () => {
    expect(await suggest()).toMatchObject({ listings: 2, suggested: 3, withdrawn: 0, flagged: 0 });
    expect(await rows()).toEqual([
      [BEANS, same, "suggested", "identical"],
      [LARGE_BEANS, same, "suggested", "other-pack"],
      [DECAF, larger, "suggested", "other-pack"],
    ]);
    const [first] = await owner.select().from(matches).where(eq(matches.skuId, BEANS));
    expect(first).toMatchObject({ verdict: "identical", popularity: 1_000_000 - BEANS, suggestedAt: NOW });
    expect(first?.surenessBps).toBeGreaterThan(7_500);
    expect(first?.why?.join(" ")).toContain("Same brand: Northfield.");
  });

  test("goes by the bar code first, whatever the titles say", async () => {
    const gtin14 = "00012345678905";
    await owner.update(skus).set({ gtin14 }).where(eq(skus.id, DECAF));
    const coded = await addListing(owner, "NF Ground Pimenton, 12 oz", { gtin14 });
    await suggest();
    const [found] = await owner.select().from(matches).where(eq(matches.listingId, coded));
    expect(found).toMatchObject({ skuId: DECAF, kind: "identical", scoreBps: 10_000 });
  });

  test("of one retailer looks at its listings alone, and leaves new items to a run over all", async () => {
    expect(await suggest({ retailer: "sams" })).toMatchObject({ listings: 1, suggested: 1 });
    expect(await suggest()).toMatchObject({ suggested: 2 });
  });
});

describe("the next run", () => {
  test("has nothing to do when nothing is new", async () => {
    await suggest();
    const before = await owner.select().from(matches).orderBy(matches.skuId);
    expect(await suggest()).toEqual({ listings: 0, skus: 0, suggested: 0, withdrawn: 0, flagged: 0 });
    expect(await suggest({ all: true })).toMatchObject({ listings: 2, suggested: 0, withdrawn: 0 });
    expect(await owner.select().from(matches).orderBy(matches.skuId)).toEqual(before);
  });

  test("looks at a new listing, and at one whose title changed: what it no longer finds is withdrawn", async () => {
    await suggest();
    await addListing(owner, "Northfield Whole Bean Coffee, 5 lb", { retailer: "sams" });
    await retitle(same, "Northfield Paper Towels, 12 rolls");
    expect(await suggest()).toMatchObject({ listings: 2, suggested: 2, withdrawn: 2 });
    expect((await rows()).filter(([, listing]) => listing === same)).toEqual([]);
  });

  test("looks a new item up among the listings that are there", async () => {
    const tea = await addListing(owner, "Northfield Green Tea Leaves, 1 lb");
    await suggest();
    await addTitledSku(owner, 9, "Northfield Green Tea Leaves, 1 lb");
    expect(await suggest()).toMatchObject({ skus: 1, listings: 0, suggested: 1 });
    expect(await rows()).toContainEqual([9, tea, "suggested", "identical"]);
  });

  test("takes back what was suggested for an item that left the shelf", async () => {
    await suggest();
    await owner.update(skus).set({ status: "withdrawn" }).where(eq(skus.id, DECAF));
    expect(await suggest()).toMatchObject({ withdrawn: 1 });
    expect((await rows()).some(([sku]) => sku === DECAF)).toBe(false);
  });

  test("finishes what a broken run left", async () => {
    await suggest();
    // As a crash between two batches leaves it: one listing was not looked at.
    await owner.execute(`delete from listing_looks where listing_id = '${larger}'`);
    await owner.delete(matches).where(eq(matches.listingId, larger));
    expect(await suggest()).toMatchObject({ listings: 1, suggested: 1 });
  });
});

describe("what was decided", () => {
  test("stays: a rejected pair comes again only when one of the two has changed", async () => {
    await suggest();
    await decide(BEANS, same, { deed: "reject" });
    await suggest({ all: true });
    expect(await rows()).toContainEqual([BEANS, same, "rejected", "identical"]);
    await retitle(same, "Northfield Coffee, Whole Bean, 2 lb");
    await suggest();
    expect(await rows()).toContainEqual([BEANS, same, "suggested", "identical"]);
    const [renewed] = await database.pools.owner.sql`
      select actor, before ->> 'status' as was from match_decisions where deed = 'renew'`;
    expect(renewed).toEqual({ actor: "matcher", was: "rejected" });
  });

  test("is flagged when the listing changes so that it is no longer what was confirmed", async () => {
    await suggest();
    await decide(BEANS, same, { deed: "confirm", kind: "identical" });
    await retitle(same, "Northfield Coffee, Whole Bean, 2 lb");
    expect(await suggest()).toMatchObject({ flagged: 0 });
    await retitle(same, "Northfield Whole Bean Coffee (3 lbs.)");
    expect(await suggest()).toMatchObject({ flagged: 1 });
    const [match] = await owner.select().from(matches).where(eq(matches.skuId, BEANS));
    expect(match).toMatchObject({
      status: "changed",
      kind: "identical",
      verdict: "other-pack",
      decidedBy: ANN.name,
    });
    const [flag] = await database.pools.owner.sql`
      select before ->> 'status' as was, after ->> 'status' as became from match_decisions where deed = 'flag'`;
    expect(flag).toEqual({ was: "confirmed", became: "changed" });
  });

  test("a confirmed item needs no weaker match at the same retailer, and the listing no second item", async () => {
    await suggest();
    await decide(BEANS, same, { deed: "confirm", kind: "identical" });
    await addListing(owner, "Northfield Whole Bean Coffee, 3 lb");
    await addTitledSku(owner, 8, "Northfield Whole Bean Coffee, 2 lb");
    await suggest({ all: true });
    const found = await rows();
    expect(found.filter(([sku, , status]) => sku === BEANS && status === "suggested")).toEqual([]);
    expect(found.filter(([sku, listing]) => sku === 8 && listing === same)).toEqual([]);
    expect(found.filter(([sku]) => sku === LARGE_BEANS)).toHaveLength(2);
  });
});

test("two runs at once come to one result", async () => {
  const both = await Promise.all([suggest(), suggest(), suggest()]);
  expect(both.map(({ suggested }) => suggested).sort()).toEqual([0, 0, 3]);
  expect(await rows()).toHaveLength(3);
});
