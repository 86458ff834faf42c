/**
 * Reads a file of a competitor's prices into listings and observations. Streamed in batches, each one transaction, in
 * constant memory. A run that was stopped goes on behind its last batch when it is run again; whatever is in already is
 * found again, so nothing doubles.
 */
import type { Db } from "#app/db/client.server.ts";
import {
  type EarlierImport,
  finishImport,
  type ImportRetailer,
  listImportRetailers,
  walkRejections,
} from "#app/db/imports.ts";
import type { ObservationSource } from "#app/db/observations.ts";
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { CaptureTime } from "#app/domain/reference-file/capture-time.ts";
import { type ColumnChoices, type ColumnMap, readHeader } from "#app/domain/reference-file/columns.ts";
import type { Rejection } from "#app/domain/reference-file/rejection.ts";
import type { ReferencePlan } from "#app/domain/reference-file.ts";
import { type Begun, beginImport } from "./import-references/begin-import.ts";
import { FaultyFile, type FileFault } from "./import-references/file-fault.ts";
import type { FileSource } from "./import-references/file-source.ts";
import { type ImportWriter, importWriter } from "./import-references/import-writer.ts";
import { type OpenedFile, openReferenceFile } from "./import-references/open-file.ts";
import { type FileRecord, readRecords } from "./import-references/read-records.ts";
import { readRow } from "./import-references/read-row.ts";
import type { HeldRow } from "./import-references/save-batch.ts";
import type { ImportTally } from "./import-references/tally.ts";

export type ImportRequest = {
  /** A path of this machine, or an upload. */
  readonly file: string | FileSource;
  readonly retailerSlug: string;
  /** Who imports: kept with the import. */
  readonly importedBy: string;
  readonly columns?: ColumnChoices;
  /** When the file was captured, for rows that do not say. Left out: as an earlier import of this file, else its own date. */
  readonly capturedAt?: CaptureTime;
  /** Of times in the file without one, "-08:00". UTC unless told. */
  readonly zone?: string;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Of a workbook: the sheet's name or its place. */
  readonly sheet?: string;
  readonly isDryRun?: boolean;
  readonly now: Date;
};

/** What the reader of an import hears before the first row. */
export type ImportStart = {
  readonly importId: string;
  readonly retailer: ImportRetailer;
  readonly file: OpenedFile;
  readonly names: readonly string[];
  readonly columns: ColumnMap;
  readonly capturedAt: CaptureTime;
  readonly capturedAtFrom: "request" | "earlier import" | "file date";
  readonly earlier: EarlierImport | undefined;
  /** Records that an import which was stopped has done: this one goes on behind them. 0 for one that begins. */
  readonly recordsDone: number;
};

export type ImportListener = {
  started?(start: ImportStart): void | Promise<void>;
  /** In the order of the file; an import that goes on tells those of its first part again. */
  rejected?(record: FileRecord, rejection: Rejection): void | Promise<void>;
  /** A row that is kept back for review. An import that goes on does not tell those of its first part again. */
  held?(record: FileRecord, held: Omit<HeldRow, "record">): void | Promise<void>;
  progressed?(bytesRead: number, rows: number): void;
  /** Every row has been told. Awaited before the import is noted as finished: afterwards it tells nothing again. */
  told?(): Promise<void>;
};

export type ImportFault =
  | FileFault
  | {
      readonly ok: false;
      readonly reason:
        | "retailer-unknown"
        | "column-missing"
        | "column-unknown"
        | "captured-in-future"
        | "file-changed";
      readonly sentence: string;
    };

export type ImportDone = {
  readonly ok: true;
  readonly importId: string;
  readonly tally: ImportTally;
  /** GTIN matches newly suggested. */
  readonly suggested: number;
};

/**
 * Imports `request.file`. Refuses, with a sentence and before anything is written: an unknown retailer, a file that is no
 * table, columns that can't be told, a time of capture in the future. A file that changes while it is read is
 * refused with what was read kept, and its import left unfinished. Rows that can't be used are told to the
 * listener one by one.
 */
