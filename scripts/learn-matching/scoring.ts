/** How good a score is at telling the identical pairs: precision, recall, F1 - and the plain TF-IDF that sets the bar. */
import type { TaughtPair } from "./club-pairs.ts";

export type Quality = { readonly f1: number; readonly precision: number; readonly recall: number };

/** Quality of `said` against `truth`. */
export function qualityOf(said: readonly boolean[], truth: readonly boolean[]): Quality {
  let hits = 0;
  let saidYes = 0;
  let trueYes = 0;
  said.forEach((yes, i) => {
    if (yes) saidYes += 1;
    if (truth[i]) trueYes += 1;
    if (yes && truth[i]) hits += 1;
  });
  const precision = saidYes === 0 ? 0 : hits / saidYes;
  const recall = trueYes === 0 ? 0 : hits / trueYes;
  return { precision, recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The threshold, from 0.05 to 0.95, with the best F1. */
export function bestThreshold(scores: readonly number[], truth: readonly boolean[]): number {
  let best = { threshold: 0.5, f1: 0 };
  for (let percent = 5; percent <= 95; percent++) {
    const threshold = percent / 100;
    const { f1 } = qualityOf(
      scores.map((score) => score >= threshold),
      truth,
    );
    if (f1 > best.f1) best = { threshold, f1 };
  }
  return best.threshold;
}

/**
 * Plain TF-IDF: the cosine over the words of brand, title and model number, document frequencies from all pairs given, one
 * threshold learned from the first list and applied to the second.
 */
export function tfIdfQuality(train: readonly TaughtPair[], valid: readonly TaughtPair[]): Quality {
  const texts = new Set([...train, ...valid].flatMap((pair) => [textOf(pair.a), textOf(pair.b)]));
  const frequency = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(wordsOf(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const idf = (word: string) => Math.log(texts.size / (frequency.get(word) ?? 1)) + 1;
  const scores = (pairs: readonly TaughtPair[]) =>
    pairs.map((pair) => cosine(textOf(pair.a), textOf(pair.b), idf));
  const truth = (pairs: readonly TaughtPair[]) => pairs.map((pair) => pair.identical);
  const threshold = bestThreshold(scores(train), truth(train));
  return qualityOf(
    scores(valid).map((score) => score >= threshold),
    truth(valid),
  );
}

function textOf({ brand, title, modelno }: TaughtPair["a"]): string {
  return [brand, title, modelno].filter((part) => part !== undefined && part !== null).join(" ");
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function cosine(a: string, b: string, idf: (word: string) => number): number {
  const left = weightsOf(a, idf);
  const right = weightsOf(b, idf);
  let dot = 0;
  for (const [word, weight] of left) dot += weight * (right.get(word) ?? 0);
  const norm = Math.sqrt(squares(left) * squares(right));
  return norm === 0 ? 0 : dot / norm;
}

function weightsOf(text: string, idf: (word: string) => number): Map<string, number> {
  const weights = new Map<string, number>();
  for (const word of wordsOf(text)) weights.set(word, (weights.get(word) ?? 0) + idf(word));
  return weights;
}

function squares(weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  return sum;
}
