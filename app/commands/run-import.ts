/** The background job's work: an upload is read in, its rejected rows are kept, and it can be stopped at any time. */
import { v4 as uuidv4 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { sweepChunks } from "#app/db/upload-chunks.ts";
import { claimUpload, endRun, noteRunImport, noteRunProgress, type RunEnd } from "#app/db/upload-runs.ts";
import { findUpload, type Upload } from "#app/db/uploads.ts";
import { columnChoices, type ImportPlan } from "#app/domain/upload.ts";
import { inspectionSchema } from "./import-references/inspect-file.ts";
import { rejectKeeper } from "./import-references/reject-keeper.ts";
import { uploadSource } from "./import-references/upload-source.ts";
import { type ImportListener, type ImportRequest, importReferences } from "./import-references.ts";

export type RunDeps = {
  readonly db: Db;
  readonly clock: () => Date;
  /** Aborted when the process closes: the import goes back to the queue, for another process. */
  readonly signal: AbortSignal;
};

export type RunReport = { readonly outcome: RunEnd["state"] | "not-waiting" | "lost"; readonly rows: number };

/** How often a run says that it lives and asks whether it is to stop. */
const PULSE_MS = 1_000;

/** Thrown inside the reading to end it. */
class Halted extends Error {
  override name = "Halted";
}

/**
 * Reads the upload in if it waits and nobody else has it. Ends as done, failed with a sentence, stopped where staff asked, or
 * queued again where the process closes. What is unforeseen ends as failed too, and is thrown on.
 */
export async function runImport(deps: RunDeps, uploadId: string): Promise<RunReport> {
  const { db, clock, signal } = deps;
  const worker = uuidv4();
  if (signal.aborted || !(await claimUpload(db, uploadId, worker, clock())))
    return { outcome: "not-waiting", rows: 0 };
  const upload = await findUpload(db, uploadId);
  if (upload?.plan == null) throw new Error(`Upload ${uploadId} was queued without a plan.`);
  const pulse = startPulse(deps, uploadId, worker);
  const rejects = await rejectKeeper(db, uploadId);
  const listener: ImportListener = {
    started: ({ importId }) => noteRunImport(db, uploadId, worker, importId),
    rejected: ({ line, cells }, { field, reason, sentence }) =>
      rejects.add({ line, cells, field, reason, sentence }),
    told: () => rejects.flush(),
    progressed: (bytesRead, rowsRead) => {
      if (pulse.halt() !== undefined) throw new Halted("halted");
      pulse.note({ bytesRead, rowsRead });
    },
  };
  try {
    const done = await importReferences(db, requestOf(db, upload, upload.plan, clock()), listener);
    if (!done.ok) await rejects.flush();
    const end: RunEnd = done.ok
      ? { state: "done", tally: { ...done.tally, suggested: done.suggested } }
      : { state: "failed", problem: done.sentence };
    return await finish(db, uploadId, worker, end, pulse.rows(), clock());
  } catch (error) {
    // What can't be kept now is told again when the import goes on.
    await rejects.flush().catch(() => undefined);
    const isHalted = error instanceof Halted;
    const end = isHalted ? endOfHalt(pulse.halt()) : BROKEN;
    const report = await finish(db, uploadId, worker, end, pulse.rows(), clock());
    if (!isHalted) throw error;
    return report;
  } finally {
    pulse.end();
  }
}

const BROKEN: RunEnd = {
  state: "failed",
  problem: "Something broke on our side. What was read is in; resume the import to go on.",
};

/** Where staff asked, it is theirs to resume; where the process closes, another one goes on. */
function endOfHalt(why: "stop" | "lost" | "closing" | undefined): RunEnd {
  return { state: why === "stop" ? "stopped" : "queued" };
}

async function finish(
  db: Db,
  uploadId: string,
  worker: string,
  end: RunEnd,
  rows: number,
  now: Date,
): Promise<RunReport> {
  if (!(await endRun(db, uploadId, worker, end, now))) return { outcome: "lost", rows };
  if (end.state === "done") await sweepChunks(db);
  return { outcome: end.state, rows };
}

function requestOf(db: Db, upload: Upload, plan: ImportPlan, now: Date): ImportRequest {
  const { sheet } = inspectionSchema.parse(upload.inspection);
  return {
    file: uploadSource(db, upload),
    retailerSlug: plan.retailer,
    importedBy: upload.startedBy ?? upload.sentBy,
    columns: columnChoices(plan),
    capturedAt: plan.capturedAt === null ? undefined : { at: new Date(plan.capturedAt), zone: plan.zone },
    zone: plan.zone,
    channel: plan.channel,
    place: plan.place,
    ...(sheet !== null && { sheet }),
    now,
  };
}

/** Tells the database every second how far the run has come, and hears whether it is to halt. */
function startPulse({ db, clock, signal }: RunDeps, uploadId: string, worker: string) {
  let progress = { bytesRead: 0, rowsRead: 0 };
  let heard: "stop" | "lost" | undefined;
  let isBeating = false;
  const beat = async () => {
    if (isBeating) return;
    isBeating = true;
    try {
      const answer = await noteRunProgress(db, uploadId, worker, progress, clock());
      if (answer !== "go-on") heard = answer;
    } catch {
      // The import itself will say that the database is away.
    } finally {
      isBeating = false;
    }
  };
  const timer = setInterval(beat, PULSE_MS);
  return {
    note: (now: typeof progress) => {
      progress = now;
    },
    rows: () => progress.rowsRead,
    halt: () => heard ?? (signal.aborted ? ("closing" as const) : undefined),
    end: () => clearInterval(timer),
  };
}
