/**
 * Reading the pack out of a title: how many packages of what size. A wrong reading is far worse than none, so anything
 * uncertain is declined with its reason.
 */
import { findCommodity } from "./commodity.ts";
import { formatPack, makePack, type Pack, type Unit } from "./measure.ts";
import {
  isAssembly,
  isDevice,
  isDrink,
  isLiquidCategory,
  isMachine,
  isPoured,
  isTwinPack,
  isWare,
  isWornByWeight,
} from "./pack/goods.ts";
import { lex, MAX_TITLE_LENGTH, plainTitle, type Token } from "./pack/lexer.ts";
import type { Phrase } from "./pack/phrase.ts";
import { readPhrases } from "./pack/phrases.ts";
import { type Context, resolve } from "./pack/resolve.ts";
import { agreesWithTitle, readStated, type StatedPack, type StructuredPack } from "./pack/stated.ts";

export type PackQuestion = {
  readonly title: string;
  /** Category or commodity words: they tell whether a bare "oz" is fluid. */
  readonly category?: string | null;
  readonly brand?: string | null;
  /** A pack stated in fields of its own: it must agree with the title or nothing is read. */
  readonly structured?: StructuredPack | null;
};

export type NoPackReason =
  | "empty"
  | "too-long"
  | "no-quantity"
  | "conflict"
  | "ambiguous"
  | "range"
  | "priced-by-weight"
  | "mixed-contents"
  | "implausible"
  | "out-of-range"
  | "unknown-unit"
  | "unreadable-fields";

/** Which words gave which number. */
export type Because = { readonly words: string; readonly meaning: string };

export type PackReading =
  | {
      readonly pack: Pack;
      /** Other measures that the title states of the same pack: 146 loads beside 194 fl oz. */
      readonly beside: readonly { readonly amount: string; readonly unit: Unit }[];
      readonly because: readonly Because[];
    }
  | { readonly pack: null; readonly reason: NoPackReason; readonly because: readonly Because[] };

/**
 * Reads one pack. `count` x `size` as the words have it; ounces are weight unless "fl" is written, a metric volume stands
 * beside them, or the category is plainly a liquid. Never throws; answers for titles of any content up to 1,000 characters.
 */
export function readPack(question: PackQuestion): PackReading {
  if (question.title.length > MAX_TITLE_LENGTH) return none("too-long");
  const { category } = question;
  const readText = (text: string) => readTitle({ title: text, category }).pack;
  const stated = readStated(question.structured, isLiquid(category), readText);
  if (stated === undefined) return readTitle(question);
  if (!stated.ok) return none(stated.reason, [becauseOf(stated)]);
  const fromTitle = readTitle(question);
  if (fromTitle.pack === null)
    return fromTitle.reason === "no-quantity" || fromTitle.reason === "empty"
      ? fromFields(stated)
      : fromTitle;
  const because = [...fromTitle.because, becauseOf(stated)];
  return agreesWithTitle(fromTitle.pack, stated) ? { ...fromTitle, because } : none("conflict", because);
}

function none(reason: NoPackReason, because: readonly Because[] = []): PackReading & { pack: null } {
  return { pack: null, reason, because };
}

/** What the fields alone say. */
function fromFields(stated: StatedPack & { ok: true }): PackReading {
  return { pack: stated.pack, beside: [], because: [becauseOf(stated)] };
}

function becauseOf(stated: StatedPack): Because {
  if (stated.ok)
    return { words: stated.words, meaning: `fields beside the title: ${formatPack(stated.pack)}` };
  const meaning = stated.reason === "unknown-unit" ? "a unit that is not known" : "fields that make no pack";
  return { words: stated.words, meaning };
}

function readTitle(question: PackQuestion): PackReading {
  const title = withoutBrand(plainTitle(question.title), question.brand);
  if (title.trim() === "") return none("empty");
  const lower = title.toLowerCase();
  const price = PRICED_BY_WEIGHT.exec(lower);
  if (price !== null)
    return none("priced-by-weight", [{ words: price[0], meaning: "sold by weight: no fixed pack" }]);
  const tokens = lex(title);
  const resolution = resolve(readPhrases(tokens), tokens, contextOf(lower, question.category));
  const because = resolution.used.map(({ phrase, meaning }) => ({
    words: wordsOf(title, tokens, phrase),
    meaning,
  }));
  if (!resolution.ok) return none(resolution.reason, because);
  const pack = makePack(resolution.count, resolution.size, resolution.unit);
  return pack === undefined ? none("out-of-range", because) : { pack, beside: resolution.beside, because };
}

const PRICED_BY_WEIGHT =
  /\b(?:priced|price|sold|charged) (?:per|by the|by) (?:pound|lb|weight|kg|kilo)\b|\b(?:random|catch|variable) weight\b/;

function contextOf(lowerTitle: string, category: string | null | undefined): Context {
  return {
    liquid: isLiquid(category),
    ware: isWare(lowerTitle),
    device: isDevice(lowerTitle) || isMachine(lowerTitle),
    poured: isPoured(lowerTitle),
    drink: isDrink(lowerTitle),
    twin: isTwinPack(lowerTitle),
    worn: isWornByWeight(lowerTitle),
    assembly: isAssembly(lowerTitle),
  };
}

function isLiquid(category: string | null | undefined): boolean {
  if (category === null || category === undefined) return false;
  const lower = category.trim().toLowerCase();
  return findCommodity(lower)?.liquid ?? isLiquidCategory(lower);
}

/** Takes a brand with figures in it ("7UP", "5 Gum", "Two Leaves") out of the title. */
function withoutBrand(title: string, brand: string | null | undefined): string {
  if (brand === null || brand === undefined || brand.trim() === "") return title;
  const at = title.toLowerCase().indexOf(brand.trim().toLowerCase());
  return at === -1 ? title : `${title.slice(0, at)};${title.slice(at + brand.trim().length)}`;
}

function wordsOf(title: string, tokens: readonly Token[], phrase: Phrase): string {
  return title.slice(tokens[phrase.from]?.start, tokens[phrase.to - 1]?.end).trim();
}
