/** What an import counts as it goes. */
import type { NoPackReason } from "#app/domain/pack.ts";
import type { RejectionReason } from "#app/domain/reference-file/rejection.ts";
import type { ReferenceRow } from "#app/domain/reference-file.ts";

/** `rows` is always accepted + unchanged + rejected. */
export type ImportTally = {
  rows: number;
  accepted: number;
  unchanged: number;
  rejected: number;
  rejectedBy: Partial<Record<RejectionReason, number>>;
  /** Of the rows that can be used: packs read from titles, and why others were not. */
  packs: number;
  packsDeclined: Partial<Record<NoPackReason, number>>;
  gtins: number;
  gtinsFaulty: number;
};

export function newTally(): ImportTally {
  return {
    rows: 0,
    accepted: 0,
    unchanged: 0,
    rejected: 0,
    rejectedBy: {},
    packs: 0,
    packsDeclined: {},
    gtins: 0,
    gtinsFaulty: 0,
  };
}

/** Counts what a usable row says beside its price. */
export function countRow(tally: ImportTally, row: ReferenceRow): void {
  if (row.packDeclined === null) tally.packs++;
  else tally.packsDeclined[row.packDeclined] = (tally.packsDeclined[row.packDeclined] ?? 0) + 1;
  if (row.gtin14 !== null) tally.gtins++;
  if (row.gtinFaulty) tally.gtinsFaulty++;
}
