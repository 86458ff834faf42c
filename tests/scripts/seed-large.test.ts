import { beforeAll, describe, expect, test } from "vitest";
import { parseGtin } from "#app/domain/gtin.ts";
import { nearlyEqual, packTotal } from "#app/domain/measure.ts";
import { readPack } from "#app/domain/pack.ts";
import { demoGoods } from "#scripts/seed/catalogue/goods.ts";
import { seedDemoClub } from "#scripts/seed/demo.ts";
import { COPIED_TABLES } from "#scripts/seed/large/columns.ts";
import { listSuspendedIndexes, restoreIndexes, suspendIndexes } from "#scripts/seed/large/indexes.ts";
import { largeSku, MAX_LARGE_SKUS } from "#scripts/seed/large/variations.ts";
import { seedLargeClub } from "#scripts/seed/large.ts";
import { testDatabase } from "#tests/support/database.ts";

const now = new Date("2026-11-20T17:00:00Z");
const quiet = () => undefined;
const demoCount = demoGoods().skus.length;

describe("variations", () => {
  // From all over a club of five million.
  const sample = Array.from({ length: 2_000 }, (_, index) => largeSku(index * 2_477));

  test("there are enough of them for five million SKUs", () => {
    expect(MAX_LARGE_SKUS).toBeGreaterThanOrEqual(5_000_000);
  });

  test("state their pack so that it reads back: at least 98 % of them, and none as another", () => {
    const read = sample.map(
      (sku) => readPack({ title: sku.title, brand: sku.brand.name, category: sku.categoryName }).pack,
    );
    const others = sample.filter((sku, index) => {
      const pack = read[index];
      return (
        pack && (pack.baseUnit !== sku.pack.baseUnit || !nearlyEqual(packTotal(pack), packTotal(sku.pack), 0))
      );
    });
    expect(others.map((sku) => sku.title)).toEqual([]);
    expect(read.filter((pack) => pack !== null).length / sample.length).toBeGreaterThanOrEqual(0.98);
  });

  test("have item numbers and GTINs apart from the demo's, with right check digits", () => {
    const demo = demoGoods().skus;
    const gtins = new Set([...demo, ...sample].map((sku) => sku.gtin14));
    const ids = new Set([...demo, ...sample].map((sku) => sku.id));
    expect(gtins.size).toBe(demo.length + sample.length);
    expect(ids.size).toBe(demo.length + sample.length);
    for (const { gtin14 } of sample) expect(parseGtin(gtin14)).toMatchObject({ ok: true });
  });

  test("are measured as their commodity is priced, and differ within a product", () => {
    for (const sku of sample) expect(sku.pack.baseUnit, sku.title).toBe(sku.commodity.base);
    const neighbours = Array.from({ length: 500 }, (_, index) => [
      largeSku(index * 2),
      largeSku(index * 2 + 1),
    ]);
    for (const [one, other] of neighbours) {
      expect(other?.productId).toBe(one?.productId);
      expect(other?.title).not.toBe(one?.title);
    }
  });
});

