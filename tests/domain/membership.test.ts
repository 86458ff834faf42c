import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addYears } from "#app/domain/calendar-date.ts";
import {
  type BillingTruth,
  chooseSubscription,
  type PaidPeriod,
  reasonToStop,
  type SubscriptionTruth,
  standingFromBilling,
  suspensionAfter,
} from "#app/domain/membership.ts";
import { describeMembership } from "#app/domain/membership-words.ts";
import { BASE_PLAN } from "#tests/support/people.ts";

const YEAR_ONE = new Date("2027-11-22T12:00:00Z");
const GRACE_DAYS = 14;
const YEAR_TWO = new Date("2028-11-22T12:00:00Z");

function subscription(given: Partial<SubscriptionTruth> = {}): SubscriptionTruth {
  return {
    id: "sub_1",
    status: "active",
    createdAt: new Date("2026-11-22T12:00:00Z"),
    cancelAt: null,
    endedBecause: null,
    planSlug: "base",
    nextPlanSlug: null,
    addOnSeats: 0,
    pendingUntil: null,
    feeCents: 6_000,
    ...given,
  };
}

/** A year that ends at `through`, paid at its start unless told otherwise. */
function year(through: Date, given: Partial<PaidPeriod> = {}): PaidPeriod {
  const from = addYears(through, -1);
  return { from, through, paidAt: from, refunded: false, ...given };
}

function truth(given: Partial<SubscriptionTruth>, paidPeriods: PaidPeriod[]): BillingTruth {
  const rest = { payments: [], openInvoiceIds: [], openDisputes: [], strayIds: [] };
  return { subscription: subscription(given), paidPeriods, ...rest };
}

function standing(given: Partial<SubscriptionTruth>, paidPeriods: PaidPeriod[]) {
  return standingFromBilling(truth(given, paidPeriods), GRACE_DAYS);
}

describe("what Stripe's truth means", () => {
  test("paid through the end of the last paid period", () => {
    const paid = [year(YEAR_ONE), year(YEAR_TWO)];
    expect(standing({}, paid)).toMatchObject({ state: "active", paidThrough: YEAR_TWO });
    expect(standing({}, paid.toReversed())).toMatchObject({ paidThrough: YEAR_TWO });
  });

  test("a renewal that failed leaves the year before as paid", () => {
    expect(standing({ status: "past_due" }, [year(YEAR_ONE)])).toMatchObject({
      state: "past-due",
      paidThrough: YEAR_ONE,
    });
  });

  test("cancelled on the member's wish keeps what was paid; for want of money it ends", () => {
    const paid = [year(YEAR_ONE)];
    expect(standing({ status: "canceled", endedBecause: "cancelled" }, paid).state).toBe("cancelled");
    expect(standing({ status: "canceled" }, paid).state).toBe("cancelled");
    expect(standing({ status: "canceled", endedBecause: "payment-failed" }, paid).state).toBe("ended");
    expect(standing({ status: "canceled", endedBecause: "disputed" }, paid).state).toBe("ended");
  });

  test("the fee given back ends it, though Stripe calls the subscription active", () => {
    expect(standing({}, [year(YEAR_ONE, { refunded: true })])).toMatchObject({
      state: "ended",
      paidThrough: null,
    });
  });

  test("the renewal given back ends it now, not after another grace", () => {
    const periods = [year(YEAR_ONE), year(YEAR_TWO, { refunded: true })];
    expect(standing({}, periods)).toMatchObject({ state: "ended", paidThrough: YEAR_ONE });
  });

  test("a period refunded once and paid again counts as paid", () => {
    const periods = [year(YEAR_ONE, { refunded: true }), year(YEAR_ONE)];
    expect(standing({}, periods)).toMatchObject({ state: "active", paidThrough: YEAR_ONE });
  });
});

