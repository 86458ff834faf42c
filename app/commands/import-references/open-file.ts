/** What a file is before a row of it is read: its hash, its encoding, its separator, its header. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { headerScore } from "#app/domain/reference-file/columns.ts";
import { encodingOfMarks, utf8Witness } from "./encoding.ts";

/** How the file's bytes become cells. */
export type TextForm = {
  /** A name that iconv-lite knows. */
  readonly encoding: string;
  readonly delimiter: string;
  /** Lines end in a lone carriage return, as on old Macs. */
  readonly loneReturns: boolean;
};

export type OpenedFile = {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  readonly sha256: string;
  readonly form: TextForm;
  readonly header: readonly string[];
  /** Records before the first row: the header, and Excel's "sep=;" above it. */
  readonly headRecords: number;
};

export type FileFault = {
  readonly ok: false;
  readonly reason: "file-missing" | "file-unreadable" | "file-empty" | "not-a-table" | "encoding-unknown";
  readonly sentence: string;
};

const SAMPLE_BYTES = 65_536;
const DELIMITERS = [",", ";", "\t", "|"];

/**
 * Reads the file once through for its hash and encoding, and its first 64 kB for separator and header. `encoding` and
 * `delimiter` skip the guess. Refuses what is no file, is empty, or is no table of text.
 */
export async function openReferenceFile(
  file: string,
  wish: { readonly encoding?: string; readonly delimiter?: string } = {},
): Promise<({ readonly ok: true } & OpenedFile) | FileFault> {
  const name = path.basename(file);
  if (wish.encoding !== undefined && !iconv.encodingExists(wish.encoding))
    return fault(
      "encoding-unknown",
      `We know no encoding ${wish.encoding}. Try utf-8, windows-1252 or utf-16le.`,
    );
  let handle: FileHandle;
  try {
    handle = await open(file, "r");
  } catch (error) {
    return faultOfOpening(error, file);
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return fault("file-unreadable", `${file} is not a file.`);
    if (stat.size === 0) return fault("file-empty", `${name} is empty.`);
    const sample = Buffer.alloc(Math.min(SAMPLE_BYTES, stat.size));
    await handle.read(sample, 0, sample.length, 0);
    const foreign = foreignFormat(sample);
    if (foreign !== undefined) return fault("not-a-table", `${name} is ${foreign}.`);
    const facts = await readThrough(file);
    const encoding = wish.encoding ?? encodingOfMarks(sample) ?? facts.encoding;
    const head = readHead(iconv.decode(sample, encoding), sample.length < stat.size, wish.delimiter);
    if (head === undefined)
      return fault(
        "not-a-table",
        `${name} has no header line that we can read: the first line names the columns.`,
      );
    const { header, headRecords, ...text } = head;
    const form = { encoding, ...text };
    const { sha256 } = facts;
    return {
      ok: true,
      path: file,
      name,
      bytes: stat.size,
      modifiedAt: stat.mtime,
      sha256,
      form,
      header,
      headRecords,
    };
  } finally {
    await handle.close();
  }
}

function fault(reason: FileFault["reason"], sentence: string): FileFault {
  return { ok: false, reason, sentence };
}

function faultOfOpening(error: unknown, file: string): FileFault {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return fault("file-missing", `There is no file ${file}.`);
  if (code === "EACCES" || code === "EPERM")
    return fault("file-unreadable", `This user may not read ${file}.`);
  return fault("file-unreadable", `${file} can't be read: ${message}.`);
}

const MAGIC: readonly (readonly [string, string])[] = [
  ["504b0304", "an Excel workbook or another zip: open it and save the sheet as CSV"],
  ["d0cf11e0", "an old Excel workbook: open it and save the sheet as CSV"],
  ["1f8b", "compressed with gzip: unpack it first"],
  ["28b52ffd", "compressed with zstd: unpack it first"],
  ["25504446", "a PDF, not a table"],
  ["50415231", "a Parquet file: export it as CSV"],
  ["53514c697465", "an SQLite database: export the table as CSV"],
];

/** What the file is instead of a table of text, for the sentence "prices.xlsx is ...". */
function foreignFormat(sample: Buffer): string | undefined {
  const start = sample.toString("hex", 0, 8);
  const magic = MAGIC.find(([bytes]) => start.startsWith(bytes));
  if (magic !== undefined) return magic[1];
  if (encodingOfMarks(sample) !== undefined) return undefined;
  const text = sample.toString("latin1");
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) return "a web page or XML, not a table";
  if (/^\s*[[{]\s*["{[]/.test(text)) return "JSON, not a table: export it as CSV";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from the rest
  const controls = text.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  return controls * 20 > text.length ? "not text: we can't read it as a table" : undefined;
}

async function readThrough(file: string): Promise<{ sha256: string; encoding: string }> {
  const hash = createHash("sha256");
  const witness = utf8Witness();
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    witness.see(chunk);
  }
  return { sha256: hash.digest("hex"), encoding: witness.encoding() };
}

type Head = {
  readonly delimiter: string;
  readonly loneReturns: boolean;
  readonly header: readonly string[];
  readonly headRecords: number;
};

/** The separator whose header names most of what we look for; where none does, the one that gives most columns. */
function readHead(sample: string, isCut: boolean, wish: string | undefined): Head | undefined {
  const loneReturns = !sample.includes("\n") && sample.includes("\r");
  const text = sample.replace(/^\ufeff/, "").replaceAll("\0", "");
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const body = declared === null ? text : text.slice(declared[0].length);
  const wished = wish ?? declared?.[1];
  let best: { delimiter: string; header: readonly string[]; score: number } | undefined;
  for (const delimiter of wished === undefined ? DELIMITERS : [wished]) {
    const header = firstRecord(body, delimiter, isCut);
    if (header === undefined) continue;
    const score = headerScore(header) * 10_000 + Math.min(header.length, 9_999);
    if (best === undefined || score > best.score) best = { delimiter, header, score };
  }
  if (best === undefined) return undefined;
  const { delimiter, header } = best;
  return { delimiter, loneReturns, header, headRecords: declared === null ? 1 : 2 };
}

function firstRecord(text: string, delimiter: string, isCut: boolean): readonly string[] | undefined {
  // A header that fills the sample is no header.
  if (isCut && !/[\r\n]/.test(text.trimStart())) return undefined;
  try {
    const records = parse(text, {
      delimiter,
      to: 1,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: false,
    });
    const [first] = records as string[][];
    return first?.some((cell) => cell.trim() !== "") ? first : undefined;
  } catch {
    return undefined;
  }
}
