/**
 * The desk's list of SKUs. A page costs a fixed number of statements. What is wrong with a SKU is decided by the domain and not
 * in SQL, so a list of troubles reads the shelf in windows of {@link DESK_WINDOW} SKUs and says how far it has looked.
 */
import { type DeskSku, deskSku, TROUBLES, type Trouble } from "#app/domain/desk-sku.ts";
import { chooseOffer } from "#app/domain/landed-cost.ts";
import type { MemberShelfRow } from "#app/domain/shelf.ts";
import { FIRST_PAGE, type ShelfCursor } from "#app/domain/shelf-cursor.ts";
import { getCatalogue } from "./catalogue.ts";
import type { Db } from "./client.server.ts";
import { listNewestRates, listOffersToChooseFrom } from "./offers.ts";
import { listSkusToPriceById } from "./priced-skus.ts";
import { loadRuleBook } from "./rules.ts";
import {
  listMemberShelf,
  pageOf,
  readMemberShelfRows,
  type ShelfPage,
  type ShelfScope,
  shelfStatements,
} from "./skus.ts";
import { runStatement } from "./statement.server.ts";

/** SKUs on one page of the desk's list. */
export const DESK_PAGE = 50;
/** SKUs that are looked at for one page of troubles, and for the numbers on the desk's first page. */
const DESK_WINDOW = 1_000;

export type DeskFilter = {
  readonly scope: ShelfScope;
  /** Words of the title, as `cleanQuery` left them; "" for all. */
  readonly text: string;
  readonly trouble?: Trouble | undefined;
};

export type DeskPage = {
  readonly rows: readonly DeskSku[];
  /** Where the next page begins; null at the end. */
  readonly next: ShelfCursor | null;
  /** SKUs that were looked at. */
  readonly looked: number;
};

/** One page of SKUs, most popular first; with a trouble, those of the next window that have it. */
export async function listDeskSkus(
  db: Db,
  filter: DeskFilter,
  after: ShelfCursor | undefined,
  now: Date,
): Promise<DeskPage> {
  const { trouble } = filter;
  const page = await readWindow(db, filter, after, trouble === undefined ? DESK_PAGE : DESK_WINDOW);
  const rows = await priceRows(db, page.rows, now);
  if (trouble === undefined) return { rows, next: page.next, looked: rows.length };
  const found = rows.filter((row) => row.troubles.includes(trouble));
  if (found.length <= DESK_PAGE) return { rows: found, next: page.next, looked: rows.length };
  const last = found[DESK_PAGE - 1]?.id;
  const looked = page.rows.findIndex((row) => row.id === last) + 1;
  const end = page.rows[looked - 1];
  return {
    rows: found.slice(0, DESK_PAGE),
    next: end ? { popularity: end.popularity, id: end.id } : null,
    looked,
  };
}

/** How many of the first {@link DESK_WINDOW} SKUs, the most popular ones, have each trouble. */
export async function countTroubles(
  db: Db,
  now: Date,
): Promise<{ looked: number; counts: Readonly<Record<Trouble, number>> }> {
  const page = await listMemberShelf(db, { scope: { kind: "club" }, size: DESK_WINDOW });
  const rows = await priceRows(db, page.rows, now);
  const count = (trouble: Trouble) => rows.filter((row) => row.troubles.includes(trouble)).length;
  const counts = Object.fromEntries(TROUBLES.map((trouble) => [trouble, count(trouble)]));
  return { looked: rows.length, counts: counts as Record<Trouble, number> };
}

/** Active SKUs, counted up to `cap`. */
export async function countSkus(db: Db, cap: number): Promise<number> {
  const [row] = await runStatement(db, COUNT, [cap]);
  return Number(row?.[0] ?? 0);
}

const COUNT = "select count(*) from (select 1 from skus where status = 'active' limit $1::int) found";

/** Adds cost, rule and verdicts to shelf rows: four statements, whatever their number. */
async function priceRows(db: Db, rows: readonly MemberShelfRow[], now: Date): Promise<DeskSku[]> {
  const ids = rows.map((row) => row.id);
  const [skus, offers, rates, rules] = await Promise.all([
    listSkusToPriceById(db, ids),
    listOffersToChooseFrom(db, ids, now),
    listNewestRates(db, now),
    loadRuleBook(db, ids),
  ]);
  const byId = new Map(skus.map((sku) => [sku.id, sku]));
  return rows.flatMap((row) => {
    const sku = byId.get(row.id);
    if (sku === undefined) return [];
    return [deskSku(row, sku, chooseOffer(offers.get(row.id) ?? [], { rates, now }), rules, now)];
  });
}

function readWindow(
  db: Db,
  { scope, text }: DeskFilter,
  after: ShelfCursor | undefined,
  size: number,
): Promise<ShelfPage<MemberShelfRow>> {
  return text === ""
    ? listMemberShelf(db, { scope, after, size })
    : listHits(db, scope, text, after ?? FIRST_PAGE, size);
}

/** $1 text, $2 and $3 cursor, $4 most rows, $5 slug. */
function hits(condition: string): string {
  return shelfStatements(`
  select id, popularity from skus
  where status = 'active' and search @@ plainto_tsquery('english', club_unaccent($1::text)) ${condition}
    and popularity <= $2::int and (popularity < $2::int or id > $3::bigint)
  order by popularity desc nulls last, id limit $4::int`).member;
}

const HITS: Readonly<Record<ShelfScope["kind"], string>> = {
  club: hits(""),
  department: hits("and department_slug = $5::text"),
  category: hits("and category_slug = $5::text"),
};

async function listHits(db: Db, scope: ShelfScope, text: string, after: ShelfCursor, size: number) {
  const values = [text, after.popularity, after.id, size + 1];
  const [catalogue, rows] = await Promise.all([
    getCatalogue(db),
    runStatement(db, HITS[scope.kind], scope.kind === "club" ? values : [...values, scope.slug]),
  ]);
  return pageOf(readMemberShelfRows(rows, catalogue), size);
}
