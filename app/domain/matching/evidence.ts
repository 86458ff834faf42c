/** What two readings say for and against being one product, pack aside: numbers for the model, facts for the sentences. */
import { type Alignment, align } from "./alignment.ts";
import { type BrandRelation, relateBrands } from "./brand-relation.ts";
import { storeOf } from "./brands.ts";
import type { FeatureValues } from "./features.ts";
import { compareCodes, compareMeasures, compareNumbers, pricesApart } from "./figures.ts";
import { compareMainCodes } from "./main-code.ts";
import { platformsApart } from "./platforms.ts";
import { idfOf } from "./prior.ts";
import { areClubGoods, type MatchReading, type ProductWord } from "./reading.ts";
import { compareVariants, type Difference } from "./variants.ts";
import { compareVersions } from "./versions.ts";
import { hasClass } from "./vocabulary.ts";
import { wordsTold } from "./word-weights.ts";
import { compareWording } from "./wording.ts";

export type Evidence = {
  readonly values: FeatureValues;
  /** Both are goods sold by measure or count: judged by the model that learned from club goods. */
  readonly isClub: boolean;
  readonly brand: BrandRelation;
  readonly storeBrand: boolean;
  readonly alignment: Alignment;
  /** The code that both have, where one is shared. */
  readonly sharedCode: string | undefined;
  readonly codesApart: boolean;
  /** Either has a model number: what stands beside it is only a description. */
  readonly hasCodes: boolean;
  readonly measuresApart: readonly string[];
  /** Classes of words in which the two differ. */
  readonly apart: readonly Difference[];
};

/** Sets two readings side by side. */
export function compareReadings(a: MatchReading, b: MatchReading): Evidence {
  const brand = relateBrands(a, b);
  const alignment = align(...namesOf(a, b, brand));
  const codes = compareCodes(a, b);
  const measures = compareMeasures(a, b);
  const numbers = compareNumbers(a.numbers, b.numbers);
  const variants = compareVariants(alignment, a, b);
  const isClub = areClubGoods(a, b);
  return {
    values: {
      ...compareWording(alignment, a, b),
      ...variants.values,
      platformsApart: platformsApart(a, b),
      ...compareVersions(a, b, alignment),
      ...compareMainCodes(a, b),
      modelField: codes.field,
      bestCode: codes.best,
      codesApart: codes.apart,
      measuresShared: measures.shared,
      measuresApart: measures.apart.length,
      numbersShared: numbers.shared,
      numbersLeftBoth: Math.min(numbers.leftA, numbers.leftB),
      numbersLeftEither: Math.max(numbers.leftA, numbers.leftB),
      brand: BRAND_VALUE[brand],
      priceApart: pricesApart(a.item.price, b.item.price),
      // Learned from general goods: it knows nothing of flavours.
      wordsTold: isClub ? 0 : wordsTold(alignment),
    },
    isClub,
    brand,
    storeBrand: isStoreBrand(a) || isStoreBrand(b),
    alignment,
    sharedCode: codes.shared,
    codesApart: codes.apart > 0.5,
    hasCodes: hasCode(a) || hasCode(b),
    measuresApart: measures.apart,
    apart: variants.told,
  };
}

const BRAND_VALUE: Readonly<Record<BrandRelation, number>> = {
  same: 2,
  "likely-same": 1,
  unknown: 0,
  other: -1,
};

/** The values as they were if both bore one brand: how alike the goods are, whoever sells them. */
export function asIfSameBrand(values: FeatureValues): FeatureValues {
  return { ...values, brand: BRAND_VALUE.same };
}

function hasCode({ codes, modelno }: MatchReading): boolean {
  return codes.length > 0 || modelno !== undefined;
}

function isStoreBrand(reading: MatchReading): boolean {
  return reading.brand !== undefined && storeOf(reading.brand) !== undefined;
}

/** The two product names. Where a name is the brand and nothing else ("Dr Pepper"), the brand is part of both. */
function namesOf(
  a: MatchReading,
  b: MatchReading,
  brand: BrandRelation,
): readonly [readonly ProductWord[], readonly ProductWord[]] {
  const names = [withoutBrandOf(a, b, brand), withoutBrandOf(b, a, brand)] as const;
  if (brand !== "same" || names.every((name) => name.some(isTelling))) return names;
  const shared = [...(a.brandWords.size > 0 ? a : b).brandWords].map((text) => ({
    text,
    bits: 0,
    idf: idfOf(text),
  }));
  return [
    [...shared, ...names[0]],
    [...shared, ...names[1]],
  ];
}

function isTelling({ bits }: ProductWord): boolean {
  return !hasClass(bits, "filler") && !hasClass(bits, "plain");
}

/** The words of the product, without the other side's brand; of two brands, without the one that is only guessed, too. */
function withoutBrandOf(
  own: MatchReading,
  other: MatchReading,
  brand: BrandRelation,
): readonly ProductWord[] {
  if (brand === "other" && own.unknownHead !== undefined)
    return own.words.filter(({ text }) => text !== own.unknownHead);
  if (other.brandWords.size === 0) return own.words;
  return own.words.filter((word) => !other.brandWords.has(word.text));
}
