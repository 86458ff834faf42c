/** One row of a file, whatever the file is. */
import type { CellFaults } from "#app/domain/reference-file/cell-fault.ts";

export type FileRecord = {
  /** First line of the record, counted from 1 as an editor or a sheet does; `lastLine` differs where it has line breaks. */
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
  /** Why the record could not be read; its only cell is then how its first line starts. */
  readonly broken?: "open-quote" | "too-long" | "not-json";
  /** A workbook's row that its owner does not see. */
  readonly isHidden?: true;
  /** Cells of a workbook that must not be read. */
  readonly faults?: CellFaults;
};

/** In UTF-8. Real product pages fit; what does not is a quote that was not closed, or no record. */
export const MAX_RECORD_BYTES = 262_144;
