/** How much of the wording two items share, and how much is left of each. */
import type { Alignment } from "./alignment.ts";
import type { MatchReading, ProductWord } from "./reading.ts";
import { hasClass } from "./vocabulary.ts";

/** The shares as inputs of the model: words by their rarity, letter triples, categories, descriptions. */
export function compareWording(alignment: Alignment, a: MatchReading, b: MatchReading) {
  const { shared, sharedSquares, common, onlyA, onlyB } = alignment;
  const [leftA, leftB] = [total(onlyA), total(onlyB)];
  const [rarestA, rarestB] = [rarest(onlyA), rarest(onlyB)];
  const softSquares = Math.max(sharedSquares, squares(common));
  const norm = Math.sqrt((softSquares + squares(onlyA)) * (softSquares + squares(onlyB)));
  return {
    wordCosine: share(sharedSquares, norm),
    containedLighter: share(shared, shared + Math.min(leftA, leftB)),
    containedHeavier: share(shared, shared + Math.max(leftA, leftB)),
    rarestLeftBoth: Math.min(rarestA, rarestB),
    rarestLeftEither: Math.max(rarestA, rarestB),
    weightLeftBoth: Math.min(leftA, leftB),
    weightLeftEither: Math.max(leftA, leftB),
    sharedWeight: shared,
    trigrams: dice(a.trigrams, b.trigrams),
    category: overlap(a.categoryWords, b.categoryWords),
    fewestWords: Math.min(a.words.length, b.words.length),
    mostWords: Math.max(a.words.length, b.words.length),
    leftInside: Math.max(insideLeft(a.words, onlyA, common), insideLeft(b.words, onlyB, common)),
    headShared: headShared(alignment, a, b),
    described: Math.max(describedShare(onlyA, a, b), describedShare(onlyB, b, a)),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Fillers weigh little: "premium quality" tells nothing apart. */
function weightOfWord(word: ProductWord): number {
  return hasClass(word.bits, "filler") || hasClass(word.bits, "plain") ? word.idf * 0.25 : word.idf;
}

function total(words: readonly ProductWord[]): number {
  let sum = 0;
  for (const word of words) sum += weightOfWord(word);
  return sum;
}

function squares(words: readonly ProductWord[]): number {
  let sum = 0;
  for (const word of words) sum += weightOfWord(word) * word.idf;
  return sum;
}

function rarest(words: readonly ProductWord[]): number {
  let max = 0;
  for (const word of words) max = Math.max(max, weightOfWord(word));
  return max;
}

/** Dice's coefficient of two sorted sets. */
function dice(a: Int32Array, b: Int32Array): number {
  let both = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const difference = (a[i] as number) - (b[j] as number);
    if (difference === 0) {
      both += 1;
      i += 1;
      j += 1;
    } else if (difference < 0) i += 1;
    else j += 1;
  }
  return a.length + b.length === 0 ? 0 : (2 * both) / (a.length + b.length);
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return both / Math.min(a.size, b.size);
}

/** Whether the first word of each product name stands in the other: 0, 1 or 2 of them. */
function headShared(alignment: Alignment, a: MatchReading, b: MatchReading): number {
  const [headA, headB] = [a.words[0], b.words[0]];
  const left = (word: ProductWord | undefined, words: readonly ProductWord[]) =>
    word === undefined || words.includes(word) ? 0 : 1;
  return left(headA, alignment.onlyA) + left(headB, alignment.onlyB);
}

/** Share of what is left of a title that the other's description says. */
function describedShare(left: readonly ProductWord[], own: MatchReading, other: MatchReading): number {
  if (other.described.size === 0 || own.words.length === 0) return 0;
  if (left.length === 0) return 1;
  let said = 0;
  for (const word of left) if (other.described.has(word.text)) said += word.idf;
  return share(said, total(left));
}

/** Weight of the words that only this title has before the last word that both have: what follows is often mere description. */
function insideLeft(
  words: readonly ProductWord[],
  only: readonly ProductWord[],
  common: readonly ProductWord[],
): number {
  if (only.length === 0) return 0;
  const shared = new Set(common.map(({ text }) => text));
  let last = words.length - 1;
  while (last >= 0 && !shared.has((words[last] as ProductWord).text)) last -= 1;
  let sum = 0;
  for (let i = 0; i < last; i++)
    if (only.includes(words[i] as ProductWord)) sum += weightOfWord(words[i] as ProductWord);
  return sum;
}