describe("a club of 2,000 SKUs", () => {
  const database = testDatabase();
  const indexes = () => database.pools.owner.sql`
    select indexname, indexdef from pg_indexes where schemaname = 'public' order by indexname`;
  let indexesBefore: Awaited<ReturnType<typeof indexes>>;

  beforeAll(async () => {
    const { owner } = database.pools;
    await seedDemoClub(owner, now);
    indexesBefore = await indexes();
    await seedLargeClub(owner, { skus: 2_000, now, progress: quiet });
  });

  test("has exactly so many, each with offer, retail price, club price and history", async () => {
    const [row] = await database.pools.owner.sql`
      select (select count(*)::int from skus) as skus,
        (select count(*)::int from skus s where exists (select from offers o where o.sku_id = s.id)
          and exists (select from current_prices p join price_history h using (sku_id, club_cents) where p.sku_id = s.id)) as priced,
        (select count(*)::int from skus s join retail_prices r on r.sku_id = s.id where s.id >= 10000000) as retail`;
    expect(row).toEqual({ skus: 2_000, priced: 2_000, retail: 2_000 - demoCount });
  });

  test("is seen at Costco and Sam's for about 60 % of it, with a check of every listing", async () => {
    const [row] = await database.pools.visitor.sql`
      select count(distinct m.sku_id)::int as skus, count(*)::int as listings,
        (count(*) filter (where exists (select from observations o where o.listing_id = l.id)))::int as observed
      from matches m join listings l on l.id = m.listing_id where m.sku_id >= 10000000`;
    expect((row?.skus ?? 0) / (2_000 - demoCount)).toBeGreaterThan(0.5);
    expect((row?.skus ?? 0) / (2_000 - demoCount)).toBeLessThan(0.7);
    expect(row?.listings).toBe((row?.skus ?? 0) * 2);
    expect(row?.observed).toBe(row?.listings);
  });

  test("has its indexes back, and no notes of them", async () => {
    expect(await indexes()).toEqual(indexesBefore);
    expect(await listSuspendedIndexes(database.pools.owner.sql)).toEqual([]);
  });

  test("the change set's tally is what it priced", async () => {
    const [row] = await database.pools.owner.sql`
      select (tally->>'first')::int as first,
        (select count(*)::int from current_prices p where p.change_set_id = c.id) as priced
      from change_sets c where name = 'Large catalogue'`;
    expect(row).toEqual({ first: 2_000 - demoCount, priced: 2_000 - demoCount });
  });

  test("run again it stays, and with more it tops up", async () => {
    const { owner } = database.pools;
    const again = { skus: 2_000, now, progress: quiet };
    await expect(seedLargeClub(owner, again)).resolves.toBe("2,000 SKUs already");
    await expect(seedLargeClub(owner, { ...again, skus: 2_100 })).resolves.toMatch(/^2,100 SKUs: 100 added/);
    const [row] = await owner.sql`
      select count(*)::int as count, max(id) - min(id) + 1 - count(*) as gaps from skus where id >= 10000000`;
    expect(row).toEqual({ count: 2_100 - demoCount, gaps: "0" });
  });

  test("indexes that a crashed load left aside come back with the next run", async () => {
    const { owner } = database.pools;
    await suspendIndexes(owner.sql, COPIED_TABLES);
    expect((await indexes()).length).toBeLessThan(indexesBefore.length);
    expect(await listSuspendedIndexes(owner.sql)).toContain("skus_search");
    await seedLargeClub(owner, { skus: 2_000, now, progress: quiet });
    expect(await indexes()).toEqual(indexesBefore);
    await restoreIndexes(owner.sql);
    expect(await indexes()).toEqual(indexesBefore);
  });

  test("a load that breaks off keeps whole pieces and its indexes, and the next run completes it", async () => {
    const { owner } = database.pools;
    const breaksOff = (text: string, done: number) => {
      if (text === "loading" && done > 0) throw new Error("Pulled the plug.");
    };
    const more = { skus: 7_600, now };
    await expect(seedLargeClub(owner, { ...more, progress: breaksOff })).rejects.toThrow("Pulled the plug.");
    expect(await indexes()).toEqual(indexesBefore);
    const count = () => owner.sql`
      select count(*)::int as skus, (select count(*)::int from current_prices) as priced from skus`;
    const [half] = await count();
    expect(half?.skus).toBeGreaterThan(2_100);
    expect(half?.skus).toBeLessThan(7_600);
    expect(half?.priced).toBe(half?.skus);
    await seedLargeClub(owner, { ...more, progress: quiet });
    expect(await count()).toEqual([{ skus: 7_600, priced: 7_600 }]);
    const [set] =
      await owner.sql`select (tally->>'first')::int as first from change_sets where name = 'Large catalogue'`;
    expect(set).toEqual({ first: 7_600 - demoCount });
  });

  test("a row that Postgres refuses ends the load with a sentence, and the indexes come back", async () => {
    const { owner } = database.pools;
    const { productId } = largeSku(7_700 - demoCount - 1);
    await owner.sql`
      insert into products select ${productId}::bigint, 'In the way', brand_slug, '' from products limit 1`;
    await expect(seedLargeClub(owner, { skus: 7_700, now, progress: quiet })).rejects.toThrow(
      /refused|duplicate/,
    );
    expect(await indexes()).toEqual(indexesBefore);
    await owner.sql`delete from products where name = 'In the way'`;
  });

  test("two loads at once: one is refused with a sentence", async () => {
    const { owner } = database.pools;
    const more = { skus: 7_700, now, progress: quiet };
    const results = await Promise.allSettled([seedLargeClub(owner, more), seedLargeClub(owner, more)]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")?.reason.message).toBe(
      "Another large seed is running on this database.",
    );
  });
});

describe("without a demo club", () => {
  const database = testDatabase();

  test("there is nothing to enlarge", async () => {
    await expect(seedLargeClub(database.pools.owner, { skus: 2_000, now, progress: quiet })).rejects.toThrow(
      "There is no demo club to enlarge: seed it first.",
    );
  });
});
