/** What a file is before a row of it is read: its hash, its form, its header. What it is, its bytes say, not its name. */
import { createHash } from "node:crypto";
import iconv from "iconv-lite";
import { encodingOfMarks, utf8Witness } from "./encoding.ts";
import { catchFault, type FileFault, fault } from "./file-fault.ts";
import type { FileRecord } from "./file-record.ts";
import { type ByteFacts, type FileSource, fileSource } from "./file-source.ts";
import { foreignFormat, isZip } from "./foreign-format.ts";
import { jsonKind, openJson } from "./open-json.ts";
import { openText } from "./open-text.ts";
import type { JsonForm } from "./read-json.ts";
import type { TextForm } from "./read-text.ts";
import { openWorkbook, type WorkbookForm } from "./workbook/open-workbook.ts";

export type { FileFault } from "./file-fault.ts";

/** How the file's bytes become cells. */
export type FileForm = TextForm | JsonForm | WorkbookForm;

/** What every kind of file gives once it is open. */
export type FileContent = {
  readonly form: FileForm;
  readonly header: readonly string[];
  /**
   * The records after the header, some at a time, in constant memory. `onBytes` is told how much of the file has been read.
   * Throws FaultyFile where the file is damaged.
   */
  readonly read: (onBytes: (bytes: number) => void) => AsyncGenerator<FileRecord[]>;
};

export type OpenedFile = FileContent & {
  readonly source: FileSource;
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  readonly sha256: string;
};

/** What skips a guess: an encoding, a separator, a sheet by its name or its place (1). */
export type OpenWish = {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
};

const SAMPLE_BYTES = 65_536;

/**
 * Opens a table of text, JSON (an object a line, or a list of them) or an Excel workbook. A table of text is read once
 * through for its hash and encoding. Refuses what is no file, is empty, is none of these, or would unpack without end.
 */
export async function openReferenceFile(
  file: string | FileSource,
  wish: OpenWish = {},
): Promise<({ readonly ok: true } & OpenedFile) | FileFault> {
  return await catchFault(() => open(file, wish));
}

async function open(
  file: string | FileSource,
  wish: OpenWish,
): Promise<({ readonly ok: true } & OpenedFile) | FileFault> {
  if (wish.encoding !== undefined && !iconv.encodingExists(wish.encoding))
    return fault(
      "encoding-unknown",
      `We know no encoding ${wish.encoding}. Try utf-8, windows-1252 or utf-16le.`,
    );
  const source = typeof file === "string" ? await fileSource(file) : file;
  if ("ok" in source) return source;
  const { name, bytes, modifiedAt } = source;
  if (bytes === 0) return fault("file-empty", `${name} is empty.`);
  const sample = await source.read(0, Math.min(SAMPLE_BYTES, bytes));
  const isWorkbook = isZip(sample);
  const foreign = isWorkbook ? undefined : await foreignFormat(sample, source);
  if (foreign !== undefined) return fault("not-a-table", `${name} is ${foreign}.`);
  if (!isWorkbook && wish.sheet !== undefined)
    return fault("sheet-unknown", `${name} is no workbook: it has no sheets to choose from.`);
  const facts = source.facts ?? (await readThrough(source));
  const content = isWorkbook
    ? await openWorkbook(source, wish)
    : await openPlain(source, sample, wish.encoding ?? encodingOfMarks(sample) ?? facts.encoding, wish);
  if (!content.ok) return content;
  return { ...content, source, name, bytes, modifiedAt, sha256: facts.sha256 };
}

async function openPlain(
  source: FileSource,
  sample: Buffer,
  encoding: string,
  wish: OpenWish,
): Promise<({ readonly ok: true } & FileContent) | FileFault> {
  const kind = jsonKind(iconv.decode(sample, encoding));
  if (kind !== undefined && wish.delimiter === undefined) return await openJson(source, encoding, kind);
  return openText(source, sample, encoding, wish);
}

async function readThrough(source: FileSource): Promise<ByteFacts> {
  const noted = noteFacts();
  for await (const chunk of source.stream()) noted.see(chunk);
  return noted.facts();
}

/** Finds out a file's facts from its bytes as they pass by. */
export function noteFacts() {
  const hash = createHash("sha256");
  const witness = utf8Witness();
  return {
    see(chunk: Buffer) {
      hash.update(chunk);
      witness.see(chunk);
    },
    facts: (): ByteFacts => ({ sha256: hash.digest("hex"), encoding: witness.encoding() }),
  };
}
