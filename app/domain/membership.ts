/** Memberships and plans: what Stripe's truth means in our words, and how it is said to a member. */
import { formatCalendarDate } from "./calendar-date.ts";
import {
  type Entitlement,
  entitlementOf,
  type MembershipStanding,
  type MembershipState,
} from "./entitlement.ts";
import { type Currency, formatMoney } from "./money.ts";

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
  readonly graceDays: number;
  readonly lookupKey: string;
};

export type Membership = MembershipStanding & {
  readonly id: string;
  readonly number: string;
  readonly planSlug: string;
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
};

/** A period whose invoice was paid. `refunded` when all of that payment went back. */
export type PaidPeriod = { readonly through: Date; readonly refunded: boolean };

/** A customer's one subscription that counts, with the periods that were paid for. */
export type BillingTruth = {
  readonly subscription: SubscriptionTruth;
  readonly paidPeriods: readonly PaidPeriod[];
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
};

/**
 * What Stripe's truth means for a membership. Paid through the end of the last period that was paid and kept: the
 * subscription's own period moves on before its invoice is paid, and proves nothing. When the money of the newest
 * period went back in full, the membership has ended, whatever the subscription says.
 */
export function standingFromBilling({ subscription, paidPeriods }: BillingTruth): StandingFromBilling {
  const newest = latest(paidPeriods);
  const kept = latest(paidPeriods.filter((period) => !period.refunded));
  return {
    state: newest?.refunded === true ? "ended" : stateOf(subscription),
    paidThrough: kept?.through ?? null,
    cancelAt: subscription.cancelAt,
    stripeSubscriptionId: subscription.id,
  };
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

/** A membership's state as a person is told it. */
export type MembershipWords = {
  readonly entitlement: Entitlement;
  readonly title: string;
  readonly detail: string;
  /** For the card, where "Paid through" alone would mislead. */
  readonly cardText: string | null;
};

/** The state of a membership in words, with calendar dates and amounts. */
export function describeMembership(standing: MembershipStanding, plan: Plan, now: Date): MembershipWords {
  const entitlement = entitlementOf(standing, now);
  return { entitlement, ...wordsFor(entitlement, plan) };
}

function wordsFor(entitlement: Entitlement, plan: Plan): Omit<MembershipWords, "entitlement"> {
  switch (entitlement.kind) {
    case "active": {
      const on = formatCalendarDate(entitlement.until);
      const fee = formatMoney(plan.feeCents, plan.currency);
      return { title: "Your membership is active", detail: `It renews on ${on} for ${fee}.`, cardText: null };
    }
    case "paid-through": {
      const on = formatCalendarDate(entitlement.until);
      return {
        title: "Your membership is cancelled",
        detail: `You pay the club price until ${on}. Nothing more will be charged.`,
        cardText: `Ends ${on}`,
      };
    }
    case "in-grace": {
      const on = formatCalendarDate(entitlement.until);
      return {
        title: "Your renewal is not paid yet",
        detail: `You keep the club price until ${on}. Check the card that we charge, so that you stay in.`,
        cardText: `Renewal not paid; open until ${on}`,
      };
    }
    case "pending":
      return {
        title: "Your membership waits for its payment",
        detail: "Nothing was charged. Finish joining to see the club price.",
        cardText: "Not paid yet",
      };
    case "lapsed": {
      const ended =
        entitlement.since === null
          ? "It has ended."
          : `It ended on ${formatCalendarDate(entitlement.since)}.`;
      return {
        title: "Your membership has ended",
        detail: `${ended} Join again and your number stays the same.`,
        cardText: "Ended",
      };
    }
    case "suspended":
      return {
        title: "Your membership is suspended",
        detail: `Since ${formatCalendarDate(entitlement.since)}. Write to us, and we will look at it together.`,
        cardText: "Suspended",
      };
    default: {
      const impossible: never = entitlement;
      throw new Error(`Unknown entitlement ${JSON.stringify(impossible)}`);
    }
  }
}
