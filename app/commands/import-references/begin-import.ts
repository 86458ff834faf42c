/** The start of an import: when its file was captured, its row, and whether an earlier one goes on. */
import { hash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import {
  type EarlierImport,
  findEarlierImport,
  holdImport,
  type ImportRetailer,
  lockImportsOfFile,
  startImport,
} from "#app/db/imports.ts";
import type { ColumnMap } from "#app/domain/reference-file/columns.ts";
import { CLOCK_SKEW_MS } from "#app/domain/reference-file.ts";
import type { ImportFault, ImportRequest, ImportStart } from "../import-references.ts";
import type { OpenedFile } from "./open-file.ts";
import { type ImportTally, newTally } from "./tally.ts";

export type Begun = Pick<ImportStart, "capturedAt" | "capturedAtFrom" | "earlier" | "recordsDone"> & {
  readonly importId: string;
  /** What was counted of the records that are done. */
  readonly tally: ImportTally;
  /** Lets others have the import. */
  readonly release: () => Promise<void>;
};

type Timed = Pick<ImportStart, "capturedAt" | "capturedAtFrom">;

/**
 * Settles the time of capture and notes the import; a copy of a file that is in gets that one's time, so nothing doubles. An
 * import of the file that was stopped goes on where it was, if the file is read in the same way and nobody else does it.
 */
export async function beginImport(
  db: Db,
  request: ImportRequest,
  retailer: ImportRetailer,
  file: OpenedFile,
  columns: ColumnMap,
): Promise<Begun | ImportFault> {
  return await db.transaction(async (tx) => {
    await lockImportsOfFile(tx, retailer.slug, file.sha256);
    const earlier = await findEarlierImport(tx, retailer.slug, file.sha256);
    const timed = timeOf(request, file, earlier);
    if (timed.capturedAt.at.getTime() > request.now.getTime() + CLOCK_SKEW_MS) return inFuture(timed);
    const fresh = { ...timed, earlier, importId: uuidv7(), recordsDone: 0, tally: newTally() };
    if (request.isDryRun === true) return { ...fresh, release: async () => undefined };
    const termsSha256 = termsOf(request, file, columns, timed);
    if (earlier !== undefined && earlier.finishedAt === null && earlier.termsSha256 === termsSha256) {
      const release = await holdImport(db, earlier.id);
      if (release !== undefined) return { ...timed, earlier, ...wentSoFar(earlier), release };
    }
    await startImport(tx, {
      id: fresh.importId,
      retailerSlug: retailer.slug,
      fileName: file.name,
      fileSha256: file.sha256,
      capturedAt: timed.capturedAt.at,
      startedAt: request.now,
      importedBy: request.importedBy,
      termsSha256,
    });
    const release = await holdImport(db, fresh.importId);
    if (release === undefined) throw new Error("A new import is held by somebody else.");
    return { ...fresh, release };
  });
}

function wentSoFar({ id, recordsDone, tally }: EarlierImport) {
  return { importId: id, recordsDone, tally: recordsDone === 0 ? newTally() : (tally as ImportTally) };
}

function timeOf(request: ImportRequest, file: OpenedFile, earlier: EarlierImport | undefined): Timed {
  const zone = request.zone ?? "+00:00";
  if (request.capturedAt !== undefined) return { capturedAt: request.capturedAt, capturedAtFrom: "request" };
  if (earlier !== undefined)
    return { capturedAt: { at: earlier.capturedAt, zone }, capturedAtFrom: "earlier import" };
  return { capturedAt: { at: file.modifiedAt, zone }, capturedAtFrom: "file date" };
}

/** Everything that says how the file's records become observations. */
function termsOf(
  request: ImportRequest,
  file: OpenedFile,
  columns: ColumnMap,
  { capturedAt }: Timed,
): string {
  const { zone = "+00:00", channel, place } = request;
  const terms = [file.form, columns, capturedAt.at.toISOString(), capturedAt.zone, zone, channel, place];
  return hash("sha256", JSON.stringify(terms));
}

function inFuture({ capturedAt, capturedAtFrom }: Timed): ImportFault {
  const time = capturedAt.at.toISOString();
  const sentence =
    capturedAtFrom === "file date"
      ? `The file's date ${time} is in the future. Say with --captured-at when it was captured.`
      : `The time of capture ${time} is in the future.`;
  return { ok: false, reason: "captured-in-future", sentence };
}
