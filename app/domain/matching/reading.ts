/** What a listing or SKU says of itself, taken apart once so that it can be compared many times. */
import { type Gtin14, parseGtin } from "../gtin.ts";
import { isDevice } from "../pack/goods.ts";
import { lex, plainTitle } from "../pack/lexer.ts";
import { readPhrases } from "../pack/phrases.ts";
import { type PackReading, readPack } from "../pack.ts";
import { compactCode } from "./attributes.ts";
import { type BrandLexicon, brandWords, COMMON_BRANDS } from "./brands.ts";
import { takeApart } from "./parts.ts";
import { idfOf } from "./prior.ts";
import { findBrand } from "./title-brand.ts";
import { classBits, hasClass } from "./vocabulary.ts";
import { canonicalWord, isStopWord, plainText } from "./words.ts";

/** One side of a pair, as feeds have it. */
export type MatchItem = {
  readonly title: string;
  readonly brand?: string | null;
  readonly category?: string | null;
  readonly description?: string | null;
  /** In units of some currency; compared as a ratio only. */
  readonly price?: number | null;
  readonly modelno?: string | null;
  readonly gtin?: string | null;
};

/** A word of the product's name: not the brand, not the pack, not a number. */
export type ProductWord = {
  readonly text: string;
  readonly bits: number;
  /** How rare it is, in nats. */
  readonly idf: number;
};

export type MatchReading = {
  readonly item: MatchItem;
  readonly gtin: Gtin14 | undefined;
  /** Canonical key; undefined where nothing says it. */
  readonly brand: string | undefined;
  /** As the title or the field has it. */
  readonly brandText: string | undefined;
  readonly brandWords: ReadonlySet<string>;
  /** The first word, where it may be a brand that the lexicon does not know. */
  readonly unknownHead: string | undefined;
  readonly words: readonly ProductWord[];
  /** Every word of the title joined, for "does the title hold this brand?". */
  readonly joined: string;
  readonly codes: readonly string[];
  /** The model number of the item's own field. */
  readonly modelno: string | undefined;
  /** Values by unit: "inch" to 24. */
  readonly measures: ReadonlyMap<string, readonly string[]>;
  readonly numbers: readonly string[];
  readonly pack: PackReading;
  readonly isDevice: boolean;
  /** Hashes of letter triples of the product's name, sorted. */
  readonly trigrams: Int32Array;
  /** Words and codes of the description, where there is one. */
  readonly described: ReadonlySet<string>;
  readonly categoryWords: ReadonlySet<string>;
};

/** What is read of a title and of a description, in letters: the rest says no more of a product. */
export const MAX_TITLE = 1_000;
export const MAX_DESCRIPTION = 1_000;

/** Takes an item apart. `lexicon`: every brand that a title may begin with. */
export function readItem(item: MatchItem, lexicon: BrandLexicon = COMMON_BRANDS): MatchReading {
  const written = item.title.slice(0, MAX_TITLE);
  const title = plainTitle(written);
  const isOfDevice = isDevice(title.toLowerCase());
  const plain = plainText(title);
  const brand = findBrand(item, plain, lexicon);
  const pack = readPack({ title: written, category: item.category ?? null, brand: item.brand ?? null });
  // Quantities that are no pack are attributes: a 32 gallon can.
  const unpacked = isOfDevice || pack.pack === null ? plain : plainText(withoutPack(title));
  const parts = takeApart(unpacked);
  const words = productWords(parts.words, brand?.words ?? []);
  return {
    item,
    gtin: gtinOf(item.gtin),
    brand: brand?.key,
    brandText: brand?.text,
    brandWords: new Set(brand?.words.map(canonicalWord)),
    unknownHead: brand === undefined ? unknownHead(parts.words) : undefined,
    words,
    joined: brandWords(plain).join(""),
    codes: parts.codes,
    modelno: modelOf(item.modelno),
    measures: parts.measures,
    numbers: parts.numbers,
    pack,
    isDevice: isOfDevice,
    trigrams: trigramsOf(words.map((word) => word.text).join(" ")),
    described: describedOf(item.description),
    categoryWords: new Set(
      (item.category ?? "")
        .toLowerCase()
        .match(/[a-z]{3,}/g)
        ?.map(canonicalWord),
    ),
  };
}

