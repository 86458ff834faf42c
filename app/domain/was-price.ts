/**
 * "Was" prices. A lowered price may stand beside the lowest that was asked in the 30 days before it was lowered (Directive
 * 98/6/EC, article 6a), and beside no other: neither the one it was lowered from nor any that is higher.
 */
import { addDays } from "./calendar-date.ts";

/** A price and since when it holds, until the next one. */
export type PricePoint = { readonly cents: number; readonly since: Date };

export type WasPrice = {
  /** The lowest of the 30 days before. */
  readonly cents: number;
  readonly loweredAt: Date;
};

/** Days before a price was lowered over which the lowest counts; and days after it for which it is still called lowered. */
export const WAS_DAYS = 30;

/**
 * What the present price may be said to have been; null when the rule gives nothing:
 * - it was not lowered, or only back to what it had been within the 30 days before (a price that is raised to be lowered);
 * - there is no price for the whole of those 30 days: nobody can say what the lowest would have been;
 * - it was lowered 30 days ago or more, and is by now simply the price (16 CFR 233.1).
 * `points` in any order; those after `now` don't count.
 */
export function wasPrice(points: readonly PricePoint[], now: Date): WasPrice | null {
  const past = points
    .filter(({ since }) => since <= now)
    .sort((a, b) => a.since.getTime() - b.since.getTime());
  const current = past.at(-1);
  if (current === undefined) return null;
  // The same price published again is not lowered again.
  const before = past.slice(0, past.findLastIndex(({ cents }) => cents !== current.cents) + 1);
  const loweredAt = past[before.length]?.since;
  if (before.length === 0 || loweredAt === undefined || now >= addDays(loweredAt, WAS_DAYS)) return null;
  const from = addDays(loweredAt, -WAS_DAYS);
  const first = before.findLastIndex(({ since }) => since <= from);
  if (first === -1) return null;
  const lowest = Math.min(...before.slice(first).map(({ cents }) => cents));
  return lowest > current.cents ? { cents: lowest, loweredAt } : null;
}
