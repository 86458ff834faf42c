/** The background job's side of an upload: who works on it, and whether that process still lives. Owner's role. */
import { and, eq, lt, or, sql } from "drizzle-orm";
import { WORKER_SILENCE_MS } from "#app/domain/upload.ts";
import type { Db } from "./client.server.ts";
import { uploads } from "./tables.server.ts";
import { UPLOADS_CHANNEL } from "./uploads.ts";

/** Queued, or held by a process that has not been heard of for too long. */
function isWaiting(now: Date) {
  const silentSince = new Date(now.getTime() - WORKER_SILENCE_MS);
  return or(eq(uploads.state, "queued"), and(eq(uploads.state, "running"), lt(uploads.heardAt, silentSince)));
}

/** Makes `worker` the one that works on the upload from now on; of several that try, one gets true. */
export async function claimUpload(db: Db, id: string, worker: string, now: Date): Promise<boolean> {
  const claimed = await db
    .update(uploads)
    .set({ state: "running", worker, heardAt: now, startedAt: now })
    .where(and(eq(uploads.id, id), isWaiting(now)))
    .returning({ id: uploads.id });
  return claimed.length > 0;
}

export type RunProgress = { readonly bytesRead: number; readonly rowsRead: number };

/** Notes how far `worker` has come. Gives whether it is to go on, was asked to stop, or has lost its turn. */
export async function noteRunProgress(
  db: Db,
  id: string,
  worker: string,
  progress: RunProgress,
  now: Date,
): Promise<"go-on" | "stop" | "lost"> {
  const [row] = await db
    .update(uploads)
    .set({ ...progress, heardAt: now })
    .where(and(eq(uploads.id, id), eq(uploads.worker, worker)))
    .returning({ stopAsked: uploads.stopAsked });
  if (row === undefined) return "lost";
  return row.stopAsked ? "stop" : "go-on";
}

/** Notes under which import the rows come in. */
export async function noteRunImport(db: Db, id: string, worker: string, importId: string): Promise<void> {
  await db
    .update(uploads)
    .set({ importId })
    .where(and(eq(uploads.id, id), eq(uploads.worker, worker)));
}

export type RunEnd =
  | { readonly state: "done"; readonly tally: object }
  | { readonly state: "failed"; readonly problem: string }
  | { readonly state: "stopped" | "queued" };

/** Ends the turn of `worker`. False when it had lost it already. */
export async function endRun(db: Db, id: string, worker: string, end: RunEnd, now: Date): Promise<boolean> {
  const ended = await db
    .update(uploads)
    .set({
      ...end,
      worker: null,
      heardAt: null,
      ...(end.state === "queued" ? {} : { stopAsked: false, endedAt: now }),
      ...(end.state === "done" && { bytesRead: sql`${uploads.bytes}` }),
    })
    .where(and(eq(uploads.id, id), eq(uploads.worker, worker)))
    .returning({ id: uploads.id });
  return ended.length > 0;
}

/** Tells the processes that listen of every upload that waits. Gives how many that are. */
export async function announceWaiting(db: Db, now: Date): Promise<number> {
  const waiting = await db
    .select({ told: sql`pg_notify(${UPLOADS_CHANNEL}, ${uploads.id}::text)` })
    .from(uploads)
    .where(isWaiting(now));
  return waiting.length;
}

/**
 * Removes what nobody came back for: files that broke off while they arrived, and those that were left unanswered, refused
 * or stopped; and what is done when its rows for mending need not be kept longer.
 */
export async function deleteOldUploads(
  db: Db,
  ends: { readonly arriving: Date; readonly left: Date; readonly done: Date },
): Promise<number> {
  const gone = await db
    .delete(uploads)
    .where(
      or(
        and(eq(uploads.state, "arriving"), lt(uploads.sentAt, ends.arriving)),
        and(
          sql`${uploads.state} in ('refused', 'asking', 'stopped', 'failed')`,
          lt(uploads.sentAt, ends.left),
        ),
        and(eq(uploads.state, "done"), lt(uploads.endedAt, ends.done)),
      ),
    )
    .returning({ id: uploads.id });
  return gone.length;
}
