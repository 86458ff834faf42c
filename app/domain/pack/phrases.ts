/**
 * The grammar of quantities. Reads a title's tokens left to right into phrases: measures ("6 x 32 fl oz", "1 lb 6 oz each",
 * "2/60 oz") and counts ("24-count", "pack of 6", "60 towels/box"). What fits no rule is no phrase and counts for nothing.
 */
import { type Amount, amountAt, isWhole } from "./amounts.ts";
import { isLabelled } from "./before.ts";
import { bracketedCount, bracketedSize, chainAt, sizedContainers } from "./composed.ts";
import { countFrom, dozenAt } from "./counted.ts";
import type { Token } from "./lexer.ts";
import { measureFrom } from "./measured.ts";
import { packOf } from "./pack-of.ts";
import { count, ONE, type Phrase, type Step } from "./phrase.ts";
import { rangeAt, slashAt } from "./slashes.ts";
import { afterLength, unitAfter } from "./units.ts";
import { anyNoun } from "./vocabulary.ts";

/** Every quantity phrase of the title, in order. */
export function readPhrases(tokens: readonly Token[]): Phrase[] {
  const phrases: Phrase[] = [];
  let i = 0;
  while (i < tokens.length) {
    const found = phraseAt(tokens, i);
    if (found.phrase !== undefined) phrases.push(found.phrase);
    i = Math.max(found.next, i + 1);
  }
  return phrases;
}

function phraseAt(tokens: readonly Token[], i: number): Step {
  const token = tokens[i];
  if (token?.kind === "word")
    return packOf(tokens, i) ?? dozenAt(tokens, i, 1, i) ?? halfOf(tokens, i) ?? { next: i + 1 };
  if (token?.kind !== "number") return { next: i + 1 };
  if (isModelCode(tokens, i)) return { next: afterGlued(tokens, i) };
  const amount = amountAt(tokens, i);
  if (amount === undefined) return { next: pastJoined(tokens, i) };
  if (isMoneyOrShare(tokens, i, amount.next)) return { next: amount.next };
  return (
    chainAt(tokens, i, amount) ??
    bracketedSize(tokens, i, amount) ??
    bracketedCount(tokens, i, amount) ??
    rangeAt(tokens, i, amount) ??
    slashAt(tokens, i, amount) ??
    sizedContainers(tokens, i, amount) ??
    measureFrom(tokens, i, amount, 1) ??
    countFrom(tokens, i, amount) ??
    unknownCount(tokens, i, amount) ?? { next: afterLength(tokens, amount.next) }
  );
}

/** Past a code of figures, and the number that a sign joins to it: "00123 x 12 oz" is not 12 oz. */
function pastJoined(tokens: readonly Token[], i: number): number {
  const mark = tokens[i + 1]?.text;
  return mark === "x" || mark === "/" ? i + 3 : i + 1;
}

/** "6 Bolsitas / 400 g": that many of something, each or together. A word that we don't know must not pass for none. */
function unknownCount(tokens: readonly Token[], i: number, amount: Amount): Step | undefined {
  const [word, slash] = [tokens[amount.next], tokens[amount.next + 1]];
  const noun = anyNoun("ct");
  if (word?.kind !== "word" || word.glued || slash?.text !== "/" || noun === undefined) return undefined;
  if (!isWhole(amount.micro) || amount.micro <= ONE || isLabelled(tokens, i)) return undefined;
  const size = amountAt(tokens, amount.next + 2);
  if (size === undefined || unitAfter(tokens, size.next) === undefined) return undefined;
  const to = amount.next + 2;
  return { phrase: count({ n: amount.micro / ONE, noun, doubt: "unknown", from: i, to }), next: to };
}

/** "Half Gallon", "half-pint". */
function halfOf(tokens: readonly Token[], i: number): Step | undefined {
  if (tokens[i]?.text !== "half") return undefined;
  return measureFrom(tokens, i, { micro: ONE / 2, next: i + 1, slashDoubt: false }, 1);
}

/** "U-12", "ZT-20202-10L", "79G-00007": figures run together with letters by hyphens. */
function isModelCode(tokens: readonly Token[], i: number): boolean {
  const [hyphen, before] = [tokens[i - 1], tokens[i - 2]];
  if (hyphen?.text === "-" && hyphen.glued && tokens[i]?.glued && before?.kind === "word")
    return !isCountWord(tokens, i - 2);
  const [letter, dash, rest] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]];
  return (
    letter?.kind === "word" &&
    letter.glued &&
    letter.text.length === 1 &&
    dash?.text === "-" &&
    dash.glued &&
    rest?.glued === true
  );
}

/** The "Pk" of "12Pk-16.9 fl oz". */
function isCountWord(tokens: readonly Token[], i: number): boolean {
  return tokens[i - 1]?.kind === "number" && anyNoun(tokens[i]?.text ?? "") !== undefined;
}

function afterGlued(tokens: readonly Token[], i: number): number {
  let at = i + 1;
  while (tokens[at]?.glued && tokens[at]?.text !== "," && tokens[at]?.text !== ")") at += 1;
  return at;
}

function isMoneyOrShare(tokens: readonly Token[], i: number, next: number): boolean {
  const before = tokens[i - 1]?.text ?? "";
  const after = tokens[next]?.text ?? "";
  return (
    before === "$" || before === "#" || before === "€" || before === "£" || after === "%" || after === "¢"
  );
}
