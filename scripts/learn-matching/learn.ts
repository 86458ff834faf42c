/**
 * `node scripts/learn-matching/learn.ts <folder of the public pairs>`: learns what app/domain/matching ships and writes it
 * there. First how rare words are, then two forests of small trees: one from the public pairs (general goods), one from
 * written-down club goods. Deterministic: the same input gives the same files. The validation pairs choose nothing; they
 * are only reported on. Pairs of sample files that the tests check are not read.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FEATURES, vectorOf } from "#app/domain/matching/features.ts";
import { BRAND_GOODS, HOUSE_GOODS, HOUSE_KINDS } from "./club-goods.ts";
import { clubPairs, plainTitleOf, type TaughtPair } from "./club-pairs.ts";
import { PUBLIC_SETS, type PublicSet, readPairs } from "./samples.ts";
import { bestThreshold, qualityOf, tfIdfQuality } from "./scoring.ts";
import { learnTrees, type Model, predict } from "./trees.ts";

const OUT = fileURLToPath(new URL("../../app/domain/matching/", import.meta.url));
const NOTE = "// Written by scripts/learn-matching/learn.ts: change that, not this.\n";

const CLUB_TAUGHT = 12_000;
const CLUB_HELD_BACK = 2_000;
/** Words seen in fewer titles are as rare as any. */
const LEAST_SEEN = 4;
/** General pairs that look like club goods also teach the club's forest, a little. */
const GENERAL_IN_CLUB = 0.3;

const SETTINGS = {
  rate: 0.12,
  lambda: 2,
  minHessian: 2,
  minGain: 0.5,
  rowShare: 0.7,
  featureShare: 0.6,
  seed: 7,
} as const;

/** Trees: what tells one product from two. The prior must be written before: reading a title uses it. */
async function learnForests(folder: string): Promise<void> {
  const { compareReadings } = await import("#app/domain/matching/evidence.ts");
  const { readItem } = await import("#app/domain/matching/reading.ts");
  const taught = Object.fromEntries(PUBLIC_SETS.map((set) => [set, readPairs(folder, set, "train")]));
  const club = clubPairs(CLUB_TAUGHT, 11);
  const evidenceOf = ({ a, b }: TaughtPair) => compareReadings(readItem(a), readItem(b));
  const directions = FEATURES.map(([, direction]) => direction);
  type Row = { features: Float64Array; isClub: boolean; y: number };
  const rowsOf = (pairs: readonly TaughtPair[]): Row[] =>
    pairs.map((pair) => {
      const { values, isClub } = evidenceOf(pair);
      return { features: vectorOf(values), isClub, y: pair.identical ? 1 : 0 };
    });
  const learn = (rows: readonly (Row & { weight: number })[], shape: { trees: number; depth: number }) =>
    learnTrees(
      {
        x: rows.map((row) => row.features),
        y: Float64Array.from(rows, (row) => row.y),
        weight: Float64Array.from(rows, (row) => row.weight),
      },
      { ...SETTINGS, ...shape, directions },
    );
  const general = Object.values(taught).flatMap(rowsOf);
  const clubRows = rowsOf(club).map((row) => ({ ...row, weight: 1 }));
  const likeClub = general.filter((row) => row.isClub).map((row) => ({ ...row, weight: GENERAL_IN_CLUB }));
  const models = {
    general: learn(
      general.map((row) => ({ ...row, weight: 1 })),
      { trees: 120, depth: 3 },
    ),
    club: learn([...clubRows, ...likeClub], { trees: 120, depth: 4 }),
  };
  const scoresOf = (rows: readonly Row[]) =>
    rows.map((row) => predict(row.isClub ? models.club : models.general, row.features));
  const truthOf = (rows: readonly Row[]) => rows.map((row) => row.y === 1);
  const threshold = bestThreshold(scoresOf(general), truthOf(general));
  writeWeights(models, threshold);
  for (const set of PUBLIC_SETS) {
    const valid = readPairs(folder, set, "valid");
    const rows = rowsOf(valid);
    const ours = qualityOf(
      scoresOf(rows).map((score) => score >= threshold),
      truthOf(rows),
    );
    print(set, ours);
    print("  plain TF-IDF", tfIdfQuality(taught[set as PublicSet] as TaughtPair[], valid));
  }
  const heldBack = rowsOf(clubPairs(CLUB_HELD_BACK, 999));
  print(
    "club goods, at 0.6",
    qualityOf(
      scoresOf(heldBack).map((score) => score >= 0.6),
      truthOf(heldBack),
    ),
  );
  console.info(`threshold ${threshold}`);
}

