/** The charge that a renewal will make, and the notices that the law and our terms put before it. */
import { addDays, addYears, calendarDaysBetween, isoCalendarDate } from "./calendar-date.ts";
import type { Plan } from "./membership.ts";
import { FEE_CHANGE_NOTICE_DAYS, RENEWAL_NOTICE_DAYS } from "./terms.ts";

/** A fee that changes for present members with each one's first renewal at or after `effectiveFrom`. */
export type FeeChange = {
  readonly id: string;
  readonly planSlug: string;
  readonly fromCents: number;
  readonly toCents: number;
  readonly effectiveFrom: Date;
};

/** A membership that will be charged at `renewsOn`, unless something happens before. */
export type Renewing = {
  readonly membershipId: string;
  readonly renewsOn: Date;
  /** The plan that the renewal is for; its fee is what the subscription asks now. */
  readonly plan: Pick<Plan, "slug" | "name" | "blurb" | "feeCents" | "addOnFeeCents" | "currency">;
  readonly addOnSeats: number;
};

/** The change, if any, that has taken effect last when the renewal falls due. */
function changeInEffect(renewing: Renewing, changes: readonly FeeChange[]): FeeChange | undefined {
  return ofPlan(renewing, changes).findLast(({ effectiveFrom }) => effectiveFrom <= renewing.renewsOn);
}

function ofPlan({ plan }: Renewing, changes: readonly FeeChange[]): FeeChange[] {
  return changes
    .filter(({ planSlug }) => planSlug === plan.slug)
    .toSorted((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime());
}

/**
 * What the renewal will ask, in minor units: the fee that the subscription asks now, led on by each change that has taken
 * effect by then and that speaks of that fee, and the paid seats. What new members pay does not matter.
 */
export function renewalCents(renewing: Renewing, changes: readonly FeeChange[]): number {
  const { plan, addOnSeats, renewsOn } = renewing;
  const feeCents = ofPlan(renewing, changes)
    .filter(({ effectiveFrom }) => effectiveFrom <= renewsOn)
    .reduce((fee, change) => (change.fromCents === fee ? change.toCents : fee), plan.feeCents);
  return feeCents + addOnSeats * plan.addOnFeeCents;
}

export type RenewalNotice =
  | { readonly kind: "renewal-reminder"; readonly daysBefore: (typeof RENEWAL_NOTICE_DAYS)[number] }
  | { readonly kind: "yearly-reminder" }
  | { readonly kind: "fee-change"; readonly change: FeeChange };

/** Massachusetts (940 CMR 38): at the latest so many days before the cancelling deadline. */
const LAST_REMINDER_DAYS = 5;
/** California (AB 2863): a changed fee is told at the latest so many days ahead. */
const LAST_FEE_NOTICE_DAYS = 7;
/** The yearly reminder comes half a year before the charge; when it can't, at the latest so long before it. */
const YEARLY_REMINDER_DAYS = { from: 183, until: 60 } as const;

/** Days before a charge within which any notice may fall due: what a job has to look through. */
export const NOTICE_HORIZON_DAYS = YEARLY_REMINDER_DAYS.from;

/**
 * The notices that are due at `now` for a coming charge; whether they were written before is told by their keys. Days
 * are counted by the calendar, as the terms name dates; the legal ends are kept to the hour as well. A reminder that was
 * missed gives way to the next one, and none comes too late to act on.
 */
export function renewalNoticesDue(
  renewing: Renewing,
  changes: readonly FeeChange[],
  now: Date,
): RenewalNotice[] {
  const due: RenewalNotice[] = [];
  const days = calendarDaysBetween(now, renewing.renewsOn);
  const atLeast = (least: number) => days >= least && addDays(now, least) <= renewing.renewsOn;
  const [first, second] = RENEWAL_NOTICE_DAYS;
  if (days <= first && days > second) due.push({ kind: "renewal-reminder", daysBefore: first });
  if (days <= second && atLeast(LAST_REMINDER_DAYS))
    due.push({ kind: "renewal-reminder", daysBefore: second });
  if (days <= YEARLY_REMINDER_DAYS.from && days >= YEARLY_REMINDER_DAYS.until) {
    due.push({ kind: "yearly-reminder" });
  }
  const change = changeToTell(renewing, changes);
  const soon = addDays(now, FEE_CHANGE_NOTICE_DAYS) >= renewing.renewsOn;
  if (change !== undefined && soon && atLeast(LAST_FEE_NOTICE_DAYS)) due.push({ kind: "fee-change", change });
  return due;
}

/** The change that this renewal is the first to ask: who paid the year before it after the change knows the fee. */
function changeToTell(renewing: Renewing, changes: readonly FeeChange[]): FeeChange | undefined {
  const change = changeInEffect(renewing, changes);
  const lastCharge = addYears(renewing.renewsOn, -1);
  return change !== undefined && lastCharge < change.effectiveFrom ? change : undefined;
}

/** What makes a notice one of its kind in the outbox: a charge has each of its reminders once, a change is told once. */
export function renewalNoticeKey(notice: RenewalNotice, { membershipId, renewsOn }: Renewing): string {
  const date = isoCalendarDate(renewsOn);
  switch (notice.kind) {
    case "renewal-reminder":
      return `renewal-reminder:${membershipId}:${date}:${notice.daysBefore}`;
    case "yearly-reminder":
      return `yearly-reminder:${membershipId}:${date}`;
    case "fee-change":
      return `fee-change:${membershipId}:${notice.change.id}`;
    default: {
      const impossible: never = notice;
      throw new Error(`Unknown notice ${JSON.stringify(impossible)}`);
    }
  }
}
