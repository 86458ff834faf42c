/** The model's inputs: their names, their order, and which way each may move the score. */

/** 1: may only raise the score; -1: only lower it; 0: either. Every input is the same whichever side is first. */
export const FEATURES = [
  ["wordCosine", 1],
  ["containedLighter", 1],
  ["containedHeavier", 1],
  ["rarestLeftBoth", -1],
  ["rarestLeftEither", -1],
  ["weightLeftBoth", -1],
  ["weightLeftEither", -1],
  ["trigrams", 1],
  ["modelField", 1],
  ["bestCode", 1],
  ["codesApart", -1],
  ["measuresShared", 1],
  ["measuresApart", -1],
  ["numbersShared", 1],
  ["numbersLeftBoth", -1],
  ["numbersLeftEither", -1],
  ["brand", 1],
  ["priceApart", -1],
  ["colorApart", -1],
  ["flavorApart", -1],
  ["flavorOneSided", -1],
  ["formApart", -1],
  ["gradeApart", -1],
  ["strictApart", -1],
  ["mixApart", -1],
  ["editionApart", -1],
  ["platformApart", -1],
  ["sizeApart", -1],
  ["plainShared", 1],
  ["category", 1],
  ["fewestWords", 0],
  ["headShared", 1],
  ["described", 1],
  ["sharedWeight", 1],
  ["leftInside", -1],
  ["platformsApart", -1],
  ["yearsApart", -1],
  ["shortCodesApart", -1],
  ["mainCode", 1],
  ["modelHeld", 1],
  ["codesKnown", 0],
  ["mostWords", 0],
  ["describedKnown", 0],
  ["versionsApart", -1],
  ["wordsTold", 1],
] as const satisfies readonly (readonly [string, -1 | 0 | 1])[];

export type FeatureName = (typeof FEATURES)[number][0];
export type FeatureValues = Readonly<Record<FeatureName, number>>;

const NAMES: readonly FeatureName[] = FEATURES.map(([name]) => name);

/** The values in the model's order. */
export function vectorOf(values: FeatureValues): Float64Array {
  const vector = new Float64Array(NAMES.length);
  for (let i = 0; i < vector.length; i++) vector[i] = values[NAMES[i] as FeatureName];
  return vector;
}
