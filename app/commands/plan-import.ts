/** Staff say how a file is to be read: kept with it, so that the page shows the rows as they would be read. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { findUpload, saveUploadPlan } from "#app/db/uploads.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { type ImportPlan, mayDoWithUpload } from "#app/domain/upload.ts";
import { inspectFile } from "./import-references/inspect-file.ts";
import { uploadSource } from "./import-references/upload-source.ts";

export type PlanResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-found" | "past-that" }
  | { readonly ok: false; readonly reason: "refused"; readonly sentence: string };

type Given = { readonly uploadId: string; readonly actor: Actor; readonly now: Date };

/** Keeps the plan. Refuses an upload that is past the asking. */
export async function planImport(
  db: Db,
  { uploadId, actor, now, plan }: Given & { readonly plan: ImportPlan },
): Promise<PlanResult> {
  return await db.transaction(async (tx) => {
    const upload = await findUpload(tx, uploadId, true);
    if (upload === undefined) return { ok: false, reason: "not-found" };
    if (!(await saveUploadPlan(tx, uploadId, plan))) return { ok: false, reason: "past-that" };
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "plan-import",
      subjectKind: "upload",
      subjectId: uploadId,
      before: upload.plan,
      after: plan,
    });
    return { ok: true };
  });
}

/** Looks at another sheet of a workbook; what was said of the one before is forgotten. Refuses a sheet without a table. */
export async function chooseSheet(
  db: Db,
  { uploadId, actor, now, sheet }: Given & { readonly sheet: string },
): Promise<PlanResult> {
  const upload = await findUpload(db, uploadId);
  if (upload === undefined) return { ok: false, reason: "not-found" };
  if (!mayDoWithUpload(upload.state, "plan")) return { ok: false, reason: "past-that" };
  const inspected = await inspectFile(uploadSource(db, upload), { sheet });
  if (!inspected.ok) return { ok: false, reason: "refused", sentence: inspected.sentence };
  const { ok: _, ...inspection } = inspected;
  return await db.transaction(async (tx) => {
    if (!(await saveUploadPlan(tx, uploadId, null, inspection))) return { ok: false, reason: "past-that" };
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "choose-sheet",
      subjectKind: "upload",
      subjectId: uploadId,
      after: { sheet },
    });
    return { ok: true };
  });
}
