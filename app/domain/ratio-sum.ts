/** Sums of exact fractions: what several lines cost, before the one rounding. */
import type { Ratio } from "./measure.ts";

export const ZERO: Ratio = { n: 0n, d: 1n };

/** `a + b`, reduced. */
export function addRatios(a: Ratio, b: Ratio): Ratio {
  const n = a.n * b.d + b.n * a.d;
  const d = a.d * b.d;
  const common = greatestCommonDivisor(n < 0n ? -n : n, d);
  return { n: n / common, d: d / common };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large === 0n ? 1n : large;
}
