import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  entitlementOf,
  isEntitled,
  type MembershipStanding,
  type MembershipState,
} from "#app/domain/entitlement.ts";

const PAID_THROUGH = new Date("2027-03-12T10:00:00.000Z");
const GRACE_ENDS = new Date("2027-03-26T10:00:00.000Z");
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);
const daysAfter = (instant: Date, days: number) => new Date(instant.getTime() + days * 86_400_000);

function standing(given: Partial<MembershipStanding> = {}): MembershipStanding {
  return {
    state: "active",
    paidThrough: PAID_THROUGH,
    graceDays: 14,
    cancelAt: null,
    suspendedAt: null,
    extendedUntil: null,
    ...given,
  };
}

describe("each row of the table", () => {
  const LONG_BEFORE = new Date("2026-12-01T00:00:00Z");
  const LONG_AFTER = new Date("2028-01-01T00:00:00Z");
  test.each<[string, Partial<MembershipStanding>, Date, string]>([
    ["active, paid", {}, LONG_BEFORE, "active"],
    ["active, the charge is under way", {}, PAID_THROUGH, "in-grace"],
    ["active, the charge never came", {}, LONG_AFTER, "lapsed"],
    ["active, nothing paid", { paidThrough: null }, LONG_BEFORE, "lapsed"],
    ["active, cancelled to the end of the period", { cancelAt: PAID_THROUGH }, LONG_BEFORE, "paid-through"],
    ["a cancel at the end leaves no grace", { cancelAt: PAID_THROUGH }, PAID_THROUGH, "lapsed"],
    [
      "a cancel within the grace",
      { cancelAt: daysAfter(PAID_THROUGH, 3) },
      daysAfter(PAID_THROUGH, 2),
      "in-grace",
    ],
    [
      "a cancel within the grace, past",
      { cancelAt: daysAfter(PAID_THROUGH, 3) },
      daysAfter(PAID_THROUGH, 4),
      "lapsed",
    ],
    ["past due, paid period still running", { state: "past-due" }, LONG_BEFORE, "active"],
    ["past due, in grace", { state: "past-due" }, daysAfter(PAID_THROUGH, 13), "in-grace"],
    ["past due, too long", { state: "past-due" }, LONG_AFTER, "lapsed"],
    ["cancelled, paid time left", { state: "cancelled" }, LONG_BEFORE, "paid-through"],
    ["cancelled, used up: no grace", { state: "cancelled" }, PAID_THROUGH, "lapsed"],
    ["cancelled, nothing paid", { state: "cancelled", paidThrough: null }, LONG_BEFORE, "lapsed"],
    ["ended counts at once, whatever was paid", { state: "ended" }, LONG_BEFORE, "lapsed"],
    ["given days, while the paid ones run", { extendedUntil: LONG_AFTER }, LONG_BEFORE, "active"],
    ["given days keep the door open past the grace", { extendedUntil: LONG_AFTER }, GRACE_ENDS, "in-grace"],
    [
      "given days shorter than the grace",
      { extendedUntil: PAID_THROUGH },
      justBefore(GRACE_ENDS),
      "in-grace",
    ],
    [
      "given days after a cancel",
      { state: "cancelled", extendedUntil: GRACE_ENDS },
      PAID_THROUGH,
      "paid-through",
    ],
    [
      "given days after a cancel that is planned",
      { cancelAt: PAID_THROUGH, extendedUntil: GRACE_ENDS },
      PAID_THROUGH,
      "in-grace",
    ],
    [
      "given days with nothing paid",
      { paidThrough: null, extendedUntil: LONG_AFTER },
      PAID_THROUGH,
      "in-grace",
    ],
    ["given days, used up", { extendedUntil: daysAfter(GRACE_ENDS, 1) }, daysAfter(GRACE_ENDS, 1), "lapsed"],
    [
      "given days do not outlive an end",
      { state: "ended", extendedUntil: LONG_AFTER },
      LONG_BEFORE,
      "lapsed",
    ],
    ["pending", { state: "pending", paidThrough: null }, LONG_BEFORE, "pending"],
    ["suspended, whatever was paid", { suspendedAt: LONG_BEFORE }, LONG_BEFORE, "suspended"],
    ["suspended later", { suspendedAt: LONG_AFTER }, LONG_BEFORE, "active"],
  ])("%s", (_name, given, now, kind) => {
    expect(entitlementOf(standing(given), now).kind).toBe(kind);
  });
});

