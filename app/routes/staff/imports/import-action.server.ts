/** What the buttons of an import's page do. What was typed comes back with every refusal. */
import { z } from "zod";
import { inspectionSchema } from "#app/commands/import-references/inspect-file.ts";
import { chooseSheet, type PlanResult, planImport } from "#app/commands/plan-import.ts";
import {
  type DeedResult,
  discardUpload,
  resumeImport,
  startImport,
  stopImport,
} from "#app/commands/start-import.ts";
import type { Db } from "#app/db/client.server.ts";
import { listImportRetailers } from "#app/db/imports.ts";
import type { Upload } from "#app/db/uploads.ts";
import type { Actor } from "#app/domain/actor.ts";
import { importPlanForm } from "#app/domain/import-form.ts";
import { REFERENCE_FIELDS, recogniseColumns } from "#app/domain/reference-file/columns.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";

const intents = z.object({
  intent: z.enum(["plan", "start", "stop", "resume", "discard", "sheet"], "Use the buttons of this page."),
  sheet: z.string().max(200).default(""),
});

export type ImportAnswer =
  | { readonly kind: "go"; readonly to: string }
  | { readonly kind: "refused"; readonly status: number; readonly errors: FormErrors; readonly typed: Typed };

type Given = {
  readonly db: Db;
  readonly upload: Upload;
  readonly form: FormData;
  readonly actor: Actor;
  readonly now: Date;
};

/** Does what the form asks of the upload; where to go when it is done, what to say when it is not. */
export async function importAction(given: Given): Promise<ImportAnswer> {
  const { db, upload, form, actor, now } = given;
  const parsed = parseForm(intents, form);
  if (!parsed.ok) return { kind: "refused", status: 400, errors: parsed.errors, typed: parsed.typed };
  const here = `/desk/imports/${upload.id}`;
  const deed = { uploadId: upload.id, actor, now };
  const { intent, sheet } = parsed.value;
  switch (intent) {
    case "plan":
    case "start":
      return await planOrStart(given, intent);
    case "sheet":
      return answer(await chooseSheet(db, { ...deed, sheet }), here, parsed.typed);
    case "stop":
      return answer(await stopImport(db, deed), here, parsed.typed);
    case "resume":
      return answer(await resumeImport(db, deed), here, parsed.typed);
    case "discard":
      return answer(await discardUpload(db, deed), "/desk/imports?done=discarded", parsed.typed);
    default: {
      const impossible: never = intent;
      throw new Error(`Unknown intent ${impossible}`);
    }
  }
}

async function planOrStart(
  { db, upload, form, actor, now }: Given,
  intent: "plan" | "start",
): Promise<ImportAnswer> {
  if (upload.state !== "asking") return answer({ ok: false, reason: "past-that" }, "", {});
  const { header } = inspectionSchema.parse(upload.inspection);
  const { names, columns } = recogniseColumns(header);
  const retailers = await listImportRetailers(db);
  const parsed = parseForm(
    importPlanForm({
      retailers: retailers.map(({ slug }) => slug),
      names,
      named: new Set(REFERENCE_FIELDS.filter((field) => columns[field] !== undefined)),
      now,
    }),
    form,
  );
  if (!parsed.ok) return { kind: "refused", status: 422, errors: parsed.errors, typed: parsed.typed };
  const deed = { uploadId: upload.id, actor, now, plan: parsed.value };
  const here = `/desk/imports/${upload.id}`;
  return intent === "plan"
    ? answer(await planImport(db, deed), `${here}#preview`, parsed.typed)
    : answer(await startImport(db, deed), here, parsed.typed);
}

function answer(result: DeedResult | PlanResult, to: string, typed: Typed): ImportAnswer {
  if (result.ok) return { kind: "go", to };
  switch (result.reason) {
    case "not-found":
      return { kind: "refused", status: 404, errors: { form: "This file is not there any more." }, typed };
    case "past-that":
      return {
        kind: "refused",
        status: 409,
        errors: { form: "Somebody was here meanwhile, or it has come to its end: look at its state first." },
        typed,
      };
    case "refused":
      return { kind: "refused", status: 422, errors: { sheet: result.sentence }, typed };
    default: {
      const impossible: never = result;
      throw new Error(`Unknown refusal ${JSON.stringify(impossible)}`);
    }
  }
}
