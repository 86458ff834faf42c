/**
 * Search over the titles of active SKUs: every word of the query, accents and endings aside; most popular first. What a
 * search costs is bounded: it never counts or sorts more than {@link PROBE_CAP} hits, however many there are.
 */
import type { MemberShelfRow, ShelfRow } from "#app/domain/shelf.ts";
import { FIRST_PAGE, type ShelfCursor } from "#app/domain/shelf-cursor.ts";
import { getCatalogue } from "./catalogue.ts";
import type { Db } from "./client.server.ts";
import {
  pageOf,
  readMemberShelfRows,
  readShelfRows,
  SHELF_PAGE,
  type ShelfPage,
  shelfStatements,
} from "./skus.ts";
import { type RowValues, runStatement, type StatementValue } from "./statement.server.ts";

/** Hits that are counted at most. Below it they are sorted; from there on the shelf itself is walked, which then finds soon. */
const PROBE_CAP = 2_000;
/** Where there are too many hits to count, a department is offered when one of its so many most popular SKUs is a hit. */
const FRONT = 120;
/** Titles that a misspelt search looks at, at most. */
const CLOSE_CAP = 200;

export type SearchQuestion = {
  /** As typed; {@link cleanQuery} has been over it. */
  readonly text: string;
  readonly department?: string | undefined;
  readonly after?: ShelfCursor | undefined;
};

export type SearchCounts = {
  /** Hits in the whole club, counted to {@link PROBE_CAP}. */
  readonly total: number;
  /** Departments with hits, and how many; null where there were too many to count. */
  readonly byDepartment: ReadonlyMap<string, number | null>;
};

/**
 * What a page prints of a query and Postgres can take: no control characters, single spaces, 120 characters at most.
 */
export function cleanQuery(text: string): string {
  return text
    .slice(0, 2_000)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, 120)
    .toWellFormed();
}

const HITS = "search @@ plainto_tsquery('english', club_unaccent($1::text))";
/** The same, written so that no index answers it: for walking a shelf in its order. */
const WALKED_HITS = "ts_match_vq(search, plainto_tsquery('english', club_unaccent($1::text)))";

const COUNTS = `
select department_slug, count(*)::int
from (select department_slug from skus where ${HITS} and status = 'active' limit ${PROBE_CAP}) hits
group by 1`;

/** Departments with a hit among their most popular SKUs: a bounded walk of each. */
const FACETS = `
select d.slug from departments d
where exists (
  select 1 from (
    select search from skus where department_slug = d.slug and status = 'active'
    order by popularity desc nulls last, id limit ${FRONT}
  ) front
  where ${WALKED_HITS}
)`;

/**
 * Hits by department, counting no further than {@link PROBE_CAP}. One statement; a second one where there are more, as the
 * first that are found say nothing of how the rest are spread.
 */
export async function countHits(db: Db, text: string): Promise<SearchCounts> {
  const rows = (await runStatement(db, COUNTS, [text])) as readonly (readonly [string, number])[];
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  if (total < PROBE_CAP) return { total, byDepartment: new Map(rows) };
  const facets = (await runStatement(db, FACETS, [text])) as readonly (readonly [string])[];
  return { total, byDepartment: new Map(facets.map(([slug]) => [slug, null])) };
}

/** $1 text, $2 and $3 cursor, $4 department. */
function hitsPage(hits: string, department: string): string {
  return `
  select id, popularity from skus
  where status = 'active' and ${hits} ${department}
    and popularity <= $2::int and (popularity < $2::int or id > $3::bigint)
  order by popularity desc nulls last, id limit ${SHELF_PAGE + 1}`;
}

/** All hits are found, then sorted: for few. `offset 0` keeps the planner from walking a shelf instead. */
function sortedPage(department: string): string {
  return `
  select id, popularity from (
    select id, popularity from skus where status = 'active' and ${HITS} ${department} offset 0
  ) found
  where popularity < $2::int or (popularity = $2::int and id > $3::bigint)
  order by popularity desc, id limit ${SHELF_PAGE + 1}`;
}

const DEPARTMENT = "and department_slug = $4::text";
const PAGES = {
  few: { all: shelfStatements(sortedPage("")), one: shelfStatements(sortedPage(DEPARTMENT)) },
  many: {
    all: shelfStatements(hitsPage(WALKED_HITS, "")),
    one: shelfStatements(hitsPage(WALKED_HITS, DEPARTMENT)),
  },
} as const;

function pageStatement(question: SearchQuestion, counts: SearchCounts) {
  const few = counts.total < PROBE_CAP;
  const statements = PAGES[few ? "few" : "many"][question.department === undefined ? "all" : "one"];
  const after = question.after ?? FIRST_PAGE;
  const values: StatementValue[] = [question.text, after.popularity, after.id];
  return {
    statements,
    values: question.department === undefined ? values : [...values, question.department],
  };
}

/** One page of hits for whoever may not see club prices. One statement. */
export async function listVisitorHits(
  db: Db,
  question: SearchQuestion,
  counts: SearchCounts,
): Promise<ShelfPage<ShelfRow>> {
  const { statements, values } = pageStatement(question, counts);
  const [catalogue, rows] = await both(db, statements.visitor, values);
  return pageOf(readShelfRows(rows, catalogue));
}

/** The same page for a member, with club prices. One statement. */
export async function listMemberHits(
  db: Db,
  question: SearchQuestion,
  counts: SearchCounts,
): Promise<ShelfPage<MemberShelfRow>> {
  const { statements, values } = pageStatement(question, counts);
  const [catalogue, rows] = await both(db, statements.member, values);
  return pageOf(readMemberShelfRows(rows, catalogue));
}

/** Titles that look like the query, for when no title has its words: the nearest first. */
const CLOSE = shelfStatements(`
  select id, (1000000 * word_similarity(club_unaccent($1::text), club_unaccent(title)))::int as popularity
  from (
    select id, title from skus
    where club_unaccent(title) %> club_unaccent($1::text) and status = 'active' limit ${CLOSE_CAP}
  ) near
  order by popularity desc, id limit ${SHELF_PAGE}`);

/** Close matches of a misspelt query for whoever may not see club prices, nearest first; one page. One statement. */
export async function listVisitorCloseHits(db: Db, text: string): Promise<readonly ShelfRow[]> {
  const [catalogue, rows] = await both(db, CLOSE.visitor, [text]);
  return readShelfRows(rows, catalogue);
}

/** The same for a member, with club prices. One statement. */
export async function listMemberCloseHits(db: Db, text: string): Promise<readonly MemberShelfRow[]> {
  const [catalogue, rows] = await both(db, CLOSE.member, [text]);
  return readMemberShelfRows(rows, catalogue);
}

function both(db: Db, statement: string, values: readonly StatementValue[]) {
  return Promise.all([getCatalogue(db), runStatement(db, statement, values)]) satisfies Promise<
    [unknown, readonly RowValues[]]
  >;
}
