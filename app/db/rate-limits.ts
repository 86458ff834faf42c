/** Counted tries, in fixed windows. Run on the door role. */
import { lt, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { rateLimits } from "#app/db/tables.server.ts";
import type { CountedTries } from "#app/domain/rate-limit.ts";

/** Counts one try under `key`, in the window under way or in a new one from `now`; one statement, so that no try is lost. */
export async function countTry(db: Db, key: string, windowSeconds: number, now: Date): Promise<CountedTries> {
  const windowEndsAt = new Date(now.getTime() + windowSeconds * 1000);
  const over = sql`${rateLimits.windowEndsAt} <= ${now.toISOString()}`;
  const [counted] = await db
    .insert(rateLimits)
    .values({ key, hits: 1, windowEndsAt })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        hits: sql`case when ${over} then 1 else ${rateLimits.hits} + 1 end`,
        windowEndsAt: sql`case when ${over} then excluded.window_ends_at else ${rateLimits.windowEndsAt} end`,
      },
    })
    .returning({ hits: rateLimits.hits, windowEndsAt: rateLimits.windowEndsAt });
  if (counted === undefined) throw new Error("A counted try was not answered.");
  return counted;
}

/** Forgets the tries under `key`: whoever signs in starts afresh. */
export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.delete(rateLimits).where(sql`${rateLimits.key} = ${key}`);
}

/** Sweeps windows that ended before `now`; answers how many. */
export async function deleteEndedWindows(db: Db, now: Date): Promise<number> {
  const gone = await db
    .delete(rateLimits)
    .where(lt(rateLimits.windowEndsAt, now))
    .returning({ key: rateLimits.key });
  return gone.length;
}
