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
  /** Days that staff gave on top of what was paid for: open until then, whatever becomes of the renewal. */
  readonly extendedUntil: Date | null;
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
 * What a membership allows at `now`. The first row that fits decides; P is `paidThrough` (long ago where nothing was
 * paid), G is P and `graceDays` days (or `cancelAt` when that is earlier, but not before P), E is `extendedUntil`.
 *
 * | state               | when                            | entitlement                   | sees club prices |
 * |---------------------|---------------------------------|-------------------------------|------------------|
 * | any                 | suspendedAt <= now              | suspended                     | no               |
 * | pending             | always                          | pending                       | no               |
 * | ended               | always                          | lapsed                        | no               |
 * | active, past-due    | now < P, no cancelAt            | active until P                | yes              |
 * | active, past-due    | now < P, cancelAt set           | paid-through until P          | yes              |
 * | cancelled           | now < P or now < E              | paid-through until P, later E | yes              |
 * | active, past-due    | P <= now, and now < G or < E    | in-grace until G, later E     | yes              |
 * | active, past-due    | now >= G and now >= E           | lapsed                        | no               |
 * | cancelled           | now >= P and now >= E           | lapsed                        | no               |
 *
 * `active` has a grace too: Stripe takes about an hour from the end of a period to the charge for the next. Given days
 * do not outlive an end: money that did not come or went back closes the door at once.
 */
export function entitlementOf(standing: MembershipStanding, now: Date): Entitlement {
  const { state, paidThrough, cancelAt, suspendedAt, extendedUntil } = standing;
  if (suspendedAt !== null && suspendedAt <= now) return { kind: "suspended", since: suspendedAt };
  switch (state) {
    case "pending":
      return { kind: "pending" };
    case "ended":
      return { kind: "lapsed", since: paidThrough === null ? null : earlier(paidThrough, now) };
    case "cancelled": {
      const until = latest(paidThrough, extendedUntil);
      return until !== null && now < until
        ? { kind: "paid-through", until }
        : { kind: "lapsed", since: until };
    }
    case "active":
    case "past-due": {
      if (paidThrough !== null && now < paidThrough) {
        return { kind: cancelAt === null ? "active" : "paid-through", until: paidThrough };
      }
      const until = latest(graceEnd(standing), extendedUntil);
      return until !== null && now < until ? { kind: "in-grace", until } : { kind: "lapsed", since: until };
    }
    default: {
      const impossible: never = state;
      throw new Error(`Unknown membership state ${impossible}`);
    }
  }
}

/** The first instant after the grace for a renewal that does not come; null where nothing was paid. */
export function graceEnd({ paidThrough, graceDays, cancelAt }: MembershipStanding): Date | null {
  if (paidThrough === null) return null;
  const end = new Date(paidThrough.getTime() + graceDays * DAY_MS);
  return cancelAt === null ? end : later(earlier(end, cancelAt), paidThrough);
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

function latest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return later(a, b);
}
