/** The charge that a renewal will make, and the notices that the law and our terms put before it. */
import { calendarDaysBetween, isoCalendarDate } from "./calendar-date.ts";
import {
  type FeeChange,
  type FeeNotice,
  feeNoticeKey,
  feeOutlook,
  isAhead,
  type Renewing,
} from "./renewal-fee.ts";
import { RENEWAL_NOTICE_DAYS } from "./terms.ts";

/**
 * What the renewal will ask, in minor units: the fee as {@link feeOutlook} sees it, and the paid seats. What new members
 * pay does not matter.
 */
export function renewalCents(
  renewing: Renewing,
  changes: readonly FeeChange[],
  told: ReadonlySet<string>,
  now: Date,
): number {
  const { plan, addOnSeats } = renewing;
  return feeOutlook(renewing, changes, told, now).feeCents + addOnSeats * plan.addOnFeeCents;
}

export type RenewalNotice =
  | { readonly kind: "renewal-reminder"; readonly daysBefore: (typeof RENEWAL_NOTICE_DAYS)[number] }
  | { readonly kind: "yearly-reminder" }
  | FeeNotice;

/** Massachusetts (940 CMR 38): at the latest so many days before the cancelling deadline. */
const LAST_REMINDER_DAYS = 5;
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
  told: ReadonlySet<string>,
  now: Date,
): RenewalNotice[] {
  const due: RenewalNotice[] = [];
  const { renewsOn } = renewing;
  const days = calendarDaysBetween(now, renewsOn);
  const [first, second] = RENEWAL_NOTICE_DAYS;
  if (days <= first && days > second) due.push({ kind: "renewal-reminder", daysBefore: first });
  if (days <= second && isAhead(renewsOn, now, LAST_REMINDER_DAYS))
    due.push({ kind: "renewal-reminder", daysBefore: second });
  if (days <= YEARLY_REMINDER_DAYS.from && days >= YEARLY_REMINDER_DAYS.until) {
    due.push({ kind: "yearly-reminder" });
  }
  const { due: feeNotice } = feeOutlook(renewing, changes, told, now);
  return feeNotice === undefined ? due : [...due, feeNotice];
}

/** What makes a notice one of its kind in the outbox: a charge has each of its reminders and of its fees once. */
export function renewalNoticeKey(notice: RenewalNotice, renewing: Renewing): string {
  const { membershipId, renewsOn } = renewing;
  const date = isoCalendarDate(renewsOn);
  switch (notice.kind) {
    case "renewal-reminder":
      return `renewal-reminder:${membershipId}:${date}:${notice.daysBefore}`;
    case "yearly-reminder":
      return `yearly-reminder:${membershipId}:${date}`;
    case "fee-change":
    case "fee-kept":
      return feeNoticeKey(notice, renewing);
    default: {
      const impossible: never = notice;
      throw new Error(`Unknown notice ${JSON.stringify(impossible)}`);
    }
  }
}
