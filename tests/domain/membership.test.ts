import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chooseSubscription,
  describeMembership,
  type PaidPeriod,
  type SubscriptionTruth,
  standingFromBilling,
} from "#app/domain/membership.ts";
import { BASE_PLAN } from "#tests/support/people.ts";

const YEAR_ONE = new Date("2027-11-22T12:00:00Z");
const YEAR_TWO = new Date("2028-11-22T12:00:00Z");

function subscription(given: Partial<SubscriptionTruth> = {}): SubscriptionTruth {
  return {
    id: "sub_1",
    status: "active",
    createdAt: new Date("2026-11-22T12:00:00Z"),
    cancelAt: null,
    endedBecause: null,
    planSlug: "base",
    ...given,
  };
}

function standing(given: Partial<SubscriptionTruth>, paidPeriods: PaidPeriod[]) {
  return standingFromBilling({ subscription: subscription(given), paidPeriods, strayIds: [] });
}

describe("what Stripe's truth means", () => {
  test("paid through the end of the last paid period", () => {
    const paid = [YEAR_ONE, YEAR_TWO].map((through) => ({ through, refunded: false }));
    expect(standing({}, paid)).toMatchObject({ state: "active", paidThrough: YEAR_TWO });
    expect(standing({}, paid.toReversed())).toMatchObject({ paidThrough: YEAR_TWO });
  });

  test("a renewal that failed leaves the year before as paid", () => {
    expect(standing({ status: "past_due" }, [{ through: YEAR_ONE, refunded: false }])).toMatchObject({
      state: "past-due",
      paidThrough: YEAR_ONE,
    });
  });

  test("cancelled on the member's wish keeps what was paid; for want of money it ends", () => {
    const paid = [{ through: YEAR_ONE, refunded: false }];
    expect(standing({ status: "canceled", endedBecause: "cancelled" }, paid).state).toBe("cancelled");
    expect(standing({ status: "canceled" }, paid).state).toBe("cancelled");
    expect(standing({ status: "canceled", endedBecause: "payment-failed" }, paid).state).toBe("ended");
    expect(standing({ status: "canceled", endedBecause: "disputed" }, paid).state).toBe("ended");
  });

  test("the fee given back ends it, though Stripe calls the subscription active", () => {
    expect(standing({}, [{ through: YEAR_ONE, refunded: true }])).toMatchObject({
      state: "ended",
      paidThrough: null,
    });
  });

  test("the renewal given back ends it now, not after another grace", () => {
    const periods = [
      { through: YEAR_ONE, refunded: false },
      { through: YEAR_TWO, refunded: true },
    ];
    expect(standing({}, periods)).toMatchObject({ state: "ended", paidThrough: YEAR_ONE });
  });

  test("a period refunded once and paid again counts as paid", () => {
    const periods = [
      { through: YEAR_ONE, refunded: true },
      { through: YEAR_ONE, refunded: false },
    ];
    expect(standing({}, periods)).toMatchObject({ state: "active", paidThrough: YEAR_ONE });
  });
});

describe("which subscription counts", () => {
  const older = subscription({ id: "sub_old", createdAt: new Date("2025-01-01T00:00:00Z") });
  const newer = subscription({ id: "sub_new" });

  test("none yet, or one whose first payment never came: none", () => {
    expect(chooseSubscription([], null)).toBeUndefined();
    expect(chooseSubscription([subscription({ status: "incomplete" })], null)).toBeUndefined();
    expect(chooseSubscription([subscription({ status: "incomplete_expired" })], null)).toBeUndefined();
  });

  test("a live one before an ended one, however new that is", () => {
    const ended = { ...newer, status: "canceled" as const };
    expect(chooseSubscription([ended, older], "sub_new")?.id).toBe("sub_old");
  });

  test("of two live ones the one that the membership goes by; of two ended ones the newest", () => {
    expect(chooseSubscription([older, newer], "sub_old")?.id).toBe("sub_old");
    expect(chooseSubscription([older, newer], null)?.id).toBe("sub_new");
    const ended = [older, newer].map((one) => ({ ...one, status: "canceled" as const }));
    expect(chooseSubscription(ended, "sub_old")?.id).toBe("sub_new");
  });

  test("the order in which Stripe lists them does not matter", () => {
    const statuses = ["active", "past_due", "canceled", "incomplete"] as const;
    const any = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("sub_a", "sub_b", "sub_c", "sub_d"),
        status: fc.constantFrom(...statuses),
        createdAt: fc.constantFrom(older.createdAt, newer.createdAt),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(any, fc.constantFrom(null, "sub_a", "sub_b"), (given, current) => {
        const list = given.map(subscription);
        expect(chooseSubscription(list.toReversed(), current)).toEqual(chooseSubscription(list, current));
      }),
    );
  });
});

describe("in words", () => {
  const now = new Date("2027-01-01T00:00:00Z");
  const membership = {
    state: "active",
    paidThrough: YEAR_ONE,
    graceDays: 14,
    cancelAt: null,
    suspendedAt: null,
  } as const;

  test("an active one says when it renews, and for how much", () => {
    const words = describeMembership(membership, BASE_PLAN, now);
    expect(words.detail).toBe("It renews on 22 Nov 2027 for $60.00.");
    expect(words.cardText).toBeNull();
  });

  test("a cancelled one says until when, and that nothing more is charged", () => {
    const words = describeMembership({ ...membership, cancelAt: YEAR_ONE }, BASE_PLAN, now);
    expect(words.detail).toContain("until 22 Nov 2027");
    expect(words.detail).toContain("Nothing more will be charged");
  });

  test("a renewal that is not paid says how long the door stays open", () => {
    const words = describeMembership({ ...membership, state: "past-due" }, BASE_PLAN, YEAR_ONE);
    expect(words.detail).toContain("until 6 Dec 2027");
  });
});
