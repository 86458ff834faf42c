/** Whether two items are of one brand, as far as fields and titles tell. */
import { storeOf } from "./brands.ts";
import type { MatchReading } from "./reading.ts";

export type BrandRelation = "same" | "likely-same" | "unknown" | "other";

/** Two store brands are never the same; of other brands one name may hold the other, or stand in the other's title. */
export function relateBrands(a: MatchReading, b: MatchReading): BrandRelation {
  if (a.brand !== undefined && b.brand !== undefined) return relateKnown(a.brand, b.brand, a, b);
  if (a.brand !== undefined) return relateHalf(a.brand, b, a);
  if (b.brand !== undefined) return relateHalf(b.brand, a, b);
  if (a.unknownHead === undefined && b.unknownHead === undefined) return "unknown";
  if (a.unknownHead === b.unknownHead) return "likely-same";
  const elsewhere = holds(b, a.unknownHead) || holds(a, b.unknownHead);
  if (elsewhere) return "likely-same";
  return a.unknownHead !== undefined && b.unknownHead !== undefined ? "other" : "unknown";
}

function relateKnown(brandA: string, brandB: string, a: MatchReading, b: MatchReading): BrandRelation {
  if (brandA === brandB) return "same";
  if (storeOf(brandA) !== undefined || storeOf(brandB) !== undefined) return "other";
  const [short, long] = brandA.length <= brandB.length ? [brandA, brandB] : [brandB, brandA];
  if (short.length >= 2 && long.startsWith(short)) return "same";
  if (short.length >= 4 && (long.includes(short) || wordsShared(a.brandWords, b.brandWords)))
    return "likely-same";
  if (a.joined.includes(brandB) && brandB.length >= 4) return "likely-same";
  if (b.joined.includes(brandA) && brandA.length >= 4) return "likely-same";
  return "other";
}

function wordsShared(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const word of a) if (word.length >= 4 && b.has(word)) return true;
  return false;
}

/** One side's brand is known: does the other's title hold it? */
function relateHalf(brand: string, other: MatchReading, own: MatchReading): BrandRelation {
  if (brand.length >= 3 ? other.joined.includes(brand) : other.words.some((word) => word.text === brand))
    return "same";
  for (const word of own.brandWords)
    if (word.length >= 4 && other.joined.includes(word)) return "likely-same";
  return other.unknownHead === undefined || own.joined.includes(other.unknownHead) ? "unknown" : "other";
}

function holds(reading: MatchReading, word: string | undefined): boolean {
  return word !== undefined && reading.words.some(({ text }) => text === word);
}
