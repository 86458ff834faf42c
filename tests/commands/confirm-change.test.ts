/**
 * Changes whose charge the bank wants confirmed: nothing happens before, once after, and never two of them. Outages in the
 * middle, double clicks, two tabs, and a tab that is closed.
 */
import { describe, expect, test } from "vitest";
import { cancelMembership } from "#app/commands/cancel-membership.ts";
import { changePlan, offerPlanChange } from "#app/commands/change-plan.ts";
import { dropWaitingChange, findWaitingChange } from "#app/commands/confirm-change.ts";
import { handleStripeEvent } from "#app/commands/handle-stripe-event.ts";
import type { MemberAsking } from "#app/commands/member-billing.ts";
import { offerAddOnSeats, setAddOnSeats } from "#app/commands/set-add-on-seats.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { verifyWebhook } from "#app/stripe/webhook.ts";
import { handleInvoice } from "#scripts/stripe-sandbox/pages/invoice-page.ts";
import { testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const clock = () => billing.sandbox.now();
const MINUTE = 60_000;
const HOUR = 3_600_000;
const SECRET = "whsec_confirm";

const pass = (ms: number) => billing.sandbox.advanceTo(new Date(clock().getTime() + ms));

const asking = (account: TestAccount): MemberAsking => ({
  accountId: account.id,
  email: account.email,
  ip: "203.0.113.7",
  userAgent: "Test",
  now: clock(),
});

async function look(account: TestAccount) {
  const { id } = await billing.membershipOf(account);
  await syncMembership(billing.deps(), id, { now: clock(), actor: "webhook" });
  return await billing.membershipOf(account);
}

/** A member of plan "base" whose bank wants to be asked each time. */
async function join(card = "pm_card_authenticationRequired"): Promise<TestAccount> {
  const account = await billing.pay();
  const { stripeCustomerId, stripeSubscriptionId } = await look(account);
  const customer = stripeCustomerId ?? "";
  const method = await billing.stripe.paymentMethods.attach(card, { customer });
  await billing.stripe.subscriptions.update(stripeSubscriptionId ?? "", {
    default_payment_method: method.id,
  });
  return account;
}

/** The form of an upgrade, as its page shows it now. */
async function upgradeForm(account: TestAccount) {
  const at = clock();
  const wish = { accountId: account.id, planSlug: "plus", at, now: at };
  const offered = await offerPlanChange(billing.deps(), wish);
  if (!offered.ok) throw new Error(offered.reason);
  return { planSlug: "plus", at, shown: offered.offer.shown };
}

type Form = Awaited<ReturnType<typeof upgradeForm>>;
const send = (account: TestAccount, form: Form, deps = billing.deps()) =>
  changePlan(deps, { ...asking(account), ...form });
const upgrade = async (account: TestAccount) => await send(account, await upgradeForm(account));

async function buySeats(account: TestAccount, seats: number) {
  const now = clock();
  const found = await offerAddOnSeats(billing.deps(), { accountId: account.id, seats, now });
  if (!found.ok) throw new Error(found.reason);
  const { shownTerms } = found.offered;
  const form = { accountId: account.id, seats, now, quotedAt: now, shownTerms, agreed: true };
  return await setAddOnSeats(billing.deps(), { ...form, ip: "203.0.113.7", userAgent: "Test" });
}

async function waiting(account: TestAccount) {
  const found = await findWaitingChange(billing.deps(), asking(account));
  if (!found.ok) throw new Error(found.reason);
  return found.change;
}

/** The bank's answer on Stripe's page. */
async function answerBank(url: string, confirmed: "yes" | "no"): Promise<number> {
  const body = new URLSearchParams({ action: "saved", confirmed });
  const request = new Request(url, { method: "POST", body });
  const id = new URL(url).pathname.split("/").at(-1) ?? "";
  return (await handleInvoice(billing.sandbox.world, request, id)).status;
}

async function confirm(account: TestAccount): Promise<void> {
  expect(await answerBank((await waiting(account))?.url ?? "", "yes")).toBe(303);
}

async function charges(account: TestAccount): Promise<number[]> {
  const { stripeCustomerId } = await billing.membershipOf(account);
  const { data } = await billing.stripe.charges.list({ customer: stripeCustomerId ?? "", limit: 100 });
  return data.filter(({ paid }) => paid).map(({ amount }) => amount);
}

const openInvoices = async (account: TestAccount) => {
  const { stripeCustomerId } = await billing.membershipOf(account);
  return (await billing.stripe.invoices.list({ customer: stripeCustomerId ?? "", status: "open" })).data;
};

const consentsOf = (account: TestAccount, planSlug: string) => database.pools.owner.sql`
  select id from consents where account_id = ${account.id} and plan_slug = ${planSlug}`;

describe("an upgrade that the bank wants confirmed", () => {
  test("waits: nothing changes and nothing is charged; confirmed, it is done and charged as shown", async () => {
    const account = await join();
    pass(30 * 24 * HOUR);
    const now = clock();
    const offered = await offerPlanChange(billing.deps(), {
      accountId: account.id,
      planSlug: "plus",
      at: now,
      now,
    });
    const quote = offered.ok ? offered.offer.quote : null;
    expect(await upgrade(account)).toEqual({ ok: true, kind: "confirm" });
    const held = await billing.membershipOf(account);
    expect(held).toMatchObject({ planSlug: "base", state: "active" });
    expect(held.pendingUntil?.getTime()).toBe(now.getTime() + 23 * HOUR);
    expect(await charges(account)).toEqual([6_000]);
    expect(await waiting(account)).toMatchObject({ plan: { slug: "plus" }, dueCents: quote?.dueCents });
    expect(await answerBank((await waiting(account))?.url ?? "", "no")).toBe(422);
    expect(await charges(account)).toEqual([6_000]);
    await confirm(account);
    expect(await waiting(account)).toBeNull();
    expect(await billing.membershipOf(account)).toMatchObject({ planSlug: "plus", pendingUntil: null });
    expect(await charges(account)).toEqual([quote?.dueCents, 6_000]);
  });

  test("the tab closed after the bank: the webhook alone brings it", async () => {
    const account = await join();
    await upgrade(account);
    const { url } = (await waiting(account)) ?? { url: "" };
    await answerBank(url, "yes");
    const event = billing.sandbox.events("customer.subscription.pending_update_applied").at(-1);
    const { body, headers } = billing.sandbox.signedWebhook(event?.id ?? "", SECRET);
    const signature = new Headers(headers).get("Stripe-Signature") ?? "";
    const verified = verifyWebhook(billing.stripe, body, signature, SECRET);
    if (verified === undefined) throw new Error("The signature was refused");
    await handleStripeEvent(billing.deps(), verified, { now: clock(), livemode: false });
    expect(await billing.membershipOf(account)).toMatchObject({ planSlug: "plus", pendingUntil: null });
  });

  test("the tab closed before: after 23 hours nothing has happened, and it can be asked again", async () => {
    const account = await join();
    await upgrade(account);
    const { url } = (await waiting(account)) ?? { url: "" };
    pass(23 * HOUR);
    expect(await waiting(account)).toBeNull();
    expect(await billing.membershipOf(account)).toMatchObject({ planSlug: "base", pendingUntil: null });
    expect(await openInvoices(account)).toEqual([]);
    // The old page of Stripe's is still open somewhere: it takes no payment any more.
    expect(await answerBank(url, "yes")).toBe(200);
    expect(await charges(account)).toEqual([6_000]);
    expect(await upgrade(account)).toEqual({ ok: true, kind: "confirm" });
    await confirm(account);
    expect((await look(account)).planSlug).toBe("plus");
    expect(await charges(account)).toHaveLength(2);
  });

  test("clicked five times at once: one change waits, agreed to once, and is charged once", async () => {
    const account = await join();
    const form = await upgradeForm(account);
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(account, form)));
    expect(answers).toContainEqual({ ok: true, kind: "confirm" });
    expect(await openInvoices(account)).toHaveLength(1);
    expect(await consentsOf(account, "plus")).toHaveLength(1);
    await confirm(account);
    expect((await look(account)).planSlug).toBe("plus");
    expect(await charges(account)).toHaveLength(2);
  });

  test("agreed to in two tabs at once: one can be paid, the other's page is void", async () => {
    const account = await join();
    const first = await upgradeForm(account);
    pass(MINUTE);
    const second = await upgradeForm(account);
    await Promise.all([send(account, first), send(account, second)]);
    expect(await openInvoices(account)).toHaveLength(1);
    await confirm(account);
    expect(await charges(account)).toHaveLength(2);
    expect((await look(account)).planSlug).toBe("plus");
  });

  test("in a second tab while it waits: that one is sent to the first", async () => {
    const account = await join();
    const second = await upgradeForm(account);
    expect(await upgrade(account)).toEqual({ ok: true, kind: "confirm" });
    expect(await send(account, second)).toEqual({ ok: false, reason: "change-waiting" });
    expect(await buySeats(account, 1).catch(({ message }) => message)).toBe("change-waiting");
    expect(await openInvoices(account)).toHaveLength(1);
  });

  test("paid with another card on Stripe's page", async () => {
    const account = await join();
    await upgrade(account);
    const { url } = (await waiting(account)) ?? { url: "" };
    const card = {
      number: "4242424242424242",
      expiry: "12/34",
      cvc: "123",
      name: "Ada",
      email: "a@b.example",
    };
    const body = new URLSearchParams({ action: "card", ...card });
    const id = new URL(url).pathname.split("/").at(-1) ?? "";
    await handleInvoice(billing.sandbox.world, new Request(url, { method: "POST", body }), id);
    expect((await look(account)).planSlug).toBe("plus");
    expect(await charges(account)).toHaveLength(2);
  });

  test("dropped: nothing is owed, its page takes no payment, and dropping it again is the same", async () => {
    const account = await join();
    await upgrade(account);
    const { url } = (await waiting(account)) ?? { url: "" };
    for (let click = 0; click < 2; click += 1) {
      const dropped = await dropWaitingChange(billing.deps(), asking(account));
      expect(dropped).toMatchObject({ ok: true, membership: { planSlug: "base", pendingUntil: null } });
    }
    expect(await answerBank(url, "yes")).toBe(200);
    expect(await charges(account)).toEqual([6_000]);
  });

  test("dropped in the moment in which it is confirmed: it stays done, and the answer says so", async () => {
    const account = await join();
    await upgrade(account);
    const { url } = (await waiting(account)) ?? { url: "" };
    const [status, dropped] = await Promise.all([
      answerBank(url, "yes"),
      dropWaitingChange(billing.deps(), asking(account)),
    ]);
    const { planSlug } = await look(account);
    expect(planSlug).toBe(status === 303 ? "plus" : "base");
    expect(dropped).toMatchObject({ ok: true, membership: { planSlug } });
    expect(await charges(account)).toHaveLength(planSlug === "plus" ? 2 : 1);
  });

  test("a membership that is cancelled meanwhile is not charged for it", async () => {
    const account = await join();
    await upgrade(account);
    expect(await cancelMembership(billing.deps(), asking(account))).toMatchObject({ ok: true });
    expect(await openInvoices(account)).toEqual([]);
    expect(await look(account)).toMatchObject({ planSlug: "base", pendingUntil: null });
  });
});

