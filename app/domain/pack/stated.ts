/** A pack given in fields of its own ("size", "count", "unit"), as feeds and spreadsheets have it beside the title. */
import { baseUnitOf, isUnit, makePack, nearlyEqual, type Pack, packTotal, type Unit } from "../measure.ts";
import { amountAt, decimalText } from "./amounts.ts";
import { lex, MAX_TITLE_LENGTH, plainTitle, type Token } from "./lexer.ts";
import { readPhrases } from "./phrases.ts";
import { anyNoun, UNIT_WORDS } from "./vocabulary.ts";

export type StructuredPack = {
  readonly count?: number | null;
  /** "16", "16.9", "1 1/2", or with its unit: "16 fl oz", "6 x 330 ml". */
  readonly size?: string | null;
  readonly unit?: string | null;
};

export type StatedPack =
  | {
      readonly ok: true;
      readonly pack: Pack;
      /** The fields say how many packages; otherwise their size may be that of one or of all. */
      readonly counted: boolean;
      /** "oz" without "fl". */
      readonly bareOunce: boolean;
      readonly words: string;
    }
  | { readonly ok: false; readonly reason: "unknown-unit" | "unreadable-fields"; readonly words: string };

/** Reads a pack out of words, as out of a title. */
export type TextReader = (text: string) => Pack | null;

/**
 * The pack that the fields state; undefined when they are blank. A unit that we don't know is said to be one: nothing is
 * read then, whatever the title says.
 */
export function readStated(
  fields: StructuredPack | null | undefined,
  liquid: boolean,
  readText: TextReader,
): StatedPack | undefined {
  const size = fields?.size?.trim() ?? "";
  const unit = fields?.unit?.trim() ?? "";
  const count = fields?.count ?? undefined;
  if (size === "" && count === undefined) return undefined;
  const words = Object.entries({ count, size, unit })
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
  if (words.length > MAX_TITLE_LENGTH)
    return { ok: false, reason: "unreadable-fields", words: words.slice(0, 80) };
  const one = size === "" ? statedUnit("1", unit) : statedSize(size, unit, readText);
  if (typeof one === "string") return { ok: false, reason: one, words };
  const read = one.bareOunce && liquid ? { ...one, unit: "fl oz" as const, bareOunce: false } : one;
  const pack = makePack((count ?? 1) * read.times, read.size, read.unit);
  if (pack === undefined) return { ok: false, reason: "unreadable-fields", words };
  return { ok: true, pack, counted: count !== undefined || one.times > 1, bareOunce: read.bareOunce, words };
}

type OneSize = { times: number; size: string; unit: Unit; bareOunce: boolean };

/** "16" with a unit beside it; "16 fl oz"; "6 x 330 ml"; or words that the reader of titles understands. */
function statedSize(
  size: string,
  unit: string,
  readText: TextReader,
): OneSize | "unknown-unit" | "unreadable-fields" {
  const tokens = lex(plainTitle(size));
  const amount = amountAt(tokens, 0);
  if (amount?.next === tokens.length) return statedUnit(decimalText(amount.micro), unit);
  const [phrase, another] = readPhrases(tokens);
  if (phrase === undefined) return amount === undefined ? "unreadable-fields" : "unknown-unit";
  const whole = another === undefined && phrase.from === 0 && phrase.to === tokens.length;
  if (!whole || phrase.doubt !== undefined) return fromText(readText(size));
  if (phrase.kind === "measure")
    return {
      times: phrase.times,
      size: decimalText(phrase.micro),
      unit: phrase.unit,
      bareOunce: phrase.bareOunce,
    };
  const { n, times, noun } = phrase;
  return { times, size: String(n / times), unit: noun.unit, bareOunce: false };
}

function fromText(pack: Pack | null): OneSize | "unreadable-fields" {
  if (pack === null) return "unreadable-fields";
  return { times: pack.count, size: pack.size, unit: pack.unit, bareOunce: pack.unit === "oz" };
}

function statedUnit(size: string, unit: string): OneSize | "unknown-unit" {
  const dozens = DOZEN.test(unit) ? 12 * Number(size) : Number.NaN;
  if (Number.isInteger(dozens)) return { times: 1, size: String(dozens), unit: "ct", bareOunce: false };
  const found = unit === "" ? ("ct" as const) : unitNamed(unit);
  if (found === undefined) return "unknown-unit";
  return { times: 1, size, unit: found, bareOunce: found === "oz" };
}

const DOZEN = /^(?:dozens?|doz|dz)\.?$/i;

/** A unit by any of its names: "Ounces", "fl. oz.", "Rolls", "each". */
function unitNamed(text: string): Unit | undefined {
  const word = text.toLowerCase().replace(/\./g, "").replace(/\s+/g, " ").trim();
  if (isUnit(word)) return word;
  if (PIECES.has(word)) return "ct";
  const phrase = readPhrases(lex(`1 ${word}`).map(unglued))[0];
  if (phrase?.kind === "measure") return phrase.unit;
  return UNIT_WORDS.get(word) ?? anyNoun(word)?.unit;
}

const PIECES = new Set(["each", "item", "items", "units", "pcs"]);

function unglued(token: Token): Token {
  return { ...token, glued: false };
}

/** Fields and title round differently. */
const FIELD_TOLERANCE_BPS = 200;

/** Whether title and fields say the same; fields that give no count may give the size of one. */
export function agreesWithTitle(title: Pack, stated: StatedPack & { ok: true }): boolean {
  const { pack, bareOunce } = stated;
  const fluid = bareOunce && baseUnitOf(title.unit) === "ml";
  const ours = fluid ? makePack(pack.count, pack.size, "fl oz") : pack;
  if (ours === undefined || ours.baseUnit !== title.baseUnit) return false;
  if (nearlyEqual(packTotal(title), packTotal(ours), FIELD_TOLERANCE_BPS)) return true;
  const one = makePack(1, title.size, title.unit);
  return (
    !stated.counted && one !== undefined && nearlyEqual(packTotal(one), packTotal(ours), FIELD_TOLERANCE_BPS)
  );
}
