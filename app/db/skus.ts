/**
 * SKUs as a shelf shows them: one statement a page, whatever the catalogue's size. Each statement comes twice, for
 * visitors (public tables alone) and for members (and the club price); which SKUs stand where never depends on prices.
 */
import { LRUCache } from "lru-cache";
import { getCommodity } from "#app/domain/commodity.ts";
import type { BaseUnit, Unit } from "#app/domain/measure.ts";
import type { MemberShelfRow, ShelfRow } from "#app/domain/shelf.ts";
import type { ShelfCursor } from "#app/domain/shelf-cursor.ts";
import { FIRST_PAGE } from "#app/domain/shelf-cursor.ts";
import { WAS_DAYS } from "#app/domain/was-price.ts";
import { type Catalogue, getCatalogue } from "./catalogue.ts";
import type { Db } from "./client.server.ts";
import { readPrices } from "./price-history.ts";
import { parseReferences, REFERENCES_OF_SKU, readReferences } from "./references.ts";
import { RETAIL_COLUMNS, RETAIL_OF_SKU, readRetailPrice } from "./retail-prices.ts";
import { type RowValues, runStatement, type StatementValue } from "./statement.server.ts";

/** SKUs on one page of a shelf. */
export const SHELF_PAGE = 24;

/** Which shelf: the whole club's, a department's, or one category's. */
export type ShelfScope =
  | { readonly kind: "club" }
  | { readonly kind: "department"; readonly slug: string }
  | { readonly kind: "category"; readonly slug: string };

/** A page of a shelf; `next` is where the following page begins, null on the last one. */
export type ShelfPage<Row> = { readonly rows: readonly Row[]; readonly next: ShelfCursor | null };

type ByAudience = { readonly visitor: string; readonly member: string };

/**
 * Prices of a SKU whose price has moved in the days in which it may be called lowered, the newest first; null for all others,
 * whose history is not looked at. One seek in price_history_by_time, and so many rows; a longer history than that is told to
 * reach too short, and gives no "was".
 */
const RECENT_PRICES = `case when club.since > now() - interval '${WAS_DAYS} days' then (
    select json_agg(json_build_array(h.club_cents, (extract(epoch from h.effective_at) * 1000)::bigint))::text
    from (
      select club_cents, effective_at from price_history where sku_id = s.id
      order by effective_at desc nulls last limit 32
    ) h
  ) end`;

/** Both statements around `page`, a query for (id, popularity) of the SKUs to show. */
export function shelfStatements(page: string): ByAudience {
  return {
    visitor: shelfStatement(page),
    member: shelfStatement(page, {
      columns: `, club.club_cents, ${RECENT_PRICES}`,
      joins: "left join current_prices club on club.sku_id = s.id",
    }),
  };
}

/** One statement around `page`: with columns after the common ones, and other references than the latest. */
export function shelfStatement(
  page: string,
  { columns = "", joins = "", references = REFERENCES_OF_SKU } = {},
): string {
  return `
with page as materialized (${page})
select s.id, s.slug, s.title, s.popularity, s.picture, c.commodity, b.name,
  s.pack_count, s.pack_size, s.pack_unit, s.pack_base_unit, s.pack_total_micro,
  ${RETAIL_COLUMNS}, refs.found::text${columns}
from page
join skus s on s.id = page.id
join brands b on b.slug = s.brand_slug
join categories c on c.slug = s.category_slug
${RETAIL_OF_SKU}
${joins}
${references}
order by page.popularity desc, page.id`;
}

/**
 * $1 and $2 are the cursor, $3 the slug. Two branches, each a bounded walk of one index: the rest of the SKUs that are as
 * popular as the cursor's, then the less popular ones. "Nulls last" is how the index is ordered. The limit is part of the
 * text: with a parameter Postgres could not tell that the page is small, and would plan the statement anew each time.
 */
function keyset(condition: string, limit: number): string {
  const from = `select id, popularity from skus where status = 'active' ${condition}`;
  return `
  (${from} and popularity = $1::int and id > $2::bigint order by id limit ${limit})
  union all
  (${from} and popularity < $1::int order by popularity desc nulls last, id limit ${limit})
  order by popularity desc, id limit ${limit}`;
}

const CONDITIONS: Readonly<Record<ShelfScope["kind"], string>> = {
  club: "",
  department: "and department_slug = $3::text",
  category: "and category_slug = $3::text",
};

const shelves = new Map<string, ByAudience>();

/** The statements of a kind of shelf for a page of `size`; sizes are the code's own, so there are few. */
function shelfOf(kind: ShelfScope["kind"], size: number): ByAudience {
  const key = `${kind} ${size}`;
  const known = shelves.get(key);
  if (known !== undefined) return known;
  const made = shelfStatements(keyset(CONDITIONS[kind], size + 1));
  shelves.set(key, made);
  return made;
}

