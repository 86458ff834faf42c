/**
 * Matches: is a competitor's listing the same item as one of our SKUs? GTIN first, then a score over brand, product words,
 * figures and model numbers, and the pack. What it says is a suggestion; a person confirms it.
 */
import { type BrandLexicon, COMMON_BRANDS } from "./matching/brands.ts";
import { type MatchItem, readItem } from "./matching/reading.ts";
import { judge, type Match } from "./matching/verdict.ts";

export type { MatchItem } from "./matching/reading.ts";
export type { Match, MatchVerdict } from "./matching/verdict.ts";

/**
 * Compares two items. `identical`: same item, same pack. `other-pack`: same item, another amount. `equivalent`: other brand,
 * a store brand among the two, same goods. `different`: anything else. The same answer whichever comes first. Never throws.
 */
export function matchPair(a: MatchItem, b: MatchItem, lexicon: BrandLexicon = COMMON_BRANDS): Match {
  return judge(readItem(a, lexicon), readItem(b, lexicon));
}
