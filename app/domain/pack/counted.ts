/** Counts: an amount with a counted noun, by itself or after "pack of". */
import { type Amount, amountAt, isWhole } from "./amounts.ts";
import { isLabelled, measureHead } from "./before.ts";
import type { Token } from "./lexer.ts";
import { count, ONE, type Step } from "./phrase.ts";
import { afterHyphen, skipDot } from "./units.ts";
import { ADJECTIVES, anyNoun, isHolder, isHyphenNoun, type Noun, nounAfterNumber } from "./vocabulary.ts";

/** A whole number, written as one, and not run together with letters that are no noun: neither "4.0" nor "4GB" counts anything. */
export function isCountable(tokens: readonly Token[], i: number, amount: Amount): boolean {
  if (!isWhole(amount.micro) || amount.micro < ONE || tokens[i]?.text.includes(".")) return false;
  const after = tokens[amount.next];
  return after?.kind !== "word" || !after.glued || anyNoun(after.text) !== undefined;
}

/** "[2] dozen", "half dozen", "5 doz. eggs". */
export function dozenAt(tokens: readonly Token[], i: number, n: number, from: number): Step | undefined {
  const half = tokens[i]?.text === "half";
  const at = half
    ? tokens[i + 1]?.text === "-" || tokens[i + 1]?.text === "a"
      ? i + 2
      : i + 1
    : afterHyphen(tokens, i);
  const word = tokens[at]?.text;
  if (word !== "dozen" && word !== "doz" && word !== "dz") return undefined;
  if (word !== "dozen" && n === 1 && from === i) return undefined;
  const noun = anyNoun("ct");
  const pieces = half ? 6 * n : 12 * n;
  if (noun === undefined || !Number.isInteger(pieces)) return undefined;
  const end = skipDot(tokens, at + 1);
  const inside = nounRun(tokens, end);
  const to = inside?.next ?? end;
  return { phrase: count({ n: pieces, noun, clubForm: true, from, to }), next: to };
}

/** "24-count", "2 pk.", "12 Individually Wrapped Sticks", "16 Total Breasts", "150 sheets per roll", "12 = 24 rolls". */
export function countFrom(tokens: readonly Token[], from: number, amount: Amount): Step | undefined {
  const n = amount.micro / ONE;
  const dozen = dozenAt(tokens, amount.next, n, from);
  if (dozen !== undefined) return dozen;
  if (!isWhole(amount.micro) || amount.micro < ONE || tokens[from]?.text.includes(".")) return undefined;
  if (isLabelled(tokens, from)) return undefined;
  const hyphen = tokens[amount.next]?.text === "-" && tokens[amount.next]?.glued;
  const run = hyphen
    ? hyphenNoun(tokens, amount.next + 1)
    : (equatedRun(tokens, amount.next) ?? nounRun(tokens, amount.next, n === 1));
  if (run === undefined) return heldCount(tokens, from, amount);
  const head = measureHead(tokens, from);
  if (head.equals || head.extra) return { next: run.next };
  const tail = countTail(tokens, run.next);
  const clubForm = run.noun.name === "ct" || (hyphen === true && run.noun.class === "generic");
  const role = run.total || tail.total || head.role === "total" ? "total" : "plain";
  const phrase = count({
    n,
    noun: run.noun,
    role,
    doubt: head.unlike ? "unlike" : head.varies || tail.varies ? "varies" : undefined,
    per: tail.per,
    holds: tail.holds,
    overSize: tail.overSize,
    clubForm,
    plural: run.plural,
    parted: PARTING.has(tokens[tail.next]?.text ?? ""),
    from,
    to: tail.next,
  });
  return { phrase, next: tail.next };
}

const PARTING = new Set([",", ")"]);

/** The 12 of "2 packs of 12". */
function heldCount(tokens: readonly Token[], from: number, amount: Amount): Step | undefined {
  const noun = anyNoun("ct");
  if (
    noun === undefined ||
    !isCountable(tokens, from, amount) ||
    tokens[from - 1]?.text !== "of" ||
    !isHolder(anyNoun(tokens[from - 2]?.text ?? ""))
  )
    return undefined;
  return {
    phrase: count({ n: amount.micro / ONE, noun, clubForm: true, from, to: amount.next }),
    next: amount.next,
  };
}

