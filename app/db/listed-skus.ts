/** SKUs by their numbers, in bulk: one statement for all lines of a list or a basket, whatever their number. */
import type { MemberShelfRow, ShelfRow } from "#app/domain/shelf.ts";
import { getCatalogue } from "./catalogue.ts";
import type { Db } from "./client.server.ts";
import { REFERENCES_AT_2 } from "./references.ts";
import { readMemberShelfRows, readShelfRows, shelfStatement, shelfStatements } from "./skus.ts";
import { runStatement } from "./statement.server.ts";

const BY_NUMBER = shelfStatements(
  "select id, popularity from skus where id = any($1::text::bigint[]) and status = 'active'",
);

/** Many ids as one parameter of a prepared statement. */
function idsText(ids: readonly number[]): string {
  return `{${ids.join(",")}}`;
}

/** The SKUs on sale among `ids`, by number, for whoever may not see club prices. One statement. */
export async function findVisitorSkus(db: Db, ids: readonly number[]): Promise<Map<number, ShelfRow>> {
  if (ids.length === 0) return new Map();
  const [catalogue, rows] = await Promise.all([
    getCatalogue(db),
    runStatement(db, BY_NUMBER.visitor, [idsText(ids)]),
  ]);
  return byNumber(readShelfRows(rows, catalogue));
}

/** The same for a member, with club prices. One statement; Postgres refuses it to a visitor's role. */
export async function findMemberSkus(db: Db, ids: readonly number[]): Promise<Map<number, MemberShelfRow>> {
  if (ids.length === 0) return new Map();
  const [catalogue, rows] = await Promise.all([
    getCatalogue(db),
    runStatement(db, BY_NUMBER.member, [idsText(ids)]),
  ]);
  return byNumber(readMemberShelfRows(rows, catalogue));
}

const AT = {
  columns: ", club.club_cents",
  joins: `left join lateral (
  select club_cents from price_history where sku_id = s.id and effective_at <= $2::timestamptz
  order by effective_at desc nulls last limit 1
) club on true`,
  references: REFERENCES_AT_2,
};
const ON_SALE_AT = shelfStatement(
  "select id, popularity from skus where id = any($1::text::bigint[]) and status = 'active'",
  AT,
);
const ANY_AT = shelfStatement("select id, popularity from skus where id = any($1::text::bigint[])", AT);

/**
 * The SKUs among `ids` with the club prices and the checks of other clubs that were known at `at`. One statement, for roles
 * that see the price history. `withdrawn`: also those that are not sold any more. Matches are those of now.
 */
export async function findSkusAt(
  db: Db,
  ids: readonly number[],
  at: Date,
  { withdrawn = false } = {},
): Promise<Map<number, MemberShelfRow>> {
  if (ids.length === 0) return new Map();
  const [catalogue, rows] = await Promise.all([
    getCatalogue(db),
    runStatement(db, withdrawn ? ANY_AT : ON_SALE_AT, [idsText(ids), at.toISOString()]),
  ]);
  return byNumber(readMemberShelfRows(rows, catalogue));
}

/** Titles of SKUs, on sale or not, by number; a number that nothing ever had is not in the map. */
export async function findTitles(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await runStatement(db, "select id, title from skus where id = any($1::text::bigint[])", [
    idsText(ids),
  ]);
  return new Map(rows.map(([id, title]) => [Number(id), title as string]));
}

function byNumber<Row extends ShelfRow>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
