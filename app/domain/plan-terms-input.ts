/** A plan's terms as they are typed into a form: dollars, percentages, whole numbers, and a date. */
import { z } from "zod";
import { addDays, formatCalendarDate, isoCalendarDate } from "./calendar-date.ts";
import { type Currency, formatBps, formatMoney, parseMoney } from "./money.ts";
import { parsePercentBps } from "./percent.ts";
import { mayReachMembersFrom, type PlanTerms, planTermsSchema } from "./plan-terms.ts";
import { FEE_CHANGE_NOTICE_DAYS } from "./terms.ts";

/** A fee change can be planned so many days ahead: more is a slip of the year. */
const MOST_DAYS_AHEAD = 730;

type TermName = keyof PlanTerms;

/** A field that `read` understands and whose limits are those of `name`; told with both ends when it is neither. */
function term(
  name: TermName,
  read: (text: string) => number | undefined,
  write: (value: number) => string,
  what: string,
) {
  const limits = planTermsSchema.shape[name];
  const message = `Give ${what} from ${write(limits.minValue ?? 0)} to ${write(limits.maxValue ?? 0)}.`;
  return z.string(message).transform((text, context) => {
    const value = read(text);
    if (value !== undefined && limits.safeParse(value).success) return value;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

function whole(name: TermName, what: string) {
  return term(name, (text) => (/^\s*\d{1,4}\s*$/.test(text) ? Number(text) : undefined), String, what);
}

/**
 * What the form of a plan in `currency` says at `now`: its terms, and from when on a changed fee reaches present members
 * (null for an empty field: they keep the fee that they have).
 */
export function planTermsForm(currency: Currency, now: Date) {
  const money = (name: TermName) =>
    term(
      name,
      (text) => parseMoney(text, currency),
      (value) => formatMoney(value, currency),
      "an amount",
    );
  return z
    .object({
      feeCents: money("feeCents"),
      rewardBps: term("rewardBps", parsePercentBps, formatBps, "a percentage with at most two decimals"),
      rewardCapCents: money("rewardCapCents"),
      householdSeats: whole("householdSeats", "a whole number"),
      addOnFeeCents: money("addOnFeeCents"),
      maxAddOnSeats: whole("maxAddOnSeats", "a whole number"),
      graceDays: whole("graceDays", "a whole number of days"),
      membersFrom: membersFromField(now),
      /** {@link termsMark} of what the page showed. */
      seen: z.string("Load the page again and press once more."),
    })
    .transform(({ membersFrom, seen, ...terms }) => ({ terms, membersFrom, seen }));
}

function membersFromField(now: Date) {
  return z
    .string()
    .default("")
    .transform((text, context) => {
      if (text.trim() === "") return null;
      const day = startOfDate(text.trim());
      const message = membersFromRefusal(day, now);
      if (message === undefined && day !== undefined) return day;
      context.addIssue({ code: "custom", message: message ?? "" });
      return z.NEVER;
    });
}

function membersFromRefusal(day: Date | undefined, now: Date): string | undefined {
  if (day === undefined)
    return `Give a date like ${isoCalendarDate(earliestMembersFrom(now))}, or leave it empty.`;
  const earliest = formatCalendarDate(earliestMembersFrom(now));
  if (!mayReachMembersFrom(day, now))
    return `That is too soon: ${earliest} is the first day that can be told in time.`;
  const latest = addDays(now, MOST_DAYS_AHEAD);
  return day > latest ? `That is too far ahead: give a day until ${formatCalendarDate(latest)}.` : undefined;
}

/** The first calendar date (its beginning, in the club's time zone) from which a fee that is set now may reach members. */
export function earliestMembersFrom(now: Date): Date {
  for (let day = addDays(now, FEE_CHANGE_NOTICE_DAYS); ; day = addDays(day, 1)) {
    const start = startOfDate(isoCalendarDate(day));
    if (start !== undefined && mayReachMembersFrom(start, now)) return start;
  }
}

/** The first instant of "2027-03-12" in the club's time zone; undefined for what is no date. */
export function startOfDate(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  // New York is four hours behind UTC in summer, five in winter; it never changes at midnight.
  const starts = [4, 5].map((hour) => new Date(`${text}T0${hour}:00:00Z`));
  return starts.find((start) => !Number.isNaN(start.getTime()) && isoCalendarDate(start) === text);
}

/** The terms in one word, to see whether they are still those that a page showed. */
export function termsMark(terms: PlanTerms): string {
  const { feeCents, rewardBps, rewardCapCents, householdSeats, addOnFeeCents, maxAddOnSeats, graceDays } =
    terms;
  return [feeCents, rewardBps, rewardCapCents, householdSeats, addOnFeeCents, maxAddOnSeats, graceDays].join(
    "-",
  );
}
