/** A title as tokens: numbers, words and separators. One pass, no backtracking. */
import { NUMBER_WORDS } from "./vocabulary.ts";

export type Token = {
  readonly kind: "number" | "word" | "mark";
  /** Lower case; a number without its thousands separators. */
  readonly text: string;
  /** Value in millionths, numbers only. */
  readonly micro: number;
  /** No space before it. */
  readonly glued: boolean;
  /** A vulgar fraction sign: ½. */
  readonly vulgar: boolean;
  /** First and last letter are capitals: tells 5G from 5 g. */
  readonly upper: boolean;
  readonly start: number;
  readonly end: number;
};

/** Longer titles are pages or attacks; no shelf label comes near it. */
export const MAX_TITLE_LENGTH = 1_000;

const VULGAR: Readonly<Record<string, number>> = {
  "¼": 250_000,
  "½": 500_000,
  "¾": 750_000,
  "⅓": 333_333,
  "⅔": 666_667,
  "⅛": 125_000,
  "⅜": 375_000,
  "⅝": 625_000,
  "⅞": 875_000,
  "⅕": 200_000,
  "⅖": 400_000,
  "⅗": 600_000,
  "⅘": 800_000,
};

const ASCII = /^[\x20-\x7e]*$/;

/** Compatibility forms, dashes, quotes and blanks in one spelling each. Fraction signs are kept: NFKC would glue 1½ to 11/2. */
export function plainTitle(title: string): string {
  if (ASCII.test(title)) return title;
  return title
    .replace(/[^ -~¼-¾⅐-⅞]+/g, (run) => run.normalize("NFKC"))
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u2018\u2019\u2032]/g, "'")
    .replace(/[\u201c\u201d]|''/g, '"')
    .replace(/\u2044/g, "/")
    .replace(/[×✕✖]/g, " x ")
    .replace(/[\s\u200b\ufeff]+/g, " ");
}

// "8pk12oz", "1ozx24": a count or unit word run together with the number or the sign behind it is still a word.
const LEXEME =
  /(\s+)|(\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|([¼-¾⅐-⅞])|(x(?=\s?\d))|((?<=\d)(?:(?:pk|pack|ct|count)(?=\d)|(?:oz|ml|cl|kg|lb|g|l)(?=x\d))|[\p{L}][\p{L}\p{M}\d']*)|([\s\S])/giuy;

/** Splits a plain title. Letters with digits glued behind ("A5", "B12") are one word: their digits count nothing. */
export function lex(title: string): Token[] {
  const tokens: Token[] = [];
  let spaced = true;
  LEXEME.lastIndex = 0;
  for (let match = LEXEME.exec(title); match !== null; match = LEXEME.exec(title)) {
    const [raw, blank, number, vulgar, times, word] = match;
    if (blank !== undefined) {
      spaced = true;
      continue;
    }
    const place = { glued: !spaced, start: match.index, end: match.index + raw.length };
    spaced = false;
    if (number !== undefined) tokens.push(numberToken(number, place));
    else if (vulgar !== undefined)
      tokens.push({
        ...MARK,
        ...place,
        kind: "number",
        text: vulgar,
        micro: VULGAR[vulgar] ?? 0,
        vulgar: true,
      });
    else if (times !== undefined && tokens.at(-1) !== undefined)
      tokens.push({ ...MARK, ...place, text: "x" });
    else if (word !== undefined || times !== undefined) tokens.push(wordToken(raw, place));
    else tokens.push({ ...MARK, ...place, text: raw === "*" || raw === "@" ? "x" : raw });
  }
  return tokens;
}

type Place = { glued: boolean; start: number; end: number };

const MARK = {
  kind: "mark",
  text: "",
  micro: Number.NaN,
  glued: false,
  vulgar: false,
  upper: false,
  start: 0,
  end: 0,
} as const;

function numberToken(raw: string, place: Place): Token {
  const text = raw.replaceAll(",", "");
  return { ...MARK, ...place, kind: "number", text, micro: microOf(text) };
}

function wordToken(raw: string, place: Place): Token {
  const text = raw.toLowerCase();
  if (text === "x") return { ...MARK, ...place, text };
  const number = NUMBER_WORDS.get(text);
  if (number !== undefined)
    return { ...MARK, ...place, kind: "number", text: String(number), micro: number * 1_000_000 };
  return { ...MARK, ...place, kind: "word", text, upper: raw.toUpperCase() === raw };
}

/** Millionths, exactly; NaN for codes: more than six decimals, more than nine digits, or a leading zero as in '06. */
function microOf(text: string): number {
  const [whole = "", fraction = ""] = text.split(".");
  if (whole.length > 9 || fraction.length > 6 || /^0\d/.test(whole)) return Number.NaN;
  return Number(whole) * 1_000_000 + Number(fraction.padEnd(6, "0"));
}
