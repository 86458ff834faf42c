/**
 * Rejected rows as a table to be mended in a spreadsheet and sent again: what is wrong first, then the row as it was.
 * The guards against formulas are taken off when the file comes back.
 */
import { unguarded } from "../csv.ts";

const REJECTS_COLUMNS = ["rejected line", "rejected field", "rejected because"] as const;

/** Whether a header is that of a rejects table of ours. */
export function isRejectsHeader(names: readonly string[]): boolean {
  return REJECTS_COLUMNS.every((name, position) => names[position] === name);
}

export type RejectedRecord = {
  readonly line: number;
  readonly field: string;
  readonly sentence: string;
  readonly cells: readonly string[];
};

/** The header of the table for a file with the columns `names`. Rejects of a rejects table don't pile up what was wrong. */
export function rejectsHeader(names: readonly string[]): string[] {
  return [...REJECTS_COLUMNS, ...(isRejectsHeader(names) ? names.slice(REJECTS_COLUMNS.length) : names)];
}

/** The cells of one row of the table, as they were in a file with the columns `names`. */
export function rejectedCells(
  { line, field, sentence, cells }: RejectedRecord,
  names: readonly string[],
): string[] {
  const own = isRejectsHeader(names) ? cells.slice(REJECTS_COLUMNS.length).map(unguarded) : cells;
  return [String(line), field, sentence, ...own];
}
