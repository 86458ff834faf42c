/** Whether two readings are of the same amount. The pack decides between "identical" and "other pack", never the model. */
import { SAME_PACK_TOLERANCE_BPS } from "../comparison.ts";
import {
  decimalRatio,
  formatPack,
  inBaseUnits,
  nearlyEqual,
  type Pack,
  packTotal,
  type Ratio,
} from "../measure.ts";
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
  if (a.baseUnit === b.baseUnit)
    return (areNear(packTotal(a), packTotal(b)) && countsAgree(a, b)) || isTotalOf(a, b) || isTotalOf(b, a);
  const fluid = asFluid(a, b);
  if (fluid !== undefined) return areNear(fluid[0], fluid[1]) && countsAgree(a, b);
  if (a.baseUnit === "count") return countAgainst(a, b);
  if (b.baseUnit === "count") return countAgainst(b, a);
  return undefined;
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
function isTotalOf(total: Pack, each: Pack): boolean {
  if (each.count === 1 || total.count !== each.count || each.baseUnit === "count") return false;
  return areNear(inBaseUnits(decimalRatio(total.size), total.unit), packTotal(each));
}

/** A bare "oz" beside millilitres is fluid. Undefined unless one is in ounces of weight and the other a volume. */
function asFluid(a: Pack, b: Pack): readonly [Ratio, Ratio] | undefined {
  if (a.unit === "oz" && b.baseUnit === "ml") return [fluidTotal(a), packTotal(b)];
  if (b.unit === "oz" && a.baseUnit === "ml") return [packTotal(a), fluidTotal(b)];
  return undefined;
}

function fluidTotal(pack: Pack): Ratio {
  const each = inBaseUnits(decimalRatio(pack.size), "fl oz");
  return { n: each.n * BigInt(pack.count), d: each.d };
}

/** "72-count" against "72 x 14 g" may be the same pack; "60-count" is not. A count against one weight tells nothing. */
function countAgainst(counted: Pack, measured: Pack): boolean | undefined {
  if (measured.count === 1) return undefined;
  return Number(counted.size) * counted.count === measured.count;
}
