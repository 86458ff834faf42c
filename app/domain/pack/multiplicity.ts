/** "18 oz, 24 count": 24 of 18 oz, or 24 inside 18 oz? By what is counted, how it is written, and what a shelf can hold. */
import { baseUnitOf, type Unit } from "../measure.ts";
import { roughly } from "./agreement.ts";
import type { Count, Measure } from "./phrase.ts";
import { pieceFit } from "./pieces.ts";
import { divisible, pieceSized, sellable } from "./plausible.ts";

/** Counted by the piece on labels that give the weight of them all. */
const ALWAYS_INSIDE = new Set(
  "slice tablet tab caplet capsule softgel gelcap liquigel gummy lozenge wipe tortilla pod pac piece pc pce nugget meatball kcup gel mint".split(
    " ",
  ),
);

/** Nobody counts pieces in a gallon. */
const BULK: ReadonlySet<Unit> = new Set(["gal", "qt", "pt", "l"]);

/** Whether the count is of packages of that size, or of what is inside it. */
export function multiplicity(count: Count, size: Measure, drink: boolean): "of-each" | "inside" | "doubtful" {
  const contents = { each: roughly(size), n: count.n, fluid: baseUnitOf(size.unit) === "ml" };
  const many = sellable(drink && size.bareOunce ? { ...contents, fluid: true } : contents);
  const inside = BULK.has(size.unit) ? "no" : divisible(contents);
  if (size.role === "each" || count.holds)
    return many === "no" && size.role !== "each" ? "doubtful" : "of-each";
  if (count.noun.class === "package" || (count.noun.class === "wrapper" && count.overSize))
    return mayBeTotal(count, size, inside, drink) ? "doubtful" : packages(count, size, many, inside);
  if (count.noun.class === "generic" && clubCounts(count, size))
    return many === "yes" ? "of-each" : many === "no" && inside === "yes" ? "inside" : "doubtful";
  const byWeight = pieceByWeight(count, size);
  if (byWeight !== undefined) return byWeight;
  if (ALWAYS_INSIDE.has(count.noun.name)) return inside === "no" ? "doubtful" : "inside";
  const multiplies = many === "yes" && (count.noun.class !== "piece" || pieceSized(contents.each));
  if (multiplies) return inside === "yes" ? "doubtful" : "of-each";
  return many !== "doubtful" && inside === "yes" ? "inside" : "doubtful";
}

/** Over a pint of water, in grams: several packages of that are heavy enough that it may be the weight of them all. */
const HEAVY = 490;
const SEVERAL = 6;

/**
 * "String Cheese (24 Pack), 24 oz", "Ramen Noodles 12Pk 36Oz": a number of packages written before a weight that could be
 * that of them all, and neither a vessel nor a slash nor "of" says that it is of each.
 */
function mayBeTotal(count: Count, size: Measure, inside: "yes" | "doubtful" | "no", drink: boolean): boolean {
  if (count.from > size.from || count.overSize || count.clubForm || size.container !== undefined)
    return false;
  if (baseUnitOf(size.unit) !== "g" || inside !== "yes") return false;
  return count.parted || (!drink && count.n >= SEVERAL && roughly(size) >= HEAVY);
}

/** Where the weight of one piece tells: only one of the two readings is possible, or both are. */
function pieceByWeight(count: Count, size: Measure): "of-each" | "inside" | "doubtful" | undefined {
  if (baseUnitOf(size.unit) !== "g") return undefined;
  const each = pieceFit(count.noun.name, roughly(size));
  const share = pieceFit(count.noun.name, roughly(size) / count.n);
  if (each === "yes" && share === "no") return "of-each";
  if (each === "no" && share === "yes") return "inside";
  return each === "yes" && share === "yes" ? "doubtful" : undefined;
}

function packages(
  count: Count,
  size: Measure,
  many: "yes" | "doubtful" | "no",
  inside: "yes" | "doubtful" | "no",
): "of-each" | "inside" | "doubtful" {
  // Cans and bottles of bare ounces weigh what drinks weigh.
  const drinks = size.bareOunce && roughly(size) <= LARGEST_BOTTLE;
  if (many === "yes" || (drinks && inCase(roughly(size), count.n))) return "of-each";
  // Caribbean labels put "120 Units / 1800 g" for a bag of 120.
  return count.noun.name === "unit" && many === "no" && inside === "yes" ? "inside" : "doubtful";
}

/** "3 oz, 24-count" or "24 ct./3 oz." in a club's title: the size is that of one. Written before the size or as "24 Count" it may not be. */
function clubCounts(count: Count, size: Measure): boolean {
  if (count.overSize) return true;
  return count.from > size.from && (count.clubForm || VESSELS.has(size.container?.name ?? ""));
}

/** A quart, in grams of bare ounces. */
const LARGEST_BOTTLE = 960;

function inCase(each: number, n: number): boolean {
  return sellable({ each, n, fluid: true }) === "yes";
}

const VESSELS = new Set(["bottle", "can", "jar", "jug", "tub", "carton", "canister", "tray", "tin"]);
