/** Memberships and plans: what Stripe's truth means in our words. */
import { addDays } from "./calendar-date.ts";
import type { MembershipStanding, MembershipState } from "./entitlement.ts";
import type { Currency } from "./money.ts";

/** A kind of membership on sale; mirrors a Stripe price that is found by its lookup key. */
export type Plan = {
  readonly slug: string;
  readonly name: string;
  readonly blurb: string;
  readonly feeCents: number;
  readonly currency: Currency;
  /** Reward on eligible spend in basis points; 0 for none. */
  readonly rewardBps: number;
  readonly rewardCapCents: number;
  /** Seats for the household besides the member's own. */
  readonly householdSeats: number;
  /** Yearly fee of each household seat beyond those; at most `maxAddOnSeats` of them can be bought. */
  readonly addOnFeeCents: number;
  readonly maxAddOnSeats: number;
  readonly addOnLookupKey: string | null;
  readonly graceDays: number;
  readonly lookupKey: string;
};

export type Membership = MembershipStanding & {
  readonly id: string;
  readonly number: string;
  readonly planSlug: string;
  /** Plan from the next renewal on; null while it stays. */
  readonly nextPlanSlug: string | null;
  /** What the subscription asks at its next renewal, in cents; null for a price that is none of ours. */
  readonly feeCents: number | null;
  /** Household seats that are paid for besides those of the plan. */
  readonly addOnSeats: number;
  /** Until when a change that the bank wants confirmed waits for that; null while none does. */
  readonly pendingUntil: Date | null;
  readonly suspendedReason: string | null;
  /** Stripe's dispute that {@link suspensionAfter} answered last. */
  readonly suspendedByDispute: string | null;
  readonly stripeCustomerId: string | null;
  readonly stripeSubscriptionId: string | null;
  readonly checkoutSessionId: string | null;
  readonly syncedAt: Date | null;
};

/** A subscription as Stripe has it now, without anything that we don't decide on. */
export type SubscriptionTruth = {
  readonly id: string;
  readonly status:
    | "incomplete"
    | "incomplete_expired"
    | "trialing"
    | "active"
    | "past_due"
    | "unpaid"
    | "paused"
    | "canceled";
  readonly createdAt: Date;
  /** When it is set to end: the date given, or the end of the period, whichever way Stripe keeps it. */
  readonly cancelAt: Date | null;
  readonly endedBecause: "cancelled" | "payment-failed" | "disputed" | null;
  /** Slug of the plan that it is on; null for a price that is none of ours. */
  readonly planSlug: string | null;
  /** The plan that it renews to, when that is another one. */
  readonly nextPlanSlug: string | null;
  /** What the subscription asks at its next renewal, in cents; null for a price that is none of ours. */
  readonly feeCents: number | null;
  readonly addOnSeats: number;
  /** When a change that waits for its payment is forgotten; null while none waits. */
  readonly pendingUntil: Date | null;
};

/** A period whose invoice was paid. `refunded` when all of that payment went back, by us or by a dispute that was lost. */
export type PaidPeriod = {
  readonly from: Date;
  readonly through: Date;
  readonly paidAt: Date;
  readonly refunded: boolean;
};

/** A payment as its invoice has it: what a receipt says. `change`: a difference within the year, or another seat. */
export type Payment = {
  readonly invoiceId: string;
  readonly invoiceNumber: string | null;
  readonly reason: "join" | "renewal" | "change";
  readonly amountCents: number;
  readonly currency: Currency;
  readonly paidAt: Date;
};

/** A payment that its card's owner takes back through the bank, undecided yet. */
export type OpenDispute = { readonly id: string; readonly openedAt: Date };

/** A customer's one subscription that counts, with the periods that were paid for. */
export type BillingTruth = {
  readonly subscription: SubscriptionTruth;
  readonly paidPeriods: readonly PaidPeriod[];
  readonly payments: readonly Payment[];
  /** Invoices that wait for a payment still. */
  readonly openInvoiceIds: readonly string[];
  readonly openDisputes: readonly OpenDispute[];
  /** Other subscriptions that are live too. There should be none: somebody has to look. */
  readonly strayIds: readonly string[];
};

/** Whether a subscription will ask for money again, or may be made to. */
export function isLive({ status }: SubscriptionTruth): boolean {
  switch (status) {
    case "trialing":
    case "active":
    case "past_due":
    case "unpaid":
    case "paused":
      return true;
    case "incomplete":
    case "incomplete_expired":
    case "canceled":
      return false;
    default: {
      const impossible: never = status;
      throw new Error(`Unknown subscription status ${impossible}`);
    }
  }
}

/**
 * Which of a customer's subscriptions a membership goes by: a live one before an ended one, among equals the one that
 * it goes by already, else the newest. One whose first payment never came counts for nothing.
 */
export function chooseSubscription(
  subscriptions: readonly SubscriptionTruth[],
  currentId: string | null,
): SubscriptionTruth | undefined {
  const counted = subscriptions.filter((s) => isLive(s) || s.status === "canceled");
  const rank = (s: SubscriptionTruth) => (isLive(s) ? 2 : 0) + (s.id === currentId && isLive(s) ? 1 : 0);
  return counted.toSorted(
    (a, b) => rank(b) - rank(a) || b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
  )[0];
}