export async function importReferences(
  db: Db,
  request: ImportRequest,
  listener: ImportListener = {},
): Promise<ImportDone | ImportFault> {
  const retailers = await listImportRetailers(db);
  const retailer = retailers.find((known) => known.slug === request.retailerSlug);
  if (retailer === undefined) return unknownRetailer(request.retailerSlug, retailers);
  const file = await openReferenceFile(request.file, request);
  if (!file.ok) return file;
  const header = readHeader(file.header, request.columns);
  if (!header.ok) return header;
  const begun = await beginImport(db, request, retailer, file, header.columns);
  if ("ok" in begun) return begun;
  try {
    const { tally: _, release: __, ...start } = begun;
    const { importId } = begun;
    await listener.started?.({ retailer, file, names: header.names, columns: header.columns, ...start });
    const plan: ReferencePlan = {
      names: header.names,
      columns: header.columns,
      currency: retailer.currency,
      capturedAt: begun.capturedAt,
      zone: request.zone ?? "+00:00",
      now: request.now,
    };
    const source: ObservationSource = {
      retailerSlug: retailer.slug,
      importId,
      currency: retailer.currency,
      channel: request.channel,
      place: request.place,
      capturedBy: `import ${file.name}`,
    };
    const isDryRun = request.isDryRun === true;
    if (begun.recordsDone > 0) await tellRejectedBefore(db, importId, listener);
    const tally = await readAll(
      file,
      plan,
      begun,
      importWriter({ db, source, listener, isDryRun }, begun),
      listener,
    );
    const fault = await changedSince(file);
    if (fault !== undefined) return fault;
    await listener.told?.();
    if (!isDryRun) await db.transaction((tx) => finishImport(tx, importId, new Date()));
    return { ok: true, importId, tally, suggested: tally.suggested };
  } catch (error) {
    if (error instanceof FaultyFile) return error.fault;
    throw error;
  } finally {
    await begun.release();
  }
}

function unknownRetailer(slug: string, known: readonly ImportRetailer[]): ImportFault {
  const names = known.map((retailer) => retailer.slug).join(", ");
  const sentence =
    known.length === 0
      ? "There is no retailer yet: npm run club -- seed brings them."
      : `There is no retailer ${slug}. The known ones: ${names}.`;
  return { ok: false, reason: "retailer-unknown", sentence };
}

async function tellRejectedBefore(db: Db, importId: string, listener: ImportListener): Promise<void> {
  for await (const some of walkRejections(db, importId)) {
    for (const { line, lastLine, cells, field, reason, sentence } of some)
      await listener.rejected?.({ line, lastLine, cells }, {
        ok: false,
        field,
        reason,
        sentence,
      } as Rejection);
  }
}

/** Reads the file from where the import is to its end, a batch being saved while the next one is read. */
async function readAll(
  file: OpenedFile,
  plan: ReferencePlan,
  begun: Begun,
  writer: ImportWriter,
  listener: ImportListener,
): Promise<ImportTally> {
  let toSkip = begun.recordsDone;
  try {
    for await (const records of readRecords(file, (bytes) => listener.progressed?.(bytes, writer.rows()))) {
      const left = toSkip > 0 ? records.slice(toSkip) : records;
      toSkip -= records.length - left.length;
      for (const record of left) await writer.add(record, readRow(record, plan));
    }
    return await writer.end();
  } catch (error) {
    await writer.settled(); // No transaction outlives the command.
    throw error;
  }
}

async function changedSince(file: OpenedFile): Promise<ImportFault | undefined> {
  if (await file.source.isUnchanged()) return undefined;
  const sentence = `${file.name} was changed while it was read. What was read is kept; run the import again.`;
  return { ok: false, reason: "file-changed", sentence };
}
