/** What a file holds, kept with an upload: enough to ask how it is to be read and to show how it would be. */
import { hash } from "node:crypto";
import { z } from "zod";
import type { CellFault } from "#app/domain/reference-file/cell-fault.ts";
import { catchFault, type FileFault } from "./file-fault.ts";
import type { FileRecord } from "./file-record.ts";
import type { FileSource } from "./file-source.ts";
import { type FileForm, openReferenceFile } from "./open-file.ts";

const recordSchema = z.object({
  line: z.number(),
  lastLine: z.number(),
  cells: z.array(z.string()),
  broken: z.enum(["open-quote", "too-long", "not-json"]).optional(),
  isHidden: z.literal(true).optional(),
  faults: z.array(z.tuple([z.number(), z.enum(["formula", "error", "merged", "rounded"])])).optional(),
});

/** As it stands in the database; `readInspection` reads it. */
export const inspectionSchema = z.object({
  /** How the file is read, in words: "semicolons, windows-1252". */
  form: z.string(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  header: z.array(z.string()),
  headerSha256: z.string(),
  records: z.array(recordSchema),
});
export type Inspection = z.infer<typeof inspectionSchema>;

const KEPT_RECORDS = 40;
/** A cell that is longer is longer than any title may be. */
const KEPT_CELL = 2_000;
const KEPT_CHARACTERS = 500_000;

/** Opens the file and reads its first records. Refuses what `openReferenceFile` refuses. */
export async function inspectFile(
  source: FileSource,
  wish: { readonly sheet?: string } = {},
): Promise<({ readonly ok: true } & Inspection) | FileFault> {
  const file = await openReferenceFile(source, wish);
  if (!file.ok) return file;
  const records = await catchFault(() => firstRecords(file.read(() => undefined)));
  if ("ok" in records) return records;
  const { form, header } = file;
  return {
    ok: true,
    form: formWords(form),
    sheet: form.kind === "workbook" ? form.sheet : null,
    sheets: form.kind === "workbook" ? [...form.sheets] : [],
    header: header.map(clean),
    headerSha256: hash("sha256", JSON.stringify(header)),
    records,
  };
}

async function firstRecords(reading: AsyncGenerator<FileRecord[]>): Promise<Inspection["records"]> {
  const kept: Inspection["records"] = [];
  let characters = 0;
  for await (const records of reading) {
    for (const { cells, faults, ...record } of records) {
      const clipped = cells.map(clean);
      characters += clipped.reduce((sum, cell) => sum + cell.length, 0);
      kept.push({ ...record, cells: clipped, ...(faults !== undefined && { faults: [...faults] }) });
      if (kept.length >= KEPT_RECORDS || characters > KEPT_CHARACTERS) return kept;
    }
  }
  return kept;
}

/** Postgres's JSON has no zeros and no half characters. */
function clean(cell: string): string {
  return cell.slice(0, KEPT_CELL).replaceAll("\0", "").toWellFormed();
}

/** A kept record as it was read. */
export function keptRecord({ faults, ...record }: Inspection["records"][number]): FileRecord {
  const { broken, isHidden, ...plain } = record;
  return {
    ...plain,
    ...(broken !== undefined && { broken }),
    ...(isHidden !== undefined && { isHidden }),
    ...(faults !== undefined && { faults: new Map<number, CellFault>(faults) }),
  };
}

const DELIMITER_WORDS: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "pipes",
};

/** How the file is read, in words. */
export function formWords(form: FileForm): string {
  switch (form.kind) {
    case "text":
      return `${form.encoding}, ${DELIMITER_WORDS[form.delimiter] ?? form.delimiter}`;
    case "json-lines":
      return `${form.encoding}, a JSON object a line`;
    case "json-array":
      return `${form.encoding}, a JSON list`;
    case "workbook":
      return `workbook, sheet ${form.sheet}, header in row ${form.headerRow}`;
    default: {
      const impossible: never = form;
      throw new Error(`Unknown form ${JSON.stringify(impossible)}`);
    }
  }
}