export type StandingFromBilling = {
  readonly state: Exclude<MembershipState, "pending">;
  readonly paidThrough: Date | null;
  readonly cancelAt: Date | null;
  readonly stripeSubscriptionId: string;
  readonly nextPlanSlug: string | null;
  /** What the subscription asks at its next renewal, in cents; null for a price that is none of ours. */
  readonly feeCents: number | null;
  readonly addOnSeats: number;
  readonly pendingUntil: Date | null;
};

/**
 * What Stripe's truth means for a membership. Paid through the end of the last period that was paid and kept: the
 * subscription's own period moves on before its invoice is paid, and proves nothing. When the money of the newest
 * period went back in full, the membership has ended, whatever the subscription says.
 */
export function standingFromBilling(
  { subscription, paidPeriods }: BillingTruth,
  graceDays: number,
): StandingFromBilling {
  const newest = latest(paidPeriods);
  const kept = latest(paidPeriods.filter((period) => !period.refunded));
  return {
    state: newest?.refunded === true ? "ended" : stateOf(subscription),
    paidThrough: kept === undefined ? null : usableThrough(kept, graceDays),
    cancelAt: subscription.cancelAt,
    stripeSubscriptionId: subscription.id,
    nextPlanSlug: subscription.nextPlanSlug,
    feeCents: subscription.feeCents,
    addOnSeats: subscription.addOnSeats,
    pendingUntil: isLive(subscription) ? subscription.pendingUntil : null,
  };
}

/**
 * End of what a payment covers. A renewal paid within the grace keeps its dates: every day of it could be used. Paid
 * later, it also covers the days from the end of the grace to the payment, on which the door was closed: nobody pays for
 * time that could not be used.
 */
function usableThrough({ from, through, paidAt }: PaidPeriod, graceDays: number): Date {
  const closedMs = paidAt.getTime() - addDays(from, graceDays).getTime();
  return closedMs > 0 ? new Date(through.getTime() + closedMs) : through;
}

/**
 * Why a subscription that Stripe still keeps alive must be stopped there; undefined when it may go on. `money-back`: the
 * newest period was refunded, and nobody is charged again for a membership that has ended. `grace-over`: the terms end
 * the membership when the renewal is not paid by then, and nothing is owed.
 */
export function reasonToStop(
  truth: BillingTruth,
  { graceDays, extendedUntil }: Pick<Membership, "graceDays" | "extendedUntil">,
  now: Date,
): "money-back" | "grace-over" | undefined {
  if (!isLive(truth.subscription)) return undefined;
  const { state, paidThrough } = standingFromBilling(truth, graceDays);
  if (state === "ended") return "money-back";
  if (state !== "past-due" || paidThrough === null) return undefined;
  const given = extendedUntil !== null && now < extendedUntil;
  return !given && addDays(paidThrough, graceDays) <= now ? "grace-over" : undefined;
}

export type Suspension = Pick<Membership, "suspendedAt" | "suspendedReason" | "suspendedByDispute">;

/** What a member and the desk read where a dispute suspends a membership. */
const DISPUTE_REASON = "A payment is disputed at the bank.";

/**
 * The suspension after looking at the disputes. An undecided dispute suspends from the day that it was opened; decided,
 * that suspension is lifted (won: the money is ours again; lost: it went back, and the membership has ended like after a
 * refund). Staff go first: their own suspension (no dispute named) stays, and a dispute's suspension that they lifted
 * (the dispute named, no time) stays lifted.
 */
export function suspensionAfter(current: Suspension, disputes: readonly OpenDispute[]): Suspension {
  const newest = disputes.toSorted(
    (a, b) => b.openedAt.getTime() - a.openedAt.getTime() || (a.id < b.id ? 1 : -1),
  )[0];
  const { suspendedAt, suspendedReason, suspendedByDispute } = current;
  const asItIs = { suspendedAt, suspendedReason, suspendedByDispute };
  if (suspendedAt !== null && suspendedByDispute === null) return asItIs;
  if (newest === undefined) return { suspendedAt: null, suspendedReason: null, suspendedByDispute: null };
  if (newest.id === suspendedByDispute) return asItIs;
  return { suspendedAt: newest.openedAt, suspendedReason: DISPUTE_REASON, suspendedByDispute: newest.id };
}

function latest(periods: readonly PaidPeriod[]): PaidPeriod | undefined {
  return periods.toSorted(
    (a, b) => b.through.getTime() - a.through.getTime() || Number(a.refunded) - Number(b.refunded),
  )[0];
}

function stateOf({ status, endedBecause }: SubscriptionTruth): StandingFromBilling["state"] {
  switch (status) {
    case "trialing":
    case "active":
      return "active";
    case "past_due":
    case "unpaid":
    case "paused":
      return "past-due";
    case "canceled":
      return endedBecause === "payment-failed" || endedBecause === "disputed" ? "ended" : "cancelled";
    case "incomplete":
    case "incomplete_expired":
      return "ended";
    default: {
      const impossible: never = status;
      throw new Error(`Unknown subscription status ${impossible}`);
    }
  }
}