type NounRun = { noun: Noun; next: number; total: boolean; plural: boolean };

function hyphenNoun(tokens: readonly Token[], i: number): NounRun | undefined {
  const word = tokens[i];
  if (word?.kind !== "word") return undefined;
  const noun = isHyphenNoun(word.text) ? anyNoun(word.text) : undefined;
  return noun === undefined
    ? undefined
    : { noun, next: skipDot(tokens, i + 1), total: false, plural: word.text.endsWith("s") };
}

/** A counted noun at `i`, past up to four adjectives: "Total Packs", "Family Mega Rolls", "Tea Bags", "K-Cup Pods". */
export function nounRun(tokens: readonly Token[], i: number, single = false): NounRun | undefined {
  let total = false;
  for (let at = plyAt(tokens, i); at < i + 6; at++) {
    const word = tokens[at];
    if (word?.text === "-" && word.glued) continue;
    if (word?.kind !== "word") return undefined;
    const noun = nounAfterNumber(word.text, single);
    // "24 Pack Cans": the last noun in a row would be the vessel; the first is what is counted.
    if (noun !== undefined)
      return { noun, next: skipDot(tokens, at + 1), total, plural: word.text.endsWith("s") };
    // "8 Double Plus Rolls", but not "Sensor 2 Plus Razors": a grade, not a model.
    const isGrade = word.text === "plus" && ADJECTIVES.has(tokens[at - 1]?.text ?? "");
    if (!isGrade && !ADJECTIVES.has(word.text)) return undefined;
    if (word.text === "total") total = true;
  }
  return undefined;
}

/** Past the "2-ply" of "230 2-ply tissues". */
function plyAt(tokens: readonly Token[], i: number): number {
  if (tokens[i]?.kind !== "number") return i;
  const at = afterHyphen(tokens, i + 1);
  return tokens[at]?.text === "ply" ? at + 1 : i;
}

/** "12 = 24 Rolls", "12 Mega Rolls = 48 Regular Rolls": the first number is what is in the pack. */
function equatedRun(tokens: readonly Token[], i: number): NounRun | undefined {
  let at = i;
  while (at < i + 4 && tokens[at]?.kind === "word" && ADJECTIVES.has(tokens[at]?.text ?? "")) at += 1;
  if (tokens[at]?.text !== "=") return undefined;
  const other = amountAt(tokens, at + 1);
  return other === undefined ? undefined : nounRun(tokens, other.next);
}

type CountTail = {
  next: number;
  per: Noun | undefined;
  total: boolean;
  varies: boolean;
  holds: boolean;
  overSize: boolean;
};

/** "/box", "per roll", "total", "of" after a count. */
function countTail(tokens: readonly Token[], i: number): CountTail {
  const tail: CountTail = {
    next: i,
    per: undefined,
    total: false,
    varies: false,
    holds: false,
    overSize: false,
  };
  const word = tokens[i]?.text;
  const following = anyNoun(tokens[i + 1]?.text ?? "");
  if ((word === "/" || word === "per" || word === "a") && following !== undefined)
    return { ...tail, next: i + 2, per: following };
  if (word === "total") return { ...tail, next: i + 1, total: true };
  if (word === "each") return { ...tail, next: i + 1, per: anyNoun("pack") };
  if (word === "of" || word === "de") return { ...tail, next: i + 1, holds: true };
  if (word === "/" && tokens[i + 1]?.kind === "number") return { ...tail, overSize: true };
  if (word === "=") return skipEquated(tokens, i, tail);
  if (word === "+" && tokens[i]?.glued) return { ...tail, varies: true };
  return tail;
}

function skipEquated(tokens: readonly Token[], i: number, tail: CountTail): CountTail {
  const other = amountAt(tokens, i + 1);
  if (other === undefined) return tail;
  return { ...tail, next: nounRun(tokens, other.next)?.next ?? other.next };
}
