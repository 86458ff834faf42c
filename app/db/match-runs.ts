/** Runs of the matcher over the database: one at a time, each with what it did. */
import { desc, isNotNull, sql } from "drizzle-orm";
import type { Db, Pool } from "./client.server.ts";
import { imports, matchRuns } from "./tables.server.ts";

/** Any number that nobody else locks. */
const LOCK = 7_310_457;

/**
 * Does `work` while no other run does; one that comes second waits for the first, and finds what is left. `onWait` hears of
 * it. Owner's pool.
 */
export async function inOneRun<T>(pool: Pool, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const connection = await pool.sql.reserve();
  try {
    const [lock] = await connection`select pg_try_advisory_lock(${LOCK}) as mine`;
    if (lock?.mine !== true) {
      onWait();
      await connection`select pg_advisory_lock(${LOCK})`;
    }
    try {
      return await work();
    } finally {
      await connection`select pg_advisory_unlock(${LOCK})`;
    }
  } finally {
    connection.release();
  }
}

export type RunCounts = {
  readonly listings: number;
  readonly skus: number;
  readonly suggested: number;
  readonly withdrawn: number;
  readonly flagged: number;
};

export async function startMatchRun(db: Db, id: string, askedBy: string, now: Date): Promise<void> {
  await db.insert(matchRuns).values({ id, startedAt: now, askedBy });
}

/** Notes that the run came to its end. */
export async function finishMatchRun(db: Db, id: string, counts: RunCounts, now: Date): Promise<void> {
  await db
    .update(matchRuns)
    .set({ ...counts, finishedAt: now })
    .where(sql`${matchRuns.id} = ${id}`);
}

export type MatchRun = typeof matchRuns.$inferSelect;

/** The latest run that came to its end. */
export async function findLastMatchRun(db: Db): Promise<MatchRun | undefined> {
  const [run] = await db
    .select()
    .from(matchRuns)
    .where(isNotNull(matchRuns.finishedAt))
    .orderBy(desc(matchRuns.startedAt))
    .limit(1);
  return run;
}

/** Whether a file has been read in since the last run that came to its end began. */
export async function hasImportSinceLastRun(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ any: boolean }>(sql`
    select exists (
      select 1 from ${imports} where finished_at > coalesce(
        (select max(started_at) from ${matchRuns} where finished_at is not null), '-infinity')
    ) as any`);
  return row?.any === true;
}
