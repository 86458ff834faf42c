/**
 * How much single words speak for or against one product: a logistic regression with a ridge penalty. "Jewel" in one title
 * alone means little, "academic" much. Words are few (those seen in several pairs) and their weights small.
 */

export type WordRow = {
  /** Words of the pair, each once: left over in one title, or (marked "+") in both. */
  readonly words: readonly string[];
  /** The model's other inputs, so that words explain only what those do not. */
  readonly x: Float64Array;
  /** 1 or 0. */
  readonly y: number;
};

export type WordWeights = ReadonlyMap<string, number>;

/** Words of fewer pairs are not learned. */
const LEAST_SEEN = 5;
const PENALTY = 1;
const ROUNDS = 60;
const STEP = 0.3;
/** Weights are written in steps of a tenth; what rounds to nothing is left out. */
const STEPS = 10;

/** Learns a weight, in log odds, for every word seen often enough. Deterministic. */
export function learnWordWeights(rows: readonly WordRow[]): WordWeights {
  const names = wordsSeen(rows);
  const place = new Map(names.map((word, i) => [word, i]));
  const ids = rows.map(({ words }) => Int32Array.from(words.flatMap((word) => place.get(word) ?? [])));
  const dense = standardised(rows.map((row) => row.x));
  const weights = descend(names.length, ids, dense, rows);
  const rounded = names.map((word, i) => [word, Math.round((weights[i] as number) * STEPS) / STEPS] as const);
  return new Map(rounded.filter(([, weight]) => weight !== 0));
}

/** What the words of a pair say in all. */
export function sumOfWords(weights: WordWeights, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) sum += weights.get(word) ?? 0;
  return sum;
}

function wordsSeen(rows: readonly WordRow[]): string[] {
  const seen = new Map<string, number>();
  for (const { words } of rows) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  return [...seen]
    .filter(([, n]) => n >= LEAST_SEEN)
    .map(([word]) => word)
    .sort();
}

/** Adagrad over all rows at once. Weights: the words', then the dense inputs', then the base. */
function descend(
  words: number,
  ids: readonly Int32Array[],
  dense: readonly Float64Array[],
  rows: readonly WordRow[],
): Float64Array {
  const width = dense[0]?.length ?? 0;
  const base = words + width;
  const weights = new Float64Array(base + 1);
  const squares = new Float64Array(base + 1).fill(1e-8);
  const gradient = new Float64Array(base + 1);
  const add = (i: number, value: number) => {
    gradient[i] = (gradient[i] as number) + value;
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i <= base; i++) gradient[i] = PENALTY * (weights[i] as number);
    rows.forEach(({ y }, r) => {
      const own = ids[r] as Int32Array;
      const x = dense[r] as Float64Array;
      let logOdds = weights[base] as number;
      for (const id of own) logOdds += weights[id] as number;
      for (let f = 0; f < width; f++) logOdds += (weights[words + f] as number) * (x[f] as number);
      const error = 1 / (1 + Math.exp(-logOdds)) - y;
      for (const id of own) add(id, error);
      for (let f = 0; f < width; f++) add(words + f, error * (x[f] as number));
      add(base, error);
    });
    for (let i = 0; i <= base; i++) {
      const slope = gradient[i] as number;
      squares[i] = (squares[i] as number) + slope * slope;
      weights[i] = (weights[i] as number) - (STEP * slope) / Math.sqrt(squares[i] as number);
    }
  }
  return weights;
}

/** Columns with mean 0 and deviation 1. */
function standardised(x: readonly Float64Array[]): Float64Array[] {
  const width = x[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, f) => {
    const mean = x.reduce((sum, row) => sum + (row[f] as number), 0) / x.length;
    const variance = x.reduce((sum, row) => sum + ((row[f] as number) - mean) ** 2, 0) / x.length;
    return { mean, deviation: Math.sqrt(variance + 1e-9) };
  });
  return x.map((row) =>
    Float64Array.from(columns, ({ mean, deviation }, f) => ((row[f] as number) - mean) / deviation),
  );
}
