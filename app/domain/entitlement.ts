/** What a membership allows now. One pure function decides it for every page, query pool and job. */

/**
 * What we last read from Stripe, in our words. `past-due`: a renewal is being retried. `cancelled`: it was stopped on
 * the member's wish, what was paid for still counts. `ended`: it stopped because the money did not come or went back.
 */
export type MembershipState = "pending" | "active" | "past-due" | "cancelled" | "ended";

export type MembershipStanding = {
  readonly state: MembershipState;
  /** End of the last period that was paid for; null while nothing was paid (or all of it was refunded). */
  readonly paidThrough: Date | null;
  readonly graceDays: number;
  /** When the membership is set to end; null while it renews. */
  readonly cancelAt: Date | null;
  readonly suspendedAt: Date | null;
};

/** `until` is the first instant that is no longer covered. */
export type Entitlement =
  | { readonly kind: "active"; readonly until: Date }
  | { readonly kind: "paid-through"; readonly until: Date }
  | { readonly kind: "in-grace"; readonly until: Date }
  | { readonly kind: "pending" }
  | { readonly kind: "lapsed"; readonly since: Date | null }
  | { readonly kind: "suspended"; readonly since: Date };

const DAY_MS = 86_400_000;

/**
 * What a membership allows at `now`. The first row that fits decides; P is `paidThrough`, G is P and `graceDays` days.
 *
 * | state               | when                                         | entitlement            | sees club prices |
 * |---------------------|----------------------------------------------|------------------------|------------------|
 * | any                 | suspendedAt <= now                           | suspended              | no               |
 * | pending             | always                                       | pending                | no               |
 * | ended               | always                                       | lapsed                 | no               |
 * | any other           | P is null                                    | lapsed                 | no               |
 * | active, past-due    | now < P, no cancelAt                         | active until P         | yes              |
 * | active, past-due    | now < P, cancelAt set                        | paid-through until P   | yes              |
 * | cancelled           | now < P                                      | paid-through until P   | yes              |
 * | active, past-due    | P <= now < G, no cancelAt                    | in-grace until G       | yes              |
 * | active, past-due    | P <= now < cancelAt, G                       | in-grace until earlier | yes              |
 * | active, past-due    | now >= G, or cancelAt <= now                 | lapsed                 | no               |
 * | cancelled           | now >= P                                     | lapsed                 | no               |
 *
 * `active` has a grace too: Stripe takes about an hour from the end of a period to the charge for the next.
 */
export function entitlementOf(standing: MembershipStanding, now: Date): Entitlement {
  const { state, paidThrough, graceDays, cancelAt, suspendedAt } = standing;
  if (suspendedAt !== null && suspendedAt <= now) return { kind: "suspended", since: suspendedAt };
  switch (state) {
    case "pending":
      return { kind: "pending" };
    case "ended":
      return { kind: "lapsed", since: paidThrough === null ? null : earlier(paidThrough, now) };
    case "cancelled":
      if (paidThrough === null) return { kind: "lapsed", since: null };
      if (now < paidThrough) return { kind: "paid-through", until: paidThrough };
      return { kind: "lapsed", since: paidThrough };
    case "active":
    case "past-due": {
      if (paidThrough === null) return { kind: "lapsed", since: null };
      if (now < paidThrough) {
        return { kind: cancelAt === null ? "active" : "paid-through", until: paidThrough };
      }
      const graceEnds = new Date(paidThrough.getTime() + graceDays * DAY_MS);
      const until = cancelAt === null ? graceEnds : earlier(graceEnds, cancelAt);
      if (now < until) return { kind: "in-grace", until };
      return { kind: "lapsed", since: later(until, paidThrough) };
    }
    default: {
      const impossible: never = state;
      throw new Error(`Unknown membership state ${impossible}`);
    }
  }
}

/** Whether an entitlement opens the club: its prices, its cart. */
export function isEntitled(entitlement: Entitlement): boolean {
  switch (entitlement.kind) {
    case "active":
    case "paid-through":
    case "in-grace":
      return true;
    case "pending":
    case "lapsed":
    case "suspended":
      return false;
    default: {
      const impossible: never = entitlement;
      throw new Error(`Unknown entitlement ${JSON.stringify(impossible)}`);
    }
  }
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
