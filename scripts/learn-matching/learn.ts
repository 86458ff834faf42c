/**
 * `node scripts/learn-matching/learn.ts <folder of the public pairs>`: learns what app/domain/matching ships and writes it
 * there. First how rare words are, then what single words say and two forests of small trees: one from the public pairs
 * (general goods), one from written-down club goods. Deterministic: the same input gives the same files. The threshold is
 * cross-validated; the validation pairs choose nothing, they are only reported on. Club pairs that the tests check are not
 * read.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { vectorOf } from "#app/domain/matching/features.ts";
import { BRAND_GOODS, HOUSE_GOODS, HOUSE_KINDS } from "./club-goods.ts";
import { clubPairs, plainTitleOf, type TaughtPair } from "./club-pairs.ts";
import { crossValidate, learnClub, learnGeneral, type Row } from "./forests.ts";
import { PUBLIC_SETS, readPairs } from "./samples.ts";
import { qualityOf, tfIdfQuality } from "./scoring.ts";
import type { Model } from "./trees.ts";
import type { WordWeights } from "./word-weights.ts";

const OUT = fileURLToPath(new URL("../../app/domain/matching/", import.meta.url));
const NOTE = "// Written by scripts/learn-matching/learn.ts: change that, not this.\n";

const CLUB_TAUGHT = 12_000;
const CLUB_HELD_BACK = 2_000;
/** Words seen in fewer titles are as rare as any. */
const LEAST_SEEN = 4;
/** Words and trees: what tells one product from two. The prior must be written before: reading a title uses it. */
async function learnForests(folder: string): Promise<void> {
  const read = await reader();
  const general = PUBLIC_SETS.flatMap((set) => read(readPairs(folder, set, "train"), set));
  const club = learnClub(read(clubPairs(CLUB_TAUGHT, 11), "club"), general);
  const { words, forest } = learnGeneral(general);
  const { threshold, quality } = crossValidate(general, club);
  writeWeights({ general: forest, club }, threshold);
  writeFileSync(`${OUT}word-weights.generated.ts`, wordsText(words));
  for (const [set, one] of quality) print(`${set}, cross-validated`, one);
  console.info(`threshold ${threshold}`);
}

/** Pairs as rows. Imports the domain when called: by then what it reads is written. */
async function reader() {
  const { compareReadings } = await import("#app/domain/matching/evidence.ts");
  const { readItem } = await import("#app/domain/matching/reading.ts");
  const { weighedWords } = await import("#app/domain/matching/word-weights.ts");
  return (pairs: readonly TaughtPair[], set: string): Row[] =>
    pairs.map(({ a, b, identical }) => {
      const { values, isClub, alignment } = compareReadings(readItem(a), readItem(b));
      return {
        set,
        isClub,
        words: weighedWords(alignment),
        x: vectorOf({ ...values, wordsTold: 0 }),
        y: identical ? 1 : 0,
      };
    });
}

/** What was written, on pairs that chose nothing. */
async function report(folder: string): Promise<void> {
  const { matchPair } = await import("#app/domain/match.ts");
  const qualityOn = (pairs: readonly TaughtPair[], isSaid: (verdict: string) => boolean) =>
    qualityOf(
      pairs.map(({ a, b }) => isSaid(matchPair(a, b).verdict)),
      pairs.map((pair) => pair.identical),
    );
  for (const set of PUBLIC_SETS) {
    const valid = readPairs(folder, set, "valid");
    print(
      `${set}, validation`,
      qualityOn(valid, (verdict) => verdict === "identical"),
    );
    print("  plain TF-IDF", tfIdfQuality(readPairs(folder, set, "train"), valid));
  }
  const heldBack = clubPairs(CLUB_HELD_BACK, 999);
  print(
    "club goods, made up",
    qualityOn(heldBack, (verdict) => verdict === "identical" || verdict === "other-pack"),
  );
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

/** Weights with their words. */
function wordsText(weights: WordWeights): string {
  const buckets = Map.groupBy([...weights], ([, weight]) => weight);
  const lines = [...buckets]
    .sort(([p], [q]) => p - q)
    .map(([weight, own]) => `  [${weight}, ${JSON.stringify(own.map(([word]) => word).join(" "))}],\n`);
  return `${NOTE}export const WORD_WEIGHTS: readonly (readonly [number, string])[] = [
${lines.join("")}];
`;
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

const PHASES = { prior: learnPrior, forests: learnForests, report };

const [folder, phase] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Say the folder that holds walmart-amazon.train.jsonl and the others.");
  process.exitCode = 2;
} else if (phase !== undefined && phase in PHASES) await PHASES[phase as keyof typeof PHASES](folder);
else {
  // Each in a process of its own: what one writes is read by the modules that the next one loads.
  const self = fileURLToPath(import.meta.url);
  for (const name of Object.keys(PHASES))
    execFileSync(process.execPath, [self, folder, name], { stdio: "inherit" });
}
