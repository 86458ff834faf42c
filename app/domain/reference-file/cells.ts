/** Cells as files have them, cleaned of what tools leave behind: entities, "nan", Python lists, doubled spaces. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  reg: "®",
  trade: "™",
};

/** What most cells are: nothing to clean, told at a glance. */
const CLEAN = /^(?:[!-%'-~]+(?: [!-%'-~]+)*)?$/;

/** One line of text: HTML entities decoded, control and zero-width characters gone, runs of white space as one space. */
export function cleanText(cell: string): string {
  if (CLEAN.test(cell)) return cell;
  const decoded = cell.includes("&") ? cell.replace(/&(#?\w{1,8});/g, decodeEntity) : cell;
  return decoded
    .normalize("NFC")
    .replace(/[\s\u00a0\u0085]+/g, " ")
    .replace(/[\p{Cc}\u200b-\u200d\u2060\ufeff]/gu, "")
    .trim();
}

function decodeEntity(whole: string, name: string): string {
  const number = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
  if (number === null) return ENTITIES[name.toLowerCase()] ?? whole;
  const point = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  const isCharacter = point >= 32 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : whole;
}

const BLANK_WORDS = /^(?:nan|null|none|undefined|n\/?a|-+|–|—|\[\]|\{\})$/i;

/** Whether a cleaned cell says nothing: empty, or what a tool writes for nothing ("NaN", "None", "n/a", "-"). */
export function isBlank(cleaned: string): boolean {
  return cleaned === "" || BLANK_WORDS.test(cleaned);
}

/** The cleaned cell, or null where it says nothing; a Python list ("['LEGO']") gives its first entry. */
export function textCell(cell: string | undefined): string | null {
  const first = cleanText(listCells(cell ?? "")[0] ?? "");
  return isBlank(first) ? null : first;
}

/** The entries of a cell written as a Python or JSON list of texts; any other cell is its own only entry. */
export function listCells(cell: string): readonly string[] {
  if (!/^\s*\[.*\]\s*$/s.test(cell)) return [cell];
  const entries = [...cell.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)];
  if (entries.length === 0) return cell.trim() === "[]" ? [] : [cell];
  return entries.map((entry) => (entry[1] ?? entry[2] ?? "").replace(/\\(.)/g, "$1"));
}

/** A cell shown inside a sentence: quoted, on one line, cut to 60 characters. */
export function quoteCell(cell: string): string {
  const cleaned = cleanText(cell);
  const characters = [...cleaned];
  return `“${characters.length > 60 ? `${characters.slice(0, 57).join("")}…` : cleaned}”`;
}
