/** Files for spreadsheets. */
import { stringify } from "csv-stringify/sync";

/**
 * Rows as CSV: UTF-8 with a mark that Excel understands, commas, lines that end as RFC 4180 has them. A cell that a
 * spreadsheet would take for a formula is told to be text.
 */
export function csvText(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return stringify([header, ...rows] as string[][], {
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
