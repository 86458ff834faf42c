/** Calendar dates as people read them, and years and days ahead. An instant is a point in time; its date depends on a place. */

/** The club keeps its calendar in New York; terms say so. */
export const CLUB_TIME_ZONE = "America/New_York";
export const CLUB_TIME_ZONE_NAME = "New York time";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const parts = new Intl.DateTimeFormat("en-US", {
  timeZone: CLUB_TIME_ZONE,
  year: "numeric",
  month: "numeric",
  day: "numeric",
});

function calendarDate(instant: Date): { year: number; month: number; day: number } {
  const found = new Map(parts.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return { year: found.get("year") ?? 0, month: found.get("month") ?? 0, day: found.get("day") ?? 0 };
}

/** "12 Mar 2027", in the club's time zone. */
export function formatCalendarDate(instant: Date): string {
  const { year, month, day } = calendarDate(instant);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** "12 Mar 2027, 15:04 New York time". */
export function formatCalendarDateTime(instant: Date): string {
  const time = instant.toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: CLUB_TIME_ZONE,
  });
  return `${formatCalendarDate(instant)}, ${time} ${CLUB_TIME_ZONE_NAME}`;
}

/** "2027-03-12", in the club's time zone: for keys and for order. */
export function isoCalendarDate(instant: Date): string {
  const { year, month, day } = calendarDate(instant);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export type DaySpan = { readonly from: Date; readonly to: Date };

/** "2027-03-12" as the time from its midnight to the next one, in the club's time zone; undefined for what is no date. */
export function calendarDay(text: string): DaySpan | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const noon = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 17));
  if (Number.isNaN(noon.getTime()) || isoCalendarDate(noon) !== text) return undefined;
  return { from: midnightBefore(noon), to: midnightBefore(addDays(noon, 1)) };
}

/** New York is four or five hours behind UTC, and changes its clocks after midnight. */
function midnightBefore(noon: Date): Date {
  const early = new Date(noon.getTime() - 13 * 3_600_000);
  return isoCalendarDate(early) === isoCalendarDate(noon) ? early : new Date(early.getTime() + 3_600_000);
}

/** Midnights in the club's time zone between two instants: 1 from any time today to any time tomorrow. */
export function calendarDaysBetween(from: Date, to: Date): number {
  return Math.round((noonOf(to).getTime() - noonOf(from).getTime()) / 86_400_000);
}

/**
 * About noon of the calendar date in which `instant` lies. Days and years are counted from here where only the date
 * matters: an hour more or less of summer time does not move it to another date.
 */
export function noonOf(instant: Date): Date {
  const { year, month, day } = calendarDate(instant);
  return new Date(Date.UTC(year, month - 1, day, 17));
}

/** The same time `years` later in UTC, as Stripe bills: 29 February becomes the 28th where there is none. */
export function addYears(instant: Date, years: number): Date {
  const moved = new Date(instant);
  moved.setUTCFullYear(instant.getUTCFullYear() + years);
  if (moved.getUTCMonth() !== instant.getUTCMonth()) moved.setUTCDate(0);
  return moved;
}

/** The same day and time `months` later in UTC; the last day of the month where that has no such day. Earlier when negative. */
export function addMonths(instant: Date, months: number): Date {
  const moved = new Date(instant);
  moved.setUTCMonth(instant.getUTCMonth() + months);
  if (moved.getUTCDate() !== instant.getUTCDate()) moved.setUTCDate(0);
  return moved;
}

/** `days` times 24 hours later; earlier when negative. */
export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * 86_400_000);
}
