/** The rows of a sheet, streamed. */
import type { CellFault } from "#app/domain/reference-file/cell-fault.ts";
import type { FileSource } from "../file-source.ts";
import { type CellContext, readCell } from "./cell-value.ts";
import { columnOf, type Region, readRegion, regionReader } from "./regions.ts";
import { type Attributes, readXml } from "./xml.ts";

export type SheetRow = {
  /** As the sheet counts, from 1. */
  readonly row: number;
  readonly isHidden: boolean;
  /** From column A on; what stands nowhere is "". */
  readonly cells: readonly string[];
  readonly faults: ReadonlyMap<number, CellFault> | undefined;
};

/** Columns of a sheet (XFD). */
const MAX_COLUMNS = 16_384;

type OpenCell = { column: number; type: string; style: number; value: string; hasFormula: boolean };

/** Yields the rows that say something, some at a time; `merged` are the sheet's merged ranges. */
export async function* sheetRows(
  source: FileSource,
  pieces: AsyncIterable<Buffer>,
  context: CellContext,
  merged: readonly Region[],
): AsyncGenerator<SheetRow[]> {
  const regions = regionReader(merged);
  let rows: SheetRow[] = [];
  let row = 0;
  let isHidden = false;
  let cells: string[] = [];
  let faults: Map<number, CellFault> | undefined;
  let cell: OpenCell | undefined;
  let takesText = false;
  let phonetic = 0;

  function openRow(attributes: Attributes): void {
    row = Number(attributes.r ?? row + 1);
    isHidden = attributes.hidden === "1" || attributes.hidden === "true";
    cells = [];
    faults = undefined;
  }

  function openCell({ r, t, s }: Attributes): void {
    const column = r === undefined ? cells.length : columnOf(r.replace(/\d+$/, ""));
    cell = { column, type: t ?? "n", style: Number(s ?? 0), value: "", hasFormula: false };
  }

  function openFormula({ t, ref }: Attributes): void {
    if (cell !== undefined) cell.hasFormula = true;
    // One formula that fills a range: the other cells of it look like plain values.
    const spilled = (t === "array" || t === "dataTable") && ref !== undefined && readRegion(ref, "formula");
    if (spilled) regions.add(spilled);
  }

  function closeCell(): void {
    if (cell === undefined || !(cell.column >= 0 && cell.column < MAX_COLUMNS)) return;
    const { text, fault } = readCell(cell, context);
    while (cells.length < cell.column) cells.push("");
    cells[cell.column] = text;
    if (fault !== undefined) note(cell.column, fault);
    cell = undefined;
  }

  function note(column: number, fault: CellFault): void {
    faults ??= new Map();
    if (!faults.has(column)) faults.set(column, fault);
  }

  function closeRow(): void {
    const within = regions.faultsOf(row);
    if (cells.every((text) => text.trim() === "")) return;
    for (const { top, left, bottom, right, fault } of within) {
      if (row < top || row > bottom) continue;
      for (let column = left; column <= Math.min(right, left + 100); column++) note(column, fault);
    }
    rows.push({ row, isHidden, cells, faults });
  }

  const reading = readXml(source, pieces, {
    open(name, attributes) {
      if (name === "row") openRow(attributes);
      else if (name === "c") openCell(attributes);
      else if (name === "f") openFormula(attributes);
      else if (name === "rPh") phonetic++;
      else if (name === "v" || name === "t") takesText = cell !== undefined && phonetic === 0;
    },
    text(text) {
      if (takesText && cell !== undefined) cell.value += text;
    },
    close(name) {
      if (name === "v" || name === "t") takesText = false;
      else if (name === "rPh") phonetic--;
      else if (name === "c") closeCell();
      else if (name === "row") closeRow();
    },
  });
  for await (const _ of reading) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}
