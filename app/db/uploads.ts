/** Files that were sent in: what is known of each, and what staff do with it. The lists are in upload-lists.ts. */
import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import {
  type ImportPlan,
  importPlanSchema,
  statesFor,
  type UploadDeed,
  type UploadState,
} from "#app/domain/upload.ts";
import type { Db } from "./client.server.ts";
import { uploads } from "./tables.server.ts";

/** The channel on which the processes hear that an import waits. */
export const UPLOADS_CHANNEL = "uploads";

export type Upload = {
  readonly id: string;
  readonly fileName: string;
  readonly fileDate: Date | null;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly encoding: string | null;
  readonly state: UploadState;
  readonly problem: string | null;
  /** As `inspect-file.ts` writes it. */
  readonly inspection: unknown;
  readonly plan: ImportPlan | null;
  readonly sentBy: string;
  readonly sentAt: Date;
  readonly startedBy: string | null;
  readonly startedAt: Date | null;
  readonly stopAsked: boolean;
  /** When the process that works on it was last heard of. */
  readonly heardAt: Date | null;
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly importId: string | null;
  readonly tally: unknown;
  readonly endedAt: Date | null;
};

const UPLOAD = {
  id: uploads.id,
  fileName: uploads.fileName,
  fileDate: uploads.fileDate,
  bytes: uploads.bytes,
  sha256: uploads.sha256,
  encoding: uploads.encoding,
  state: uploads.state,
  problem: uploads.problem,
  inspection: uploads.inspection,
  plan: uploads.plan,
  sentBy: uploads.sentBy,
  sentAt: uploads.sentAt,
  startedBy: uploads.startedBy,
  startedAt: uploads.startedAt,
  stopAsked: uploads.stopAsked,
  heardAt: uploads.heardAt,
  bytesRead: uploads.bytesRead,
  rowsRead: uploads.rowsRead,
  importId: uploads.importId,
  tally: uploads.tally,
  endedAt: uploads.endedAt,
};

/** One upload; with `lock` nobody else changes it until the transaction ends. */
export async function findUpload(db: Db, id: string, lock = false): Promise<Upload | undefined> {
  const query = db.select(UPLOAD).from(uploads).where(eq(uploads.id, id));
  const [found] = await (lock ? query.for("update") : query);
  if (found === undefined) return undefined;
  return { ...found, plan: found.plan === null ? null : importPlanSchema.parse(found.plan) };
}

export type NewUpload = Pick<Upload, "id" | "fileName" | "fileDate" | "sentBy" | "sentAt">;

/** Notes that a file begins to come in. */
export async function beginUpload(db: Db, upload: NewUpload): Promise<void> {
  await db.insert(uploads).values({ ...upload, state: "arriving" });
}

/** Bytes of the files that are kept: those that came in and are not read yet. */
export async function countKeptBytes(db: Db): Promise<number> {
  const [row] = await db
    .select({ bytes: sql<string>`coalesce(sum(${uploads.bytes}), 0)` })
    .from(uploads)
    .where(notInArray(uploads.state, ["done", "refused"]));
  return Number(row?.bytes ?? 0);
}

/** How much has come in so far. */
export async function noteArrived(db: Db, id: string, bytes: number): Promise<void> {
  await db.update(uploads).set({ bytes }).where(eq(uploads.id, id));
}

export type Arrival = Pick<Upload, "bytes" | "sha256" | "encoding" | "problem"> & {
  readonly state: "asking" | "refused";
  readonly inspection: unknown;
};

/** Notes that the whole file is here, and what it is. */
export async function finishArrival(db: Db, id: string, arrival: Arrival): Promise<void> {
  await db.update(uploads).set(arrival).where(eq(uploads.id, id));
}

/** Sets what the file holds and how it is to be read, while staff are asked. False when it is past that. */
export async function saveUploadPlan(
  db: Db,
  id: string,
  plan: ImportPlan | null,
  inspection?: unknown,
): Promise<boolean> {
  const changed = await db
    .update(uploads)
    .set({ plan, ...(inspection !== undefined && { inspection }) })
    .where(and(eq(uploads.id, id), eq(uploads.state, "asking")))
    .returning({ id: uploads.id });
  return changed.length > 0;
}

/** Puts the upload in the queue and tells the processes that listen, when the transaction ends. False: not from its state. */
export async function queueUpload(
  db: Db,
  id: string,
  deed: Extract<UploadDeed, "start" | "resume">,
  by: { readonly startedBy: string; readonly startedAt: Date },
): Promise<boolean> {
  const changed = await db
    .update(uploads)
    .set({
      state: "queued",
      stopAsked: false,
      problem: null,
      endedAt: null,
      bytesRead: 0,
      rowsRead: 0,
      ...by,
    })
    .where(and(eq(uploads.id, id), inArray(uploads.state, statesFor(deed))))
    .returning({ id: uploads.id });
  if (changed.length > 0) await db.execute(sql`select pg_notify(${UPLOADS_CHANNEL}, ${id})`);
  return changed.length > 0;
}

/** Takes a queued upload out of the queue, asks the process that works on a running one to stop. False: neither. */
export async function askToStop(db: Db, id: string, now: Date): Promise<boolean> {
  const changed = await db
    .update(uploads)
    .set({
      stopAsked: true,
      state: sql`case when ${uploads.state} = 'queued' then 'stopped' else ${uploads.state} end`,
      endedAt: sql`case when ${uploads.state} = 'queued' then ${now.toISOString()}::timestamptz end`,
    })
    .where(and(eq(uploads.id, id), inArray(uploads.state, statesFor("stop"))))
    .returning({ id: uploads.id });
  return changed.length > 0;
}

/** Removes an upload with its chunks and rejects. False when it may not go. */
export async function deleteUpload(db: Db, id: string): Promise<boolean> {
  const gone = await db
    .delete(uploads)
    .where(and(eq(uploads.id, id), inArray(uploads.state, statesFor("discard"))))
    .returning({ id: uploads.id });
  return gone.length > 0;
}
