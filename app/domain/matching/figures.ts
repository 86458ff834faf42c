/** What the figures of two readings say: model numbers, measures, bare numbers, prices. */
import { codeLikeness, joinedHoldsCode } from "./attributes.ts";
import type { MatchReading } from "./reading.ts";

/** `best`: likeness of the closest two codes; `field`: of the model fields, negative where they differ. */
export type Codes = { field: number; best: number; apart: number; shared: string | undefined };

/** Two codes are said to be the same from here on. */
const SAME_CODE = 0.78;

/** Compares model numbers, of fields and titles. */
export function compareCodes(a: MatchReading, b: MatchReading): Codes {
  const codesA = allCodes(a);
  const codesB = allCodes(b);
  let best = 0;
  let shared: string | undefined;
  for (const x of codesA)
    for (const y of codesB) {
      const likeness = codeLikeness(x, y);
      if (likeness <= best) continue;
      best = likeness;
      shared = likeness >= SAME_CODE ? (x.length <= y.length ? x : y) : undefined;
    }
  best = Math.max(best, heldInText(codesA, b), heldInText(codesB, a));
  const apart = codesA.length > 0 && codesB.length > 0 ? 1 - best : 0;
  return { field: compareFields(a.modelno, b.modelno), best, apart, shared };
}

function allCodes(reading: MatchReading): readonly string[] {
  const { modelno, codes } = reading;
  return modelno === undefined || codes.includes(modelno) ? codes : [modelno, ...codes];
}

/** A short code ("c1550") may stand in the other title as a word and a number. */
function heldInText(codes: readonly string[], other: MatchReading): number {
  return codes.some((code) => joinedHoldsCode(other.joined, code) || other.described.has(code)) ? 0.9 : 0;
}

function compareFields(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const likeness = codeLikeness(a, b);
  return likeness >= SAME_CODE ? likeness : likeness - 1;
}

/** Compares figures with a unit: those that agree, and the units in which they do not. */
export function compareMeasures(a: MatchReading, b: MatchReading): { shared: number; apart: string[] } {
  const apart: string[] = [];
  let shared = 0;
  for (const [unit, values] of a.measures) {
    const others = b.measures.get(unit);
    if (others === undefined) continue;
    if (values.some((value) => others.some((other) => isNear(value, other)))) shared += 1;
    else apart.push(unit);
  }
  return { shared, apart };
}

/** Labels round: 15.4 and 15.6 inches are not the same, 15 and 15.4 may be. */
function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [Number(a), Number(b)];
  const oneIsWhole = Number.isInteger(x) !== Number.isInteger(y);
  return oneIsWhole && Math.abs(x - y) < 0.6 && Math.abs(x - y) <= 0.1 * Math.max(x, y);
}

/** Compares bare numbers. */
export function compareNumbers(
  a: readonly string[],
  b: readonly string[],
): { shared: number; leftA: number; leftB: number } {
  let shared = 0;
  for (const value of a) if (b.includes(value)) shared += 1;
  return { shared, leftA: a.length - shared, leftB: b.length - shared };
}

/** What a missing price counts as: neither near nor far. */
const UNKNOWN_PRICE = 0.3;

/** How far apart two prices are: the logarithm of their ratio, at most 4. */
export function pricesApart(a: number | null | undefined, b: number | null | undefined): number {
  if (typeof a !== "number" || typeof b !== "number" || !(a > 0) || !(b > 0)) return UNKNOWN_PRICE;
  return Math.min(4, Math.abs(Math.log(a / b)));
}
