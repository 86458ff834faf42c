import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { cancelMembership } from "#app/commands/cancel-membership.ts";
import { changePlan, offerPlanChange } from "#app/commands/change-plan.ts";
import type { MemberAsking } from "#app/commands/member-billing.ts";
import { offerRefund, refundFee } from "#app/commands/refund-fee.ts";
import { resumeMembership } from "#app/commands/resume-membership.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { entitlementOf } from "#app/domain/entitlement.ts";
import { formatMoney } from "#app/domain/money.ts";
import { renewalSentence } from "#app/domain/plan-change.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { closeDispute, openDispute } from "#scripts/stripe-sandbox/billing/disputes.ts";
import { JOIN_DAY, ONE_YEAR_ON, type TestBilling, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { BASE_PLAN, type TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const DAY = 86_400_000;
const HALF_YEAR_ON = new Date("2027-05-24T05:00:00Z");
const TWO_YEARS_ON = new Date("2028-11-22T17:00:00Z");

/** A client to which a change of a subscription and a refund are carried out, and their answers never arrive. */
function losingAnswers(stripe: StripeClient): StripeClient {
  const lose = async (call: Promise<unknown>) => {
    await call;
    throw new Stripe.errors.StripeConnectionError({ message: "The connection broke.", type: "api_error" });
  };
  const subscriptions = Object.create(stripe.subscriptions) as StripeClient["subscriptions"];
  subscriptions.update = ((...asked: Parameters<typeof subscriptions.update>) =>
    lose(stripe.subscriptions.update(...asked))) as typeof subscriptions.update;
  const refunds = Object.create(stripe.refunds) as StripeClient["refunds"];
  refunds.create = ((...asked: Parameters<typeof refunds.create>) =>
    lose(stripe.refunds.create(...asked))) as typeof refunds.create;
  return Object.create(stripe, { subscriptions: { value: subscriptions }, refunds: { value: refunds } });
}

/** What a member does, at the sandbox's time. */
function member(billing: TestBilling) {
  const asking = (account: TestAccount): MemberAsking => ({
    accountId: account.id,
    email: account.email,
    ip: "203.0.113.7",
    userAgent: "Test",
    now: billing.sandbox.now(),
  });
  const offer = async (account: TestAccount, planSlug: string) => {
    const now = billing.sandbox.now();
    const offered = await offerPlanChange(billing.deps(), { accountId: account.id, planSlug, at: now, now });
    if (!offered.ok) throw new Error(offered.reason);
    return offered.offer;
  };
  return {
    asking,
    offer,
    async join(planSlug?: string) {
      const account = await billing.pay(planSlug);
      await this.look(account);
      return account;
    },
    async look(account: TestAccount) {
      const { id } = await billing.membershipOf(account);
      await syncMembership(billing.deps(), id, { now: billing.sandbox.now(), actor: "webhook" });
      return await billing.membershipOf(account);
    },
    /** Looks at the page and agrees, a minute after whatever was before. */
    async change(account: TestAccount, planSlug: string) {
      billing.sandbox.advanceTo(new Date(billing.sandbox.now().getTime() + 60_000));
      const { shown } = await offer(account, planSlug);
      return await changePlan(billing.deps(), {
        ...asking(account),
        planSlug,
        at: billing.sandbox.now(),
        shown,
      });
    },
    async charges(account: TestAccount) {
      const { stripeCustomerId } = await billing.membershipOf(account);
      const { data } = await billing.stripe.charges.list({ customer: stripeCustomerId ?? "", limit: 100 });
      return data.filter(({ paid }) => paid);
    },
    async useCard(account: TestAccount, card: string) {
      const { stripeCustomerId, stripeSubscriptionId } = await billing.membershipOf(account);
      const method = await billing.stripe.paymentMethods.attach(card, { customer: stripeCustomerId ?? "" });
      await billing.stripe.subscriptions.update(stripeSubscriptionId ?? "", {
        default_payment_method: method.id,
      });
    },
    async refund(account: TestAccount) {
      const offered = await offerRefund(billing.deps(), asking(account));
      const shownCents = offered.ok ? offered.offer.totalCents : 0;
      return await refundFee(billing.deps(), { ...asking(account), shownCents });
    },
  };
}

describe("an upgrade", () => {
  const billing = testBilling(database);
  const { join, look, offer, change, charges, asking, useCard } = member(billing);
  const joined = () => join.call(member(billing));

  test("costs what was shown, to the cent, and starts now; the paid day stays", async () => {
    const account = await joined();
    billing.sandbox.advanceTo(HALF_YEAR_ON);
    const { quote, shown } = await offer(account, "plus");
    expect(quote?.dueCents).toBe(quote?.lines.reduce((cents, line) => cents + line.cents, 0));
    const wish = { ...asking(account), planSlug: "plus", at: HALF_YEAR_ON, shown };
    expect(await changePlan(billing.deps(), wish)).toEqual({ ok: true, kind: "upgrade" });
    const paid = (await charges(account)).map(({ amount }) => amount);
    expect(paid).toEqual([quote?.dueCents, 6_000]);
    expect(await billing.membershipOf(account)).toMatchObject({ planSlug: "plus", paidThrough: ONE_YEAR_ON });
    const [consent] = await database.pools.owner.sql`
      select terms_shown, fee_cents from consents where account_id = ${account.id} and plan_slug = 'plus'`;
    expect(consent?.terms_shown).toContain(`I agree: $${((quote?.dueCents ?? 0) / 100).toFixed(2)} today`);
    expect(consent?.fee_cents).toBe(12_000);
  });

  test("clicked five times at once it is charged once", async () => {
    const account = await joined();
    const { shown } = await offer(account, "plus");
    const wish = { ...asking(account), planSlug: "plus", at: billing.sandbox.now(), shown };
    const answers = await Promise.all(Array.from({ length: 5 }, () => changePlan(billing.deps(), wish)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await charges(account)).toHaveLength(2);
  });

  test("a price that is too old, or not the one shown, is shown again and nothing is charged", async () => {
    const account = await joined();
    const at = billing.sandbox.now();
    const { shown } = await offer(account, "plus");
    const late = { ...asking(account), now: new Date(at.getTime() + 16 * 60_000) };
    const refused = { ok: false, reason: "price-changed" };
    expect(await changePlan(billing.deps(), { ...late, planSlug: "plus", at, shown })).toEqual(refused);
    const other = { ...asking(account), planSlug: "plus", at: new Date(at.getTime() - 60_000), shown };
    expect(await changePlan(billing.deps(), other)).toEqual(refused);
    expect(await charges(account)).toHaveLength(1);
  });

  test("declined: nothing changes", async () => {
    const account = await joined();
    await useCard(account, "pm_card_chargeCustomerFail");
    expect(await change(account, "plus")).toEqual({ ok: false, reason: "card-declined" });
    expect(await look(account)).toMatchObject({ state: "active", planSlug: "base" });
    expect(await charges(account)).toHaveLength(1);
    await useCard(account, "pm_card_visa");
    expect(await change(account, "plus")).toEqual({ ok: true, kind: "upgrade" });
  });

  test("with its answer lost on the way, again: charged once", async () => {
    const account = await joined();
    const { shown } = await offer(account, "plus");
    const wish = { ...asking(account), planSlug: "plus", at: billing.sandbox.now(), shown };
    const cut = { ...billing.deps(), stripe: losingAnswers(billing.stripe) };
    expect(await changePlan(cut, wish)).toEqual({ ok: false, reason: "billing-unavailable" });
    expect(await changePlan(billing.deps(), wish)).toEqual({ ok: true, kind: "done-already" });
    expect(await charges(account)).toHaveLength(2);
    expect((await billing.membershipOf(account)).planSlug).toBe("plus");
  });

  test("with Stripe away nothing happens", async () => {
    const account = await joined();
    const { shown } = await offer(account, "plus");
    const wish = { ...asking(account), planSlug: "plus", at: billing.sandbox.now(), shown };
    billing.sandbox.faults.apiFailures = 20;
    expect(await changePlan(billing.deps(), wish)).toEqual({ ok: false, reason: "billing-unavailable" });
    billing.sandbox.faults.apiFailures = 0;
    expect(await charges(account)).toHaveLength(1);
  });
});

describe("a downgrade", () => {
  const billing = testBilling(database);
  const { change, charges, look } = member(billing);

  test("keeps the paid plan, can be taken back, and the renewal asks the cheaper fee", async () => {
    const account = await member(billing).join("plus");
    expect(await change(account, "base")).toEqual({ ok: true, kind: "downgrade" });
    expect(await look(account)).toMatchObject({ planSlug: "plus", nextPlanSlug: "base" });
    expect(await change(account, "plus")).toEqual({ ok: true, kind: "keep" });
    expect(await look(account)).toMatchObject({ planSlug: "plus", nextPlanSlug: null });
    await change(account, "base");
    expect(await charges(account)).toHaveLength(1);
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 2 * 3_600_000));
    expect(await look(account)).toMatchObject({
      planSlug: "base",
      nextPlanSlug: null,
      paidThrough: TWO_YEARS_ON,
    });
    expect((await charges(account)).map(({ amount }) => amount)).toEqual([6_000, 12_000]);
  });
});

describe("leaving", () => {
  const billing = testBilling(database);
  const { asking, charges, look, refund, change } = member(billing);
  const joined = () => member(billing).join();

  test("cancelled twice: no charge any more, and the paid time stays; taken back, it renews", async () => {
    const account = await joined();
    for (let click = 0; click < 2; click += 1) {
      expect(await cancelMembership(billing.deps(), asking(account))).toMatchObject({ ok: true });
    }
    const cancelled = await look(account);
    expect(entitlementOf(cancelled, billing.sandbox.now())).toEqual({
      kind: "paid-through",
      until: ONE_YEAR_ON,
    });
    const shown = renewalSentence(BASE_PLAN, 0, ONE_YEAR_ON);
    expect(shown).toContain(formatCalendarDate(ONE_YEAR_ON));
    const back = { ...asking(account), shown, shownAt: billing.sandbox.now() };
    expect(await resumeMembership(billing.deps(), { ...back, shown: "I agree" })).toMatchObject({
      ok: false,
    });
    expect(await resumeMembership(billing.deps(), back)).toEqual({ ok: true });
    expect(await resumeMembership(billing.deps(), back)).toEqual({ ok: true });
    expect(await look(account)).toMatchObject({ state: "active", cancelAt: null });
  });

  test("a cancel with Stripe away says so and changes nothing", async () => {
    const account = await joined();
    billing.sandbox.faults.apiFailures = 20;
    const refused = { ok: false, reason: "billing-unavailable" };
    expect(await cancelMembership(billing.deps(), asking(account))).toEqual(refused);
    billing.sandbox.faults.apiFailures = 0;
    expect(await look(account)).toMatchObject({ state: "active", cancelAt: null });
  });

  test("the whole fee back, the upgrade's part too: out at once, no charge any more, and free to join again", async () => {
    const account = await joined();
    billing.sandbox.advanceTo(new Date(billing.sandbox.now().getTime() + 30 * DAY));
    await change(account, "plus");
    expect(await refund(account)).toMatchObject({ ok: true });
    const paid = await charges(account);
    expect(paid).toHaveLength(2);
    expect(paid.every(({ refunded }) => refunded)).toBe(true);
    const totalCents = paid.reduce((cents, { amount }) => cents + amount, 0);
    const told = (await mailsTo(database.pools.door, account.email)).filter(
      ({ kind }) => kind === "refund-made",
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(`Refunded: ${formatMoney(totalCents, "USD")}`);
    const { state, paidThrough, number, stripeSubscriptionId } = await look(account);
    expect({ state, paidThrough }).toEqual({ state: "ended", paidThrough: null });
    const subscription = await billing.stripe.subscriptions.retrieve(stripeSubscriptionId ?? "");
    expect(subscription.status).toBe("canceled");
    expect(await refund(account)).toMatchObject({ ok: false, reason: "nothing-paid" });
    expect(await billing.start(account)).toMatchObject({ ok: true });
    expect((await billing.membershipOf(account)).number).toBe(number);
  });

  test("a refund is told although Stripe is gone before its end is taken in, and once when it is back", async () => {
    const account = await joined();
    const create = billing.stripe.refunds.create.bind(billing.stripe.refunds);
    const refunds = Object.create(billing.stripe.refunds) as StripeClient["refunds"];
    refunds.create = (async (...asked: Parameters<typeof create>) => {
      const made = await create(...asked);
      billing.sandbox.faults.apiFailures = 1_000;
      return made;
    }) as typeof refunds.create;
    const stripe = Object.create(billing.stripe, { refunds: { value: refunds } });
    const wish = { ...asking(account), shownCents: 6_000 };
    expect(await refundFee({ ...billing.deps(), stripe }, wish)).toMatchObject({ ok: true });
    billing.sandbox.faults.apiFailures = 0;
    expect((await billing.membershipOf(account)).state).toBe("active");
    expect((await look(account)).state).toBe("ended");
    const kinds = (await mailsTo(database.pools.door, account.email)).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["membership-ended", "refund-made", "welcome"]);
  });

  test("a refund that breaks off half way is finished by asking again, and nothing goes back twice", async () => {
    const account = await joined();
    await change(account, "plus");
    const offered = await offerRefund(billing.deps(), asking(account));
    const total = offered.ok ? offered.offer.totalCents : 0;
    const wish = { ...asking(account), shownCents: total };
    const cut = { ...billing.deps(), stripe: losingAnswers(billing.stripe) };
    expect(await refundFee(cut, wish)).toEqual({ ok: false, reason: "billing-unavailable" });
    expect((await look(account)).state).toBe("active");
    expect(await refundFee(billing.deps(), wish)).toEqual({ ok: false, reason: "amount-changed" });
    expect(await refund(account)).toMatchObject({ ok: true });
    const back = (await charges(account)).reduce((cents, charge) => cents + charge.amount_refunded, 0);
    expect(back).toBe(total);
    expect((await look(account)).state).toBe("ended");
  });
});

describe("a dispute", () => {
  const billing = testBilling(database);
  const { charges, look } = member(billing);

  test("suspends; won, the member is back; lost, the membership has ended", async () => {
    const account = await member(billing).join();
    const dispute = async () =>
      openDispute(billing.sandbox.world, (await charges(account))[0]?.id ?? "", "fraudulent");
    const first = await dispute();
    const suspended = await look(account);
    expect(entitlementOf(suspended, billing.sandbox.now()).kind).toBe("suspended");
    expect(suspended.suspendedByDispute).toBe(first.id);
    closeDispute(billing.sandbox.world, first.id, "won");
    expect(await look(account)).toMatchObject({
      state: "active",
      suspendedAt: null,
      suspendedByDispute: null,
    });
    const other = await member(billing).join();
    const lost = openDispute(billing.sandbox.world, (await charges(other))[0]?.id ?? "", "fraudulent");
    closeDispute(billing.sandbox.world, lost.id, "lost");
    expect(await look(other)).toMatchObject({ state: "ended", suspendedAt: null });
  });
});

describe("a renewal that fails", () => {
  const billing = testBilling(database);
  const { asking, look, useCard } = member(billing);

  test("dropped when the grace is over: nothing is owed, and joining again starts on the day of payment", async () => {
    const account = await member(billing).join();
    const { number } = await billing.membershipOf(account);
    await useCard(account, "pm_card_chargeCustomerFail");
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 13 * DAY));
    const unpaid = await look(account);
    expect(entitlementOf(unpaid, billing.sandbox.now()).kind).toBe("in-grace");
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 14 * DAY + 3_600_000));
    expect(await look(account)).toMatchObject({ state: "ended", paidThrough: ONE_YEAR_ON });
    const open = await billing.stripe.invoices.list({ status: "open" });
    expect(open.data).toEqual([]);
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 90 * DAY));
    const again = await billing.start(account, "base", billing.sandbox.now());
    expect(again).toMatchObject({ ok: true });
    for (const [id, session] of billing.sandbox.state.checkoutSessions) {
      if (again.ok && session.url === again.checkoutUrl) billing.sandbox.completeCheckout(id);
    }
    const rejoined = await look(account);
    const paidOn = billing.sandbox.now();
    const yearOn = new Date(paidOn);
    yearOn.setUTCFullYear(paidOn.getUTCFullYear() + 1);
    expect(rejoined).toMatchObject({ state: "active", number, paidThrough: yearOn });
  });

  test("cancelled while it is open: ends now, and nothing is owed", async () => {
    const account = await member(billing).join();
    const through = (await billing.membershipOf(account)).paidThrough ?? JOIN_DAY;
    await useCard(account, "pm_card_chargeCustomerFail");
    billing.sandbox.advanceTo(new Date(through.getTime() + 2 * DAY));
    expect((await look(account)).state).toBe("past-due");
    expect(await cancelMembership(billing.deps(), asking(account))).toMatchObject({ ok: true });
    expect(entitlementOf(await look(account), billing.sandbox.now()).kind).toBe("lapsed");
    expect((await billing.stripe.invoices.list({ status: "open" })).data).toEqual([]);
  });
});
