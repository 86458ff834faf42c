/** How the state of a membership is said to its member: on the membership's page, on the card, at the desk. */
import { formatCalendarDate } from "./calendar-date.ts";
import {
  type Entitlement,
  entitlementOf,
  type MembershipStanding,
  type MembershipState,
} from "./entitlement.ts";
import type { Plan } from "./membership.ts";
import { formatMoney } from "./money.ts";

/** A membership's state as a person is told it. */
export type MembershipWords = {
  readonly entitlement: Entitlement;
  readonly title: string;
  readonly detail: string;
  /** For the card, where "Paid through" alone would mislead. */
  readonly cardText: string | null;
};

/**
 * The state of a membership in words, with calendar dates and amounts: the fee is what its own renewal asks, which need
 * not be what the plan asks new members, and the paid seats.
 */
export function describeMembership(
  standing: MembershipStanding & { readonly feeCents?: number | null; readonly addOnSeats?: number },
  plan: Plan,
  now: Date,
): MembershipWords {
  const entitlement = entitlementOf(standing, now);
  const { feeCents, addOnSeats = 0 } = standing;
  const renewalCents = (feeCents ?? plan.feeCents) + addOnSeats * plan.addOnFeeCents;
  return { entitlement, ...wordsFor(entitlement, standing.state, formatMoney(renewalCents, plan.currency)) };
}

function wordsFor(
  entitlement: Entitlement,
  state: MembershipState,
  renewalText: string,
): Omit<MembershipWords, "entitlement"> {
  switch (entitlement.kind) {
    case "active": {
      const on = formatCalendarDate(entitlement.until);
      const detail = `It renews on ${on} for ${renewalText}.`;
      return { title: "Your membership is active", detail, cardText: null };
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
      // Stripe charges about an hour after the period's end: until it has tried, nobody's card is at fault.
      if (state === "active") {
        return {
          title: "Your renewal is being charged",
          detail: `You keep the club price meanwhile, until ${on} at the latest.`,
          cardText: `Renewing; open until ${on}`,
        };
      }
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