describe("to the millisecond", () => {
  test("paid through is the first instant that is not paid", () => {
    expect(entitlementOf(standing(), justBefore(PAID_THROUGH))).toEqual({
      kind: "active",
      until: PAID_THROUGH,
    });
    expect(entitlementOf(standing(), PAID_THROUGH)).toEqual({ kind: "in-grace", until: GRACE_ENDS });
  });

  test("grace ends with its last millisecond", () => {
    expect(entitlementOf(standing({ state: "past-due" }), justBefore(GRACE_ENDS)).kind).toBe("in-grace");
    expect(entitlementOf(standing({ state: "past-due" }), GRACE_ENDS)).toEqual({
      kind: "lapsed",
      since: GRACE_ENDS,
    });
  });

  test("a suspension counts from its first millisecond", () => {
    const suspendedAt = new Date("2027-01-01T00:00:00Z");
    expect(entitlementOf(standing({ suspendedAt }), justBefore(suspendedAt)).kind).toBe("active");
    expect(entitlementOf(standing({ suspendedAt }), suspendedAt).kind).toBe("suspended");
  });

  test("no grace days, no grace", () => {
    expect(entitlementOf(standing({ graceDays: 0 }), PAID_THROUGH)).toEqual({
      kind: "lapsed",
      since: PAID_THROUGH,
    });
  });
});

describe("whatever the membership", () => {
  const instant = fc.date({
    min: new Date("2020-01-01T00:00:00Z"),
    max: new Date("2035-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  const maybe = fc.option(instant, { nil: null });
  const anyState = fc.constantFrom<MembershipState>("pending", "active", "past-due", "cancelled", "ended");
  const anyStanding = fc.record({
    state: anyState,
    paidThrough: maybe,
    graceDays: fc.integer({ min: 0, max: 60 }),
    cancelAt: maybe,
    suspendedAt: maybe,
    extendedUntil: maybe,
  });

  test("nobody is let in without paid or given days, after the grace, or while suspended, ended or pending", () => {
    fc.assert(
      fc.property(anyStanding, instant, (membership, now) => {
        if (!isEntitled(entitlementOf(membership, now))) return;
        const { paidThrough, graceDays, state, suspendedAt, extendedUntil } = membership;
        const paid = paidThrough !== null && now < daysAfter(paidThrough, graceDays);
        expect(paid || (extendedUntil !== null && now < extendedUntil)).toBe(true);
        expect(["active", "past-due", "cancelled"]).toContain(state);
        expect(suspendedAt === null || suspendedAt > now).toBe(true);
      }),
    );
  });

  test("paid time is never taken away but by a suspension or an end", () => {
    fc.assert(
      fc.property(anyStanding, instant, (membership, now) => {
        const { state, paidThrough, suspendedAt } = membership;
        fc.pre(paidThrough !== null && now < paidThrough && (suspendedAt === null || suspendedAt > now));
        fc.pre(state !== "pending" && state !== "ended");
        expect(isEntitled(entitlementOf(membership, now))).toBe(true);
      }),
    );
  });

  test("`until` is where it stops: entitled until then, and never in the same way from then on", () => {
    fc.assert(
      fc.property(anyStanding, instant, (membership, now) => {
        const entitlement = entitlementOf(membership, now);
        if (!("until" in entitlement)) return;
        expect(now < entitlement.until).toBe(true);
        const { suspendedAt } = membership;
        if (suspendedAt === null || suspendedAt >= entitlement.until) {
          expect(entitlementOf(membership, justBefore(entitlement.until)).kind).toBe(entitlement.kind);
        }
        expect(entitlementOf(membership, entitlement.until).kind).not.toBe(entitlement.kind);
      }),
    );
  });

  test("once out, time alone lets nobody in again", () => {
    fc.assert(
      fc.property(anyStanding, instant, instant, (membership, a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        if (isEntitled(entitlementOf(membership, first))) return;
        expect(isEntitled(entitlementOf(membership, second))).toBe(false);
      }),
    );
  });
});
