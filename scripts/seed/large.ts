/**
 * A club of any size on top of the demo club: a million SKUs with their offers, retail prices, references, club prices and
 * history, streamed in by COPY with constant memory.
 */
import { sql as query } from "drizzle-orm";
import type postgres from "postgres";
import { appendAudit } from "#app/db/audit.ts";
import type { Db, Pool } from "#app/db/client.server.ts";
import { copyRows } from "#app/db/copy-rows.ts";
import { listNewestRates } from "#app/db/offers.ts";
import { loadRuleBook } from "#app/db/rules.ts";
import { brands, changeSets } from "#app/db/tables.server.ts";
import { EMPTY_TALLY } from "#app/domain/change-set.ts";
import { CLUB_KEY } from "#app/domain/pricing.ts";
import { daysBefore } from "./dates.ts";
import type { SeedProgress } from "./demo.ts";
import { COPIED_TABLES, copiedColumns } from "./large/columns.ts";
import { restoreIndexes, suspendIndexes } from "./large/indexes.ts";
import { terminalProgress } from "./large/progress-bar.ts";
import { addRows, type LargeTerms, noRows } from "./large/rows.ts";
import { FIRST_LARGE_SKU, LARGE_BRANDS, largeSku, MAX_LARGE_SKUS } from "./large/variations.ts";
import { OPENING_DAYS } from "./offers.ts";
import { randomOf, uuidOf } from "./random.ts";

export type LargeClub = {
  /** SKUs in all, the demo club's among them. */
  readonly skus: number;
  readonly now: Date;
  /** Hears how many of the new SKUs are in. Left out: shown at the terminal. */
  readonly progress?: SeedProgress;
};

/** SKUs of one transaction: what is held in memory, and what a crash loses at most. */
const CHUNK = 2_500;
/** Transactions under way at once: one is worked out while Postgres takes in the other. */
const WORKERS = 2;
/** Any number that nobody else locks: one large load at a time. */
const LOCK = 7_310_456;

/**
 * Fills the club up to `skus` SKUs and says what was done. Run again it tops up; after a crash it goes on with what is missing,
 * indexes included. Needs the demo club.
 * @throws Error when there is no demo club, when another load runs, or for more SKUs than there are variations.
 */
export async function seedLargeClub(pool: Pool, { skus, now, progress }: LargeClub): Promise<string> {
  const connection = await pool.sql.reserve();
  try {
    const [lock] = await connection`select pg_try_advisory_lock(${LOCK}) as mine`;
    if (lock?.mine !== true) throw new Error("Another large seed is running on this database.");
    return await topUp(pool, skus, now, progress ?? terminalProgress());
  } finally {
    await connection`select pg_advisory_unlock(${LOCK})`;
    connection.release();
  }
}

async function topUp(pool: Pool, skus: number, now: Date, progress: SeedProgress): Promise<string> {
  await restoreIndexes(pool.sql, (name) => progress(`index ${name}`, 0, 1));
  const inAll = await countSkus(pool.sql);
  if (inAll === 0) throw new Error("There is no demo club to enlarge: seed it first.");
  if (inAll >= skus) return `${written(inAll)} SKUs already`;
  const total = skus - inAll;
  const missing = await missingChunks(pool.sql, total);
  const startedAt = performance.now();
  // Keeping indexes up costs less than building them over what is there already, unless the load is the larger part.
  if (total > inAll) await suspendIndexes(pool.sql, COPIED_TABLES);
  try {
    const terms = await termsOf(pool.db, now);
    await loadChunks(pool, missing, terms, (done) => progress("loading", done, total));
    await noteLoad(pool.db, terms.changeSetId, total, now);
  } finally {
    await restoreIndexes(pool.sql, (name) => progress(`index ${name}`, total, total));
  }
  for (const table of COPIED_TABLES) {
    progress(`vacuum ${table}`, total, total);
    await pool.sql`vacuum (analyze) ${pool.sql(table)}`;
  }
  progress("done", total, total);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return `${written(skus)} SKUs: ${written(total)} added in ${seconds} s`;
}

