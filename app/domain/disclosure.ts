/**
 * What published totals would tell about single prices. The price index says what a set of our goods costs against a price
 * that everybody can read in the evidence: so each published figure is, to its rounding, one equation in our club prices. One
 * equation over many lines tells no price. Two of them over sets that differ by one line tell that line's price; many of them,
 * suitably added and subtracted, can tell one too.
 *
 * Three rules keep single prices in (statistical offices call them a minimum size, an overlap rule and an audit):
 * the figure's own minimum of lines and the limit on one line's share (app/domain/price-index.ts); any two sets that were ever
 * published are equal or differ in five items at least; and no combination of all published equations is an equation in one
 * price alone. Prices are taken as unchanged between publications, which is the worst case.
 */

/** Item number to quantity: the left side of one equation. Its order is the basket's. */
export type Weights = ReadonlyMap<number, number>;

/** Two published sets are the same, or differ in the quantity of this many items or more. */
export const MIN_DIFFERING_ITEMS = 5;

/** How many items have another quantity in `a` than in `b`; one that is missing has 0. */
export function differingItems(a: Weights, b: Weights): number {
  let count = 0;
  for (const [item, quantity] of a) if (b.get(item) !== quantity) count += 1;
  for (const item of b.keys()) if (!a.has(item)) count += 1;
  return count;
}

/**
 * The largest part of `candidate` that may be published after `published`, chosen without regard to any price: all of it, a
 * set published before that it holds, or what is left after taking lines from the basket's end. Undefined when fewer than
 * `least` lines would be left, or when a single price could be worked out.
 */
export function publishablePart(
  candidate: Weights,
  published: readonly Weights[],
  least: number,
): Weights | undefined {
  const before = published
    .filter((one) => [...one].every(([item, quantity]) => candidate.get(item) === quantity))
    .toSorted((a, b) => b.size - a.size);
  const parts = [shortened(candidate, published, least), before[0]].filter((part) => part !== undefined);
  return parts
    .toSorted((a, b) => b.size - a.size)
    .find((part) => part.size >= least && !tellsOnePrice([...published, part]));
}

/** `candidate` without as many lines from its end as it takes to be far enough from everything published. */
function shortened(candidate: Weights, published: readonly Weights[], least: number): Weights | undefined {
  const lines = [...candidate];
  for (let kept = lines.length; kept >= least; kept -= 1) {
    const part = new Map(lines.slice(0, kept));
    if (published.every((one) => isFarEnough(part, one))) return part;
  }
  return undefined;
}

function isFarEnough(a: Weights, b: Weights): boolean {
  const differing = differingItems(a, b);
  return differing === 0 || differing >= MIN_DIFFERING_ITEMS;
}

/** A prime far above any quantity: sums of a few hundred equations come out as they would over the fractions. */
const PRIME = 2_305_843_009_213_693_951n;

/**
 * Whether some combination of `equations` is an equation in a single item. In reduced row echelon form a single item's
 * equation is one of the rows, or it is no combination of them at all.
 */
export function tellsOnePrice(equations: readonly Weights[]): boolean {
  const items = [...new Set(equations.flatMap((one) => [...one.keys()]))];
  const rows = equations.map((one) => items.map((item) => BigInt(one.get(item) ?? 0)));
  let done = 0;
  for (let column = 0; column < items.length && done < rows.length; column += 1) {
    const pivotAt = rows.findIndex((row, index) => index >= done && row[column] !== 0n);
    if (pivotAt < 0) continue;
    const pivot = scaled(rows[pivotAt] as bigint[], inverse((rows[pivotAt] as bigint[])[column] as bigint));
    rows[pivotAt] = rows[done] as bigint[];
    rows[done] = pivot;
    for (const [index, row] of rows.entries()) {
      if (index !== done && row[column] !== 0n) rows[index] = minus(row, pivot, row[column] as bigint);
    }
    done += 1;
  }
  return rows.some((row) => row.filter((entry) => entry !== 0n).length === 1);
}

function scaled(row: readonly bigint[], by: bigint): bigint[] {
  return row.map((entry) => (entry * by) % PRIME);
}

function minus(row: readonly bigint[], other: readonly bigint[], times: bigint): bigint[] {
  return row.map((entry, index) => {
    const left = (entry - times * (other[index] as bigint)) % PRIME;
    return left < 0n ? left + PRIME : left;
  });
}

/** `1 / value` modulo the prime, by Fermat. */
function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, value % PRIME, PRIME - 2n];
  while (exponent > 0n) {
    if (exponent & 1n) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
    exponent >>= 1n;
  }
  return result;
}
