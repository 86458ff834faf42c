/** What the page of an import shows once it is under way, and afterwards. */
import { inspectionSchema } from "#app/commands/import-references/inspect-file.ts";
import type { Db } from "#app/db/client.server.ts";
import { countRejects, listRejects } from "#app/db/import-rejects.ts";
import { findImportCounts } from "#app/db/upload-lists.ts";
import type { Upload } from "#app/db/uploads.ts";
import { type ReferenceField, readHeader } from "#app/domain/reference-file/columns.ts";
import { columnChoices } from "#app/domain/upload.ts";

const SHOWN_REJECTS = 50;
const SHOWN_CELL = 120;

/** Progress, counts and the first rejected rows. */
export async function runView(db: Db, upload: Upload, now: Date) {
  const { id, state, bytes, bytesRead, rowsRead, stopAsked, problem, importId } = upload;
  const [counts, kept, rejects] = await Promise.all([
    importId === null ? undefined : findImportCounts(db, importId),
    countRejects(db, id),
    listRejects(db, id, { limit: SHOWN_REJECTS }),
  ]);
  const cellOf = cellReader(upload);
  return {
    progress: {
      state,
      bytes,
      bytesRead,
      rowsRead,
      rowsPerSecond: rowsPerSecond(
        upload,
        counts && counts.accepted + counts.unchanged + counts.rejected,
        now,
      ),
      stopAsked,
      problem,
      counts: counts ?? null,
    },
    kept,
    rejects: rejects.map(({ id, line, field, sentence, cells }) => ({
      id,
      line,
      field,
      sentence,
      cell: cellOf(field, cells),
    })),
  };
}

export type RunView = Awaited<ReturnType<typeof runView>>;

function rowsPerSecond(upload: Upload, counted: number | undefined, now: Date): number | null {
  const { startedAt, heardAt, endedAt, state } = upload;
  const rows = Math.max(upload.rowsRead, state === "done" ? (counted ?? 0) : 0);
  if (startedAt === null || rows === 0 || state === "queued") return null;
  const seconds = ((endedAt ?? heardAt ?? now).getTime() - startedAt.getTime()) / 1_000;
  return Math.round(rows / Math.max(seconds, 0.1));
}

/** The cell of a field in a rejected row; for a whole record, how it begins. */
function cellReader({ inspection, plan }: Upload) {
  const parsed = inspectionSchema.safeParse(inspection);
  const header =
    parsed.success && plan !== null ? readHeader(parsed.data.header, columnChoices(plan)) : undefined;
  return (field: string, cells: readonly string[]): string | null => {
    const position = header?.ok === true ? header.columns[field as ReferenceField]?.[0] : undefined;
    const cell = position === undefined ? cells.join(" | ") : (cells[position] ?? "");
    return cell.length > SHOWN_CELL ? `${cell.slice(0, SHOWN_CELL - 1)}…` : cell;
  };
}
