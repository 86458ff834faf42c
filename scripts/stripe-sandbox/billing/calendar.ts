export const daySeconds = 86_400;
export const hourSeconds = 3_600;

export type Interval = "day" | "week" | "month" | "year";

/**
 * The n-th boundary of a billing cycle. Months and years count from the anchor itself, so a cycle anchored on
 * 31 January renews on 28 February and then on 31 March.
 */
export function boundary(anchor: number, interval: Interval, count: number, n: number): number {
  if (interval === "day") return anchor + n * count * daySeconds;
  if (interval === "week") return anchor + n * count * 7 * daySeconds;
  return addMonths(anchor, n * count * (interval === "year" ? 12 : 1));
}

/** The first boundary after a moment. */
export function nextBoundary(anchor: number, interval: Interval, count: number, after: number): number {
  const averageSeconds = { day: 1, week: 7, month: 30.4368, year: 365.2425 }[interval] * daySeconds * count;
  let n = Math.max(0, Math.floor((after - anchor) / averageSeconds) - 1);
  while (boundary(anchor, interval, count, n) <= after) n += 1;
  return boundary(anchor, interval, count, n);
}

/** The same day and time some months later, or the last day of a month that is too short for it. */
export function addMonths(from: number, months: number): number {
  const date = new Date(from * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime() / 1000;
}
