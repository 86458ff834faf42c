/** An import of a file that was sent in begins, stops, goes on, or is thrown away. The work itself is a background job's. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { saveMapping } from "#app/db/reference-mappings.ts";
import { deleteFirstChunks } from "#app/db/upload-chunks.ts";
import { askToStop, deleteUpload, findUpload, queueUpload, saveUploadPlan } from "#app/db/uploads.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { type ImportPlan, mappingSchema, mayDoWithUpload } from "#app/domain/upload.ts";
import { inspectionSchema } from "./import-references/inspect-file.ts";

export type DeedResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-found" | "past-that" };

type Given = { readonly uploadId: string; readonly actor: Actor; readonly now: Date };

/** Puts the import in the queue by `plan`, and remembers the mapping for the retailer's next file with this header. */
export async function startImport(db: Db, given: Given & { readonly plan: ImportPlan }): Promise<DeedResult> {
  const { uploadId, actor, now, plan } = given;
  return await deed(db, given, "start", async (tx, upload) => {
    await saveUploadPlan(tx, uploadId, plan);
    const { headerSha256 } = inspectionSchema.parse(upload.inspection);
    await saveMapping(tx, headerSha256, {
      retailer: plan.retailer,
      mapping: mappingSchema.parse(plan),
      savedBy: actor.name,
      savedAt: now,
    });
    await queueUpload(tx, uploadId, "start", { startedBy: actor.name, startedAt: now });
    return plan;
  });
}

/** Puts a stopped or failed import in the queue again; what is in already is found again. */
export async function resumeImport(db: Db, given: Given): Promise<DeedResult> {
  return await deed(db, given, "resume", async (tx) => {
    await queueUpload(tx, given.uploadId, "resume", { startedBy: given.actor.name, startedAt: given.now });
  });
}

/** Stops an import that waits, and asks one that runs to stop. What was read stays in. */
export async function stopImport(db: Db, given: Given): Promise<DeedResult> {
  return await deed(db, given, "stop", async (tx) => {
    await askToStop(tx, given.uploadId, given.now);
  });
}

/** Throws away the file and what was noted of it. What was read of it stays in. */
export async function discardUpload(db: Db, given: Given): Promise<DeedResult> {
  const done = await deed(db, given, "discard", async (tx) => {
    await deleteUpload(tx, given.uploadId);
  });
  if (done.ok) await deleteFirstChunks(db, given.uploadId);
  return done;
}

type Deed = "start" | "resume" | "stop" | "discard";
type Found = NonNullable<Awaited<ReturnType<typeof findUpload>>>;

/** Does what may be done in the upload's state, under its lock, with an audit entry. */
async function deed(
  db: Db,
  { uploadId, actor, now }: Given,
  what: Deed,
  work: (tx: Db, upload: Found) => Promise<unknown>,
): Promise<DeedResult> {
  return await db.transaction(async (tx) => {
    const upload = await findUpload(tx, uploadId, true);
    if (upload === undefined) return { ok: false, reason: "not-found" };
    if (!mayDoWithUpload(upload.state, what)) return { ok: false, reason: "past-that" };
    const after = await work(tx, upload);
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: `${what}-import`,
      subjectKind: "upload",
      subjectId: uploadId,
      before: { state: upload.state, fileName: upload.fileName },
      ...(after === undefined ? {} : { after }),
    });
    return { ok: true };
  });
}
