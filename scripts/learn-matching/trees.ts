/**
 * Gradient-boosted decision trees with monotone constraints, for a few tens of inputs and some ten thousand rows: logistic
 * loss, second-order gains, histograms. Deterministic for a seed.
 */

export type Rows = {
  /** One vector a row. */
  readonly x: readonly Float64Array[];
  /** 1 or 0. */
  readonly y: Float64Array;
  readonly weight: Float64Array;
};

export type Settings = {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** L2 on leaf values. */
  readonly lambda: number;
  /** Least sum of second derivatives in a leaf. */
  readonly minHessian: number;
  /** Least gain of a split. */
  readonly minGain: number;
  /** Share of rows and of features that a tree sees. */
  readonly rowShare: number;
  readonly featureShare: number;
  readonly seed: number;
  readonly directions: readonly (-1 | 0 | 1)[];
};

/** `trees`: flat lists of (feature, threshold, left child) or (-1, value, 0), as the app's model reads them. */
export type Model = { readonly base: number; readonly trees: readonly (readonly number[])[] };

const BINS = 64;

type Binned = { readonly cuts: readonly Float64Array[]; readonly bins: readonly Uint8Array[] };

/** Learns the trees. */
export function learnTrees(rows: Rows, settings: Settings): Model {
  const n = rows.x.length;
  const binned = binAll(rows.x);
  const random = randomFrom(settings.seed);
  const base = logOddsOf(rows);
  const scores = new Float64Array(n).fill(base);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n);
  const trees: number[][] = [];
  for (let t = 0; t < settings.trees; t++) {
    for (let i = 0; i < n; i++) {
      const p = 1 / (1 + Math.exp(-(scores[i] as number)));
      const weight = rows.weight[i] as number;
      gradient[i] = (p - (rows.y[i] as number)) * weight;
      hessian[i] = Math.max(1e-6, p * (1 - p)) * weight;
    }
    const sample = Int32Array.from({ length: n }, (_, i) => i).filter(() => random() < settings.rowShare);
    const features = binned.bins.map((_, f) => f).filter(() => random() < settings.featureShare);
    const tree = growTree(binned, gradient, hessian, sample, features, settings);
    trees.push(tree);
    for (let i = 0; i < n; i++) scores[i] = (scores[i] as number) + leafOf(tree, rows.x[i] as Float64Array);
  }
  return { base, trees };
}

/** What one tree adds for that row. */
function leafOf(tree: readonly number[], x: Float64Array): number {
  let node = 0;
  for (;;) {
    const feature = tree[node * 3] as number;
    const threshold = tree[node * 3 + 1] as number;
    if (feature < 0) return threshold;
    node = (tree[node * 3 + 2] as number) + ((x[feature] as number) < threshold ? 0 : 1);
  }
}

/** The model's probability for that row. */
export function predict(model: Model, x: Float64Array): number {
  let sum = model.base;
  for (const tree of model.trees) sum += leafOf(tree, x);
  return 1 / (1 + Math.exp(-sum));
}

function logOddsOf({ y, weight }: Rows): number {
  let yes = 0;
  let all = 0;
  for (let i = 0; i < y.length; i++) {
    yes += (y[i] as number) * (weight[i] as number);
    all += weight[i] as number;
  }
  return Math.log(yes / (all - yes));
}

function binAll(x: readonly Float64Array[]): Binned {
  const width = x[0]?.length ?? 0;
  const cuts: Float64Array[] = [];
  const bins: Uint8Array[] = [];
  for (let f = 0; f < width; f++) {
    const column = Float64Array.from(x, (row) => row[f] as number);
    const cut = cutsOf(column);
    cuts.push(cut);
    bins.push(Uint8Array.from(column, (value) => binOf(cut, value)));
  }
  return { cuts, bins };
}

/** Thresholds between distinct values, at quantiles; rounded, so that the weights are short to write. */
function cutsOf(column: Float64Array): Float64Array {
  const sorted = column.slice().sort();
  const distinct = [...new Set(sorted)];
  const middles =
    distinct.length <= BINS
      ? distinct.slice(1).map((value, i) => (value + (distinct[i] as number)) / 2)
      : Array.from(
          { length: BINS - 1 },
          (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / BINS)] as number,
        );
  return Float64Array.from(new Set(middles.map((value) => Number(value.toPrecision(4))))).sort();
}

