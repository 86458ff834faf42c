/** Tables of text: their encoding, their separator, their header. */
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { headerScore } from "#app/domain/reference-file/columns.ts";
import { type FileFault, fault } from "./file-fault.ts";
import type { FileSource } from "./file-source.ts";
import type { FileContent, OpenWish } from "./open-file.ts";
import { readTextRecords, type TextForm } from "./read-text.ts";

const DELIMITERS = [",", ";", "\t", "|"];

/** The header and rows of a table of text in `encoding`; `sample` is how it begins. Refuses what has no header line. */
export function openText(
  source: FileSource,
  sample: Buffer,
  encoding: string,
  wish: OpenWish,
): ({ readonly ok: true } & FileContent) | FileFault {
  const isCut = sample.length < source.bytes;
  const head = readHead(iconv.decode(sample, encoding), isCut, wish.delimiter);
  if (head === undefined)
    return fault(
      "not-a-table",
      `${source.name} has no header line that we can read: the first line names the columns.`,
    );
  const { header, headRecords, ...text } = head;
  const form: TextForm = { kind: "text", encoding, ...text };
  return {
    ok: true,
    form,
    header,
    read: (onBytes) => readTextRecords(source, form, { columns: header.length, headRecords }, onBytes),
  };
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
