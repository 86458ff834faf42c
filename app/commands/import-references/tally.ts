/** What an import counts as it goes. */
import type { NoPackReason } from "#app/domain/pack.ts";
import type { RejectionReason } from "#app/domain/reference-file/rejection.ts";
import type { ReferenceRow } from "#app/domain/reference-file.ts";
import type { SavedBatch } from "./save-batch.ts";

/** `rows` is always accepted + unchanged + held + rejected. Plain JSON: kept with an import that may have to go on. */
export type ImportTally = {
  rows: number;
  accepted: number;
  unchanged: number;
  /** Kept back for review. */
  held: number;
  rejected: number;
  rejectedBy: Partial<Record<RejectionReason, number>>;
  /** Of the rows that can be used: packs read from titles, and why others were not. */
  packs: number;
  packsDeclined: Partial<Record<NoPackReason, number>>;
  gtins: number;
  gtinsFaulty: number;
  /** GTIN matches newly suggested. */
  suggested: number;
};

export function newTally(): ImportTally {
  return {
    rows: 0,
    accepted: 0,
    unchanged: 0,
    held: 0,
    rejected: 0,
    rejectedBy: {},
    packs: 0,
    packsDeclined: {},
    gtins: 0,
    gtinsFaulty: 0,
    suggested: 0,
  };
}

/** Counts what a usable row says beside its price. */
function countRow(tally: ImportTally, row: ReferenceRow): void {
  if (row.packDeclined === null) tally.packs++;
  else tally.packsDeclined[row.packDeclined] = (tally.packsDeclined[row.packDeclined] ?? 0) + 1;
  if (row.gtin14 !== null) tally.gtins++;
  if (row.gtinFaulty) tally.gtinsFaulty++;
}

/** The tally with what became of a batch of `rows`, which were read. */
export function withBatch(
  tally: ImportTally,
  rows: readonly { readonly row: ReferenceRow }[],
  saved: SavedBatch,
): ImportTally {
  const sum = { ...tally, rejectedBy: { ...tally.rejectedBy }, packsDeclined: { ...tally.packsDeclined } };
  for (const { row } of rows) countRow(sum, row);
  for (const { rejection } of saved.rejected)
    sum.rejectedBy[rejection.reason] = (sum.rejectedBy[rejection.reason] ?? 0) + 1;
  sum.accepted += saved.accepted;
  sum.unchanged += saved.unchanged;
  sum.held += saved.held.length;
  sum.rejected += saved.rejected.length;
  sum.rows += saved.accepted + saved.unchanged + saved.held.length + saved.rejected.length;
  sum.suggested += saved.suggested;
  return sum;
}
