/** What the page shows that asks how a file is to be read: columns with reasons and samples, and the rows as they would be. */
import {
  type Inspection,
  inspectionSchema,
  keptRecord,
} from "#app/commands/import-references/inspect-file.ts";
import { readRow } from "#app/commands/import-references/read-row.ts";
import type { Db } from "#app/db/client.server.ts";
import { type ImportRetailer, listImportRetailers } from "#app/db/imports.ts";
import { findMapping, type RememberedMapping } from "#app/db/reference-mappings.ts";
import { findSameFile } from "#app/db/upload-lists.ts";
import type { Upload } from "#app/db/uploads.ts";
import { AS_NAMED, inputOf } from "#app/domain/import-form.ts";
import { formatPack } from "#app/domain/measure.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import { type CaptureTime, localTime } from "#app/domain/reference-file/capture-time.ts";
import { textCell } from "#app/domain/reference-file/cells.ts";
import {
  type ColumnChoices,
  REFERENCE_FIELDS,
  type ReferenceField,
  readHeader,
  recogniseColumns,
} from "#app/domain/reference-file/columns.ts";
import { type ColumnGuess, guessColumns } from "#app/domain/reference-file/guess-columns.ts";
import type { ReferencePlan } from "#app/domain/reference-file.ts";
import type { ImportPlan } from "#app/domain/upload.ts";
import type { Typed } from "#app/http/forms.ts";

const PREVIEWED = 20;
const SAMPLES = 3;

/** What the form holds: as it was typed and refused, else as it was kept, remembered or guessed. */
type Answers = Omit<ImportPlan, "capturedAt"> & { readonly capturedAt: string };

/** Everything that the page asks with. `typed` is what was refused. */
export async function askingView(db: Db, upload: Upload, typed: Typed | undefined, now: Date) {
  const inspection = inspectionSchema.parse(upload.inspection);
  const retailers = await listImportRetailers(db);
  const remembered = upload.plan === null ? await findMapping(db, inspection.headerSha256) : undefined;
  const retailer =
    typed?.retailer ?? upload.plan?.retailer ?? remembered?.retailer ?? guessRetailer(upload, retailers);
  const same =
    upload.sha256 === null ? undefined : await findSameFile(db, upload.sha256, retailer || undefined);
  const currency = retailers.find(({ slug }) => slug === retailer)?.currency ?? CLUB_CURRENCY;
  const rows = inspection.records.flatMap(({ cells, broken }) => (broken === undefined ? [cells] : []));
  const guesses = guessColumns(inspection.header, rows, currency);
  const answers = readAnswers({ upload, typed, remembered, guesses, retailer, sameAt: same?.capturedAt });
  return {
    retailers,
    currency,
    form: inspection.form,
    sheet: inspection.sheet,
    sheets: inspection.sheets,
    answers,
    remembered:
      remembered === undefined ? null : { savedBy: remembered.savedBy, savedAt: remembered.savedAt },
    same: same ?? null,
    fields: guesses.map((guess) => fieldView(guess, answers.columns, inspection, rows, remembered)),
    preview: previewOf(inspection, answers, currency, now),
  };
}

export type AskingView = Awaited<ReturnType<typeof askingView>>;

function guessRetailer({ fileName }: Upload, retailers: readonly ImportRetailer[]): string {
  const plain = fileName.toLowerCase().replace(/[^a-z0-9]/g, "");
  return retailers.find(({ slug }) => plain.includes(slug.replace(/[^a-z0-9]/g, "")))?.slug ?? "";
}

