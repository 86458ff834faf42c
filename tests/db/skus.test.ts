import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listMemberShelf, listVisitorShelf, type ShelfScope } from "#app/db/skus.ts";
import type { ShelfCursor } from "#app/domain/shelf-cursor.ts";
import {
  CLUB_CENTS,
  ITEM,
  RETAIL_CENTS,
  type SmallClub,
  seedSmallClub,
} from "#tests/support/club-fixture.ts";
import { countingPool } from "#tests/support/count-statements.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
let club: SmallClub;
beforeAll(async () => {
  club = await seedSmallClub(database.pools.owner.db);
});

const PANTRY: ShelfScope = { kind: "department", slug: "pantry" };

async function walk(scope: ShelfScope, size: number): Promise<number[]> {
  const ids: number[] = [];
  let after: ShelfCursor | undefined;
  for (let page = 0; page < 50; page++) {
    const { rows, next } = await listVisitorShelf(database.pools.visitor.db, { scope, after, size });
    ids.push(...rows.map((row) => row.id));
    if (next === null) return ids;
    after = next;
  }
  throw new Error("The shelf has no end.");
}

describe("a shelf", () => {
  test.each([1, 2, 5, 24])("in pages of %i shows every active SKU once, most popular first", async (size) => {
    expect(await walk(PANTRY, size)).toEqual(club.pantry);
  });

  test("of a category holds that category's SKUs alone", async () => {
    const coffee = await walk({ kind: "category", slug: "coffee" }, 4);
    expect(coffee).toEqual(club.pantry.filter((id) => id % 2 === 0));
  });

  test("of the club holds every department's", async () => {
    const all = await walk({ kind: "club" }, 7);
    expect(all).toHaveLength(29);
    expect(all).not.toContain(ITEM.withdrawn);
  });

  test("of an unknown department is empty", async () => {
    expect(await walk({ kind: "department", slug: "nowhere" }, 24)).toEqual([]);
  });
});

describe("what stands on it", () => {
  test("a visitor's rows have retail and references, and no club price", async () => {
    const { rows } = await listVisitorShelf(database.pools.visitor.db, { scope: PANTRY });
    const row = rows.find(({ id }) => id === ITEM.cheaperHere);
    expect(row).toMatchObject({
      brand: "Harbor",
      pack: { count: 2, size: "16", unit: "oz" },
      commodity: { slug: "spices" },
      retail: { cents: RETAIL_CENTS, source: "Corner Market" },
    });
    expect(row?.references).toHaveLength(1);
    expect(row).not.toHaveProperty("clubCents");
  });

  test("a reference is the latest observation of its listing", async () => {
    const { rows } = await listVisitorShelf(database.pools.visitor.db, { scope: PANTRY });
    const [reference] = rows.find(({ id }) => id === ITEM.cheaperHere)?.references ?? [];
    expect(reference?.observation?.priceMinor).toBe(1_250);
  });

  test("a rejected match is no reference", async () => {
    const { rows } = await listVisitorShelf(database.pools.visitor.db, { scope: PANTRY });
    expect(rows.find(({ id }) => id === ITEM.rejected)?.references).toEqual([]);
  });

  test("a member's rows are the visitor's and the club price", async () => {
    const visitor = await listVisitorShelf(database.pools.visitor.db, { scope: PANTRY });
    const member = await listMemberShelf(database.pools.member.db, { scope: PANTRY });
    const publicPart = member.rows.map(({ clubCents: _, recentPrices: __, ...row }) => row);
    expect(publicPart).toEqual(visitor.rows);
    const prices = new Map(member.rows.map((row) => [row.id, row.clubCents]));
    expect(prices.get(ITEM.cheaperHere)).toBe(CLUB_CENTS);
    expect(prices.get(ITEM.withoutClubPrice)).toBeNull();
  });

  test("a member's row has what it cost before, where that has moved of late", async () => {
    const { sql } = database.pools.owner;
    const { changeSetId } = club;
    await sql`insert into change_sets (id, name, state, scope, scope_key, made_at, published_at)
      select gen_random_uuid(), 'Past ' || n, 'published', 'club', 'past', now(), now() from generate_series(1, 40) n`;
    await sql`insert into price_history (sku_id, change_set_id, club_cents, effective_at)
      select ${ITEM.cheaperHere}, id, 1200, now() - interval '90 days' from change_sets where name = 'Past 1'`;
    await sql`insert into price_history (sku_id, change_set_id, club_cents, effective_at)
      values (${ITEM.cheaperHere}, ${changeSetId}, ${CLUB_CENTS}, now() - interval '5 days')`;
    await sql`insert into price_history (sku_id, change_set_id, club_cents, effective_at)
      select ${ITEM.cheaperThere}, id, 1100, now() - interval '90 days' from change_sets where name = 'Past 1'`;
    await sql`update current_prices set since = now() - interval '40 days' where sku_id = ${ITEM.cheaperThere}`;
    await sql`insert into price_history (sku_id, change_set_id, club_cents, effective_at)
      select ${ITEM.stale}, id, 1100, now() - interval '50 days' from change_sets where scope_key = 'past'`;
    const { rows } = await listMemberShelf(database.pools.member.db, { scope: PANTRY });
    const recent = (id: number) => rows.find((row) => row.id === id)?.recentPrices;
    expect(recent(ITEM.cheaperHere)?.map(({ cents }) => cents)).toEqual([CLUB_CENTS, 1200]);
    expect(recent(ITEM.cheaperThere)).toEqual([]);
    expect(recent(ITEM.stale)).toHaveLength(32);
  });

  test("Postgres refuses a visitor's connection the member's statement", async () => {
    await expect(listMemberShelf(database.pools.visitor.db, { scope: PANTRY })).rejects.toMatchObject({
      code: "42501",
    });
  });
});

describe("what it costs", () => {
  let counted: ReturnType<typeof countingPool>;
  beforeAll(() => {
    counted = countingPool(database.url, "member");
  });
  afterAll(() => counted.pool.close());

  test("one statement a page, once the catalogue's frame is known", async () => {
    const { pool, statements } = counted;
    await listMemberShelf(pool.db, { scope: PANTRY });
    statements.length = 0;
    const { rows } = await listMemberShelf(pool.db, { scope: PANTRY });
    expect(rows.length).toBeGreaterThan(20);
    expect(statements).toHaveLength(1);
  });
});
