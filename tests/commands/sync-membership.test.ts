import { describe, expect, test } from "vitest";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { entitlementOf, isEntitled } from "#app/domain/entitlement.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { JOIN_DAY, ONE_YEAR_ON, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, type TestAccount } from "#tests/support/people.ts";

const database = testDatabase();

const DAY = 86_400_000;
const TWO_YEARS_ON = new Date("2028-11-22T17:00:00Z");

/** Looks at Stripe and answers what the membership allows at the sandbox's time. */
function witness(billing: ReturnType<typeof testBilling>) {
  return async (account: TestAccount) => {
    const now = billing.sandbox.now();
    const { id } = await billing.membershipOf(account);
    const outcome = await syncMembership(billing.deps(), id, { now, actor: "webhook" });
    const membership = await billing.membershipOf(account);
    const entitlement = entitlementOf(membership, now);
    return { ...outcome, membership, entitlement, entitled: isEntitled(entitlement) };
  };
}

/** A client whose first list of subscriptions has been answered, but does not arrive before `release`. */
function heldBack(stripe: StripeClient) {
  const read = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const subscriptions = Object.create(stripe.subscriptions) as StripeClient["subscriptions"];
  const list = stripe.subscriptions.list.bind(stripe.subscriptions);
  subscriptions.list = ((...asked: Parameters<typeof list>) =>
    list(...asked).then(async (answer) => {
      read.resolve();
      await released.promise;
      return answer;
    })) as typeof list;
  const held = Object.create(stripe, { subscriptions: { value: subscriptions } }) as StripeClient;
  return { stripe: held, hasRead: read.promise, release: () => released.resolve() };
}