function readAnswers(given: {
  readonly upload: Upload;
  readonly typed: Typed | undefined;
  readonly remembered: RememberedMapping | undefined;
  readonly guesses: readonly ColumnGuess[];
  readonly retailer: string;
  readonly sameAt: Date | undefined;
}): Answers {
  const { upload, typed, remembered, guesses, retailer, sameAt } = given;
  const kept = upload.plan ?? remembered?.mapping;
  const zone = typed?.zone ?? kept?.zone ?? "+00:00";
  const at = upload.plan?.capturedAt ? new Date(upload.plan.capturedAt) : (sameAt ?? upload.fileDate);
  const looks = Object.fromEntries(
    guesses.flatMap(({ field, columns, reason }) => (reason === "looks" ? [[field, columns[0] ?? ""]] : [])),
  );
  return {
    retailer,
    zone,
    channel: (typed?.channel as Answers["channel"] | undefined) ?? kept?.channel ?? "online",
    place: typed?.place ?? (kept?.place === "online" ? "" : (kept?.place ?? "")),
    capturedAt: typed?.capturedAt ?? (at === null ? "" : localTime({ at, zone })),
    columns: typed === undefined ? (kept?.columns ?? looks) : typedColumns(typed),
  };
}

function typedColumns(typed: Typed): ImportPlan["columns"] {
  const chosen = REFERENCE_FIELDS.map((field) => [field, typed[inputOf(field)] ?? AS_NAMED] as const);
  return Object.fromEntries(chosen.filter(([, column]) => column !== AS_NAMED));
}

function fieldView(
  { field, columns, reason }: ColumnGuess,
  chosen: ImportPlan["columns"],
  { header }: Inspection,
  rows: readonly (readonly string[])[],
  remembered: RememberedMapping | undefined,
) {
  const { names } = recogniseColumns(header);
  const isNamed = reason === "name";
  const own = chosen[field];
  const selected = own ?? (isNamed ? AS_NAMED : "");
  const read = selected === AS_NAMED ? columns : selected === "" ? [] : [selected];
  const position = names.indexOf(read[0] ?? "");
  const values = new Set(rows.flatMap((row) => textCell(row[position]) ?? []));
  return {
    field,
    input: inputOf(field),
    selected,
    options: [
      ...(isNamed ? [{ value: AS_NAMED, label: columns.join(", else ") }] : []),
      { value: "", label: "Not read" },
      ...names
        .filter((name) => !(isNamed && columns.length === 1 && columns[0] === name))
        .map((name) => ({ value: name, label: name })),
    ],
    why: whyOf(reason, selected, columns, remembered !== undefined && own !== undefined),
    samples: [...values].slice(0, SAMPLES),
  };
}

function whyOf(
  reason: ColumnGuess["reason"],
  selected: string,
  columns: readonly string[],
  isRemembered: boolean,
): string {
  if (isRemembered) return "As last time";
  if (selected === AS_NAMED)
    return columns.length > 1 ? "By their names, the first that says something" : "By its name";
  if (reason === "looks" && selected === columns[0]) return "By what its cells look like: please check";
  if (selected !== "") return "As you chose";
  return reason === "none" ? "No column has such a name" : "As you chose";
}

/** The first rows as they would be read; undefined where a title or a price has no column yet. */
function previewOf(inspection: Inspection, answers: Answers, currency: string, now: Date) {
  const choices: ColumnChoices = new Map(Object.entries(answers.columns) as [ReferenceField, string][]);
  const header = readHeader(inspection.header, choices);
  if (!header.ok) return null;
  const plan: ReferencePlan = {
    names: header.names,
    columns: header.columns,
    currency,
    capturedAt: { at: now, zone: answers.zone } satisfies CaptureTime,
    zone: answers.zone,
    now,
  };
  return inspection.records.slice(0, PREVIEWED).map((kept, index) => {
    const record = keptRecord(kept);
    const read = readRow(record, plan);
    const key = `${index}`;
    if (!read.ok)
      return { key, line: record.line, ok: false as const, field: read.field, sentence: read.sentence };
    const { title, itemId, gtin14, gtinFaulty, pack, packDeclined, priceMinor, inStock, promotion } = read;
    return {
      key,
      line: record.line,
      ok: true as const,
      title,
      itemId,
      gtin: gtin14 ?? (gtinFaulty ? "faulty, left out" : null),
      pack: pack === null ? null : formatPack(pack),
      packDeclined,
      priceMinor,
      inStock,
      promotion,
    };
  });
}
