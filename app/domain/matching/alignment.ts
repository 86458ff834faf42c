/** Which words of one title stand in the other, and what is left over on each side. */
import type { ProductWord } from "./reading.ts";
import { hasClass } from "./vocabulary.ts";

export type Alignment = {
  /** Idf of the words that both have, soft matches in part. */
  readonly shared: number;
  readonly sharedSquares: number;
  readonly common: readonly ProductWord[];
  readonly onlyA: readonly ProductWord[];
  readonly onlyB: readonly ProductWord[];
};

/** Aligns two lists of distinct words: equal, written together, begun alike, mistyped. Symmetric. */
export function align(a: readonly ProductWord[], b: readonly ProductWord[]): Alignment {
  const common: ProductWord[] = [];
  const restA: ProductWord[] = [];
  const inB = new Map(b.map((word) => [word.text, word]));
  let shared = 0;
  let sharedSquares = 0;
  for (const word of a) {
    if (!inB.delete(word.text)) {
      restA.push(word);
      continue;
    }
    common.push(word);
    shared += word.idf;
    sharedSquares += word.idf * word.idf;
  }
  const restB = [...inB.values()];
  const soft = softly(restA, restB, a, b);
  return {
    shared: shared + soft.shared,
    sharedSquares: sharedSquares + soft.squares,
    common,
    onlyA: soft.onlyA,
    onlyB: soft.onlyB,
  };
}

type Soft = { shared: number; squares: number; onlyA: ProductWord[]; onlyB: ProductWord[] };

function softly(
  restA: readonly ProductWord[],
  restB: readonly ProductWord[],
  a: readonly ProductWord[],
  b: readonly ProductWord[],
): Soft {
  const takenA = new Set<ProductWord>();
  const takenB = new Set<ProductWord>();
  let shared = 0;
  let squares = 0;
  const take = (x: ProductWord, y: ProductWord, likeness: number) => {
    takenA.add(x);
    takenB.add(y);
    const idf = Math.min(x.idf, y.idf);
    shared += likeness * idf;
    squares += likeness * idf * idf;
  };
  for (const { x, y, likeness } of [...plainPairs(restA, restB), ...softPairs(restA, restB)]) {
    if (!takenA.has(x) && !takenB.has(y)) take(x, y, likeness);
  }
  for (const { whole, parts } of compounds(restA, b)) {
    if (takenA.has(whole)) continue;
    takenA.add(whole);
    for (const part of parts) takenB.add(part);
    shared += whole.idf;
    squares += whole.idf * whole.idf;
  }
  for (const { whole, parts } of compounds(restB, a)) {
    if (takenB.has(whole)) continue;
    takenB.add(whole);
    for (const part of parts) takenA.add(part);
    shared += whole.idf;
    squares += whole.idf * whole.idf;
  }
  return {
    shared,
    squares,
    onlyA: restA.filter((word) => !takenA.has(word)),
    onlyB: restB.filter((word) => !takenB.has(word)),
  };
}

type SoftPair = { x: ProductWord; y: ProductWord; likeness: number };

function softPairs(a: readonly ProductWord[], b: readonly ProductWord[]): SoftPair[] {
  const pairs: SoftPair[] = [];
  for (const x of a)
    for (const y of b) {
      const likeness = wordLikeness(x.text, y.text);
      if (likeness > 0) pairs.push({ x, y, likeness });
    }
  if (pairs.length < 2) return pairs;
  // In an order that does not depend on which side is which.
  return pairs.sort((p, q) => q.likeness - p.likeness || compareText(keyOf(p), keyOf(q)));
}

/** "Classic" and "Original" both say: the one without a flavour. */
function plainPairs(a: readonly ProductWord[], b: readonly ProductWord[]): SoftPair[] {
  const isPlain = ({ bits }: ProductWord) => hasClass(bits, "plain");
  const [x, y] = [a.find(isPlain), b.find(isPlain)];
  return x === undefined || y === undefined ? [] : [{ x, y, likeness: 1 }];
}

function keyOf({ x, y }: SoftPair): string {
  return x.text < y.text ? `${x.text} ${y.text}` : `${y.text} ${x.text}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Compound = { whole: ProductWord; parts: ProductWord[] };

/** "backpack" beside "back pack". */
function compounds(wholes: readonly ProductWord[], words: readonly ProductWord[]): Compound[] {
  const found: Compound[] = [];
  for (const whole of wholes) {
    if (whole.text.length < 5) continue;
    for (const first of words) {
      if (
        first.text.length < 2 ||
        first.text.length >= whole.text.length ||
        !whole.text.startsWith(first.text)
      )
        continue;
      const second = words.find((word) => word.text === whole.text.slice(first.text.length));
      if (second !== undefined) {
        found.push({ whole, parts: [first, second] });
        break;
      }
    }
  }
  return found;
}

/** 0.85 for a slip of the key, 0.6 to 0.9 for a beginning ("oat", "oatmeal"; "prem", "premium"), 0 for different words. */
function wordLikeness(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 3 || short.charCodeAt(0) !== long.charCodeAt(0)) return 0;
  if (long.startsWith(short)) {
    if (short.length === 3 && !MEAL.test(long.slice(3))) return 0;
    return 0.6 + (0.3 * short.length) / long.length;
  }
  if (short.length < 5 || long.length - short.length > 1 || /\d/.test(long)) return 0;
  return isOneSlip(short, long) ? 0.85 : 0;
}

const MEAL = /^(?:meal|s|y|ed|en)$/;

/** One letter more, less, other, or two swapped. `short` is not longer than `long`. */
function isOneSlip(short: string, long: string): boolean {
  let i = 0;
  while (i < short.length && short[i] === long[i]) i += 1;
  if (short.length !== long.length) return short.slice(i) === long.slice(i + 1);
  if (short.slice(i + 1) === long.slice(i + 1)) return true;
  return short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2);
}
