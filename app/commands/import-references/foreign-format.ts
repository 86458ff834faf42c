/** What a file is when it is no table that we read: said in words, with what to do. */
import { encodingOfMarks } from "./encoding.ts";
import type { FileSource } from "./file-source.ts";

const MAGIC: readonly (readonly [string, string])[] = [
  ["1f8b", "compressed with gzip: unpack it first"],
  ["28b52ffd", "compressed with zstd: unpack it first"],
  ["425a68", "compressed with bzip2: unpack it first"],
  ["fd377a585a00", "compressed with xz: unpack it first"],
  ["377abcaf271c", "a 7-Zip archive: unpack it first"],
  ["526172211a07", "a RAR archive: unpack it first"],
  ["25504446", "a PDF, not a table: ask for the list as Excel or CSV"],
  ["50415231", "a Parquet file: export it as CSV"],
  ["53514c697465", "an SQLite database: export the table as CSV"],
  ["7b5c727466", "a text document (RTF), not a table: copy the table into a sheet and save it as CSV"],
];

/** What the file is instead of a table, for the sentence "prices.pdf is ..."; undefined where it may be one. */
export async function foreignFormat(sample: Buffer, source: FileSource): Promise<string | undefined> {
  const start = sample.toString("hex", 0, 8);
  if (start === "d0cf11e0a1b11ae1") return await oleDocument(sample, source);
  const magic = MAGIC.find(([bytes]) => start.startsWith(bytes));
  if (magic !== undefined) return magic[1];
  if (encodingOfMarks(sample) !== undefined) return undefined;
  const text = sample.toString("latin1");
  if (/^\s*<(?:!doctype|html|\?xml|table)/i.test(text))
    return "a web page or XML, not a table: open it in a spreadsheet and save it as CSV";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from the rest
  const controls = text.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  return controls * 20 > text.length ? "not text: we can't read it as a table" : undefined;
}

/** Whether the file is a zip, as every workbook of today is. */
export function isZip(sample: Buffer): boolean {
  return /^504b(?:0304|0506|0708)/.test(sample.toString("hex", 0, 4));
}

const OLE_NAMES: readonly (readonly [string, string])[] = [
  [
    "EncryptedPackage",
    "protected with a password: open it, take the password off (File, Info, Protect Workbook) and save it again",
  ],
  ["Workbook", "an old Excel workbook (.xls): open it and save it as .xlsx or CSV"],
  ["Book", "an old Excel workbook (.xls): open it and save it as .xlsx or CSV"],
  ["WordDocument", "a Word document, not a table: copy the table into a sheet and save it as CSV"],
];

/**
 * Office files of before 2007 and locked ones share a container; the names in its directory tell which it is. The directory's
 * first sector stands in the header at 48 (MS-CFB 2.2); an entry has 128 bytes and begins with its name in UTF-16.
 */
async function oleDocument(sample: Buffer, source: FileSource): Promise<string> {
  const sectorBytes = sample.length > 34 ? 1 << Math.min(sample.readUInt16LE(30), 16) : 512;
  const first = sample.length > 52 ? sample.readUInt32LE(48) : 0;
  const directory = await source.read((first + 1) * sectorBytes, 4096);
  const names = new Set<string>();
  for (let at = 0; at + 128 <= directory.length; at += 128)
    names.add(directory.toString("utf16le", at, at + 64).replace(/\0.*$/s, ""));
  const known = OLE_NAMES.find(([name]) => names.has(name));
  return known?.[1] ?? "an old Office document: open it and save the sheet as .xlsx or CSV";
}

const ZIP_NAMES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:Index\/Document\.iwa|Index\.zip)$/,
    "an Apple Numbers document: in Numbers, export it to Excel or CSV (File, Export To)",
  ],
  [/^xl\/workbook\.bin$/, "a binary Excel workbook (.xlsb): open it and save it as .xlsx or CSV"],
  [/^word\/document\.xml$/, "a Word document, not a table: copy the table into a sheet and save it as CSV"],
  [/^ppt\/presentation\.xml$/, "a presentation, not a table"],
  [/^content\.xml$/, "an OpenDocument file: open it and save it as .xlsx or CSV"],
];

/** What a zip without a workbook in it is, by the names of its entries. */
export function foreignZip(names: Iterable<string>): string {
  for (const name of names) {
    const known = ZIP_NAMES.find(([pattern]) => pattern.test(name));
    if (known !== undefined) return known[1];
  }
  return "a zip without a workbook in it: unpack it and send the file that is inside";
}
