/**
 * The records of a table of text, streamed in constant memory with the line on which each begins. A quote that is never
 * closed costs the record that it opens in, not the rest of the file: reading goes on at the next line.
 */
import { Parser } from "csv-parse";
import { fitsHeader } from "#app/domain/reference-file.ts";
import { utf8Chunks } from "./encoding.ts";
import { type FileRecord, MAX_RECORD_BYTES } from "./file-record.ts";
import type { FileSource } from "./file-source.ts";

export type TextForm = {
  readonly kind: "text";
  /** A name that iconv-lite knows. */
  readonly encoding: string;
  readonly delimiter: string;
  /** Lines end in a lone carriage return, as on old Macs. */
  readonly loneReturns: boolean;
};

/** Records of a wrong shape over several lines whose lines are read anew, one by one; each costs a chunk read again. */
const MAX_RESCUED = 500;

/**
 * Yields the records after the `headRecords` ones (the header, and Excel's "sep=;" above it), as many at a time as a chunk
 * of the file holds; blank lines are left out.
 */
export async function* readTextRecords(
  source: FileSource,
  form: TextForm,
  { columns, headRecords }: { readonly columns: number; readonly headRecords: number },
  onBytes: (bytes: number) => void,
): AsyncGenerator<FileRecord[]> {
  const reader = recordReader(form, columns);
  let toSkip = headRecords;
  for await (const chunk of utf8Chunks(source, form.encoding, onBytes)) {
    const records = await reader.read(chunk);
    const kept = records.slice(toSkip);
    toSkip -= records.length - kept.length;
    if (kept.length > 0) yield kept;
  }
  const last = (await reader.end()).slice(toSkip);
  if (last.length > 0) yield last;
}

function recordReader(form: TextForm, columns: number) {
  const newline = form.loneReturns ? 13 : 10;
  let parse = recordParser(form);
  /** What follows the last whole record, `line` its first line, and how far the parser was when it began. */
  let pending: Buffer = Buffer.alloc(0);
  let line = 1;
  let parsed = 0;
  let rescued = 0;
  /** Inside a line that is too long to keep: all of it up to its end is dropped. */
  let dropping = false;

  /** Moves whole records out of `pending`. Gives false at one whose lines are to be read anew. */
  function take(found: readonly ParsedRecord[], into: FileRecord[]): boolean {
    for (const { cells, end } of found) {
      const lines = countBytes(pending.subarray(0, end - parsed), newline);
      // The last record of a file may have no line end.
      const lastLine = line + lines - (pending[end - parsed - 1] === newline ? 1 : 0);
      const text = () => pending.toString("utf8", 0, end - parsed);
      const isRunOn =
        lastLine > line && (!fitsHeader(cells, columns) || cells.some((cell) => ranOver(cell, text)));
      if (isRunOn && rescued++ < MAX_RESCUED) return false;
      if (isRunOn) into.push({ line, lastLine, cells: [firstLine()], broken: "open-quote" });
      else if (cells.length > 1 || cells[0]?.trim() !== "") into.push({ line, lastLine, cells });
      pending = pending.subarray(end - parsed);
      parsed = end;
      line += lines;
    }
    return true;
  }

  function firstLine(): string {
    const end = pending.indexOf(newline);
    return pending.toString("utf8", 0, Math.min(end < 0 ? pending.length : end, 2000)).trimEnd();
  }

  /** Gives up the first line of `pending`; what follows it is to be read anew. */
  function giveUp(): FileRecord {
    const end = pending.indexOf(newline);
    const text = firstLine();
    const why = text.includes('"') ? "open-quote" : "too-long";
    const record: FileRecord = { line, lastLine: line, cells: [text], broken: why };
    dropping = end < 0;
    pending = pending.subarray(dropping ? pending.length : end + 1);
    if (!dropping) line++;
    parse = recordParser(form);
    parsed = 0;
    return record;
  }

  function afterDroppedLine(chunk: Buffer): Buffer {
    const end = chunk.indexOf(newline);
    if (end < 0) return Buffer.alloc(0);
    dropping = false;
    line++;
    return chunk.subarray(end + 1);
  }

  async function step(chunk: Buffer, isEnd: boolean): Promise<FileRecord[]> {
    const records: FileRecord[] = [];
    let unread = dropping ? afterDroppedLine(chunk) : chunk;
    pending = pending.length > 0 ? Buffer.concat([pending, unread]) : unread;
    for (;;) {
      const result = await parse(unread, isEnd);
      const isWhole = take(result.records, records);
      if (isWhole && !result.failed) return records;
      records.push(giveUp());
      if (dropping || (isEnd && pending.length === 0)) return records;
      unread = pending;
    }
  }

  return {
    read: (chunk: Buffer) => step(chunk, false),
    end: () => step(Buffer.alloc(0), true),
  };
}

/**
 * Whether the parser ended a cell of several lines at a quote in mid-text: it has run into the next rows. The parser keeps
 * both quotes of such a cell; one that really starts with a quote stands in the record with all its quotes doubled.
 */
function ranOver(cell: string, recordText: () => string): boolean {
  if (!cell.startsWith('"') || !/[\r\n]/.test(cell)) return false;
  return !recordText().includes(`"${cell.replaceAll('"', '""')}"`);
}

/** `end`: how many bytes the parser had read when the record was whole. */
type ParsedRecord = { readonly cells: string[]; readonly end: number };

/** A fresh parser. It fails for good at a record that is too long, or at an open quote where the file ends. */
function recordParser({ delimiter, loneReturns }: TextForm) {
  let records: ParsedRecord[] = [];
  const parser = new Parser({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: loneReturns ? ["\r"] : ["\r\n", "\n"],
    max_record_size: MAX_RECORD_BYTES,
    on_record: (cells: string[], context) => {
      records.push({ cells, end: context.bytes });
      return null;
    },
  });
  parser.on("error", () => undefined);
  parser.resume();
  return async (bytes: Buffer, isEnd: boolean): Promise<{ records: ParsedRecord[]; failed: boolean }> => {
    records = [];
    const failed = await new Promise<boolean>((resolve) => {
      if (bytes.length === 0) resolve(false);
      else parser.write(bytes, (error) => resolve(error instanceof Error));
    });
    if (failed || !isEnd) return { records, failed };
    return await new Promise((resolve) => {
      parser.once("error", () => resolve({ records, failed: true }));
      parser.end(() => resolve({ records, failed: false }));
    });
  };
}

function countBytes(bytes: Buffer, wanted: number): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) count++;
  return count;
}
