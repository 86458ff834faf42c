/** What comparisons cost on a page of a department: its one statement with and without references, and the comparing. */
import { performance } from "node:perf_hooks";
import type postgres from "postgres";
import { openPool } from "#app/db/client.server.ts";
import { REFERENCES_OF_SKU } from "#app/db/references.ts";
import { listMemberShelf, SHELF_PAGE, shelfStatements } from "#app/db/skus.ts";
import { compareReference } from "#app/domain/reference.ts";
import { seedDemoClub } from "../../seed/demo.ts";

export type DepartmentFigures = {
  readonly skus: number;
  readonly references: number;
  /** Statements that the page's query sends, once the catalogue's frame is in memory. */
  readonly statements: number;
  readonly withMs: number;
  readonly withoutMs: number;
  readonly perComparisonUs: number;
};

const PAGE = `select id, popularity from skus where status = 'active' and department_slug = 'pantry'
  order by popularity desc nulls last, id limit ${SHELF_PAGE}`;
const RUNS = 300;

/** Seeds the demo club at `url` if it is not there, and measures its pantry as a member sees it. */
export async function measureDepartment(url: string): Promise<DepartmentFigures> {
  const owner = openPool(url, "owner", { size: 2 });
  const member = openPool(url, "member", { size: 1 });
  try {
    const now = new Date();
    await seedDemoClub(owner, now);
    await owner.sql`vacuum analyze`;
    const question = { scope: { kind: "department", slug: "pantry" } } as const;
    const { rows } = await listMemberShelf(member.db, question);
    const statements = await countStatements(member.sql, () => listMemberShelf(member.db, question));
    const full = shelfStatements(PAGE).member;
    const bare = full.replace(REFERENCES_OF_SKU, "cross join (select null::json as found) refs");
    const told = rows.flatMap((row) => row.references.map((reference) => ({ row, reference })));
    const compare = () => {
      for (const { row, reference } of told)
        compareReference({ pack: row.pack, commodity: row.commodity }, reference, row.clubCents, now);
    };
    return {
      skus: rows.length,
      references: told.length,
      statements,
      withMs: await medianMs(() => member.sql.unsafe(full, [], { prepare: true }).values()),
      withoutMs: await medianMs(() => member.sql.unsafe(bare, [], { prepare: true }).values()),
      perComparisonUs: ((await medianMs(async () => compare())) * 1000) / Math.max(1, told.length),
    };
  } finally {
    await Promise.all([owner.close(), member.close()]);
  }
}

async function countStatements(sql: postgres.Sql, work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const options = sql.options as { debug: unknown };
  options.debug = () => {
    statements += 1;
  };
  await work();
  options.debug = false;
  return statements;
}

async function medianMs(work: () => PromiseLike<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const startedAt = performance.now();
    await work();
    if (i >= RUNS / 5) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
