/** A batch of read rows, saved: what is the same item twice, what is new, what contradicts, what can hardly be true. */
import type { Db } from "#app/db/client.server.ts";
import { addToImport } from "#app/db/imports.ts";
import { saveStagedListings, suggestMatchesByGtin } from "#app/db/listings.ts";
import {
  appendReadings,
  type HeldReading,
  holdStaged,
  type JudgedBatch,
  type NotableReading,
  type ObservationSource,
  stageReadings,
} from "#app/db/observations.ts";
import { formatMoney } from "#app/domain/money.ts";
import { type OutlierReason, outlierSentence } from "#app/domain/outlier.ts";
import { type Rejection, reject } from "#app/domain/reference-file/rejection.ts";
import type { ReferenceRow } from "#app/domain/reference-file.ts";
import { type BatchEntry, type BatchRecord, readingsOf } from "./batch-readings.ts";
import { judgePrices } from "./judge-prices.ts";

export type ReadRow<R extends BatchRecord = BatchRecord> = { readonly record: R; readonly row: ReferenceRow };
export type RejectedRow<R extends BatchRecord = BatchRecord> = {
  readonly record: R;
  readonly rejection: Rejection;
};
/** Kept back for review. `sentence` says why, or that it was so already. */
export type HeldRow<R extends BatchRecord = BatchRecord> = {
  readonly record: R;
  readonly reason: OutlierReason | "held-already";
  readonly sentence: string;
};

export type SavedBatch<R extends BatchRecord = BatchRecord> = {
  readonly accepted: number;
  readonly unchanged: number;
  readonly held: readonly HeldRow<R>[];
  /** Those of the reading and those found now, in the order of the lines. */
  readonly rejected: readonly RejectedRow<R>[];
  /** GTIN matches newly suggested. */
  readonly suggested: number;
};

/** What else is written in the batch's transaction, when it is known what became of it: how far an import has come. */
export type BesideBatch<R extends BatchRecord> = (tx: Db, saved: SavedBatch<R>) => Promise<void>;

/**
 * Saves listings, observations and the import's counts in one transaction; a dry run only looks. Of several rows of one item
 * at one time the first stands: one that says the same is unchanged, one with another price or stock is rejected, because
 * which of them is right nobody can tell. A price that can hardly be true is held for review. Rows need not come from
 * a file: a record without a line and a source without an import will do.
 */
export async function saveBatch<R extends BatchRecord>(
  db: Db,
  source: ObservationSource,
  rows: readonly ReadRow<R>[],
  rejected: readonly RejectedRow<R>[],
  isDryRun: boolean,
  beside: BesideBatch<R> = async () => undefined,
): Promise<SavedBatch<R>> {
  const { entries, repeated, contradicting } = readingsOf(rows, source);
  const refusedBefore = contradicting.map(({ record, first }) => {
    const where =
      first.record.line === undefined ? "an earlier entry has it" : `line ${first.record.line} has it`;
    return { record, rejection: contradiction(where, first.row, source.currency) };
  });
  return await db.transaction(async (tx) => {
    const readings = entries.map((entry) => entry.reading);
    const judged = await stageReadings(tx, source, readings, isDryRun);
    const held = judgePrices(entries, judged.notable);
    if (!isDryRun) {
      await saveStagedListings(tx);
      await holdStaged(tx, held, new Date());
      await appendReadings(tx);
    }
    const suggested = isDryRun ? 0 : await suggestMatchesByGtin(tx);
    const told = tellOf(entries, judged, held, source);
    const saved: SavedBatch<R> = {
      accepted: judged.added - held.length,
      unchanged: judged.unchanged + repeated,
      held: told.held,
      rejected: [...rejected, ...refusedBefore, ...told.rejected].sort(byLine),
      suggested,
    };
    if (!isDryRun && source.importId !== null)
      await addToImport(tx, source.importId, {
        ...saved,
        held: saved.held.length,
        rejected: saved.rejected.length,
      });
    await beside(tx, saved);
    return saved;
  });
}

function byLine(a: { readonly record: BatchRecord }, b: { readonly record: BatchRecord }): number {
  return (a.record.line ?? 0) - (b.record.line ?? 0);
}

/** What is to be said of rows that were not simply taken. */
function tellOf<R extends BatchRecord>(
  entries: readonly BatchEntry<R>[],
  judged: JudgedBatch,
  newlyHeld: readonly HeldReading[],
  source: ObservationSource,
): { held: HeldRow<R>[]; rejected: RejectedRow<R>[] } {
  const held: HeldRow<R>[] = [];
  const rejected: RejectedRow<R>[] = [];
  const reasons = new Map(newlyHeld.map((one) => [one.n, one]));
  for (const notable of judged.notable) {
    const entry = entries[notable.n];
    if (entry === undefined) throw new Error(`No reading ${notable.n} in the batch`);
    const { record, row } = entry;
    const reason = reasons.get(notable.n);
    if (reason !== undefined) {
      const sentence = outlierSentence(reason, row.priceMinor, source.currency);
      held.push({ record, reason: reason.reason, sentence });
    } else if (notable.outcome === "held") {
      held.push({ record, reason: "held-already", sentence: "It waits for review already." });
    } else {
      const rejection = rejectionOf(notable, source.currency);
      if (rejection !== undefined) rejected.push({ record, rejection });
    }
  }
  return { held, rejected };
}

function rejectionOf({ outcome, seen }: NotableReading, currency: string): Rejection | undefined {
  switch (outcome) {
    case "refused":
      return reject("price", "refused", "This price of this check was reviewed and refused before.");
    case "contradicts": {
      if (seen === null) return undefined;
      const where =
        seen.sameImport && seen.line !== null ? `line ${seen.line} has it` : "an earlier import has it";
      return contradiction(where, seen, currency);
    }
    case "added":
    case "unchanged":
    case "held":
      return undefined;
    default: {
      const impossible: never = outcome;
      throw new Error(`Unknown outcome ${impossible}`);
    }
  }
}

function contradiction(
  where: string,
  seen: { readonly priceMinor: number; readonly inStock: boolean },
  currency: string,
): Rejection {
  const stock = seen.inStock ? "in stock" : "out of stock";
  const price = formatMoney(seen.priceMinor, currency);
  return reject(
    "price",
    "contradicts",
    `The same item at the same time is in already: ${where} for ${price}, ${stock}.`,
  );
}
