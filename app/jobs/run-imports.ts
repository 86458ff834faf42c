/** Files that staff sent in are read in, one at a time a process, whichever is free. */
import type { PgBoss } from "pg-boss";
import { type RunReport, runImport } from "#app/commands/run-import.ts";
import type { Pool } from "#app/db/client.server.ts";
import { sweepChunks } from "#app/db/upload-chunks.ts";
import { announceWaiting, deleteOldUploads } from "#app/db/upload-runs.ts";
import { UPLOADS_CHANNEL } from "#app/db/uploads.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { log } from "#app/http/log.ts";

const QUEUE = "run-import";
const POLL_SECONDS = 30;
/** pg-boss forgets a job after this; the upload's own row says whose turn it is. */
const LONGEST_SECONDS = 23 * 3_600;

type Order = { readonly uploadId: string };

/**
 * Works on the queue until stopped. Postgres tells every process of an upload that waits; each puts it in the queue, the
 * first that takes it has it, the others find it taken. What nobody heard is announced each minute.
 */
export async function startImportWork(boss: PgBoss, owner: Pool): Promise<{ stop(): Promise<void> }> {
  const closing = new AbortController();
  await boss.createQueue(QUEUE, { retryLimit: 0, expireInSeconds: LONGEST_SECONDS });
  const workerId = await boss.work<Order>(QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, async ([job]) => {
    if (job === undefined) return;
    const { uploadId } = job.data;
    try {
      const report: RunReport = await runImport(
        { db: owner.db, clock: () => new Date(), signal: closing.signal },
        uploadId,
      );
      if (report.outcome !== "not-waiting") log.info({ job: QUEUE, uploadId, ...report }, "import ended");
    } catch (error) {
      log.error({ job: QUEUE, uploadId, err: error }, "import broke off");
      throw error;
    }
  });
  const order = async (uploadId: string) => {
    if (closing.signal.aborted) return;
    await boss.send(QUEUE, { uploadId } satisfies Order);
    boss.notifyWorker(workerId);
  };
  const hear = (uploadId: string) =>
    void order(uploadId).catch((error: unknown) => log.error({ uploadId, err: error }, "import not queued"));
  const listening = await owner.sql.listen(UPLOADS_CHANNEL, hear);
  await announceWaiting(owner.db, new Date());
  return {
    async stop() {
      closing.abort();
      await listening.unlisten();
    },
  };
}

/** Each minute: imports whose call nobody heard, those whose process is gone, and the bytes of files that are over. */
export async function announceImports(owner: Pool, now: Date): Promise<{ waiting: number; chunks: number }> {
  return { waiting: await announceWaiting(owner.db, now), chunks: await sweepChunks(owner.db) };
}

/** Days that a file waits for an answer, and that the rows of one that is in are kept for mending. */
const LEFT_DAYS = 14;
const MENDING_DAYS = 90;

/** Each hour: files that nobody came back for. */
export async function sweepUploads(owner: Pool, now: Date): Promise<{ uploads: number }> {
  const ends = {
    arriving: addDays(now, -1),
    left: addDays(now, -LEFT_DAYS),
    done: addDays(now, -MENDING_DAYS),
  };
  return { uploads: await deleteOldUploads(owner.db, ends) };
}
