import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EventContext, handleStripeEvent } from "#app/commands/handle-stripe-event.ts";
import { type BillingEvent, verifyWebhook } from "#app/stripe/webhook.ts";
import { JOIN_DAY, ONE_YEAR_ON, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const SECRET = "whsec_test";
const CONTEXT: EventContext = { now: JOIN_DAY, livemode: false };

const handle = (event: BillingEvent, context = CONTEXT) => handleStripeEvent(billing.deps(), event, context);

/** A sent event as the webhook route reads it: signed body, verified by the SDK. */
function received(eventId: string): BillingEvent {
  const { body, headers } = billing.sandbox.signedWebhook(eventId, SECRET);
  const signature = new Headers(headers).get("Stripe-Signature") ?? "";
  const event = verifyWebhook(billing.stripe, body, signature, SECRET);
  if (event === undefined) throw new Error("The sandbox's own signature was refused.");
  return event;
}

async function eventsOf(account: TestAccount): Promise<BillingEvent[]> {
  const { stripeCustomerId } = await billing.membershipOf(account);
  return billing.sandbox
    .events()
    .map(({ id }) => received(id))
    .filter(({ customerId }) => customerId === stripeCustomerId);
}

async function storedEvent(id: string) {
  const [row] = await database.pools.owner.sql`
    select handled_at is not null as handled, membership_id, outcome from stripe_events where id = ${id}`;
  return row;
}

describe("what a webhook sends", () => {
  test("is believed only with our signature on these very bytes", async () => {
    await billing.pay();
    const { body, headers } = billing.sandbox.signedWebhook(
      billing.sandbox.events().at(-1)?.id ?? "",
      SECRET,
    );
    const signature = new Headers(headers).get("Stripe-Signature") ?? "";
    expect(verifyWebhook(billing.stripe, body, signature, SECRET)).toBeDefined();
    expect(verifyWebhook(billing.stripe, body, signature, "whsec_other")).toBeUndefined();
    expect(verifyWebhook(billing.stripe, body.replace("evt_", "evt-"), signature, SECRET)).toBeUndefined();
    expect(verifyWebhook(billing.stripe, body, "", SECRET)).toBeUndefined();
  });
});

describe("one joining, told in any way", () => {
  test("every event of it names the customer", async () => {
    const account = await billing.pay();
    const events = await eventsOf(account);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "customer.created",
        "checkout.session.completed",
        "customer.subscription.created",
        "invoice.paid",
      ]),
    );
  });

  test("in any order, with repeats, it ends the same; and each event is done once", async () => {
    const orders = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(orders, fc.nat(4), async (numbers, repeats) => {
        const account = await billing.pay();
        const events = await eventsOf(account);
        const sent = [...events, ...events.slice(0, repeats)]
          .map((event) => ({ event, at: numbers.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ event }) => event);
        for (const event of sent) await handle(event);
        const membership = await billing.membershipOf(account);
        expect(membership).toMatchObject({ state: "active", paidThrough: ONE_YEAR_ON, cancelAt: null });
        const joins = await database.pools.owner.sql`
          select 1 from audit_entries where subject_id = ${membership.id}`;
        expect(joins).toHaveLength(1);
      }),
      { numRuns: 12 },
    );
  });

  test("all at once, each twice", async () => {
    const account = await billing.pay();
    const events = await eventsOf(account);
    await Promise.all([...events, ...events].map((event) => handle(event)));
    const { id, state } = await billing.membershipOf(account);
    expect(state).toBe("active");
    for (const event of events) {
      expect(await storedEvent(event.id)).toMatchObject({ handled: true, membership_id: id });
    }
  });

  test("an old event that comes after a cancel does not bring the membership back", async () => {
    const account = await billing.pay();
    const events = await eventsOf(account);
    await handle(events[0] as BillingEvent);
    const { stripeSubscriptionId } = await billing.membershipOf(account);
    await billing.stripe.subscriptions.cancel(stripeSubscriptionId ?? "");
    for (const event of await eventsOf(account)) await handle(event);
    expect((await billing.membershipOf(account)).state).toBe("cancelled");
    const paid = events.find(({ type }) => type === "invoice.paid") as BillingEvent;
    await handle({ ...paid, id: "evt_sent_again_under_another_id" });
    expect((await billing.membershipOf(account)).state).toBe("cancelled");
  });
});

describe("what is kept of an event", () => {
  test("the second time it is a duplicate", async () => {
    const [event] = await eventsOf(await billing.pay());
    expect(await handle(event as BillingEvent)).toEqual({ result: "changed" });
    expect(await handle(event as BillingEvent)).toEqual({ result: "duplicate" });
  });

  test("when the work fails it stays open, and the next delivery does it", async () => {
    const account = await billing.pay();
    const [event] = await eventsOf(account);
    if (event === undefined) throw new Error("no event");
    billing.sandbox.faults.apiFailures = 3;
    await expect(handle(event)).rejects.toMatchObject({ problem: { kind: "unavailable" } });
    expect(await storedEvent(event.id)).toMatchObject({ handled: false, outcome: null });
    expect((await billing.membershipOf(account)).state).toBe("pending");
    expect(await handle(event)).toEqual({ result: "changed" });
    expect(await storedEvent(event.id)).toMatchObject({ handled: true, outcome: { result: "changed" } });
  });

  const stranger: BillingEvent = {
    id: "evt_stranger",
    type: "invoice.paid",
    livemode: false,
    createdAt: JOIN_DAY,
    customerId: "cus_nobody",
    chargeId: null,
    otherVersion: false,
  };

  test.each<[string, Partial<BillingEvent>, string]>([
    ["somebody we don't know", {}, "unknown-customer"],
    ["nobody", { id: "evt_nobody", customerId: null }, "no-customer"],
    ["the other mode", { id: "evt_live", livemode: true }, "other-mode"],
  ])("about %s: kept, done, and nothing else", async (_name, given, result) => {
    const event = { ...stranger, ...given };
    expect(await handle(event)).toEqual({ result });
    expect(await storedEvent(event.id)).toMatchObject({ handled: true, membership_id: null });
  });

  test("real money's event does not touch a test membership, even of a known customer", async () => {
    const account = await billing.pay();
    const [event] = await eventsOf(account);
    expect(await handle({ ...(event as BillingEvent), livemode: true })).toEqual({ result: "other-mode" });
    expect((await billing.membershipOf(account)).state).toBe("pending");
  });

  test("a second live subscription is reported, not taken for the first", async () => {
    const account = await billing.pay();
    const [first, second] = await eventsOf(account);
    await handle(first as BillingEvent);
    const { stripeCustomerId, stripeSubscriptionId } = await billing.membershipOf(account);
    const prices = await billing.stripe.prices.list({ lookup_keys: ["tallyhouse_base_yearly"] });
    const method = await billing.stripe.paymentMethods.attach("pm_card_visa", {
      customer: stripeCustomerId ?? "",
    });
    const stray = await billing.stripe.subscriptions.create({
      customer: stripeCustomerId ?? "",
      items: [{ price: prices.data[0]?.id ?? "" }],
      default_payment_method: method.id,
    });
    const outcome = await handle(second as BillingEvent);
    expect(outcome.detail).toContain(stray.id);
    expect((await billing.membershipOf(account)).stripeSubscriptionId).toBe(stripeSubscriptionId);
  });
});
