/**
 * Rejected rows as a CSV table to be mended in a spreadsheet and sent again: what is wrong first, then the row as it was.
 * A cell that a spreadsheet would run as a formula is guarded by an apostrophe, which is taken off when the file comes
 * back (OWASP, CSV Injection).
 */

export const REJECTS_COLUMNS = ["rejected line", "rejected field", "rejected because"] as const;

/** Whether a header is that of a rejects table of ours. */
export function isRejectsHeader(names: readonly string[]): boolean {
  return REJECTS_COLUMNS.every((name, position) => names[position] === name);
}

const LIVE = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/;

/** The cell as text that no spreadsheet calculates. A plain number with a sign stays as it is. */
export function guarded(cell: string): string {
  const isGuarded = cell.startsWith("'") && LIVE.test(cell.replace(/^'+/, ""));
  return isGuarded || (LIVE.test(cell) && !PLAIN_NUMBER.test(cell)) ? `'${cell}` : cell;
}

/** The cell that {@link guarded} was given. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && LIVE.test(cell.replace(/^'+/, "")) ? cell.slice(1) : cell;
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

/** One line of the table, quoted where CSV needs it, guarded, with its line end. */
export function rejectsLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(guarded(cell))).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
