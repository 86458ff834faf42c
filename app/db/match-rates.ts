/**
 * How much of the club is matched, and how fresh: of the items on sale, the share with a confirmed match at a retailer, and the
 * share whose match has a price inside the retailer's freshness window. Pages ask about the most popular items alone, so that
 * what they cost does not grow with the catalogue: a walk of the shelf's index, and for each item a seek in its matches and one in
 * the observations of each.
 */
import { sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";

/** Items that a page's figures stand on, at most, club or department. */
export const RATED_ITEMS = 5_000;
export const RATED_ITEMS_OF_DEPARTMENT = 500;

export type RetailerRate = {
  readonly slug: string;
  readonly name: string;
  readonly freshnessDays: number;
  /** Items with a confirmed match. */
  readonly confirmed: number;
  /** Of them, those with a price that is fresh. */
  readonly fresh: number;
  /** Median age in days of the latest prices of confirmed matches; null where there is none. */
  readonly medianAgeDays: number | null;
};

export type MatchRates = { readonly active: number; readonly retailers: readonly RetailerRate[] };

/** Rates over the `limit` most popular items on sale; over all of them without a limit (seconds at a million). */
export async function measureRates(db: Db, now: Date, limit?: number): Promise<MatchRates> {
  const at = now.toISOString();
  const rows = await db.execute<{ active: number } & RetailerRate>(sql`
    with rated as materialized (
      select id from skus where status = 'active'
      ${limit === undefined ? sql`` : sql`order by popularity desc nulls last, id limit ${limit}`}
    ), found as (
      select m.sku_id, l.retailer_slug, max(o.captured_at) as captured_at
      from rated join matches m on m.sku_id = rated.id and m.status = 'confirmed'
      join listings l on l.id = m.listing_id
      left join lateral (
        select captured_at from observations where listing_id = l.id and captured_at <= ${at}::timestamptz
        order by captured_at desc, raw_sha256 desc limit 1
      ) o on true
      group by 1, 2
    )
    select (select count(*)::int from rated) as active, r.slug, r.name, r.freshness_days as "freshnessDays",
      count(f.sku_id)::int as confirmed,
      (count(*) filter (where f.captured_at >= ${at}::timestamptz - r.freshness_days * interval '1 day'))::int as fresh,
      (percentile_cont(0.5) within group (order by extract(epoch from ${at}::timestamptz - f.captured_at)::float8 / 86400)
      )::float8 as "medianAgeDays"
    from retailers r left join found f on f.retailer_slug = r.slug
    group by r.slug order by r.position, r.slug`);
  return {
    active: rows[0]?.active ?? 0,
    retailers: rows.map(({ active: _, ...rate }) => rate),
  };
}

export type DepartmentRate = {
  readonly slug: string;
  readonly name: string;
  /** Items looked at: the most popular ones. */
  readonly looked: number;
  /** Of them, those with a fresh confirmed match at any retailer. */
  readonly fresh: number;
  /** The same by retailer's slug. */
  readonly freshAt: Readonly<Record<string, number>>;
};

/** For each department, how many of its `limit` most popular items have a fresh confirmed match, at any and at each retailer. */
export async function measureDepartmentRates(db: Db, now: Date, limit: number): Promise<DepartmentRate[]> {
  const at = now.toISOString();
  const rows = await db.execute<DepartmentRate>(sql`
    with rated as materialized (
      select d.slug, s.id from departments d cross join lateral (
        select id from skus where department_slug = d.slug and status = 'active'
        order by popularity desc nulls last, id limit ${limit}
      ) s
    ), fresh as (
      select distinct rated.slug, rated.id, l.retailer_slug
      from rated join matches m on m.sku_id = rated.id and m.status = 'confirmed'
      join listings l on l.id = m.listing_id join retailers r on r.slug = l.retailer_slug
      cross join lateral (
        select captured_at from observations where listing_id = l.id and captured_at <= ${at}::timestamptz
        order by captured_at desc, raw_sha256 desc limit 1
      ) o
      where o.captured_at >= ${at}::timestamptz - r.freshness_days * interval '1 day'
    ), by_retailer as (
      select slug, retailer_slug, count(*)::int as items from fresh group by 1, 2
    )
    select d.slug, d.name,
      (select count(*)::int from rated where rated.slug = d.slug) as looked,
      (select count(distinct id)::int from fresh where fresh.slug = d.slug) as fresh,
      coalesce((select json_object_agg(retailer_slug, items) from by_retailer b where b.slug = d.slug), '{}') as "freshAt"
    from departments d order by d.position, d.slug`);
  return [...rows];
}
