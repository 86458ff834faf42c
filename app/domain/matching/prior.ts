/** How rare a word is in titles of goods, before any corpus is known. Learned by scripts/learn-matching. */
import { COMMON_WORDS, UNSEEN_IDF } from "./prior.generated.ts";

const IDF = new Map<string, number>();
for (const [idf, list] of COMMON_WORDS) for (const word of list.split(" ")) IDF.set(word, idf);

/** Inverse document frequency in nats. A word that the prior has not seen often is as rare as any. */
export function idfOf(word: string): number {
  return IDF.get(word) ?? UNSEEN_IDF;
}
