/** Rows of a file as they are read, gathered into batches and saved, one batch at a time. */
import type { Db } from "#app/db/client.server.ts";
import { noteProgress } from "#app/db/imports.ts";
import type { ObservationSource } from "#app/db/observations.ts";
import type { Rejection } from "#app/domain/reference-file/rejection.ts";
import type { ReferenceRow } from "#app/domain/reference-file.ts";
import type { ImportListener } from "../import-references.ts";
import type { Begun } from "./begin-import.ts";
import type { FileRecord } from "./read-records.ts";
import { type ReadRow, type RejectedRow, type SavedBatch, saveBatch } from "./save-batch.ts";
import { type ImportTally, withBatch } from "./tally.ts";

/** Rows a transaction: what is in memory (twice, as one is saved while the next is read), and what a crash costs at most. */
export const BATCH_ROWS = 5_000;

export type ImportWriter = {
  /** Takes the next record of the file; waits when a batch is full and the one before is not in. */
  add(record: FileRecord, read: ReferenceRow | Rejection): Promise<void>;
  /** Saves the rest and gives what was counted in all. */
  end(): Promise<ImportTally>;
  /** When nothing is under way any more, however it ended. */
  settled(): Promise<void>;
  /** Rows that are in. */
  rows(): number;
};

type Into = {
  readonly db: Db;
  readonly source: ObservationSource;
  readonly listener: ImportListener;
  readonly isDryRun: boolean;
};

type Batch = { readonly rows: ReadRow<FileRecord>[]; readonly rejected: RejectedRow<FileRecord>[] };

/** Writes on from where `begun` is. Each batch notes in its own transaction how far the import has come. */
export function importWriter({ db, source, listener, isDryRun }: Into, begun: Begun): ImportWriter {
  let { tally, recordsDone } = begun;
  let batch: Batch = { rows: [], rejected: [] };
  let saving: Promise<void> | undefined;

  async function save({ rows, rejected }: Batch): Promise<void> {
    const from = recordsDone;
    const to = from + rows.length + rejected.length;
    let after = tally;
    const note = async (tx: Db, saved: SavedBatch<FileRecord>) => {
      after = withBatch(tally, rows, saved);
      if (isDryRun) return;
      const rejections = saved.rejected.map(({ record: { line, lastLine, cells }, rejection }) => {
        const { field, reason, sentence } = rejection;
        return { line, lastLine, cells, field, reason, sentence };
      });
      await noteProgress(tx, begun.importId, {
        from,
        to,
        tally: after,
        rejections,
        rejectedBefore: tally.rejected,
      });
    };
    const saved = await saveBatch(db, source, rows, rejected, isDryRun, note);
    tally = after;
    recordsDone = to;
    for (const { record, rejection } of saved.rejected) await listener.rejected?.(record, rejection);
    for (const { record, ...held } of saved.held) await listener.held?.(record, held);
  }

  async function flush(): Promise<void> {
    await saving;
    saving = save(batch);
    // Awaited at the next flush; until then a failure must not look unhandled.
    saving.catch(() => undefined);
    batch = { rows: [], rejected: [] };
  }

  return {
    async add(record, read) {
      if (read.ok) batch.rows.push({ record, row: read });
      else batch.rejected.push({ record, rejection: read });
      if (batch.rows.length + batch.rejected.length >= BATCH_ROWS) await flush();
    },
    async end() {
      if (batch.rows.length + batch.rejected.length > 0) await flush();
      await saving;
      return tally;
    },
    settled: async () => await saving?.catch(() => undefined),
    rows: () => tally.rows,
  };
}
