/** A club that stood before there were chains: its observations get their evidence and their places when it is migrated. */
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openPool, type Pool } from "#app/db/client.server.ts";
import { findChainPlace, walkChains } from "#app/db/evidence-chain.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";

const MIGRATIONS = fileURLToPath(new URL("../../drizzle/migrations", import.meta.url));
const name = `test_${randomBytes(6).toString("hex")}`;
let server: postgres.Sql;
let pool: Pool;
let url: string;

/** The migrations before the one that brought the chain, in a folder of their own. */
function earlierMigrations(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { tag: string }[] };
  const first = readdirSync(folder)
    .filter((sql) => sql.endsWith(".sql"))
    .find((sql) => readFileSync(path.join(folder, sql), "utf8").includes('CREATE TABLE "evidence_chains"'));
  if (first === undefined) throw new Error("No migration brings the chain.");
  const entries = journal.entries.filter(({ tag }) => `${tag}.sql` < first);
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return folder;
}

beforeAll(async () => {
  server = postgres(inject("serverUrl"), { max: 1, onnotice: () => undefined });
  await server`create database ${server(name)}`;
  const address = new URL(inject("serverUrl"));
  address.pathname = `/${name}`;
  url = address.href;
  const before = postgres(url, { max: 1, onnotice: () => undefined });
  const folder = earlierMigrations();
  await migrate(drizzle(before), { migrationsFolder: folder });
  rmSync(folder, { recursive: true });
  await before.unsafe(`
    insert into retailers (slug, name, currency, membership_needed, position)
      values ('costco', 'Costco', 'USD', true, 1), ('walmart', 'Walmart', 'USD', false, 2), ('bjs', 'BJ''s', 'USD', true, 3);
    insert into listings (id, retailer_slug, item_id, title, gtin14, url, pack_count, pack_size, pack_unit, pack_base_unit,
        pack_total_micro, pack_declined, first_seen_at)
      select gen_random_uuid(), case when n % 3 = 0 then 'walmart' else 'costco' end, 'I' || n, 'Café ' || n || ' lb',
        case when n % 2 = 0 then lpad(n::text, 14, '0') end, 'https://shop.example/' || n,
        case when n % 5 > 0 then 1 end, case when n % 5 > 0 then n::text end, case when n % 5 > 0 then 'lb' end,
        case when n % 5 > 0 then 'g' end, case when n % 5 > 0 then n * 453592370::bigint end,
        case when n % 5 = 0 then 'range' end, now()
      from generate_series(1, 300) n;
    insert into observations (id, listing_id, captured_at, zone, price_minor, currency, channel, place, title_seen, captured_by,
        raw, raw_sha256)
      select gen_random_uuid(), id, now() - week * interval '7 days', '-08:00', 500 + week, 'USD', 'in-club', 'ZIP 98109',
        title, 'checker 12', jsonb_build_object('title', title, 'price', week::text),
        encode(sha256(convert_to(item_id || week, 'UTF8')), 'hex')
      from listings, generate_series(1, 4) week`);
  await before.end();
  await migrateDatabase(url);
  pool = openPool(url, "owner", { size: 2 });
});
afterAll(async () => {
  await pool.close();
  await server`drop database ${server(name)} with (force)`;
  await server.end();
});

test("every observation is in its retailer's chain, and verifies", async () => {
  let faults = 0;
  const seen = await pool.sql.begin((tx) => walkChains(tx, () => faults++));
  expect({ seen, faults }).toEqual({ seen: 1_200, faults: 0 });
  const heads = await pool.sql`select retailer_slug, length::int from evidence_chains order by 1`;
  expect([...heads]).toEqual([
    { retailer_slug: "bjs", length: 0 },
    { retailer_slug: "costco", length: 800 },
    { retailer_slug: "walmart", length: 400 },
  ]);
});

test("in the order of their times, with the listing's item, GTIN, page and pack, and the retailer's rule", async () => {
  const [odd] = await pool.sql`
    select count(*)::int as odd from (
      select o.captured_at < lag(o.captured_at) over (partition by o.retailer_slug order by o.chain_position)
        or (o.item_id, o.membership_needed) <> (l.item_id, r.membership_needed)
        or (o.gtin14, o.url, o.pack_size, o.pack_declined) is distinct from (l.gtin14, l.url, l.pack_size, l.pack_declined)
        as is_odd
      from observations o join listings l on l.id = o.listing_id join retailers r on r.slug = l.retailer_slug) each
    where is_odd`;
  expect(odd?.odd).toBe(0);
});

test("and they are append-only as before", async () => {
  await expect(pool.sql`update observations set price_minor = 1`).rejects.toThrow(/append-only/);
  const [one] = await pool.sql<
    { id: string }[]
  >`select id from observations where chain_position = 400 limit 1`;
  expect(await findChainPlace(pool.db, one?.id ?? "")).toMatchObject({ verifies: true });
});
