/** The start of an import: when its file was captured, and its row. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { findEarlierImport, type ImportRetailer, lockImportsOfFile, startImport } from "#app/db/imports.ts";
import { CLOCK_SKEW_MS } from "#app/domain/reference-file.ts";
import type { ImportFault, ImportRequest, ImportStart } from "../import-references.ts";
import type { OpenedFile } from "./open-file.ts";

export type Begun = Pick<ImportStart, "capturedAt" | "capturedAtFrom" | "earlier"> & {
  readonly importId: string;
};

/** Settles the time of capture and notes the import; a copy of a file that is in gets that one's time, so nothing doubles. */
export async function beginImport(
  db: Db,
  request: ImportRequest,
  retailer: ImportRetailer,
  file: OpenedFile,
): Promise<Begun | ImportFault> {
  return await db.transaction(async (tx) => {
    await lockImportsOfFile(tx, retailer.slug, file.sha256);
    const earlier = await findEarlierImport(tx, retailer.slug, file.sha256);
    const zone = request.zone ?? "+00:00";
    const timed: Pick<ImportStart, "capturedAt" | "capturedAtFrom"> =
      request.capturedAt !== undefined
        ? { capturedAt: request.capturedAt, capturedAtFrom: "request" }
        : earlier !== undefined
          ? { capturedAt: { at: earlier.capturedAt, zone }, capturedAtFrom: "earlier import" }
          : { capturedAt: { at: file.modifiedAt, zone }, capturedAtFrom: "file date" };
    if (timed.capturedAt.at.getTime() > request.now.getTime() + CLOCK_SKEW_MS) return inFuture(timed);
    const importId = uuidv7();
    if (request.isDryRun !== true) {
      await startImport(tx, {
        id: importId,
        retailerSlug: retailer.slug,
        fileName: file.name,
        fileSha256: file.sha256,
        capturedAt: timed.capturedAt.at,
        startedAt: request.now,
        importedBy: request.importedBy,
      });
    }
    return { ...timed, earlier, importId };
  });
}

function inFuture({
  capturedAt,
  capturedAtFrom,
}: Pick<ImportStart, "capturedAt" | "capturedAtFrom">): ImportFault {
  const time = capturedAt.at.toISOString();
  const sentence =
    capturedAtFrom === "file date"
      ? `The file's date ${time} is in the future. Say with --captured-at when it was captured.`
      : `The time of capture ${time} is in the future.`;
  return { ok: false, reason: "captured-in-future", sentence };
}
