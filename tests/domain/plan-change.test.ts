import { describe, expect, test } from "vitest";
import { addDays } from "#app/domain/calendar-date.ts";
import type { Membership, Plan } from "#app/domain/membership.ts";
import {
  isFresh,
  leavingFor,
  planChange,
  QUOTE_MINUTES,
  renewalSentence,
  upgradeSentence,
} from "#app/domain/plan-change.ts";

const NOW = new Date("2026-11-22T17:00:00Z");

const base: Plan & { onSale: boolean } = {
  slug: "base",
  name: "Club",
  blurb: "The club price on everything.",
  feeCents: 6_000,
  currency: "USD",
  rewardBps: 0,
  rewardCapCents: 0,
  householdSeats: 1,
  addOnFeeCents: 3_000,
  maxAddOnSeats: 2,
  addOnLookupKey: null,
  graceDays: 14,
  lookupKey: "base_yearly",
  onSale: true,
};
const plus = { ...base, slug: "plus", name: "Club Plus", feeCents: 12_000 };

const active: Membership & { seat: "primary" | "household" } = {
  id: "m",
  number: "100000000008",
  planSlug: "base",
  nextPlanSlug: null,
  pendingUntil: null,
  addOnSeats: 0,
  feeCents: 6_000,
  state: "active",
  paidThrough: addDays(NOW, 100),
  graceDays: 14,
  cancelAt: null,
  suspendedAt: null,
  suspendedReason: null,
  suspendedByDispute: null,
  extendedUntil: null,
  stripeCustomerId: "cus",
  stripeSubscriptionId: "sub",
  checkoutSessionId: null,
  syncedAt: NOW,
  seat: "primary",
};

describe("choosing another plan", () => {
  const choose = (given: Partial<typeof active>, from = base, to = plus) =>
    planChange({ ...active, planSlug: from.slug, ...given }, from, to, NOW);

  test("dearer is an upgrade, cheaper a downgrade, and so is one of the same fee", () => {
    expect(choose({})).toEqual({ ok: true, kind: "upgrade" });
    expect(choose({}, plus, base)).toEqual({ ok: true, kind: "downgrade" });
    const asDear = { ...plus, feeCents: base.feeCents };
    expect(choose({}, base, asDear)).toEqual({ ok: true, kind: "downgrade" });
    expect(choose({}, base, { ...plus, feeCents: base.feeCents + 1 })).toEqual({ ok: true, kind: "upgrade" });
  });

  test("the plan that it is on: nothing to do, unless another one was chosen for the renewal", () => {
    expect(choose({}, base, base)).toEqual({ ok: false, reason: "same-plan" });
    expect(choose({ nextPlanSlug: "base" }, plus, plus)).toEqual({ ok: true, kind: "keep" });
  });

  test("the plan that was chosen for the renewal already is no other one", () => {
    expect(choose({ nextPlanSlug: "base" }, plus, base)).toEqual({ ok: false, reason: "same-plan" });
  });

  test("a plan that is not sold any more can be kept, not chosen", () => {
    const old = { ...base, onSale: false };
    expect(choose({}, plus, old)).toEqual({ ok: false, reason: "not-on-sale" });
    expect(choose({ nextPlanSlug: "plus" }, old, old)).toEqual({ ok: true, kind: "keep" });
  });

  test.each([
    ["a household seat", { seat: "household" }, "household-seat"],
    ["a renewal that is not paid yet", { state: "past-due", paidThrough: addDays(NOW, -1) }, "renewal-open"],
    ["the very instant of the renewal", { paidThrough: NOW }, "renewal-open"],
    ["a membership that is set to end", { cancelAt: addDays(NOW, 100) }, "cancelled"],
    ["one that was cancelled", { state: "cancelled" }, "cancelled"],
    ["one that was never paid", { state: "pending", paidThrough: null }, "not-active"],
    ["one that has ended", { state: "ended" }, "not-active"],
    ["one that lapsed after its grace", { paidThrough: addDays(NOW, -14) }, "not-active"],
    ["one that is suspended", { suspendedAt: NOW }, "not-active"],
  ] as const)("%s: refused", (_, given, reason) => {
    expect(choose(given)).toEqual({ ok: false, reason });
  });
});

describe("a price that was seen", () => {
  const after = (ms: number) => isFresh(NOW, new Date(NOW.getTime() + ms));

  test("may be agreed to for a quarter of an hour, and from a clock one second ahead", () => {
    const most = QUOTE_MINUTES * 60_000;
    expect([0, most, -1_000].map(after)).toEqual([true, true, true]);
    expect([most + 1, -1_001].map(after)).toEqual([false, false]);
  });

  test("is in the sentence to the cent, with the yearly charge and its first day in New York", () => {
    const renewsOn = new Date("2027-11-22T03:00:00Z");
    const quote = { at: NOW, lines: [], dueCents: 4_512, currency: "USD", renewsOn };
    expect(upgradeSentence(quote, plus, 0)).toBe(
      "I agree: $45.12 today for Club Plus, and $120.00 every year from 21 Nov 2027 until I cancel.",
    );
    expect(renewalSentence(base, 0, renewsOn)).toBe(
      "I agree: nothing today, and $60.00 every year for Club from 21 Nov 2027 until I cancel.",
    );
    expect(renewalSentence(base, 2, renewsOn)).toBe(
      "I agree: nothing today, and $120.00 every year for Club with 2 extra seats from 21 Nov 2027 until I cancel.",
    );
  });
});

describe("leaving and coming back", () => {
  const paidThrough = addDays(NOW, 100);
  const leave = (given: Partial<typeof active>) => leavingFor({ ...active, ...given }, NOW);

  test("what is paid for is kept, a renewal that is not paid is dropped at once", () => {
    expect(leave({})).toEqual({ cancel: "at-end", resume: false });
    expect(leave({ state: "past-due", paidThrough: NOW })).toEqual({ cancel: "now", resume: false });
    expect(leave({ state: "past-due", paidThrough: null })).toEqual({ cancel: "now", resume: false });
  });

  test("a suspended membership can be left, and not taken back into renewing", () => {
    expect(leave({ suspendedAt: NOW })).toEqual({ cancel: "at-end", resume: false });
    expect(leave({ suspendedAt: NOW, cancelAt: paidThrough })).toEqual({ cancel: null, resume: false });
  });

  test("one that is set to end can go on while it is paid for and has not ended", () => {
    expect(leave({ cancelAt: paidThrough })).toEqual({ cancel: null, resume: true });
    expect(leave({ cancelAt: NOW })).toEqual({ cancel: null, resume: false });
    expect(leave({ cancelAt: addDays(NOW, 1), paidThrough: NOW })).toEqual({ cancel: null, resume: false });
  });

  test.each(["pending", "cancelled", "ended"] as const)("%s: there is nothing to leave", (state) => {
    expect(leave({ state })).toEqual({ cancel: null, resume: false });
  });
});
