import { describe, expect, test } from "vitest";
import { offerTerms, startJoin } from "#app/commands/start-join.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { getPlan } from "#app/db/plans.ts";
import { JOIN_DAY, ONE_YEAR_ON, sessionIdIn, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, type TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);

const newAccount = () => createAccount(database.pools.door);

async function started(account: TestAccount, planSlug?: string): Promise<string> {
  const result = await billing.start(account, planSlug);
  if (!result.ok) throw new Error(result.reason);
  return sessionIdIn(billing.sandbox, result.checkoutUrl);
}

const sessionsOf = (customerId: string | null) =>
  [...billing.sandbox.state.checkoutSessions.values()].filter((session) => session.customer === customerId);

describe("going to pay", () => {
  test("makes a membership that waits, records the consent, and opens Stripe's checkout for the plan", async () => {
    const account = await newAccount();
    const sessionId = await started(account, "plus");
    const membership = await billing.membershipOf(account);
    expect(membership).toMatchObject({ state: "pending", planSlug: "plus", checkoutSessionId: sessionId });
    const session = billing.sandbox.state.checkoutSessions.get(sessionId);
    expect(session).toMatchObject({
      mode: "subscription",
      customer: membership.stripeCustomerId,
      client_reference_id: membership.id,
      amount_total: 12_000,
      success_url: "https://club.example/join/return?session={CHECKOUT_SESSION_ID}",
    });
    const [consent] = await database.pools.owner.sql`
      select plan_slug, fee_cents, ip, user_agent, terms_version, terms_shown, agreed_at from consents
      where membership_id = ${membership.id}`;
    expect(consent).toMatchObject({
      plan_slug: "plus",
      fee_cents: 12_000,
      ip: "203.0.113.7",
      user_agent: "Test",
    });
    expect(consent?.terms_shown).toContain("You pay $120.00 today, 22 Nov 2026.");
    expect(consent?.terms_shown).toContain("[x] I agree to these terms");
  });

  test("refuses terms other than today's: whoever left the page open reads them again", async () => {
    const account = await newAccount();
    const { shownTerms } = offerTerms(await getPlan(database.pools.door.db, "base"), JOIN_DAY);
    const tomorrow = new Date(JOIN_DAY.getTime() + 86_400_000);
    const result = await startJoin(billing.deps(), {
      accountId: account.id,
      planSlug: "base",
      shownTerms,
      origin: "https://club.example",
      ip: "203.0.113.7",
      userAgent: "",
      now: tomorrow,
    });
    expect(result).toEqual({ ok: false, reason: "terms-changed" });
    expect(await database.pools.owner.sql`select 1 from consents where account_id = ${account.id}`).toEqual(
      [],
    );
  });

  test("refuses a member, a suspended one and a plan that is not sold", async () => {
    const member = await createMember(database.pools.owner);
    expect(await billing.start(member)).toEqual({ ok: false, reason: "already-member" });
    const suspended = await createMember(database.pools.owner, {
      suspendedAt: new Date("2026-01-01T00:00:00Z"),
    });
    expect(await billing.start(suspended)).toEqual({ ok: false, reason: "suspended" });
    await database.pools.owner.sql`
      insert into plans (slug, name, blurb, fee_cents, currency, reward_bps, reward_cap_cents, household_seats,
        grace_days, lookup_key, on_sale, position)
      values ('old', 'Old', '', 1000, 'USD', 0, 0, 0, 14, 'tallyhouse_old', false, 9)`;
    expect(await billing.start(await newAccount(), "old")).toEqual({ ok: false, reason: "plan-not-on-sale" });
  });

  test("says so when Stripe does not answer, and works when it does again", async () => {
    const account = await newAccount();
    billing.sandbox.faults.apiFailures = 3;
    expect(await billing.start(account)).toEqual({ ok: false, reason: "billing-unavailable" });
    expect(await billing.start(account)).toMatchObject({ ok: true });
  });

  test("charges nothing when Stripe's price is not the plan's", async () => {
    await database.pools.owner.sql`update plans set fee_cents = 6500 where slug = 'base'`;
    await expect(billing.start(await newAccount())).rejects.toThrow(/billing setup/);
    await database.pools.owner.sql`update plans set fee_cents = 6000 where slug = 'base'`;
  });
});

