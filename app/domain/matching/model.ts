/** The learned part: small decision trees whose sum is the log odds of being one product. */
import { type FeatureValues, vectorOf } from "./features.ts";
import { CLUB, GENERAL, type Weights } from "./weights.generated.ts";

/** Trees end to end; a node asks whether a feature is below a threshold, and a leaf (feature -1) holds its share instead. */
type Forest = {
  readonly base: number;
  readonly feature: Int16Array;
  readonly threshold: Float64Array;
  /** Where the answer is yes; no is the node behind it. */
  readonly below: Int32Array;
  readonly roots: Int32Array;
};

const FORESTS = { general: unpack(GENERAL), club: unpack(CLUB) };

function unpack({ base, trees }: Weights): Forest {
  const nodes = trees.reduce((sum, tree) => sum + tree.length / 3, 0);
  const forest = {
    base,
    feature: new Int16Array(nodes),
    threshold: new Float64Array(nodes),
    below: new Int32Array(nodes),
    roots: new Int32Array(trees.length),
  };
  let at = 0;
  trees.forEach((tree, t) => {
    const root = at;
    forest.roots[t] = root;
    for (let i = 0; i < tree.length; i += 3, at++) {
      forest.feature[at] = tree[i] as number;
      forest.threshold[at] = tree[i + 1] as number;
      forest.below[at] = root + (tree[i + 2] as number);
    }
  });
  return forest;
}

/**
 * Probability, from 0 to 1, that two items with these values are one product, whatever their packs: by the forest that
 * learned from club goods or by the one for general goods.
 */
export function sameProduct(values: FeatureValues, kind: "club" | "general"): number {
  const vector = vectorOf(values);
  const { base, feature, threshold, below, roots } = FORESTS[kind];
  let logOdds = base;
  for (const root of roots) {
    let node = root;
    for (let asked = feature[node] as number; asked >= 0; asked = feature[node] as number)
      node = (below[node] as number) + ((vector[asked] as number) < (threshold[node] as number) ? 0 : 1);
    logOdds += threshold[node] as number;
  }
  return 1 / (1 + Math.exp(-logOdds));
}
