/**
 * What a shelf can hold. Where "18 oz, 24 count" could mean 24 of 18 oz or 24 inside 18 oz, the reading that no shelf holds
 * is out; if both could be, nothing is read.
 */

export type Contents = { readonly each: number; readonly n: number; readonly fluid: boolean };

/** In grams or millilitres: a case that one person lifts; and what no pack of several packages weighs. */
const LIFTED = 12_000;
const LIFTED_FLUID = 30_000;
const HAULED = 25_000;
const HAULED_FLUID = 45_000;
/** Sacks and jugs of a few are as heavy as they like. */
const FEW = 4;

/** Whether `n` packages of `each` are a pack somebody sells: yes, no, or doubtful. */
export function sellable({ each, n, fluid }: Contents): "yes" | "doubtful" | "no" {
  const total = each * n;
  if (n <= FEW || total <= (fluid ? LIFTED_FLUID : LIFTED)) return "yes";
  if (total <= (fluid ? HAULED_FLUID : HAULED)) return n <= 12 ? "yes" : "doubtful";
  return n <= 12 && total <= 2 * HAULED_FLUID ? "doubtful" : "no";
}

/** Under this, a thing is not counted by the piece beside a net weight. */
const SMALLEST_PIECE = 0.25;
/** Under this, a piece is so small that the size is more likely that of one. */
const SMALL_PIECE = 4;
const SMALL_DRINK = 40;
/** Over this, one counted piece of food is no longer called a piece. */
const LARGEST_PIECE = 700;

/** Whether the size can be that of all `n` together. */
export function divisible({ each: total, n, fluid }: Contents): "yes" | "doubtful" | "no" {
  const piece = total / n;
  if (piece < SMALLEST_PIECE) return "no";
  return piece < (fluid ? SMALL_DRINK : SMALL_PIECE) ? "doubtful" : "yes";
}

export function pieceSized(each: number): boolean {
  return each <= LARGEST_PIECE;
}

/** A sack on a pallet jack, a drum: heavier is a model number. */
const HEAVIEST = 150_000;
const LARGEST_FLUID = 400_000;
/** Fewer written grams than this in all are a radio generation ("4g") or a dropped digit; a lip balm has 0.15 oz. */
const FEWEST_GRAMS = 7;
const LIGHTEST = 1;

/** Whether any pack of packages like this is sold at all. */
export function isSold({ each, n, fluid }: Contents, inGrams: boolean): boolean {
  return each * n >= (inGrams ? FEWEST_GRAMS : LIGHTEST) && each <= (fluid ? LARGEST_FLUID : HEAVIEST);
}
