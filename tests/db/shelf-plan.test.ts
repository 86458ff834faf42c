/** A shelf's cost does not grow with the catalogue: each page walks an index from the cursor on, and no further. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { countHits, listVisitorHits } from "#app/db/search.ts";
import { listMemberShelf, listVisitorShelf, SHELF_PAGE, type ShelfScope } from "#app/db/skus.ts";
import { seedSmallClub } from "#tests/support/club-fixture.ts";
import { countingPool } from "#tests/support/count-statements.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
const SKUS = 20_000;
/** Rows of one page, one more to know whether there is a next one, in both branches of the keyset. */
const MOST_ROWS = 2 * (SHELF_PAGE + 1);
/** Popularities are shared by two hundred SKUs each: a page has to begin inside of a tie. */
const MIDDLE = { popularity: 50, id: 1_010_000 };

let counted: ReturnType<typeof countingPool>;

beforeAll(async () => {
  await seedSmallClub(database.pools.owner.db);
  const { sql } = database.pools.owner;
  await sql`
    insert into products (id, name, brand_slug, description)
    select n, 'Bulk', 'harbor', 'Bulk' from generate_series(1000000, ${1_000_000 + SKUS - 1}::int) n`;
  await sql`
    insert into skus (id, product_id, slug, title, brand_slug, department_slug, category_slug, supplier_slug,
      pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, picture, popularity, status, listed_at)
    select n, n, 'bulk-' || n, 'Bulk article ' || n, 'harbor', 'pantry', case n % 2 when 0 then 'coffee' else 'spices' end,
      'acme', 1, '16', 'oz', 'g', 453592370, 'olive.jar.green', n % 100, 'active', now()
    from generate_series(1000000, ${1_000_000 + SKUS - 1}::int) n`;
  await sql`analyze`;
  counted = countingPool(database.url, "member");
});
afterAll(() => counted.pool.close());

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
};

/** The nodes of the plan that Postgres follows for the statement that `run` sends last. */
async function planOf(
  run: () => Promise<unknown>,
  values: readonly (string | number)[],
): Promise<PlanNode[]> {
  counted.statements.length = 0;
  await run();
  const text = counted.statements.at(-1);
  const [row] = await counted.pool.sql.unsafe(`explain (analyze, format json) ${text}`, [...values]);
  const nodes: PlanNode[] = [];
  const collect = (node: PlanNode) => {
    nodes.push(node);
    node.Plans?.forEach(collect);
  };
  collect((row as unknown as { "QUERY PLAN": [{ Plan: PlanNode }] })["QUERY PLAN"][0].Plan);
  return nodes;
}

/** Rows of skus that were looked at, thrown away ones too. */
function rowsTouched(nodes: readonly PlanNode[], index: string): number {
  return nodes
    .filter((node) => node["Index Name"] === index)
    .reduce(
      (sum, node) =>
        sum + (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"],
      0,
    );
}

const SHELVES: readonly [string, ShelfScope][] = [
  ["skus_club_shelf", { kind: "club" }],
  ["skus_department_shelf", { kind: "department", slug: "pantry" }],
  ["skus_category_shelf", { kind: "category", slug: "coffee" }],
];

test.each(SHELVES)("a page from the middle walks %s no further than the page", async (index, scope) => {
  const question = { scope, after: MIDDLE };
  const values = [MIDDLE.popularity, MIDDLE.id, ...(scope.kind === "club" ? [] : [scope.slug])];
  for (const list of [listVisitorShelf, listMemberShelf]) {
    const nodes = await planOf(() => list(counted.pool.db, question), values);
    expect(nodes.some((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "skus")).toBe(
      false,
    );
    const touched = rowsTouched(nodes, index);
    expect(touched).toBeGreaterThan(SHELF_PAGE);
    expect(touched).toBeLessThanOrEqual(MOST_ROWS);
  }
});

test("a search that hits everything walks a shelf and sorts nothing big", async () => {
  const counts = await countHits(counted.pool.db, "bulk article");
  const question = { text: "bulk article", after: MIDDLE };
  const nodes = await planOf(
    () => listVisitorHits(counted.pool.db, question, counts),
    ["bulk article", MIDDLE.popularity, MIDDLE.id],
  );
  expect(nodes.some((node) => node["Index Name"] === "skus_club_shelf")).toBe(true);
  const sorted = nodes.filter((node) => node["Node Type"] === "Sort").map((node) => node["Actual Rows"]);
  expect(Math.max(0, ...sorted)).toBeLessThanOrEqual(SHELF_PAGE + 1);
});