describe("a renewal that comes late", () => {
  const paidLate = (days: number) => standing({}, [year(YEAR_TWO, { paidAt: addDays(YEAR_ONE, days) })]);

  test("within the grace keeps its dates: every day of it could be used", () => {
    expect(paidLate(1).paidThrough).toEqual(YEAR_TWO);
    expect(paidLate(GRACE_DAYS).paidThrough).toEqual(YEAR_TWO);
  });

  test("after the grace also covers the days on which the door was closed", () => {
    expect(paidLate(GRACE_DAYS + 10).paidThrough).toEqual(addDays(YEAR_TWO, 10));
  });
});

describe("what must not go on at Stripe", () => {
  const given = { graceDays: GRACE_DAYS, extendedUntil: null };
  const graceOver = addDays(YEAR_ONE, GRACE_DAYS);

  test("a subscription whose newest year was refunded", () => {
    const refunded = truth({}, [year(YEAR_ONE, { refunded: true })]);
    expect(reasonToStop(refunded, given, addDays(YEAR_ONE, -30))).toBe("money-back");
    const stopped = truth({ status: "canceled" }, refunded.paidPeriods.slice());
    expect(reasonToStop(stopped, given, YEAR_ONE)).toBeUndefined();
  });

  test("a renewal that is not paid when the grace is over, unless staff gave days", () => {
    const unpaid = truth({ status: "past_due" }, [year(YEAR_ONE)]);
    expect(reasonToStop(unpaid, given, new Date(graceOver.getTime() - 1))).toBeUndefined();
    expect(reasonToStop(unpaid, given, graceOver)).toBe("grace-over");
    const extended = { ...given, extendedUntil: addDays(graceOver, 1) };
    expect(reasonToStop(unpaid, extended, graceOver)).toBeUndefined();
    expect(reasonToStop(truth({}, [year(YEAR_ONE)]), given, graceOver)).toBeUndefined();
  });
});

describe("a dispute", () => {
  const openedAt = new Date("2027-02-01T00:00:00Z");
  const dispute = { id: "dp_1", openedAt };
  const none = { suspendedAt: null, suspendedReason: null, suspendedByDispute: null };
  const suspended = suspensionAfter(none, [dispute]);

  test("suspends from the day that it was opened, and its end lifts that", () => {
    expect(suspended).toMatchObject({ suspendedAt: openedAt, suspendedByDispute: "dp_1" });
    expect(suspensionAfter(suspended, [dispute])).toEqual(suspended);
    expect(suspensionAfter(suspended, [])).toEqual(none);
  });

  test("leaves the staff's own suspension alone", () => {
    const byStaff = { suspendedAt: openedAt, suspendedReason: "Resale", suspendedByDispute: null };
    expect(suspensionAfter(byStaff, [dispute])).toEqual(byStaff);
    expect(suspensionAfter(byStaff, [])).toEqual(byStaff);
  });

  test("says nothing about anything else of the membership", () => {
    const membership = { ...suspended, paidThrough: YEAR_ONE };
    expect(suspensionAfter(membership, [dispute])).toEqual(suspended);
  });

  test("that staff looked at does not suspend again; a newer one does", () => {
    const lifted = { ...none, suspendedByDispute: "dp_1" };
    expect(suspensionAfter(lifted, [dispute])).toEqual(lifted);
    const newer = { id: "dp_2", openedAt: addDays(openedAt, 3) };
    expect(suspensionAfter(lifted, [dispute, newer])).toMatchObject({ suspendedByDispute: "dp_2" });
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
    extendedUntil: null,
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
    expect(words.title).toBe("Your renewal is not paid yet");
    expect(words.detail).toContain("until 6 Dec 2027");
  });

  test("in the hour before Stripe charges a renewal no card is blamed", () => {
    const words = describeMembership(membership, BASE_PLAN, YEAR_ONE);
    expect(words.title).toBe("Your renewal is being charged");
    expect(words.detail).toContain("until 6 Dec 2027");
    expect(words.detail).not.toContain("card");
  });
});
