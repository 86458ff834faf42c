/**
 * What the matcher reads, and what it has looked at. A listing is due when it has no look, when it changed since (its print
 * differs), or when it is marked; a SKU when it has none or changed. Owner's pool. Prints are text of a bigint.
 */
import type postgres from "postgres";
import type { MatchItem } from "#app/domain/match.ts";
import { LISTING_PRINT, SKU_PRINT } from "./match-prints.ts";

export type NamedItem<Id> = { readonly id: Id; readonly item: MatchItem };

export type DueItem<Id> = NamedItem<Id> & {
  readonly print: string;
  /** It was looked at before, and has changed since. */
  readonly hasChanged: boolean;
};

/** Rows that are in memory at a time while an index is filled. */
const CURSOR_ROWS = 5_000;

type ItemRow = { title: string; brand: string | null; category: string | null; gtin: string | null };

const itemOf = ({ title, brand, category, gtin }: ItemRow): MatchItem => ({ title, brand, category, gtin });

const SKU_ITEM = "s.title, b.name as brand, c.name as category, s.gtin14 as gtin";
const SKU_SOURCES =
  "skus s join brands b on b.slug = s.brand_slug join categories c on c.slug = s.category_slug";
const LISTING_ITEM = "l.title, l.brand, l.category, l.gtin14 as gtin";

const DUE_SKU = `s.status = 'active' and (k.print is null or k.print <> ${SKU_PRINT})`;
const DUE_LISTING = `(k.print is null or k.due or k.print <> ${LISTING_PRINT})`;

/** Every active SKU, in no order. */
export async function* streamSkus(sql: postgres.Sql): AsyncGenerator<NamedItem<number>> {
  const rows = sql.unsafe<(ItemRow & { id: string })[]>(
    `select s.id::text, ${SKU_ITEM} from ${SKU_SOURCES} where s.status = 'active'`,
  );
  for await (const page of rows.cursor(CURSOR_ROWS))
    for (const row of page) yield { id: Number(row.id), item: itemOf(row) };
}

/** Every listing, in no order. */
export async function* streamListings(sql: postgres.Sql): AsyncGenerator<NamedItem<string>> {
  const rows = sql.unsafe<(ItemRow & { id: string })[]>(`select l.id, ${LISTING_ITEM} from listings l`);
  for await (const page of rows.cursor(CURSOR_ROWS))
    for (const row of page) yield { id: row.id, item: itemOf(row) };
}

export type DueCounts = { readonly skus: number; readonly dueSkus: number; readonly listings: number };

/** How many active SKUs there are, how many of them are due, and how many listings there are. */
export async function countDue(sql: postgres.Sql): Promise<DueCounts> {
  const [row] = await sql.unsafe<DueCounts[]>(`
    select count(*)::int as skus, (count(*) filter (where ${DUE_SKU}))::int as "dueSkus",
      (select count(*)::int from listings) as listings
    from skus s left join sku_looks k on k.sku_id = s.id where s.status = 'active'`);
  return row ?? { skus: 0, dueSkus: 0, listings: 0 };
}

/** How many listings are due, of one retailer or of all. */
export async function countDueListings(sql: postgres.Sql, retailer: string | null): Promise<number> {
  const [row] = await sql.unsafe<{ count: number }[]>(
    `select count(*)::int as count from listings l left join listing_looks k on k.listing_id = l.id
    where ($1::text is null or l.retailer_slug = $1) and ${DUE_LISTING}`,
    [retailer],
  );
  return row?.count ?? 0;
}

/** Due listings by id, after `after`; at most `limit`. */
export async function listDueListings(
  sql: postgres.Sql,
  page: { retailer: string | null; after: string; limit: number },
): Promise<DueItem<string>[]> {
  const rows = await sql.unsafe<(ItemRow & { id: string; print: string; changed: boolean })[]>(
    `select l.id, ${LISTING_ITEM}, ${LISTING_PRINT}::text as print,
      coalesce(k.print <> ${LISTING_PRINT}, false) as changed
    from listings l left join listing_looks k on k.listing_id = l.id
    where l.id > $1::uuid and ($2::text is null or l.retailer_slug = $2) and ${DUE_LISTING}
    order by l.id limit $3`,
    [page.after, page.retailer, page.limit],
  );
  return rows.map((row) => ({ id: row.id, item: itemOf(row), print: row.print, hasChanged: row.changed }));
}

/** Due SKUs by item number, after `after`; at most `limit`. */
export async function listDueSkus(
  sql: postgres.Sql,
  page: { after: number; limit: number },
): Promise<DueItem<number>[]> {
  const rows = await sql.unsafe<(ItemRow & { id: string; print: string; changed: boolean })[]>(
    `select s.id::text, ${SKU_ITEM}, ${SKU_PRINT}::text as print,
      coalesce(k.print <> ${SKU_PRINT}, false) as changed
    from ${SKU_SOURCES} left join sku_looks k on k.sku_id = s.id
    where s.id > $1::bigint and ${DUE_SKU} order by s.id limit $2`,
    [page.after, page.limit],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    item: itemOf(row),
    print: row.print,
    hasChanged: row.changed,
  }));
}

/**
 * Makes every listing due, of one retailer or of all. Where it is all, every SKU counts as looked up: it will be, as each
 * listing is.
 */
export async function makeAllDue(sql: postgres.Sql, retailer: string | null): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update listing_looks k set due = true from listings l
      where l.id = k.listing_id and not k.due and (${retailer}::text is null or l.retailer_slug = ${retailer})`;
    if (retailer !== null) return;
    await tx.unsafe(`insert into sku_looks (sku_id, print)
      select s.id, ${SKU_PRINT} from skus s where s.status = 'active'
      on conflict (sku_id) do update set print = excluded.print where sku_looks.print <> excluded.print`);
  });
}

/** Notes that listings were looked at as their prints say. */
export async function saveListingLooks(
  tx: postgres.TransactionSql,
  looked: readonly DueItem<string>[],
  now: Date,
): Promise<void> {
  await tx`
    insert into listing_looks (listing_id, print, due, looked_at)
    select id, print, false, ${now.toISOString()}::timestamptz
    from unnest(${looked.map(({ id }) => id)}::uuid[], ${looked.map(({ print }) => print)}::bigint[]) as seen(id, print)
    on conflict (listing_id) do update set print = excluded.print, due = false, looked_at = excluded.looked_at`;
}

/** Notes that SKUs were looked up as their prints say. */
export async function saveSkuLooks(
  tx: postgres.TransactionSql,
  looked: readonly DueItem<number>[],
): Promise<void> {
  await tx`
    insert into sku_looks (sku_id, print)
    select id, print
    from unnest(${looked.map(({ id }) => id)}::bigint[], ${looked.map(({ print }) => print)}::bigint[]) as seen(id, print)
    on conflict (sku_id) do update set print = excluded.print`;
}
