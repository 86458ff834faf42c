import { describe, expect, test } from "vitest";
import { applyFeeChanges } from "#app/commands/apply-fee-changes.ts";
import { changePlanTerms } from "#app/commands/change-plan-terms.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { writeRenewalNotices } from "#app/commands/write-renewal-notices.ts";
import { findPlan } from "#app/db/plans.ts";
import { listRenewing } from "#app/db/renewals.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { planTermsSchema } from "#app/domain/plan-terms.ts";
import { JOIN_DAY, ONE_YEAR_ON, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { BASE_PLAN, PLUS_PLAN } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const actor = { id: null, name: "operator" };
const dearer = { ...planTermsSchema.parse(BASE_PLAN), feeCents: 6_500 };

/** Sets the base plan's terms on the day of joining. */
const set = (given: Partial<Parameters<typeof changePlanTerms>[1]> = {}) =>
  changePlanTerms(billing.deps(), {
    planSlug: "base",
    terms: dearer,
    membersFrom: null,
    actor,
    now: JOIN_DAY,
    ...given,
  });

describe("a plan's terms", () => {
  test("outside of sense, or too soon for those who are members: refused, and nothing changes", async () => {
    expect(await set({ planSlug: "gold" })).toEqual({ ok: false, reason: "no-plan" });
    expect(await set({ terms: { ...dearer, feeCents: 0 } })).toEqual({ ok: false, reason: "out-of-limits" });
    const soon = addDays(JOIN_DAY, 29);
    expect(await set({ membersFrom: soon })).toEqual({ ok: false, reason: "too-soon" });
    expect(await findPlan(database.pools.door.db, "base")).toMatchObject({ feeCents: 6_000 });
  });

  test("with Stripe away nothing changes; then it is set, with its trail", async () => {
    const terms = { ...planTermsSchema.parse(PLUS_PLAN), feeCents: 13_000, graceDays: 20 };
    billing.sandbox.faults.apiFailures = 9;
    const away = await set({ planSlug: "plus", terms });
    billing.sandbox.faults.apiFailures = 0;
    expect(away).toEqual({ ok: false, reason: "billing-unavailable" });
    expect(await set({ planSlug: "plus", terms })).toEqual({ ok: true });
    expect(await findPlan(database.pools.door.db, "plus")).toMatchObject({ feeCents: 13_000, graceDays: 20 });
    const [entry] = await database.pools.owner.sql`
      select before, after from audit_entries where action = 'change-plan-terms' and subject_id = 'plus'`;
    expect(entry).toMatchObject({
      before: { feeCents: 12_000 },
      after: { feeCents: 13_000, membersFrom: null },
    });
  });

  test("a new fee reaches a member with the renewal that was announced, and not before", async () => {
    const account = await billing.pay("base");
    const { id, stripeCustomerId } = await billing.membershipOf(account);
    await syncMembership(billing.deps(), id, { now: JOIN_DAY, actor: "webhook" });
    expect(await set({ membersFrom: addDays(JOIN_DAY, 60) })).toEqual({ ok: true });
    const day = addDays(ONE_YEAR_ON, -20);
    const owner = { ...billing.deps(), db: database.pools.owner.db };
    billing.sandbox.advanceTo(day);
    expect(await applyFeeChanges(owner, day)).toMatchObject({ moved: 0 });
    await writeRenewalNotices(owner.db, day);
    expect(await applyFeeChanges(owner, day)).toMatchObject({ moved: 0 });
    const lastDays = addDays(ONE_YEAR_ON, -6);
    billing.sandbox.advanceTo(lastDays);
    expect(await applyFeeChanges(owner, lastDays)).toEqual({ looked: 1, moved: 1, failed: 0 });
    expect(await applyFeeChanges(owner, lastDays)).toEqual({ looked: 1, moved: 0, failed: 0 });
    billing.sandbox.advanceTo(addDays(ONE_YEAR_ON, 1));
    const { data } = await billing.stripe.charges.list({ customer: stripeCustomerId ?? "" });
    expect(data.map(({ amount }) => amount)).toEqual([6_500, 6_000]);
  });

  test("who is not reached by a new fee is told, and shown, the one that is charged", async () => {
    const account = await billing.pay("base");
    const { id } = await billing.membershipOf(account);
    await syncMembership(billing.deps(), id, { now: billing.sandbox.now(), actor: "webhook" });
    const { feeCents: paid, paidThrough } = await billing.membershipOf(account);
    expect(await set({ terms: { ...dearer, feeCents: (paid ?? 0) + 1_000 } })).toEqual({ ok: true });
    await syncMembership(billing.deps(), id, { now: billing.sandbox.now(), actor: "webhook" });
    expect((await billing.membershipOf(account)).feeCents).toBe(paid);
    const from = addDays(paidThrough as Date, -20);
    const renewing = await listRenewing(database.pools.owner.db, {
      from,
      until: addDays(from, 40),
      cursor: undefined,
      limit: 100,
    });
    expect(renewing.find(({ membershipId }) => membershipId === id)?.plan.feeCents).toBe(paid);
  });
});
