/** Workbooks made for tests, part by part, so that they can also be damaged, lie, or unpack without end. */
import { crc32, deflateRawSync } from "node:zlib";

export type ZipPart = {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the directory says that it unpacks to, instead of the truth. */
  readonly declaredBytes?: number;
  readonly isLocked?: boolean;
};

/** A zip of the parts, each deflated. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declaredBytes, isLocked } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(isLocked === true ? 1 : 0, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(declaredBytes ?? bytes.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), facts, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), facts, rest, Buffer.from(name)]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}

/** A cell as its XML, or its text (kept in the cell itself), or a number. */
export type TestCell = string | number | { readonly xml: (reference: string) => string };

export type TestSheet = {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
  /** Rows that are hidden, counted from 1. */
  readonly hiddenRows?: readonly number[];
  readonly isHidden?: boolean;
  /** "A2:A4" */
  readonly merged?: readonly string[];
};

export type TestWorkbook = {
  readonly sheets: readonly TestSheet[];
  readonly shared?: readonly string[];
  /** Codes of formats; style 1 is the first, 0 is plain. */
  readonly formats?: readonly string[];
  readonly from1904?: boolean;
};

const XMLNS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The parts of a workbook, as Excel names them. */
export function workbookParts({ sheets, shared = [], formats = [], from1904 }: TestWorkbook): ZipPart[] {
  const sheetTags = sheets.map(
    ({ name, isHidden }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}"${isHidden === true ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`,
  );
  const relations = sheets.map((_, i) =>
    relation(`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`),
  );
  return [
    {
      name: "_rels/.rels",
      content: relationsXml([relation("rId1", "officeDocument", "xl/workbook.xml")]),
    },
    {
      name: "xl/workbook.xml",
      content: `<?xml version="1.0"?><workbook ${XMLNS} xmlns:r="${OFFICE}"><workbookPr${from1904 === true ? ' date1904="1"' : ""}/><sheets>${sheetTags.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relationsXml([
        ...relations,
        relation("rIdS", "sharedStrings", "sharedStrings.xml"),
        relation("rIdT", "styles", "/xl/styles.xml"),
      ]),
    },
    {
      name: "xl/sharedStrings.xml",
      content: `<sst ${XMLNS}>${shared.map((text) => `<si>${text}</si>`).join("")}</sst>`,
    },
    {
      name: "xl/styles.xml",
      content: `<styleSheet ${XMLNS}><numFmts>${formats
        .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escaped(code)}"/>`)
        .join("")}</numFmts><cellXfs><xf numFmtId="0"/>${formats
        .map((_, i) => `<xf numFmtId="${200 + i}"/>`)
        .join("")}</cellXfs></styleSheet>`,
    },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(sheet) })),
  ];
}

/** A workbook as its file. */
export function workbook(book: TestWorkbook): Buffer {
  return zipOf(workbookParts(book));
}

/** A workbook of one plain sheet. */
export function sheetOf(...rows: readonly (readonly TestCell[])[]): Buffer {
  return workbook({ sheets: [{ name: "Prices", rows }] });
}

export const formula = (expression: string, value: string): TestCell => ({
  xml: (reference) => `<c r="${reference}" t="str"><f>${escaped(expression)}</f><v>${escaped(value)}</v></c>`,
});
export const errorCell = (error: string): TestCell => ({
  xml: (reference) => `<c r="${reference}" t="e"><v>${error}</v></c>`,
});
export const sharedText = (index: number): TestCell => ({
  xml: (reference) => `<c r="${reference}" t="s"><v>${index}</v></c>`,
});
/** A number as a tool wrote it, in a style. */
export const written = (value: string, style = 0): TestCell => ({
  xml: (reference) => `<c r="${reference}" s="${style}"><v>${value}</v></c>`,
});

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
}

function relationsXml(relations: readonly string[]): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`;
}

function sheetXml({ rows, hiddenRows = [], merged = [] }: TestSheet): string {
  const rowTags = rows.map((cells, i) => {
    const hidden = hiddenRows.includes(i + 1) ? ' hidden="1"' : "";
    return `<row r="${i + 1}"${hidden}>${cells.map((cell, column) => cellXml(cell, `${letters(column)}${i + 1}`)).join("")}</row>`;
  });
  const mergeTags = merged.map((range) => `<mergeCell ref="${range}"/>`);
  const merges =
    merged.length > 0 ? `<mergeCells count="${merged.length}">${mergeTags.join("")}</mergeCells>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet ${XMLNS}><sheetData>${rowTags.join("")}</sheetData>${merges}</worksheet>`;
}

function cellXml(cell: TestCell, reference: string): string {
  if (typeof cell === "object") return cell.xml(reference);
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  return cell === "" ? "" : `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
}

function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
