/** From several measures to one size: labels say things twice, in two units, or as size and total. */
import { baseUnitOf } from "../measure.ts";
import { roughly, sameAmount } from "./agreement.ts";
import type { Count, Measure } from "./phrase.ts";
import { declined, type Resolution, type Used } from "./resolution.ts";

export type Size = {
  readonly each: Measure;
  /** Packages, where the title's own arithmetic settles it; undefined where the counts must. */
  readonly times: number | undefined;
  readonly used: readonly Used[];
};

/** Brings all measures down to one size: duals are merged, a total is divided; two sizes that no arithmetic joins conflict. */
export function oneSize(measures: readonly Measure[], counts: readonly Count[]): Size | Resolution {
  const merged = mergeDuals(measures);
  const [first, second, third] = merged;
  if (first === undefined || third !== undefined) return declined("conflict", measures, "too many sizes");
  if (second === undefined) return settled(first);
  const [small, large] = roughly(first) <= roughly(second) ? [first, second] : [second, first];
  if (baseUnitOf(small.unit) !== baseUnitOf(large.unit))
    return declined("conflict", merged, "different measures");
  const n = numberOf(small, large, counts);
  if (n === undefined) return declined("conflict", merged, "two sizes that do not fit together");
  const used = [
    { phrase: small, meaning: "size of one" },
    { phrase: large, meaning: `${n} of them together` },
  ];
  return { each: small, times: n, used };
}

function settled(measure: Measure): Size | Resolution {
  if (measure.times > 1)
    return {
      each: measure,
      times: measure.times,
      used: [{ phrase: measure, meaning: `${measure.times} of one size` }],
    };
  if (measure.slashDoubt) return declined("ambiguous", [measure], "a fraction, or packages of a size?");
  return {
    each: measure,
    times: undefined,
    used: [{ phrase: measure, meaning: measure.role === "total" ? "stated total" : "size" }],
  };
}

/** How many `small` make the `large`, when a count or an explicit total says so. */
function numberOf(small: Measure, large: Measure, counts: readonly Count[]): number | undefined {
  if (large.times > 1) return undefined;
  const stated = [small.times, ...counts.map((count) => count.n), product(counts)];
  for (const n of stated) if (n > 1 && sameAmount(small, large, n)) return n;
  const n = Math.round(roughly(large) / roughly(small));
  const explicit = large.role === "total" || small.role === "each";
  return explicit && n > 1 && counts.every((count) => count.n === 1) && sameAmount(small, large, n)
    ? n
    : undefined;
}

function product(counts: readonly Count[]): number {
  return counts.reduce((all, count) => all * count.n, 1);
}

/** Joins measures that say the same in two units or twice; the first written stands, with whatever count either carries. */
function mergeDuals(measures: readonly Measure[]): Measure[] {
  const merged: Measure[] = [];
  for (const measure of measures) {
    const at = merged.findIndex((known) => joined(known, measure) !== undefined);
    const known = merged[at];
    if (known === undefined) merged.push(measure);
    else merged[at] = joined(known, measure) ?? known;
  }
  return merged;
}

function joined(a: Measure, b: Measure): Measure | undefined {
  const [x, y] = sameBase(a, b);
  const carried = {
    role: x.role === "plain" ? y.role : x.role,
    container: x.container ?? y.container,
    slashDoubt: x.slashDoubt && y.slashDoubt,
  };
  if (sameAmount(x, y)) {
    if (x.times > 1 && y.times > 1 && x.times !== y.times) return undefined;
    return { ...x, ...carried, times: Math.max(x.times, y.times) };
  }
  // "12 x 355 ml (4.26 L)": the other one is the total.
  if (x.times > 1 && y.times === 1 && sameAmount(x, y, x.times)) return { ...x, slashDoubt: false };
  if (y.times > 1 && x.times === 1 && sameAmount(y, x, y.times)) return { ...y, slashDoubt: false };
  return undefined;
}

/** "355 mL / 12 oz": ounces beside a metric volume are fluid. */
function sameBase(a: Measure, b: Measure): [Measure, Measure] {
  const volumeBeside = (measure: Measure, other: Measure) =>
    measure.bareOunce && baseUnitOf(other.unit) === "ml"
      ? { ...measure, unit: "fl oz" as const, bareOunce: false }
      : measure;
  return [volumeBeside(a, b), volumeBeside(b, a)];
}