function print(
  name: string,
  { f1, precision, recall }: { f1: number; precision: number; recall: number },
): void {
  const percent = (share: number) => (share * 100).toFixed(1);
  console.info(`${name}: F1 ${percent(f1)}, precision ${percent(precision)}, recall ${percent(recall)}`);
}

/** How rare words are: document frequencies in distinct titles, rounded to quarters of a nat. */
async function learnPrior(folder: string): Promise<void> {
  writeFileSync(`${OUT}prior.generated.ts`, priorText(8, new Map()));
  const { readItem } = await import("#app/domain/matching/reading.ts");
  const pairs = PUBLIC_SETS.flatMap((set) => readPairs(folder, set, "train"));
  const goods = [...BRAND_GOODS, ...HOUSE_GOODS.slice(0, HOUSE_KINDS)].map(plainTitleOf);
  const items = new Map([...pairs.flatMap(({ a, b }) => [a, b]), ...goods].map((item) => [item.title, item]));
  const seen = new Map<string, number>();
  for (const item of items.values())
    for (const { text } of readItem(item).words) seen.set(text, (seen.get(text) ?? 0) + 1);
  const buckets = new Map<number, string[]>();
  for (const [word, n] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (n < LEAST_SEEN) continue;
    const idf = quarter(Math.log((items.size + 1) / (n + 0.5)));
    const bucket = buckets.get(idf);
    if (bucket === undefined) buckets.set(idf, [word]);
    else bucket.push(word);
  }
  writeFileSync(`${OUT}prior.generated.ts`, priorText(quarter(Math.log((items.size + 1) / 2)), buckets));
}

function quarter(value: number): number {
  return Math.round(value * 4) / 4;
}

function priorText(unseen: number, buckets: ReadonlyMap<number, readonly string[]>): string {
  const lines = [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([idf, words]) => `  [${idf}, ${JSON.stringify(words.join(" "))}],\n`);
  return `${NOTE}export const UNSEEN_IDF = ${unseen};
export const COMMON_WORDS: readonly (readonly [number, string])[] = [
${lines.join("")}];
`;
}

function writeWeights(models: { general: Model; club: Model }, threshold: number): void {
  const text = ({ base, trees }: Model) =>
    `{\n  base: ${base.toFixed(4)},\n  trees: [\n${trees.map((tree) => `    [${tree.join(",")}],\n`).join("")}  ],\n}`;
  writeFileSync(
    `${OUT}weights.generated.ts`,
    `${NOTE}export type Weights = { readonly base: number; readonly trees: readonly (readonly number[])[] };
export const SAME_PRODUCT_THRESHOLD = ${threshold};
export const GENERAL: Weights = ${text(models.general)};
export const CLUB: Weights = ${text(models.club)};
`,
  );
}

const [folder, phase] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Say the folder that holds walmart-amazon.train.jsonl and the others.");
  process.exitCode = 2;
} else if (phase === "prior") await learnPrior(folder);
else {
  // In a process of its own: what is written there is read by the modules that this one loads next.
  const self = fileURLToPath(import.meta.url);
  execFileSync(process.execPath, [self, folder, "prior"], { stdio: "inherit" });
  await learnForests(folder);
}
