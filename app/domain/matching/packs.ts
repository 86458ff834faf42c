/** Whether two readings are of the same amount. The pack decides between "identical" and "other pack", never the model. */
import { SAME_PACK_TOLERANCE_BPS } from "../comparison.ts";
import { decimalRatio, formatPack, inBaseUnits, nearlyEqual, type Pack, type Ratio } from "../measure.ts";
import type { MatchReading } from "./reading.ts";

export type PackRelation = {
  /**
   * `same`: one amount, as far as labels round. `other`: different amounts. `one-sided`: only one says how much.
   * `unlike`: measures that can't be set against each other. `unsaid`: neither says.
   */
  readonly kind: "same" | "other" | "one-sided" | "unlike" | "unsaid";
  readonly sentence: string;
};

/** Compares what two titles say of the amount. */
export function relatePacks(a: MatchReading, b: MatchReading): PackRelation {
  const [packA, packB] = [a.pack.pack, b.pack.pack];
  if (packA === null && packB === null) return { kind: "unsaid", sentence: "Neither title states a pack." };
  if (packA === null || packB === null) {
    const said = formatPack((packA ?? packB) as Pack);
    return { kind: "one-sided", sentence: `Only one title states a pack (${said}).` };
  }
  const texts = [formatPack(packA), formatPack(packB)].sort().join(" and ");
  const isSame = sameAmount(packA, packB);
  if (isSame === undefined) return { kind: "unlike", sentence: `The packs can't be compared: ${texts}.` };
  return isSame
    ? { kind: "same", sentence: `Same pack: ${texts}.` }
    : { kind: "other", sentence: `Other pack: ${texts}.` };
}

/** Undefined where the measures can't be set against each other. */
function sameAmount(a: Pack, b: Pack): boolean | undefined {
  const sizes = comparableSizes(a, b);
  if (sizes !== undefined) {
    const [sizeA, sizeB] = sizes;
    const isOneTotal = areNear(times(sizeA, a.count), times(sizeB, b.count)) && countsAgree(a, b);
    return isOneTotal || isTotalFirst(a, b, sizes);
  }
  if (a.baseUnit === "count") return countAgainst(a, b);
  if (b.baseUnit === "count") return countAgainst(b, a);
  return undefined;
}

/** The size of one package of each on one scale; a bare "oz" beside millilitres is fluid. */
function comparableSizes(a: Pack, b: Pack): readonly [Ratio, Ratio] | undefined {
  if (a.baseUnit === b.baseUnit) return [sizeIn(a, a.unit), sizeIn(b, b.unit)];
  if (a.unit === "oz" && b.baseUnit === "ml") return [sizeIn(a, "fl oz"), sizeIn(b, b.unit)];
  if (b.unit === "oz" && a.baseUnit === "ml") return [sizeIn(a, a.unit), sizeIn(b, "fl oz")];
  return undefined;
}

function sizeIn(pack: Pack, unit: Pack["unit"]): Ratio {
  return inBaseUnits(decimalRatio(pack.size), unit);
}

function times({ n, d }: Ratio, count: number): Ratio {
  return { n: n * BigInt(count), d };
}

function areNear(a: Ratio, b: Ratio): boolean {
  return nearlyEqual(a, b, SAME_PACK_TOLERANCE_BPS);
}

/** Two stated numbers of packages must be one; a total beside a number of packages may be the same thing. */
function countsAgree(a: Pack, b: Pack): boolean {
  return a.count === 1 || b.count === 1 || a.count === b.count;
}

/**
 * "2/64 oz" is also written "128 fl oz, 2 ct", the total first: the same number of packages, and one size that is exactly the
 * other's total. Of counted pieces ("50 ct, 2 pk") the size is always that of one package.
 */
function isTotalFirst(a: Pack, b: Pack, [sizeA, sizeB]: readonly [Ratio, Ratio]): boolean {
  if (a.count === 1 || a.count !== b.count || a.baseUnit === "count") return false;
  return areNear(sizeA, times(sizeB, b.count)) || areNear(sizeB, times(sizeA, a.count));
}

/** "72-count" against "72 x 14 g" may be the same pack; "60-count" is not. A count against one weight tells nothing. */
function countAgainst(counted: Pack, measured: Pack): boolean | undefined {
  if (measured.count === 1) return undefined;
  return Number(counted.size) * counted.count === measured.count;
}
