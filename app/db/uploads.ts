/** Files that were sent in, and how far their imports have come. */
import { and, desc, eq, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import {
  type ImportPlan,
  importPlanSchema,
  statesFor,
  type UploadDeed,
  type UploadState,
} from "#app/domain/upload.ts";
import type { Db } from "./client.server.ts";
import { imports, retailers, uploads } from "./tables.server.ts";

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
  /** As `inspect-upload.ts` writes it. */
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

export type UploadRow = Pick<
  Upload,
  "id" | "fileName" | "bytes" | "state" | "sentBy" | "sentAt" | "startedBy" | "bytesRead" | "endedAt"
> & {
  readonly retailer: string | null;
  readonly accepted: number | null;
  readonly unchanged: number | null;
  readonly rejected: number | null;
};

/** Uploads, newest first, after `after`; at most `limit`. */
export async function listUploads(
  db: Db,
  {
    after,
    limit,
  }: { readonly after: { readonly at: Date; readonly id: string } | undefined; readonly limit: number },
): Promise<UploadRow[]> {
  return await db
    .select({
      id: uploads.id,
      fileName: uploads.fileName,
      bytes: uploads.bytes,
      state: uploads.state,
      sentBy: uploads.sentBy,
      sentAt: uploads.sentAt,
      startedBy: uploads.startedBy,
      bytesRead: uploads.bytesRead,
      endedAt: uploads.endedAt,
      retailer: retailers.name,
      accepted: imports.accepted,
      unchanged: imports.unchanged,
      rejected: imports.rejected,
    })
    .from(uploads)
    .leftJoin(retailers, sql`${retailers.slug} = ${uploads.plan}->>'retailer'`)
    .leftJoin(imports, eq(imports.id, uploads.importId))
    .where(
      after && or(lt(uploads.sentAt, after.at), and(eq(uploads.sentAt, after.at), lt(uploads.id, after.id))),
    )
    .orderBy(desc(uploads.sentAt), desc(uploads.id))
    .limit(limit);
}

/** What an import has done so far. `held` are prices that wait for a person's word, where imports count them. */
export type ImportCountsSoFar = {
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly held: number | null;
};

const COUNTS = {
  accepted: imports.accepted,
  unchanged: imports.unchanged,
  rejected: imports.rejected,
  held: sql<number | null>`(to_jsonb(${imports}) ->> 'held')::integer`,
};

/** The counts of one import. */
export async function findImportCounts(db: Db, importId: string): Promise<ImportCountsSoFar | undefined> {
  const [found] = await db.select(COUNTS).from(imports).where(eq(imports.id, importId));
  return found;
}

export type SameFile = ImportCountsSoFar & {
  readonly retailer: string;
  readonly fileName: string;
  readonly capturedAt: Date;
  readonly importedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
};

/** The latest import of a file with these bytes, for the retailer or for any. */
export async function findSameFile(
  db: Db,
  sha256: string,
  retailer: string | undefined,
): Promise<SameFile | undefined> {
  const [found] = await db
    .select({
      ...COUNTS,
      retailer: imports.retailerSlug,
      fileName: imports.fileName,
      capturedAt: imports.capturedAt,
      importedBy: imports.importedBy,
      startedAt: imports.startedAt,
      finishedAt: imports.finishedAt,
    })
    .from(imports)
    .where(
      and(
        eq(imports.fileSha256, sha256),
        retailer === undefined ? undefined : eq(imports.retailerSlug, retailer),
      ),
    )
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(1);
  return found;
}

export type OtherImport = Omit<SameFile, "capturedAt" | "held"> & { readonly id: string };

/** Imports that did not come in through the browser: the command line's and the feeds', newest first; at most `limit`. */
export async function listOtherImports(db: Db, limit: number): Promise<OtherImport[]> {
  return await db
    .select({
      id: imports.id,
      accepted: imports.accepted,
      unchanged: imports.unchanged,
      rejected: imports.rejected,
      retailer: retailers.name,
      fileName: imports.fileName,
      importedBy: imports.importedBy,
      startedAt: imports.startedAt,
      finishedAt: imports.finishedAt,
    })
    .from(imports)
    .innerJoin(retailers, eq(retailers.slug, imports.retailerSlug))
    .where(
      sql`not exists (select 1 from ${uploads} where ${uploads.sha256} = ${imports.fileSha256} and ${uploads.plan}->>'retailer' = ${imports.retailerSlug} and ${uploads.startedBy} = ${imports.importedBy})`,
    )
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(limit);
}
