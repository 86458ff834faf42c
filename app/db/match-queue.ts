/**
 * What waits for review. The queue is walked along a partial index over open matches, which hold the popularity of their SKU as it
 * was when they were suggested: neither the catalogue nor what is decided makes it slower. A filter that fits little walks further,
 * over what is open at most. Staff pool.
 */
import { type SQL, sql } from "drizzle-orm";
import { BAND_LIMITS, type Band, type Order, type SuggestedVerdict } from "#app/domain/match-review.ts";
import type { Db } from "./client.server.ts";
import type { PairKey } from "./match-pairs.ts";

export type QueueFilter = {
  readonly retailer?: string | undefined;
  /** `changed`: confirmed matches whose listing or SKU has changed since. */
  readonly verdict?: SuggestedVerdict | "changed" | undefined;
  readonly band?: Band | undefined;
  readonly department?: string | undefined;
};

/** Where a walk through the queue stands. */
export type QueueCursor = PairKey & { readonly popularity: number; readonly surenessBps: number };

const OPEN = sql`m.status in ('suggested', 'changed')`;

function conditions({ retailer, verdict, band, department }: QueueFilter): SQL {
  const limits = band === undefined ? undefined : BAND_LIMITS[band];
  const all: (SQL | undefined)[] = [
    OPEN,
    retailer === undefined ? undefined : sql`l.retailer_slug = ${retailer}`,
    department === undefined ? undefined : sql`s.department_slug = ${department}`,
    verdict === "changed"
      ? sql`m.status = 'changed'`
      : verdict && sql`m.status = 'suggested' and m.verdict = ${verdict}`,
    limits && sql`m.sureness_bps >= ${limits.from} and m.sureness_bps < ${limits.below}`,
  ];
  return sql.join(
    all.filter((one) => one !== undefined),
    sql` and `,
  );
}

function sources({ retailer, department }: QueueFilter): SQL {
  return sql`matches m
    ${retailer === undefined ? sql`` : sql`join listings l on l.id = m.listing_id`}
    ${department === undefined ? sql`` : sql`join skus s on s.id = m.sku_id`}`;
}

const WALKS: Readonly<Record<Order, { columns: SQL; order: SQL; beyond: "<" | ">" }>> = {
  popular: {
    columns: sql`m.popularity, m.sureness_bps, m.sku_id, m.listing_id`,
    order: sql`m.popularity desc, m.sureness_bps desc, m.sku_id desc, m.listing_id desc`,
    beyond: "<",
  },
  sure: {
    columns: sql`m.sureness_bps, m.popularity, m.sku_id, m.listing_id`,
    order: sql`m.sureness_bps desc, m.popularity desc, m.sku_id desc, m.listing_id desc`,
    beyond: "<",
  },
  unsure: {
    columns: sql`m.sureness_bps, m.popularity, m.sku_id, m.listing_id`,
    order: sql`m.sureness_bps, m.popularity, m.sku_id, m.listing_id`,
    beyond: ">",
  },
};

/** The next open match of the walk, after `after`; undefined at its end. */
export async function findNextOpen(
  db: Db,
  filter: QueueFilter,
  order: Order,
  after: QueueCursor | undefined,
): Promise<QueueCursor | undefined> {
  const walk = WALKS[order];
  const [row] = await db.execute<QueueCursor>(sql`
    select m.sku_id::float8 as "skuId", m.listing_id as "listingId", m.popularity, m.sureness_bps as "surenessBps"
    from ${sources(filter)}
    where ${conditions(filter)} ${after === undefined ? sql`` : sql`and (${walk.columns}) ${sql.raw(walk.beyond)} (${cursorValues(order, after)})`}
    order by ${walk.order} limit 1`);
  return row;
}

function cursorValues(order: Order, { popularity, surenessBps, skuId, listingId }: QueueCursor): SQL {
  const pair = sql`${skuId}::bigint, ${listingId}::uuid`;
  return order === "popular"
    ? sql`${popularity}::integer, ${surenessBps}::integer, ${pair}`
    : sql`${surenessBps}::integer, ${popularity}::integer, ${pair}`;
}

/** Open matches that fit, counted up to `cap`. */
export async function countOpen(db: Db, filter: QueueFilter, cap: number): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from ${sources(filter)} where ${conditions(filter)} limit ${cap}
    ) open`);
  return row?.count ?? 0;
}