describe("clicked twice", () => {
  test("one after the other, it opens the same session", async () => {
    const account = await newAccount();
    expect(await started(account)).toBe(await started(account));
  });

  test("in eight tabs at once, there is one membership, one customer and one session", async () => {
    const account = await newAccount();
    const sessions = await Promise.all(Array.from({ length: 8 }, () => started(account)));
    expect(new Set(sessions).size).toBe(1);
    const { stripeCustomerId } = await billing.membershipOf(account);
    expect(sessionsOf(stripeCustomerId)).toHaveLength(1);
    const customers = [...billing.sandbox.state.customers.values()];
    expect(customers.filter(({ email }) => email === account.email)).toHaveLength(1);
  });

  test("for two plans at once, at most one session can be paid, and it is the one on record", async () => {
    for (let round = 0; round < 5; round += 1) {
      const account = await newAccount();
      await Promise.all(["base", "plus", "base", "plus"].map((plan) => billing.start(account, plan)));
      const { stripeCustomerId, checkoutSessionId } = await billing.membershipOf(account);
      const open = sessionsOf(stripeCustomerId).filter((session) => session.status === "open");
      expect(open.map(({ id }) => id)).toEqual([checkoutSessionId]);
    }
  });

  test("another plan closes the first session", async () => {
    const account = await newAccount();
    const first = await started(account, "base");
    const second = await started(account, "plus");
    expect(billing.sandbox.state.checkoutSessions.get(first)?.status).toBe("expired");
    expect(billing.sandbox.state.checkoutSessions.get(second)?.status).toBe("open");
    expect(await started(account, "base")).not.toBe(first);
  });

  test("after paying, before anything told us, it is the membership and no second subscription", async () => {
    const account = await billing.pay();
    expect(await billing.start(account)).toEqual({ ok: false, reason: "already-member" });
    expect(await billing.start(account, "plus")).toEqual({ ok: false, reason: "already-member" });
    expect(await billing.membershipOf(account)).toMatchObject({ state: "active", paidThrough: ONE_YEAR_ON });
  });

  test("paying in one tab while another tab changes the plan leaves one live subscription", async () => {
    for (let round = 0; round < 5; round += 1) {
      const account = await newAccount();
      const sessionId = await started(account, "base");
      const other = billing.start(account, "plus");
      const paid = Promise.resolve().then(() => {
        try {
          return billing.sandbox.completeCheckout(sessionId).kind;
        } catch {
          return "closed";
        }
      });
      await Promise.all([other, paid]);
      const { stripeCustomerId, checkoutSessionId } = await billing.membershipOf(account);
      const live = [...billing.sandbox.state.subscriptions.values()].filter(
        (subscription) => subscription.customer === stripeCustomerId,
      );
      const open = sessionsOf(stripeCustomerId).filter((session) => session.status === "open");
      expect(live.length + open.length).toBe(1);
      if (open.length === 1) expect(open[0]?.id).toBe(checkoutSessionId);
    }
  });
});

test("whoever left comes back with the same number and a new subscription", async () => {
  const account = await billing.pay();
  const before = await billing.membershipOf(account);
  await syncMembership(billing.deps(), before.id, { now: JOIN_DAY, actor: "webhook" });
  const first = await billing.membershipOf(account);
  await billing.stripe.subscriptions.cancel(first.stripeSubscriptionId ?? "");
  await syncMembership(billing.deps(), before.id, { now: JOIN_DAY, actor: "webhook" });
  expect((await billing.membershipOf(account)).state).toBe("cancelled");
  // Its paid year is over: only then is there anything to join again.
  const later = new Date(ONE_YEAR_ON.getTime() + 86_400_000);
  const again = await billing.start(account, "base", later);
  if (!again.ok) throw new Error(again.reason);
  billing.sandbox.completeCheckout(sessionIdIn(billing.sandbox, again.checkoutUrl));
  await syncMembership(billing.deps(), before.id, { now: later, actor: "webhook" });
  const after = await billing.membershipOf(account);
  expect(after).toMatchObject({ number: before.number, state: "active" });
  expect(after.stripeSubscriptionId).not.toBe(first.stripeSubscriptionId);
});