async function countSkus(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from skus`;
  return row?.count ?? 0;
}

/** Numbers of SKUs from `start` up to, but not including, `end`. */
type Chunk = { readonly start: number; readonly end: number };

/** The next `total` SKUs that are not there yet. A chunk is there from its start on, as far as it goes. */
async function missingChunks(sql: postgres.Sql, total: number): Promise<Chunk[]> {
  const rows = await sql<{ chunk: number; count: number }[]>`
    select ((id - ${FIRST_LARGE_SKU}) / ${CHUNK})::int as chunk, count(*)::int as count
    from skus where id >= ${FIRST_LARGE_SKU} group by 1`;
  const filled = new Map(rows.map(({ chunk, count }) => [chunk, count]));
  const missing: Chunk[] = [];
  let left = total;
  for (let chunk = 0; left > 0; chunk++) {
    const start = chunk * CHUNK + (filled.get(chunk) ?? 0);
    const end = Math.min((chunk + 1) * CHUNK, start + left);
    if (end > MAX_LARGE_SKUS) throw new Error(`There are ${written(MAX_LARGE_SKUS)} variations and no more.`);
    if (end > start) missing.push({ start, end });
    left -= end - start;
  }
  return missing;
}

/** The rules and rates that price the load, and the change set that it is published under; brands are made with it. */
async function termsOf(db: Db, now: Date): Promise<LargeTerms> {
  const publishedAt = daysBefore(now, OPENING_DAYS);
  const changeSetId = uuidOf(randomOf("change-set:Large catalogue"), new Date(0));
  await db
    .insert(brands)
    .values([...LARGE_BRANDS])
    .onConflictDoNothing();
  await db
    .insert(changeSets)
    .values({
      id: changeSetId,
      name: "Large catalogue",
      state: "published",
      scope: "club",
      scopeKey: CLUB_KEY,
      madeAt: publishedAt,
      publishedAt,
      tally: EMPTY_TALLY,
    })
    .onConflictDoNothing();
  const rules = await loadRuleBook(db, []);
  return { now, changeSetId, publishedAt, rules, rates: await listNewestRates(db, publishedAt) };
}

async function loadChunks(
  pool: Pool,
  chunks: readonly Chunk[],
  terms: LargeTerms,
  onDone: (done: number) => void,
): Promise<void> {
  const waiting = [...chunks].reverse();
  let done = 0;
  const work = async () => {
    for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
      await loadChunk(pool.sql, chunk, terms);
      done += chunk.end - chunk.start;
      onDone(done);
    }
  };
  onDone(0);
  const workers = Array.from({ length: WORKERS }, () =>
    work().catch((error: unknown) => {
      // The other worker finishes its chunk and stops: indexes come back once nobody writes.
      waiting.length = 0;
      throw error;
    }),
  );
  for (const result of await Promise.allSettled(workers))
    if (result.status === "rejected") throw result.reason;
}

async function loadChunk(sql: postgres.Sql, { start, end }: Chunk, terms: LargeTerms): Promise<void> {
  const rows = noRows();
  for (let n = start; n < end; n++) addRows(rows, largeSku(n), terms);
  await sql.begin(async (tx) => {
    // What a crash loses is loaded again.
    await tx`set local synchronous_commit = off`;
    for (const table of COPIED_TABLES) await copyRows(tx, table, copiedColumns(table), rows[table]);
  });
}

/** The change set's tally is what it has priced, an earlier crash's share included; the audit says who did it. */
async function noteLoad(db: Db, changeSetId: string, added: number, now: Date): Promise<void> {
  const priced = query`select count(*) from current_prices where change_set_id = ${changeSetId}`;
  await db.transaction(async (tx) => {
    await tx.execute(query`
      update change_sets set tally = jsonb_set(tally, '{first}', to_jsonb((${priced}))) where id = ${changeSetId}`);
    await appendAudit(tx, {
      at: now,
      actorId: null,
      actor: "operator",
      action: "seed-large-club",
      subjectKind: "change-set",
      subjectId: changeSetId,
      before: null,
      after: { added },
    });
  });
}

function written(count: number): string {
  return count.toLocaleString("en-US");
}
