/** An item's history costs one statement, and reads no more of a listing's checks than it draws. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findMemberItem, findVisitorItem } from "#app/db/items.ts";
import { listCheckedListings, listCheckedListingsAndPrices } from "#app/db/price-history.ts";
import { CLUB_CENTS, ITEM, seedSmallClub } from "#tests/support/club-fixture.ts";
import { countingPool } from "#tests/support/count-statements.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
let counted: ReturnType<typeof countingPool>;
const HOURLY = 3_000;
const MOST = 400;

beforeAll(async () => {
  const { changeSetId } = await seedSmallClub(database.pools.owner.db);
  const { sql } = database.pools.owner;
  // A feed that checks one listing every two hours, and many listings of which nobody asks.
  await sql`
    insert into observations (id, listing_id, captured_at, zone, price_minor, currency, channel, place, title_seen,
      captured_by, raw, raw_sha256)
    select gen_random_uuid(), o.listing_id, o.captured_at - n * interval '2 hours', o.zone, o.price_minor, o.currency,
      o.channel, o.place, o.title_seen, 'feed', o.raw, sha256(convert_to(n::text, 'UTF8'))
    from observations o join matches m on m.listing_id = o.listing_id,
      generate_series(1, ${HOURLY}::int) n
    where m.sku_id = ${ITEM.cheaperHere} and o.price_minor = 1250`;
  await sql`
    insert into observations (id, listing_id, captured_at, zone, price_minor, currency, channel, place, title_seen,
      captured_by, raw, raw_sha256, in_stock, needs_coupon)
    select gen_random_uuid(), o.listing_id, o.captured_at - n * interval '1 day', o.zone, o.price_minor, o.currency,
      o.channel, o.place, o.title_seen, 'feed', o.raw, sha256(convert_to('other' || n, 'UTF8')),
      o.in_stock, o.needs_coupon
    from observations o join matches m on m.listing_id = o.listing_id, generate_series(1, 500) n
    where m.sku_id <> ${ITEM.cheaperHere}`;
  await sql`insert into price_history (sku_id, change_set_id, club_cents, effective_at)
    values (${ITEM.cheaperHere}, ${changeSetId}, ${CLUB_CENTS}, now() - interval '5 days')`;
  await sql`analyze`;
  counted = countingPool(database.url, "member");
});
afterAll(() => counted.pool.close());

describe("what was checked of an item", () => {
  test("is for everybody; what ours cost is for members, and Postgres says so", async () => {
    const listings = await listCheckedListings(database.pools.visitor.db, ITEM.twoRetailers);
    expect(listings.map(({ retailer, matchKind }) => [retailer.slug, matchKind])).toEqual(
      expect.arrayContaining([
        ["costco", "identical"],
        ["sams", "identical"],
      ]),
    );
    const both = await listCheckedListingsAndPrices(database.pools.member.db, ITEM.cheaperHere);
    expect(both.club).toMatchObject([{ cents: CLUB_CENTS }]);
    await expect(listCheckedListingsAndPrices(database.pools.visitor.db, 1)).rejects.toMatchObject({
      code: "42501",
    });
  });

  test.each([
    ["nobody has confirmed", ITEM.unconfirmed],
    ["was rejected", ITEM.rejected],
    ["was out of stock each time", ITEM.outOfStock],
    ["needed a coupon each time", ITEM.needsCoupon],
    ["is not there", 1],
  ])("leaves out what %s", async (_, item) => {
    expect(await listCheckedListings(database.pools.visitor.db, item)).toEqual([]);
  });

  test("of another pack than the listing has now is left out; under another title alone it is not", async () => {
    const { sql } = database.pools.owner;
    const read = () => listCheckedListings(database.pools.visitor.db, ITEM.equivalent);
    const its = sql`id in (select listing_id from matches where sku_id = ${ITEM.equivalent})`;
    await sql`update listings set title = title || ', new design' where ${its}`;
    expect((await read())[0]?.checks.length).toBeGreaterThan(100);
    await sql`update listings set pack_count = pack_count * 2, pack_total_micro = pack_total_micro * 2 where ${its}`;
    expect(await read()).toEqual([]);
  });
});

describe("what it costs", () => {
  test("an item's page is three statements, once the catalogue's frame is known", async () => {
    const { pool, statements } = counted;
    const page = (id: number) =>
      Promise.all([findMemberItem(pool.db, id), listCheckedListingsAndPrices(pool.db, id)]);
    await page(ITEM.cheaperHere);
    statements.length = 0;
    await page(ITEM.twoRetailers);
    expect(statements).toHaveLength(3);
    statements.length = 0;
    await Promise.all([findVisitorItem(pool.db, 1), listCheckedListings(pool.db, 1)]);
    expect(statements).toHaveLength(3);
  });

  test("of a listing with thousands of checks it walks the index over the newest, and stops", async () => {
    const { pool, statements } = counted;
    const { listings } = await listCheckedListingsAndPrices(pool.db, ITEM.cheaperHere);
    expect(listings[0]?.checks).toHaveLength(MOST);
    statements.length = 0;
    await listCheckedListingsAndPrices(pool.db, ITEM.cheaperHere);
    const [row] = await pool.sql.unsafe(`explain (analyze, format json) ${statements.at(-1)}`, [
      ITEM.cheaperHere,
    ]);
    const nodes: Record<string, unknown>[] = [];
    const collect = (node: Record<string, unknown>) => {
      nodes.push(node);
      for (const child of (node.Plans ?? []) as Record<string, unknown>[]) collect(child);
    };
    collect((row as unknown as { "QUERY PLAN": [{ Plan: Record<string, unknown> }] })["QUERY PLAN"][0].Plan);
    const scans = nodes.filter((node) => node["Relation Name"] === "observations");
    expect(scans.map((node) => node["Index Name"])).toEqual(["observations_once"]);
    expect(scans[0]?.["Actual Rows"]).toBe(MOST);
  });
});