describe("joining", () => {
  const billing = testBilling(database);
  const look = witness(billing);

  test("before anything is paid there is nothing to save", async () => {
    const account = await createAccount(database.pools.door);
    await billing.start(account);
    expect(await look(account)).toMatchObject({
      result: "no-subscription",
      membership: { state: "pending" },
    });
  });

  test("paid: active through the end of the paid year, on the plan of its price", async () => {
    const seen = await look(await billing.pay("plus"));
    expect(seen).toMatchObject({ result: "changed", entitled: true, strayIds: [] });
    expect(seen.membership).toMatchObject({ state: "active", planSlug: "plus", paidThrough: ONE_YEAR_ON });
  });

  test("looked at again, nothing changes; the trail has one entry", async () => {
    const account = await billing.pay();
    const { membership } = await look(account);
    expect((await look(account)).result).toBe("unchanged");
    const entries = await database.pools.owner.sql`
      select action, actor from audit_entries where subject_id = ${membership.id}`;
    expect([...entries]).toEqual([{ action: "join", actor: "webhook" }]);
  });

  test("a dry run says what would change, and changes nothing", async () => {
    const account = await billing.pay();
    const { id } = await billing.membershipOf(account);
    const outcome = await syncMembership(billing.deps(), id, {
      now: JOIN_DAY,
      actor: "operator",
      dryRun: true,
    });
    expect(outcome).toMatchObject({ result: "changed", after: { state: "active" } });
    expect(await billing.membershipOf(account)).toMatchObject({ state: "pending", syncedAt: null });
  });

  test("ten at once settle on one truth", async () => {
    const account = await billing.pay();
    const { id } = await billing.membershipOf(account);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        syncMembership(billing.deps(), id, { now: JOIN_DAY, actor: "webhook" }),
      ),
    );
    expect(outcomes.filter(({ result }) => result === "changed")).toHaveLength(1);
    expect(outcomes.every(({ after }) => after.state === "active")).toBe(true);
  });

  test("a slow reading never replaces what was read after it", async () => {
    const account = await billing.pay();
    const { id, stripeSubscriptionId } = (await look(account)).membership;
    const slow = heldBack(billing.stripe);
    const asked = { now: JOIN_DAY, actor: "webhook" };
    const first = syncMembership({ ...billing.deps(), stripe: slow.stripe }, id, asked);
    await slow.hasRead;
    await billing.stripe.subscriptions.cancel(stripeSubscriptionId ?? "");
    expect((await look(account)).membership.state).toBe("cancelled");
    slow.release();
    expect((await first).result).toBe("covered");
    expect((await billing.membershipOf(account)).state).toBe("cancelled");
  });

  test("cancelled in the portal: no renewal, open until the paid day", async () => {
    const account = await billing.pay();
    const { membership } = await look(account);
    await billing.stripe.subscriptions.update(membership.stripeSubscriptionId ?? "", {
      cancel_at: ONE_YEAR_ON.getTime() / 1000,
    });
    expect((await look(account)).entitlement).toEqual({ kind: "paid-through", until: ONE_YEAR_ON });
  });

  test("cancelled by a call that only says at the period's end: the same", async () => {
    const account = await billing.pay();
    const { membership } = await look(account);
    const id = membership.stripeSubscriptionId ?? "";
    await billing.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(await look(account)).toMatchObject({
      membership: { cancelAt: ONE_YEAR_ON },
      entitlement: { kind: "paid-through" },
    });
    await billing.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect((await look(account)).entitlement).toEqual({ kind: "active", until: ONE_YEAR_ON });
  });

  test("the fee refunded in full: out at once; a part of it: still in", async () => {
    const account = await billing.pay();
    const { membership } = await look(account);
    const charges = await billing.stripe.charges.list({ customer: membership.stripeCustomerId ?? "" });
    const charge = charges.data[0]?.id ?? "";
    await billing.stripe.refunds.create({ charge, amount: 1_000 });
    expect((await look(account)).entitled).toBe(true);
    await billing.stripe.refunds.create({ charge });
    const seen = await look(account);
    expect(seen.membership).toMatchObject({ state: "ended", paidThrough: null });
    expect(seen.entitled).toBe(false);
  });

  test("a fee that changed reaches only new members; who is on the old price stays known", async () => {
    const account = await billing.pay("plus");
    const old = await billing.stripe.prices.list({ lookup_keys: ["tallyhouse_plus_yearly"] });
    await billing.stripe.prices.create({
      product: String(old.data[0]?.product),
      currency: "usd",
      unit_amount: 13_000,
      recurring: { interval: "year" },
      lookup_key: "tallyhouse_plus_yearly",
      transfer_lookup_key: true,
    });
    expect((await look(account)).membership.planSlug).toBe("plus");
  });
});

describe("a year later", () => {
  const billing = testBilling(database);
  const look = witness(billing);

  test("while Stripe prepares the renewal the door stays open, and paid it is open for a year", async () => {
    const account = await billing.pay();
    await look(account);
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 30 * 60_000));
    const during = await look(account);
    expect(during.membership).toMatchObject({ state: "active", paidThrough: ONE_YEAR_ON });
    expect(during.entitlement.kind).toBe("in-grace");
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 2 * 3_600_000));
    expect((await look(account)).entitlement).toEqual({ kind: "active", until: TWO_YEARS_ON });
  });
});

describe("a year later, the card fails", () => {
  const billing = testBilling(database);
  const look = witness(billing);

  test("grace, though Stripe's period has moved on; then out", async () => {
    const account = await billing.pay();
    const { membership } = await look(account);
    const customer = membership.stripeCustomerId ?? "";
    const bad = await billing.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await billing.stripe.subscriptions.update(membership.stripeSubscriptionId ?? "", {
      default_payment_method: bad.id,
    });
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + DAY));
    const failed = await look(account);
    expect(failed.membership).toMatchObject({ state: "past-due", paidThrough: ONE_YEAR_ON });
    expect(failed.entitlement).toEqual({
      kind: "in-grace",
      until: new Date(ONE_YEAR_ON.getTime() + 14 * DAY),
    });
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 40 * DAY));
    const given = await look(account);
    expect(given.membership).toMatchObject({ state: "ended", paidThrough: ONE_YEAR_ON });
    expect(given.entitled).toBe(false);
  });
});
