/** What single words say of general goods: "academic" in one title alone speaks against one product, "box" hardly. */
import type { Alignment } from "./alignment.ts";
import { WORD_WEIGHTS } from "./word-weights.generated.ts";

const SCALE = 1e6;
const WEIGHTS = new Map<string, number>();
for (const [weight, list] of WORD_WEIGHTS) for (const word of list.split(" ")) WEIGHTS.set(word, weight);

/** The words of a pair as they are weighed, each once: those that one title has alone, and marked "+" those of both. */
export function weighedWords({ common, onlyA, onlyB }: Alignment): string[] {
  const words = new Set<string>();
  for (const { text } of onlyA) words.add(text);
  for (const { text } of onlyB) words.add(text);
  for (const { text } of common) words.add(`+${text}`);
  return [...words];
}

/**
 * The sum of their weights, in log odds. Learned by scripts/learn-matching; 0 for words it has not seen often. Rounded: the
 * order in which the titles come must not show in the last digit, where a branch of the model may turn.
 */
export function wordsTold(alignment: Alignment): number {
  let sum = 0;
  for (const word of weighedWords(alignment)) sum += WEIGHTS.get(word) ?? 0;
  return Math.round(sum * SCALE) / SCALE;
}
