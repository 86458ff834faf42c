/** The two forests, and how good they are on pairs that they have not seen. */
import { FEATURES } from "#app/domain/matching/features.ts";
import { bestThreshold, type Quality, qualityOf } from "./scoring.ts";
import { learnTrees, type Model, predict, randomFrom } from "./trees.ts";
import { learnWordWeights, sumOfWords, type WordRow } from "./word-weights.ts";

export type Row = WordRow & { readonly set: string; readonly isClub: boolean };

const SETTINGS = {
  rate: 0.12,
  lambda: 2,
  minHessian: 2,
  minGain: 0.5,
  rowShare: 0.7,
  featureShare: 0.6,
  seed: 7,
} as const;
const SHAPES = { general: { trees: 120, depth: 3 }, club: { trees: 120, depth: 4 } } as const;
const DIRECTIONS = FEATURES.map(([, direction]) => direction);
const WORDS_TOLD = FEATURES.findIndex(([name]) => name === "wordsTold");
/** General pairs that look like club goods also teach the club's forest, a little. */
const GENERAL_IN_CLUB = 0.3;
const FOLDS = 5;

/** What is learned from public pairs: word weights and the forest that takes them in. */
export function learnGeneral(rows: readonly Row[]) {
  const words = learnWordWeights(rows);
  // The forest sees words weighed by pairs other than its own, as it will.
  const folds = foldsOf(rows.length, 3);
  const seen = rows.map((row) => row.x);
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = learnWordWeights(rows.filter((_, i) => folds[i] !== fold));
    rows.forEach((row, i) => {
      if (folds[i] === fold) seen[i] = withWords(row, others);
    });
  }
  const forest = learnTrees(
    {
      x: seen,
      y: Float64Array.from(rows, (row) => row.y),
      weight: new Float64Array(rows.length).fill(1),
    },
    { ...SETTINGS, ...SHAPES.general, directions: DIRECTIONS },
  );
  return { words, forest };
}

/** The club's forest: from written-down goods, and from such public pairs as are sold by measure. */
export function learnClub(club: readonly Row[], general: readonly Row[]): Model {
  const likeClub = general.filter((row) => row.isClub);
  const rows = [...club, ...likeClub];
  const weight = rows.map((_, i) => (i < club.length ? 1 : GENERAL_IN_CLUB));
  return learnTrees(
    {
      x: rows.map((row) => row.x),
      y: Float64Array.from(rows, (row) => row.y),
      weight: Float64Array.from(weight),
    },
    { ...SETTINGS, ...SHAPES.club, directions: DIRECTIONS },
  );
}

function withWords(row: Row, weights: ReturnType<typeof learnWordWeights>): Float64Array {
  const x = row.x.slice();
  x[WORDS_TOLD] = row.isClub ? 0 : sumOfWords(weights, row.words);
  return x;
}

/** Cross-validated: the threshold with the best F1 over all sets, and the quality on each set. */
export function crossValidate(rows: readonly Row[], club: Model) {
  const folds = foldsOf(rows.length, 1);
  const scores = new Array<number>(rows.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const { words, forest } = learnGeneral(rows.filter((_, i) => folds[i] !== fold));
    rows.forEach((row, i) => {
      if (folds[i] === fold) scores[i] = predict(row.isClub ? club : forest, withWords(row, words));
    });
  }
  const threshold = bestThreshold(scores, truthOf(rows));
  const quality = new Map<string, Quality>();
  for (const set of new Set(rows.map((row) => row.set))) {
    const own = rows.flatMap((row, i) =>
      row.set === set ? [{ row, said: (scores[i] as number) >= threshold }] : [],
    );
    quality.set(
      set,
      qualityOf(
        own.map(({ said }) => said),
        truthOf(own.map(({ row }) => row)),
      ),
    );
  }
  return { threshold, quality };
}

function truthOf(rows: readonly Row[]): boolean[] {
  return rows.map((row) => row.y === 1);
}

function foldsOf(count: number, seed: number): number[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => Math.floor(random() * FOLDS));
}
