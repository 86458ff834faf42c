/** Cells of a workbook whose value nobody can vouch for, and what is said of a row that would be read from one. */
import { quoteCell } from "./cells.ts";
import { type ColumnMap, REFERENCE_FIELDS } from "./columns.ts";
import { type Rejection, reject } from "./rejection.ts";

/**
 * `formula`: what is kept of it is what it came to when somebody last calculated, from cells that may have changed since.
 * `error`: "#N/A". `merged`: one value over several rows. `rounded`: a number of more digits than a sheet holds.
 */
export type CellFault = "formula" | "error" | "merged" | "rounded";

/** By position in the record. */
export type CellFaults = ReadonlyMap<number, CellFault>;

/** The rejection of a row that has a faulty cell in a column that is read; undefined where there is none. */
export function faultyCell(
  cells: readonly string[],
  faults: CellFaults,
  columns: ColumnMap,
): Rejection | undefined {
  for (const field of REFERENCE_FIELDS) {
    for (const position of columns[field] ?? []) {
      const fault = faults.get(position);
      if (fault !== undefined) return rejectionOf(field, fault, cells[position] ?? "");
    }
  }
  return undefined;
}

function rejectionOf(field: Rejection["field"], fault: CellFault, cell: string): Rejection {
  const seen = quoteCell(cell);
  switch (fault) {
    case "formula":
      return reject(
        field,
        "cell-formula",
        `${cell === "" ? "The cell" : seen} is the result of a formula, which may be out of date: paste it as a value (Paste Special, Values).`,
      );
    case "error":
      return reject(field, "cell-error", `The cell shows the error ${seen}: put the value there.`);
    case "merged":
      return reject(
        field,
        "cell-merged",
        "The cell is merged over several rows: which of them its value is for is not certain. Unmerge it and fill every row.",
      );
    case "rounded":
      return reject(
        field,
        field === "item id" ? "item-id-rounded" : "cell-rounded",
        `A sheet keeps 15 digits of a number, so ${seen} has lost its last ones: write it as text.`,
      );
    default: {
      const impossible: never = fault;
      throw new Error(`Unknown fault ${impossible}`);
    }
  }
}
