/**
 * Reads a file of a competitor's prices into listings and observations. Streamed in batches, each one transaction, in
 * constant memory; what is in already is found again, so a run that stopped halfway is finished by running it again.
 */
import type { Db } from "#app/db/client.server.ts";
import {
  type EarlierImport,
  finishImport,
  type ImportRetailer,
  listImportRetailers,
} from "#app/db/imports.ts";
import { suggestMatchesByGtin } from "#app/db/listings.ts";
import type { ObservationSource } from "#app/db/observations.ts";
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { CaptureTime } from "#app/domain/reference-file/capture-time.ts";
import { type ColumnChoices, type ColumnMap, readHeader } from "#app/domain/reference-file/columns.ts";
import type { Rejection } from "#app/domain/reference-file/rejection.ts";
import type { ReferencePlan } from "#app/domain/reference-file.ts";
import { beginImport } from "./import-references/begin-import.ts";
import { FaultyFile, type FileFault } from "./import-references/file-fault.ts";
import type { FileSource } from "./import-references/file-source.ts";
import { type OpenedFile, openReferenceFile } from "./import-references/open-file.ts";
import { type FileRecord, readRecords } from "./import-references/read-records.ts";
import { readRow } from "./import-references/read-row.ts";
import {
  type ReadRow,
  type RejectedRow,
  type SavedBatch,
  saveBatch,
} from "./import-references/save-batch.ts";
import { countRow, type ImportTally, newTally } from "./import-references/tally.ts";

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
};

export type ImportListener = {
  started?(start: ImportStart): void | Promise<void>;
  /** In the order of the file. */
  rejected?(record: FileRecord, rejection: Rejection): void | Promise<void>;
  progressed?(bytesRead: number, rows: number): void;
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

/** Rows a transaction. */
const BATCH_ROWS = 2_000;

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
  const begun = await beginImport(db, request, retailer, file);
  if ("ok" in begun) return begun;
  await listener.started?.({ retailer, file, names: header.names, columns: header.columns, ...begun });
  const { capturedAt, importId } = begun;
  const plan: ReferencePlan = {
    names: header.names,
    columns: header.columns,
    currency: retailer.currency,
    capturedAt,
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
  const tally = await readAll(db, file, plan, source, listener, request.isDryRun === true);
  if ("ok" in tally) return tally;
  if (request.isDryRun === true) return { ok: true, importId, tally, suggested: 0 };
  const suggested = await db.transaction(async (tx) => {
    await finishImport(tx, importId, new Date());
    return await suggestMatchesByGtin(tx, retailer.slug);
  });
  return { ok: true, importId, tally, suggested };
}

function unknownRetailer(slug: string, known: readonly ImportRetailer[]): ImportFault {
  const names = known.map((retailer) => retailer.slug).join(", ");
  const sentence =
    known.length === 0
      ? "There is no retailer yet: npm run club -- seed brings them."
      : `There is no retailer ${slug}. The known ones: ${names}.`;
  return { ok: false, reason: "retailer-unknown", sentence };
}

/** Reads the file to its end, a batch being saved while the next one is read. */
async function readAll(
  db: Db,
  file: OpenedFile,
  plan: ReferencePlan,
  source: ObservationSource,
  listener: ImportListener,
  isDryRun: boolean,
): Promise<ImportTally | ImportFault> {
  const tally = newTally();
  let rows: ReadRow[] = [];
  let rejected: RejectedRow[] = [];
  let saving: Promise<SavedBatch> | undefined;
  const settle = async () => {
    const saved = await saving;
    saving = undefined;
    if (saved !== undefined) await report(saved, tally, listener);
  };
  const flush = async () => {
    await settle();
    saving = saveBatch(db, source, rows, rejected, isDryRun);
    // Awaited at the next flush; until then a failure must not look unhandled.
    saving.catch(() => undefined);
    rows = [];
    rejected = [];
  };
  try {
    for await (const records of readRecords(file, (bytes) => listener.progressed?.(bytes, tally.rows))) {
      for (const record of records) {
        const read = readRow(record, plan);
        if (read.ok) rows.push({ record, row: read });
        else rejected.push({ record, rejection: read });
        if (read.ok) countRow(tally, read);
        if (rows.length + rejected.length >= BATCH_ROWS) await flush();
      }
    }
    if (rows.length + rejected.length > 0) await flush();
  } catch (error) {
    await saving?.catch(() => undefined); // No transaction outlives the command.
    if (error instanceof FaultyFile) return error.fault;
    throw error;
  }
  await settle();
  return (await changedSince(file)) ?? tally;
}

async function report(saved: SavedBatch, tally: ImportTally, listener: ImportListener): Promise<void> {
  tally.accepted += saved.accepted;
  tally.unchanged += saved.unchanged;
  tally.rows += saved.accepted + saved.unchanged + saved.rejected.length;
  for (const { record, rejection } of saved.rejected) {
    tally.rejected++;
    tally.rejectedBy[rejection.reason] = (tally.rejectedBy[rejection.reason] ?? 0) + 1;
    await listener.rejected?.(record, rejection);
  }
}

async function changedSince(file: OpenedFile): Promise<ImportFault | undefined> {
  if (await file.source.isUnchanged()) return undefined;
  const sentence = `${file.name} was changed while it was read. What was read is kept; run the import again.`;
  return { ok: false, reason: "file-changed", sentence };
}
