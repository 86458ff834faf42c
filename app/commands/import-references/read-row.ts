/** One record of a file as a reference row, or why it is not used: for the import and for its preview alike. */

import { unguarded } from "#app/domain/csv.ts";
import { faultyCell } from "#app/domain/reference-file/cell-fault.ts";
import { quoteCell } from "#app/domain/reference-file/cells.ts";
import { type Rejection, reject } from "#app/domain/reference-file/rejection.ts";
import { isRejectsHeader } from "#app/domain/reference-file/rejects-table.ts";
import { type ReferencePlan, type ReferenceRow, readReferenceRow } from "#app/domain/reference-file.ts";
import type { FileRecord } from "./file-record.ts";

/** Reads `record` by `plan`. A file of rejects that was mended is read as the file that it came from. */
export function readRow(record: FileRecord, plan: ReferencePlan): ReferenceRow | Rejection {
  if (record.broken !== undefined) return brokenRecord(record, record.broken);
  if (record.isHidden === true)
    return reject("row", "row-hidden", "The row is hidden in the sheet: show it, or delete it for good.");
  const faulty = record.faults && faultyCell(record.cells, record.faults, plan.columns);
  if (faulty !== undefined) return faulty;
  const cells = isRejectsHeader(plan.names) ? record.cells.map(unguarded) : record.cells;
  const read = readReferenceRow(cells, plan);
  return read.ok ? read : spanning(record, read);
}

function brokenRecord(record: FileRecord, why: NonNullable<FileRecord["broken"]>): Rejection {
  const start = quoteCell(record.cells[0] ?? "");
  switch (why) {
    case "open-quote":
      return reject(
        "row",
        "record-broken",
        `The record that starts ${start} does not come out even: a quote is not closed, or cells are missing or too many.`,
      );
    case "too-long":
      return reject("row", "record-broken", `The line ${start} is too long for a record.`);
    case "not-json":
      return reject("row", "record-broken", `What starts ${start} is not a JSON object.`);
    default: {
      const impossible: never = why;
      throw new Error(`Unknown fault ${impossible}`);
    }
  }
}

/** A record of a wrong shape that has line breaks may have swallowed its neighbours: the sentence says which lines. */
function spanning(record: FileRecord, rejection: Rejection): Rejection {
  if (rejection.field !== "row" || record.lastLine === record.line) return rejection;
  const sentence = `${rejection.sentence} It runs on to line ${record.lastLine}: look for a quote that is not closed.`;
  return { ...rejection, sentence };
}