function gtinOf(text: string | null | undefined): Gtin14 | undefined {
  if (text === null || text === undefined) return undefined;
  const reading = parseGtin(text);
  return reading.ok ? reading.gtin14 : undefined;
}

function modelOf(text: string | null | undefined): string | undefined {
  const compact = compactCode(text ?? "");
  return compact.length >= 3 && /\d/.test(compact) ? compact : undefined;
}

/** The title with its quantities blanked out: the pack is compared as a pack. */
function withoutPack(title: string): string {
  const tokens = lex(title);
  let rest = "";
  let from = 0;
  for (const phrase of readPhrases(tokens)) {
    rest += `${title.slice(from, tokens[phrase.from]?.start)} ; `;
    from = tokens[phrase.to - 1]?.end ?? from;
  }
  return rest + title.slice(from);
}

/** A first word that names no kind of thing may be a brand. */
function unknownHead(words: readonly string[]): string | undefined {
  const head = words.find((word) => !isStopWord(word));
  if (head === undefined || head.length < 3 || classBits(head) !== 0) return undefined;
  return idfOf(head) >= UNKNOWN_HEAD_IDF ? head : undefined;
}

/** Rarer than this in the prior's titles: not a common noun. */
const UNKNOWN_HEAD_IDF = 6;

/** Distinct words without the brand's and without those that tell nothing apart. */
function productWords(words: readonly string[], brand: readonly string[]): ProductWord[] {
  const own = new Set(brand.map(canonicalWord));
  const seen = new Set<string>();
  const kept: ProductWord[] = [];
  for (const text of words) {
    if (text === "" || own.has(text) || seen.has(text) || isStopWord(text)) continue;
    seen.add(text);
    kept.push({ text, bits: classBits(text), idf: idfOf(text) });
  }
  return kept;
}

function trigramsOf(text: string): Int32Array {
  const padded = ` ${text} `;
  const hashes = new Int32Array(Math.max(0, padded.length - 2));
  for (let i = 0; i < hashes.length; i++)
    hashes[i] = padded.charCodeAt(i) * 65_521 + padded.charCodeAt(i + 1) * 251 + padded.charCodeAt(i + 2);
  hashes.sort();
  let kept = 0;
  for (const hash of hashes) if (kept === 0 || hash !== hashes[kept - 1]) hashes[kept++] = hash;
  return hashes.slice(0, kept);
}

function describedOf(description: string | null | undefined): ReadonlySet<string> {
  const described = new Set<string>();
  if (description === null || description === undefined) return described;
  const parts = takeApart(plainText(description.slice(0, MAX_DESCRIPTION)));
  for (const word of parts.words) described.add(word);
  for (const code of parts.codes) described.add(code);
  return described;
}

/**
 * Whether both are goods that a club sells by measure or count: there the pack decides, and a flavour or scent makes another
 * product. Devices, and what has a model number, are not.
 */
export function areClubGoods(a: MatchReading, b: MatchReading): boolean {
  return mayBeClubGood(a) && mayBeClubGood(b) && (isPlainlyClubGood(a) || isPlainlyClubGood(b));
}

function mayBeClubGood({ isDevice, codes, modelno }: MatchReading): boolean {
  return !isDevice && codes.length === 0 && modelno === undefined;
}

function isPlainlyClubGood({ pack, words }: MatchReading): boolean {
  if (pack.pack !== null && pack.pack.baseUnit !== "count") return true;
  const goods = words.filter(({ bits }) => hasClass(bits, "flavor") || hasClass(bits, "form")).length;
  return goods >= (pack.pack === null ? 2 : 1);
}
