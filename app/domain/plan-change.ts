/** Changing the plan: up at once for the difference, down with the next renewal. What is agreed to is what is charged. */
import { formatCalendarDate } from "./calendar-date.ts";
import { entitlementOf, type MembershipStanding } from "./entitlement.ts";
import { seatsWord } from "./household.ts";
import type { Membership, Plan } from "./membership.ts";
import { type Currency, formatMoney } from "./money.ts";

export type PlanChangeRefusal =
  | "same-plan"
  | "not-on-sale"
  | "household-seat"
  | "not-active"
  | "renewal-open"
  /** Another change waits for the bank's confirmation. */
  | "change-waiting"
  | "cancelled";

export type PlanChange =
  | { readonly ok: true; readonly kind: "upgrade" | "downgrade" | "keep" }
  | { readonly ok: false; readonly reason: PlanChangeRefusal };

/**
 * What choosing `wanted` means for a membership that is on `current`. A dearer plan is an upgrade, now; any other a
 * downgrade, at the renewal. `keep`: the plan that it is on, after another one was chosen for the renewal. Refuses where
 * no renewal is due that the change could hang on.
 */
export function planChange(
  membership: Membership & { seat: "primary" | "household" },
  current: Plan,
  wanted: Plan & { onSale: boolean },
  now: Date,
): PlanChange {
  if (membership.seat !== "primary") return { ok: false, reason: "household-seat" };
  const standing = entitlementOf(membership, now).kind;
  if (standing === "in-grace") return { ok: false, reason: "renewal-open" };
  if (standing === "paid-through") return { ok: false, reason: "cancelled" };
  if (standing !== "active") return { ok: false, reason: "not-active" };
  if (isChangeWaiting(membership, now)) return { ok: false, reason: "change-waiting" };
  if (wanted.slug === current.slug) {
    return membership.nextPlanSlug === null ? { ok: false, reason: "same-plan" } : { ok: true, kind: "keep" };
  }
  if (membership.nextPlanSlug === wanted.slug) return { ok: false, reason: "same-plan" };
  if (!wanted.onSale) return { ok: false, reason: "not-on-sale" };
  return { ok: true, kind: wanted.feeCents > current.feeCents ? "upgrade" : "downgrade" };
}

/** Whether a change waits for the bank's confirmation: until then it is neither done nor charged. */
export function isChangeWaiting({ pendingUntil }: Pick<Membership, "pendingUntil">, now: Date): boolean {
  return pendingUntil !== null && now < pendingUntil;
}

/** One line of an upgrade's price: the credit for the rest of the old plan, the charge for the rest of the new one. */
export type QuoteLine = { readonly text: string; readonly cents: number };

/** What Stripe will charge for an upgrade that counts from `at`. */
export type UpgradeQuote = {
  /** Prorations are counted from this second on. */
  readonly at: Date;
  readonly lines: readonly QuoteLine[];
  readonly dueCents: number;
  readonly currency: Currency;
  /** End of the running period: the next charge falls due then. */
  readonly renewsOn: Date;
};

/** Longest time from seeing a price to agreeing to it, in minutes; then it is worked out anew. */
export const QUOTE_MINUTES = 15;

/** Whether a price that was counted from `at` may still be agreed to. A second ahead is a clock that differs. */
export function isFresh(at: Date, now: Date): boolean {
  const ageMs = now.getTime() - at.getTime();
  return ageMs >= -1_000 && ageMs <= QUOTE_MINUTES * 60_000;
}

/** A plan with the extra seats that are paid beside it: what a year of it costs, and how that is called. */
function yearly(plan: Plan, addOnSeats: number): { fee: string; what: string } {
  const fee = formatMoney(plan.feeCents + addOnSeats * plan.addOnFeeCents, plan.currency);
  return { fee, what: addOnSeats === 0 ? plan.name : `${plan.name} with ${seatsWord(addOnSeats)}` };
}

/** The sentence of an upgrade: today's charge to the cent, the yearly one after it with all seats, and until when. */
export function upgradeSentence(quote: UpgradeQuote, wanted: Plan, addOnSeats: number): string {
  const due = formatMoney(quote.dueCents, quote.currency);
  const { fee, what } = yearly(wanted, addOnSeats);
  return `I agree: ${due} today for ${what}, and ${fee} every year from ${formatCalendarDate(quote.renewsOn)} until I cancel.`;
}

/** The sentence of renewing to a plan: nothing now, its fee and that of the seats from the renewal on. */
export function renewalSentence(plan: Plan, addOnSeats: number, renewsOn: Date): string {
  const { fee, what } = yearly(plan, addOnSeats);
  return `I agree: nothing today, and ${fee} every year for ${what} from ${formatCalendarDate(renewsOn)} until I cancel.`;
}

/**
 * Whether a membership can be cancelled (`at-end` keeps what is paid for, `now` when nothing is: a renewal that is not
 * paid is dropped), or taken back into renewing. A suspended one can be left too.
 */
export function leavingFor(
  standing: MembershipStanding,
  now: Date,
): { readonly cancel: "at-end" | "now" | null; readonly resume: boolean } {
  const { state, paidThrough, cancelAt, suspendedAt } = standing;
  if (state !== "active" && state !== "past-due") return { cancel: null, resume: false };
  const paid = paidThrough !== null && now < paidThrough;
  if (cancelAt !== null) return { cancel: null, resume: paid && now < cancelAt && suspendedAt === null };
  return { cancel: paid ? "at-end" : "now", resume: false };
}
