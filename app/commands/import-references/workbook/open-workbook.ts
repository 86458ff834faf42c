/** Excel workbooks (.xlsx, .xlsm): the sheet that is a table, its header, its rows. */
import { headerScore } from "#app/domain/reference-file/columns.ts";
import { type FileFault, fault } from "../file-fault.ts";
import type { FileRecord } from "../file-record.ts";
import type { FileSource } from "../file-source.ts";
import { foreignZip } from "../foreign-format.ts";
import type { FileContent, OpenWish } from "../open-file.ts";
import type { CellContext } from "./cell-value.ts";
import { findMerged, type Region } from "./regions.ts";
import { type SheetRow, sheetRows } from "./sheet-rows.ts";
import { findWorkbook, readWorkbookParts, type Sheet } from "./sheets.ts";
import { readSharedStrings } from "./strings.ts";
import { readStyles } from "./styles.ts";
import { MAX_PART_BYTES, openParts, type Parts } from "./zip.ts";

export type WorkbookForm = {
  readonly kind: "workbook";
  readonly sheet: string;
  /** Every sheet that could be asked for. */
  readonly sheets: readonly string[];
  readonly headerRow: number;
};

/** Rows in which a header is looked for: banners and notes stand above it. */
const HEAD_ROWS = 30;
/** Both title and price are named: as sure as a header gets. */
const SURE_SCORE = 2_000;

/**
 * Opens the sheet that `wish` names, else the first one in sight that names a title and a price, else the first that has a row of
 * two cells. Throws FaultyFile for a damaged workbook, a locked one, and one that would unpack without end.
 */
export async function openWorkbook(
  source: FileSource,
  wish: OpenWish,
): Promise<({ readonly ok: true } & FileContent) | FileFault> {
  const parts = await openParts(source);
  const workbook = await findWorkbook(source, parts);
  if (workbook === undefined) return fault("not-a-table", `${source.name} is ${foreignZip(parts.names)}.`);
  const { sheets, strings, styles, from1904 } = await readWorkbookParts(source, parts, workbook);
  const candidates = chosenSheets(sheets, wish.sheet);
  if (candidates.length === 0) return unknownSheet(source, sheets, wish.sheet ?? "");
  const context: CellContext = {
    strings: await readSharedStrings(source, parts, strings),
    styles: await readStyles(source, parts, styles),
    from1904,
  };
  const head = await findHead(source, parts, candidates, context);
  if (head === undefined)
    return fault("not-a-table", `${source.name} has no sheet with a row that names columns.`);
  const merged = await findMerged(source, parts.stream(head.sheet.part));
  const form: WorkbookForm = {
    kind: "workbook",
    sheet: head.sheet.name,
    sheets: sheets.map(({ name }) => name),
    headerRow: head.row,
  };
  return {
    ok: true,
    form,
    header: head.header,
    read: (onBytes) => readSheet(source, parts, head, context, merged, onBytes),
  };
}

function chosenSheets(sheets: readonly Sheet[], wish: string | undefined): readonly Sheet[] {
  if (wish === undefined) {
    const inSight = sheets.filter(({ isHidden }) => !isHidden);
    return inSight.length > 0 ? inSight : sheets;
  }
  const named = sheets.filter(({ name }) => name.toLowerCase() === wish.trim().toLowerCase());
  if (named.length > 0) return named;
  return /^\d{1,4}$/.test(wish) ? sheets.slice(Number(wish) - 1, Number(wish)) : [];
}

function unknownSheet(source: FileSource, sheets: readonly Sheet[], wish: string): FileFault {
  const names = sheets.slice(0, 20).map(({ name }) => name);
  const sentence = `${source.name} has no sheet ${wish}. Its sheets: ${names.join(", ")}.`;
  return fault("sheet-unknown", sentence);
}

type Head = { readonly sheet: Sheet; readonly row: number; readonly header: readonly string[] };

async function findHead(
  source: FileSource,
  parts: Parts,
  sheets: readonly Sheet[],
  context: CellContext,
): Promise<Head | undefined> {
  let fallback: Head | undefined;
  for (const sheet of sheets.slice(0, 50)) {
    const rows = await firstRows(source, parts, sheet, context);
    const scored = rows.map((row) => ({ row, score: headerScore(trimmed(row.cells)) }));
    const best = scored.reduce<(typeof scored)[number] | undefined>(
      (top, one) => (top === undefined || one.score > top.score ? one : top),
      undefined,
    );
    if (best !== undefined && best.score >= SURE_SCORE)
      return { sheet, row: best.row.row, header: trimmed(best.row.cells) };
    const plain = rows.find(({ cells }) => cells.filter((cell) => cell.trim() !== "").length >= 2);
    if (plain !== undefined) fallback ??= { sheet, row: plain.row, header: trimmed(plain.cells) };
  }
  return fallback;
}

async function firstRows(
  source: FileSource,
  parts: Parts,
  sheet: Sheet,
  context: CellContext,
): Promise<SheetRow[]> {
  const found: SheetRow[] = [];
  for await (const rows of sheetRows(source, parts.stream(sheet.part), context, [])) {
    found.push(...rows.slice(0, HEAD_ROWS - found.length));
    if (found.length >= HEAD_ROWS) break;
  }
  return found;
}

/** Without the empty cells at its end. */
function trimmed(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
}

/** The rows below the header. What stands to the right of the last named column is not part of the table. */
async function* readSheet(
  source: FileSource,
  parts: Parts,
  { sheet, row: headerRow, header }: Head,
  context: CellContext,
  merged: readonly Region[],
  onBytes: (bytes: number) => void,
): AsyncGenerator<FileRecord[]> {
  const whole = Math.max(1, parts.bytesOf(sheet.part));
  let unpacked = 0;
  async function* counted() {
    for await (const piece of parts.stream(sheet.part, MAX_PART_BYTES)) {
      unpacked += piece.length;
      onBytes(Math.round((unpacked / whole) * source.bytes));
      yield piece;
    }
  }
  for await (const rows of sheetRows(source, counted(), context, merged)) {
    const records = rows.flatMap((row) => (row.row > headerRow ? recordOf(row, header.length) : []));
    if (records.length > 0) yield records;
  }
}

function recordOf({ row, isHidden, cells, faults }: SheetRow, columns: number): FileRecord | [] {
  const own = Array.from({ length: columns }, (_, position) => cells[position] ?? "");
  if (own.every((cell) => cell.trim() === "")) return [];
  return {
    line: row,
    lastLine: row,
    cells: own,
    ...(isHidden && { isHidden: true }),
    ...(faults !== undefined && { faults }),
  };
}