export type ShelfQuestion = {
  readonly scope: ShelfScope;
  readonly after?: ShelfCursor | undefined;
  /** SKUs wanted, 24 unless told. A constant of the page, never anything that a person chose. */
  readonly size?: number;
};

function shelfValues({ scope, after = FIRST_PAGE }: ShelfQuestion): StatementValue[] {
  const values = [after.popularity, after.id];
  return scope.kind === "club" ? values : [...values, scope.slug];
}

/** One page of a shelf for whoever may not see club prices, most popular first. One statement. */
export async function listVisitorShelf(db: Db, question: ShelfQuestion): Promise<ShelfPage<ShelfRow>> {
  const [catalogue, rows] = await Promise.all([
    getCatalogue(db),
    runStatement(
      db,
      shelfOf(question.scope.kind, question.size ?? SHELF_PAGE).visitor,
      shelfValues(question),
    ),
  ]);
  return pageOf(readShelfRows(rows, catalogue), question.size);
}

/** The same page for a member, with club prices. One statement; Postgres refuses it to a visitor's role. */
export async function listMemberShelf(db: Db, question: ShelfQuestion): Promise<ShelfPage<MemberShelfRow>> {
  const [catalogue, rows] = await Promise.all([
    getCatalogue(db),
    runStatement(db, shelfOf(question.scope.kind, question.size ?? SHELF_PAGE).member, shelfValues(question)),
  ]);
  return pageOf(readMemberShelfRows(rows, catalogue), question.size);
}

/** `size` rows of one more than that, and where the next page begins. */
export function pageOf<Row extends ShelfRow>(rows: readonly Row[], size = SHELF_PAGE): ShelfPage<Row> {
  if (rows.length <= size) return { rows, next: null };
  const shown = rows.slice(0, size);
  const last = shown[size - 1];
  return { rows: shown, next: last ? { popularity: last.popularity, id: last.id } : null };
}

/** Index of the first column after those that every shelf statement has. */
const CLUB_PRICE_AT = 19;
const RECENT_PRICES_AT = 20;

/** Rows of a visitor's statement of {@link shelfStatements}. */
export function readShelfRows(rows: readonly RowValues[], catalogue: Catalogue): ShelfRow[] {
  return rows.map((values) => intern(visitorRows, catalogue, values, () => readShelfRow(values, catalogue)));
}

/** Rows of a member's statement of {@link shelfStatements}. */
export function readMemberShelfRows(rows: readonly RowValues[], catalogue: Catalogue): MemberShelfRow[] {
  return rows.map((values) =>
    intern(memberRows, catalogue, values, () => ({
      ...readShelfRow(values, catalogue),
      clubCents: values[CLUB_PRICE_AT] as number | null,
      recentPrices: readPrices(values[RECENT_PRICES_AT]),
    })),
  );
}

type InternedRows<Row extends ShelfRow> = WeakMap<Catalogue, LRUCache<string, Row>>;

/** Rows that are kept for a role's pool: about 3 kB each. */
const MAX_INTERNED = 4_000;
const visitorRows: InternedRows<ShelfRow> = new WeakMap();
const memberRows: InternedRows<MemberShelfRow> = new WeakMap();

/**
 * The same values are the same object: nothing is remembered in place of asking Postgres, only what was made of an equal
 * answer. Kept with the catalogue (one role's, for a minute), whose retailers stand in the rows.
 */
function intern<Row extends ShelfRow>(
  known: InternedRows<Row>,
  catalogue: Catalogue,
  values: RowValues,
  read: () => Row,
): Row {
  let rows = known.get(catalogue);
  if (rows === undefined) {
    rows = new LRUCache({ max: MAX_INTERNED });
    known.set(catalogue, rows);
  }
  const key = values.join("\u0001");
  let row = rows.get(key);
  if (row === undefined) {
    row = read();
    rows.set(key, row);
  }
  return row;
}

function readShelfRow(values: RowValues, catalogue: Catalogue): ShelfRow {
  return {
    id: Number(values[0]),
    slug: values[1] as string,
    title: values[2] as string,
    popularity: values[3] as number,
    picture: values[4] as string,
    brand: values[6] as string,
    pack: {
      count: values[7] as number,
      size: values[8] as string,
      unit: values[9] as Unit,
      baseUnit: values[10] as BaseUnit,
      totalMicro: Number(values[11]),
    },
    commodity: getCommodity(values[5] as string),
    retail: readRetailPrice(values, 12),
    references: readReferences(parseReferences(values[18]), catalogue.retailerBySlug),
  };
}
