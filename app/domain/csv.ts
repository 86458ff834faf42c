/**
 * CSV that is made to be opened in a spreadsheet. A cell that a spreadsheet would run as a formula is guarded by an apostrophe,
 * which can be taken off when the file comes back (OWASP, CSV Injection).
 */
import { stringify } from "csv-stringify/sync";

/** At the head of a file: without it Excel does not read UTF-8. */
export const CSV_MARK = "\ufeff";

/** Rows as lines that end as RFC 4180 has them. Text is guarded, and quoted where a reader could take it for something else. */
export function csvLines(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell : guarded(cell))));
  return stringify(cells, { record_delimiter: "windows", quoted_match: /[\r\n\t]|^\s|\s$/ });
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
