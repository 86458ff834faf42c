/** The texts that a workbook's cells share, kept in little memory and not without end. */
import { FaultyFile, fault } from "../file-fault.ts";
import type { FileSource } from "../file-source.ts";
import { cellText, readWholeXml } from "./xml.ts";
import type { Parts } from "./zip.ts";

export type SharedStrings = { get(index: number): string | undefined };

/** As bytes and as texts: two million different titles of sixty characters fit. */
const MAX_TEXT_BYTES = 128 * 2 ** 20;
const MAX_STRINGS = 4_000_000;
const MAX_PART_BYTES = 512 * 2 ** 20;
const PAGE_BYTES = 1 << 20;

/** Reads the part `name`; a workbook without one shares no text. Throws FaultyFile where they are more than fit. */
export async function readSharedStrings(
  source: FileSource,
  parts: Parts,
  name: string | undefined,
): Promise<SharedStrings> {
  const table = stringTable(source);
  if (name === undefined || !parts.has(name)) return table;
  let text = "";
  let isText = false;
  let phonetic = 0;
  await readWholeXml(source, parts.stream(name, MAX_PART_BYTES), {
    open(tag) {
      if (tag === "si") text = "";
      else if (tag === "rPh") phonetic++;
      else if (tag === "t") isText = phonetic === 0;
    },
    text(more) {
      if (isText) text += more;
    },
    close(tag) {
      if (tag === "si") table.add(cellText(text));
      else if (tag === "rPh") phonetic--;
      else if (tag === "t") isText = false;
    },
  });
  return table;
}

/** Texts by number as UTF-8 in pages, a fifth of what JavaScript's own strings take. */
function stringTable(source: FileSource) {
  const pages: Buffer[] = [];
  let used = PAGE_BYTES;
  let bytes = 0;
  let count = 0;
  /** By number: the page, the place in it, the length. */
  let places = new Uint32Array(3 << 12);

  return {
    add(text: string): void {
      const encoded = Buffer.from(text);
      bytes += encoded.length;
      if (bytes > MAX_TEXT_BYTES || count >= MAX_STRINGS) throw tooMuchText(source);
      if (used + encoded.length > PAGE_BYTES) {
        pages.push(Buffer.alloc(Math.max(PAGE_BYTES, encoded.length)));
        used = 0;
      }
      encoded.copy(pages[pages.length - 1] as Buffer, used);
      if (count * 3 === places.length) {
        const more = new Uint32Array(places.length * 2);
        more.set(places);
        places = more;
      }
      places.set([pages.length - 1, used, encoded.length], count * 3);
      used += encoded.length;
      count++;
    },
    get(index: number): string | undefined {
      if (!Number.isInteger(index) || index < 0 || index >= count) return undefined;
      const [page = 0, place = 0, length = 0] = places.subarray(index * 3, index * 3 + 3);
      return (pages[page] as Buffer).toString("utf8", place, place + length);
    },
  };
}

function tooMuchText(source: FileSource): FaultyFile {
  return new FaultyFile(
    fault(
      "file-too-large",
      `${source.name} shares more text between its cells than we keep in memory: save the sheet as CSV, which has no such limit.`,
    ),
  );
}
