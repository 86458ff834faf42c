/** Active SKUs in ranges of item numbers, for sitemaps: each range is bounded by its width. Public. */
import type { Db } from "./client.server.ts";
import type { ItemAddress } from "./items.ts";
import { runStatement } from "./statement.server.ts";

/** Item numbers to a sitemap: never more than this many addresses (the protocol allows 50,000). */
const SITEMAP_WIDTH = 10_000;
/** Sitemaps that one index may name (the protocol's limit). */
const MAX_SITEMAPS = 50_000;

/** Ranges that hold a SKU, by one index seek each: from the first number, jump to the first one of a later range. */
const RANGES = `
with recursive ranges as (
  (select id / $1::bigint as n from skus order by id limit 1)
  union all
  select (select s.id / $1::bigint from skus s where s.id >= (ranges.n + 1) * $1::bigint order by s.id limit 1)
  from ranges where ranges.n is not null
)
select n from ranges where n is not null limit ${MAX_SITEMAPS}`;

/** Numbers of the ranges that hold a SKU, ascending: range n is item numbers from n x width on. */
export async function listSitemapRanges(db: Db): Promise<number[]> {
  const rows = await runStatement(db, RANGES, [SITEMAP_WIDTH]);
  return rows.map(([n]) => Number(n));
}

const ADDRESSES = `
select id, slug from skus
where id >= $1::bigint and id < $2::bigint and status = 'active'
order by id limit ${SITEMAP_WIDTH}`;

/** Active SKUs of one range. */
export async function listSitemapItems(db: Db, range: number): Promise<ItemAddress[]> {
  const rows = await runStatement(db, ADDRESSES, [range * SITEMAP_WIDTH, (range + 1) * SITEMAP_WIDTH]);
  return rows.map(([id, slug]) => ({ id: Number(id), slug: slug as string }));
}
