/** What a change of a membership must be followed by. */
import { describe, expect, test } from "vitest";
import { addDays } from "#app/domain/calendar-date.ts";
import type { Membership, Payment } from "#app/domain/membership.ts";
import { type Notice, noticeKey, noticesFor, receiptsFor } from "#app/domain/notices.ts";

const NOW = new Date("2027-06-01T12:00:00Z");
const THROUGH = new Date("2027-11-22T12:00:00Z");
const NEXT_THROUGH = new Date("2028-11-22T12:00:00Z");

function membership(given: Partial<Membership> = {}): Membership {
  return {
    id: "m1",
    number: "123456789012",
    planSlug: "base",
    nextPlanSlug: null,
    state: "active",
    paidThrough: THROUGH,
    graceDays: 14,
    cancelAt: null,
    suspendedAt: null,
    suspendedReason: null,
    suspendedByDispute: null,
    extendedUntil: null,
    addOnSeats: 0,
    pendingUntil: null,
    feeCents: 6_000,
    stripeCustomerId: "cus_1",
    stripeSubscriptionId: "sub_1",
    checkoutSessionId: null,
    syncedAt: NOW,
    ...given,
  };
}

const active = membership();
const pending = membership({ state: "pending", paidThrough: null, stripeSubscriptionId: null });
const pastDue = membership({ state: "past-due" });
const cancelling = membership({ cancelAt: THROUGH });
const cancelled = membership({ state: "cancelled" });
const ended = membership({ state: "ended" });
const refunded = membership({ state: "ended", paidThrough: null });
const suspended = membership({ suspendedAt: NOW });
const rejoined = membership({ stripeSubscriptionId: "sub_2", paidThrough: NEXT_THROUGH });
const extended = (given: Membership) => ({ ...given, extendedUntil: addDays(THROUGH, 60) });
const graceEnds = addDays(THROUGH, 14);
const later = addDays(THROUGH, 40);

describe("a change from one standing to another", () => {
  test.each<[string, Membership, Membership, Notice[]]>([
    ["nothing", active, active, []],
    ["joined: the receipt welcomes", pending, active, []],
    ["joined, and never paid", pending, ended, []],
    ["renewed: the receipt tells", active, membership({ paidThrough: NEXT_THROUGH }), []],
    ["another plan", active, membership({ planSlug: "plus" }), []],
    ["a charge fails", active, pastDue, [{ kind: "payment-failed", openUntil: graceEnds }]],
    ["it fails again", pastDue, pastDue, []],
    ["it is paid late: the receipt tells", pastDue, membership({ paidThrough: NEXT_THROUGH }), []],
    ["it is never paid", pastDue, ended, [ending("not-paid")]],
    ["set to end", active, cancelling, [{ kind: "cancellation-confirmed", openUntil: THROUGH }]],
    [
      "a charge fails where days were given",
      extended(active),
      extended(pastDue),
      [{ kind: "payment-failed", openUntil: addDays(THROUGH, 60) }],
    ],
    ["stopped, paid time left", active, cancelled, [{ kind: "cancellation-confirmed", openUntil: THROUGH }]],
    ["set to end, then stopped: said already", cancelling, cancelled, []],
    ["taken back", cancelling, active, [{ kind: "resumed", renewsOn: THROUGH }]],
    ["joined again after a cancel: no resuming", cancelled, rejoined, []],
    ["given back", active, refunded, [ending("refunded")]],
    ["given back after a cancel", cancelling, refunded, [ending("refunded")]],
    ["ended twice", ended, refunded, []],
    ["shut out", active, suspended, [{ kind: "suspended", since: NOW }]],
    ["let in again", suspended, active, [{ kind: "reinstated", suspendedAt: NOW }]],
    [
      "a dispute is lost: let in again, and over",
      suspended,
      refunded,
      [{ kind: "reinstated", suspendedAt: NOW }, ending("refunded")],
    ],
  ])("%s", (_, before, after, notices) => {
    expect(noticesFor(before, after, NOW)).toEqual(notices);
    expect(noticesFor(after, after, NOW)).toEqual([]);
  });

  test("stopped with nothing left of what was paid is an end, not a cancel", () => {
    const notices = [{ kind: "membership-ended", endedOn: later, because: "cancelled" }];
    expect(noticesFor(pastDue, cancelled, later)).toEqual(notices);
  });

  test("paid time that ran out after a cancel was told with the cancel", () => {
    expect(noticesFor(cancelled, cancelled, later)).toEqual([]);
  });
});

function ending(because: "not-paid" | "refunded"): Notice {
  return { kind: "membership-ended", endedOn: NOW, because };
}

describe("receipts", () => {
  const payment: Payment = {
    invoiceId: "in_1",
    invoiceNumber: "TH-1",
    amountCents: 6_000,
    currency: "USD",
    paidAt: NOW,
    reason: "join",
  };

  test("the first payment welcomes, later ones are receipted", () => {
    const renewal: Payment = { ...payment, invoiceId: "in_2", reason: "renewal" };
    expect(receiptsFor([payment, renewal], NOW).map(({ kind }) => kind)).toEqual([
      "welcome",
      "payment-receipt",
    ]);
  });

  test("a history that is read in is no news", () => {
    expect(receiptsFor([payment], addDays(NOW, 29))).toHaveLength(1);
    expect(receiptsFor([payment], addDays(NOW, 30))).toEqual([]);
  });
});

describe("keys", () => {
  test("each suspension and each lifting of one is its own, without any look at Stripe between", () => {
    const [first, second] = [NOW, addDays(NOW, 1)];
    const keys = [first, second].flatMap((at) => [
      noticeKey({ kind: "suspended", since: at }, active),
      noticeKey({ kind: "reinstated", suspendedAt: at }, active),
    ]);
    expect(new Set(keys).size).toBe(4);
  });

  test("a payment, a failed renewal and a refund are told once, however often the membership is saved", () => {
    const saved = membership({ syncedAt: addDays(NOW, 1) });
    const refund = { amountCents: 6_000, currency: "USD", refundedAt: NOW, paymentIntentId: "pi_1" };
    for (const notice of [
      { kind: "payment-failed", openUntil: graceEnds },
      { kind: "refund-made", ...refund },
    ] as const) {
      expect(noticeKey(notice, saved)).toBe(noticeKey(notice, active));
    }
  });

  test("a cancel after a cancel that was taken back is told again", () => {
    const notice = { kind: "cancellation-confirmed", openUntil: THROUGH } as const;
    expect(noticeKey(notice, membership({ syncedAt: addDays(NOW, 1) }))).not.toBe(noticeKey(notice, active));
  });
});