describe("with Stripe breaking down in the middle", () => {
  /** A client that reaches Stripe for the first `calls` changes of a subscription, and then no more. */
  function failingAfter(calls: number): StripeClient {
    const update = billing.stripe.subscriptions.update.bind(billing.stripe.subscriptions);
    const subscriptions = Object.create(billing.stripe.subscriptions) as StripeClient["subscriptions"];
    let left = calls;
    subscriptions.update = (async (...asked: Parameters<typeof update>) => {
      if (left === 0) billing.sandbox.faults.apiFailures = 1_000;
      left -= 1;
      return await update(...asked);
    }) as typeof update;
    return Object.create(billing.stripe, { subscriptions: { value: subscriptions } }) as StripeClient;
  }

  test.each([
    ["before it", 0],
    ["between asking and waiting", 1],
  ])("%s: said so, nothing waits, and the same form goes on", async (_when, calls) => {
    const account = await join();
    const form = await upgradeForm(account);
    const deps = { ...billing.deps(), stripe: failingAfter(calls) };
    expect(await send(account, form, deps)).toEqual({ ok: false, reason: "billing-unavailable" });
    billing.sandbox.faults.apiFailures = 0;
    expect(await openInvoices(account)).toEqual([]);
    expect(await send(account, form)).toEqual({ ok: true, kind: "confirm" });
    expect(await openInvoices(account)).toHaveLength(1);
    expect(await consentsOf(account, "plus")).toHaveLength(1);
  });

  test("after it: the change waits, is found again, and is not asked for twice", async () => {
    const account = await join();
    const form = await upgradeForm(account);
    billing.sandbox.faults.apiLostAnswers = 0;
    const update = billing.stripe.subscriptions.update.bind(billing.stripe.subscriptions);
    const subscriptions = Object.create(billing.stripe.subscriptions) as StripeClient["subscriptions"];
    subscriptions.update = (async (...asked: Parameters<typeof update>) => {
      const answer = await update(...asked);
      billing.sandbox.faults.apiFailures = 1_000;
      return answer;
    }) as typeof update;
    const stripe = Object.create(billing.stripe, { subscriptions: { value: subscriptions } });
    expect(await send(account, form, { ...billing.deps(), stripe })).toEqual({ ok: true, kind: "confirm" });
    expect((await billing.membershipOf(account)).pendingUntil).toBeNull();
    expect(await findWaitingChange(billing.deps(), asking(account))).toEqual({
      ok: false,
      reason: "billing-unavailable",
    });
    billing.sandbox.faults.apiFailures = 0;
    expect(await send(account, form)).toEqual({ ok: false, reason: "change-waiting" });
    expect(await waiting(account)).toMatchObject({ plan: { slug: "plus" } });
    expect(await openInvoices(account)).toHaveLength(1);
  });
});

