/**
 * How a department's table is written, and read. A line is a range of goods:
 *
 *     name | varieties | brand | pictures | description | packs
 *
 * A `*` in name and description stands for the variety. Pictures (glyph.form.tone) go round over the varieties. A pack is
 * "6x32 fl oz 1499": count x size unit, then the base price of that pack in cents - about what it costs at ordinary retail.
 */
import { isUnit, makePack, type Pack } from "#app/domain/measure.ts";

export type DepartmentTable = {
  readonly slug: string;
  readonly name: string;
  readonly blurb: string;
  readonly glyph: string;
  readonly shelves: readonly ShelfTable[];
};

export type ShelfTable = {
  readonly slug: string;
  readonly name: string;
  /** Slug of a commodity: app/domain/commodity.ts. */
  readonly commodity: string;
  readonly lines: string;
};

export type PricedPack = { readonly pack: Pack; readonly baseCents: number };

export type Line = {
  /** With `*` where the variety goes, if there are any. */
  readonly name: string;
  /** One nameless variety where the line has none. */
  readonly varieties: readonly string[];
  readonly brandSlug: string;
  readonly pictures: readonly string[];
  readonly description: string;
  readonly packs: readonly PricedPack[];
};

/** Reads a shelf's lines. @throws Error naming the line that is not written as above. */
export function readLines(shelf: ShelfTable): Line[] {
  return shelf.lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => readLine(line, shelf.slug));
}

function readLine(text: string, shelfSlug: string): Line {
  const cells = text.split("|").map((cell) => cell.trim());
  const [name, varieties, brandSlug, pictures, description, packs] = cells;
  if (!name || varieties === undefined || !brandSlug || !pictures || !description || !packs)
    throw new Error(`${shelfSlug}: a line has six cells: ${text}`);
  if (name.includes("*") !== (varieties !== "")) throw new Error(`${shelfSlug}: * needs varieties: ${text}`);
  return {
    name,
    varieties: varieties.split(",").map((variety) => variety.trim()),
    brandSlug,
    pictures: pictures.split(",").map((picture) => picture.trim()),
    description,
    packs: packs.split(";").map((pack) => readPricedPack(pack.trim(), text)),
  };
}

const PACK = /^(?:(\d+)x)?(\d+(?:\.\d+)?) ([a-z ]+?) (\d+)$/;

function readPricedPack(text: string, line: string): PricedPack {
  const [, count = "1", size = "", unit = "", cents = ""] = PACK.exec(text) ?? [];
  // Rolls and pairs stand one by one in the picture; pieces come in their box.
  const single = unit === "roll" || unit === "pair";
  const pack =
    isUnit(unit) && (single ? makePack(Number(size), "1", unit) : makePack(Number(count), size, unit));
  if (!pack) throw new Error(`Not a pack with its price: "${text}" in ${line}`);
  return { pack, baseCents: Number(cents) };
}