function binOf(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < (cuts[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

type Node = { rows: Int32Array; depth: number; low: number; high: number; at: number };
type Split = { feature: number; bin: number; gain: number; left: number; right: number };

function growTree(
  binned: Binned,
  gradient: Float64Array,
  hessian: Float64Array,
  rows: Int32Array,
  features: readonly number[],
  settings: Settings,
): number[] {
  const tree: number[] = [-1, 0, 0];
  const queue: Node[] = [{ rows, depth: 0, low: -Infinity, high: Infinity, at: 0 }];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    const split =
      node.depth < settings.depth
        ? bestSplit(binned, gradient, hessian, node, features, settings)
        : undefined;
    if (split === undefined) {
      tree[node.at * 3 + 1] = round(settings.rate * leafValue(gradient, hessian, node, settings.lambda));
      continue;
    }
    const bins = binned.bins[split.feature] as Uint8Array;
    const child = tree.length / 3;
    tree[node.at * 3] = split.feature;
    tree[node.at * 3 + 1] = (binned.cuts[split.feature] as Float64Array)[split.bin] as number;
    tree[node.at * 3 + 2] = child;
    tree.push(-1, 0, 0, -1, 0, 0);
    const direction = settings.directions[split.feature] ?? 0;
    const middle = (split.left + split.right) / 2;
    queue.push(
      {
        rows: node.rows.filter((i) => (bins[i] as number) <= split.bin),
        depth: node.depth + 1,
        low: direction < 0 ? Math.max(node.low, middle) : node.low,
        high: direction > 0 ? Math.min(node.high, middle) : node.high,
        at: child,
      },
      {
        rows: node.rows.filter((i) => (bins[i] as number) > split.bin),
        depth: node.depth + 1,
        low: direction > 0 ? Math.max(node.low, middle) : node.low,
        high: direction < 0 ? Math.min(node.high, middle) : node.high,
        at: child + 1,
      },
    );
  }
  return tree;
}

function round(value: number): number {
  return Number(value.toFixed(4));
}

function clamp(value: number, node: Node): number {
  return Math.min(node.high, Math.max(node.low, value));
}

function leafValue(gradient: Float64Array, hessian: Float64Array, node: Node, lambda: number): number {
  let g = 0;
  let h = 0;
  for (const i of node.rows) {
    g += gradient[i] as number;
    h += hessian[i] as number;
  }
  return clamp(-g / (h + lambda), node);
}

function bestSplit(
  binned: Binned,
  gradient: Float64Array,
  hessian: Float64Array,
  node: Node,
  features: readonly number[],
  settings: Settings,
): Split | undefined {
  let best: Split | undefined;
  const g = new Float64Array(BINS + 1);
  const h = new Float64Array(BINS + 1);
  let allG = 0;
  let allH = 0;
  for (const i of node.rows) {
    allG += gradient[i] as number;
    allH += hessian[i] as number;
  }
  const gainOf = (sumG: number, sumH: number, value: number) =>
    -(sumG * value + 0.5 * (sumH + settings.lambda) * value * value);
  const whole = gainOf(allG, allH, clamp(-allG / (allH + settings.lambda), node));
  for (const feature of features) {
    const cuts = binned.cuts[feature] as Float64Array;
    const bins = binned.bins[feature] as Uint8Array;
    g.fill(0);
    h.fill(0);
    for (const i of node.rows) {
      const bin = bins[i] as number;
      g[bin] = (g[bin] as number) + (gradient[i] as number);
      h[bin] = (h[bin] as number) + (hessian[i] as number);
    }
    const direction = settings.directions[feature] ?? 0;
    let leftG = 0;
    let leftH = 0;
    for (let bin = 0; bin < cuts.length; bin++) {
      leftG += g[bin] as number;
      leftH += h[bin] as number;
      const rightH = allH - leftH;
      if (leftH < settings.minHessian) continue;
      if (rightH < settings.minHessian) break;
      const left = clamp(-leftG / (leftH + settings.lambda), node);
      const right = clamp(-(allG - leftG) / (rightH + settings.lambda), node);
      if (direction * (right - left) < 0) continue;
      const gain = gainOf(leftG, leftH, left) + gainOf(allG - leftG, rightH, right) - whole;
      if (gain > settings.minGain && gain > (best?.gain ?? 0)) best = { feature, bin, gain, left, right };
    }
  }
  return best;
}

/** A small generator of even numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