describe("a household seat that the bank wants confirmed", () => {
  test("waits; confirmed, it is there and charged as shown", async () => {
    const account = await join();
    expect(await buySeats(account, 2)).toEqual({ ok: true, waits: true });
    expect(await billing.membershipOf(account)).toMatchObject({ addOnSeats: 0 });
    expect(await waiting(account)).toMatchObject({ plan: null, addOnSeats: 2, dueCents: 6_000 });
    expect(await charges(account)).toEqual([6_000]);
    await confirm(account);
    expect(await look(account)).toMatchObject({ addOnSeats: 2, pendingUntil: null, planSlug: "base" });
    expect(await charges(account)).toEqual([6_000, 6_000]);
  });

  test("one more beside one that is there: the difference alone", async () => {
    const account = await join();
    await buySeats(account, 1);
    await confirm(account);
    await look(account);
    expect(await buySeats(account, 2)).toEqual({ ok: true, waits: true });
    expect(await waiting(account)).toMatchObject({ addOnSeats: 2, dueCents: 3_000 });
    await confirm(account);
    expect((await look(account)).addOnSeats).toBe(2);
    expect(await charges(account)).toEqual([3_000, 3_000, 6_000]);
  });

  test("not confirmed in time: no seat, no charge", async () => {
    const account = await join();
    await buySeats(account, 1);
    pass(23 * HOUR);
    expect(await look(account)).toMatchObject({ addOnSeats: 0, pendingUntil: null });
    expect(await charges(account)).toEqual([6_000]);
  });

  test("bought in two tabs at once with a good card: paid for once", async () => {
    const account = await join("pm_card_visa");
    const forms = [clock(), new Date(clock().getTime() - 1_000)];
    const answers = await Promise.all(
      forms.map(async (quotedAt) => {
        const found = await offerAddOnSeats(billing.deps(), {
          accountId: account.id,
          seats: 1,
          now: quotedAt,
        });
        const shownTerms = found.ok ? found.offered.shownTerms : "";
        const form = { accountId: account.id, seats: 1, now: clock(), quotedAt, shownTerms, agreed: true };
        return await setAddOnSeats(billing.deps(), { ...form, ip: "203.0.113.7", userAgent: "Test" });
      }),
    );
    expect(answers).toContainEqual({ ok: true, seats: 1 });
    expect((await look(account)).addOnSeats).toBe(1);
    expect(await charges(account)).toHaveLength(2);
  });
});
