import { describe, expect, test } from "vitest";
import { createSandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import { dateOf, makeCustomer, makePlan, refusalOf, startOfTime, typesOf, withSandbox } from "./support.ts";

describe("a renewal that fails", () => {
  const { sandbox, stripe } = withSandbox();

  /** The end of a subscription's period, and two hours: drafted, finalised, charged. */
  async function passRenewal(subscription: string) {
    const { items } = await stripe.subscriptions.retrieve(subscription);
    sandbox.advanceTo(new Date(((items.data[0]?.current_period_end ?? 0) + 7200) * 1000));
  }

  async function failingMember() {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: bad.id } });
    return { customer: customer.id, id };
  }

  test("past due on the first failure, retried after 3 and 5 and 7 days, then cancelled", async () => {
    const { id } = await failingMember();
    const before = typesOf(sandbox).length;
    sandbox.advanceTo(new Date("2027-01-15T13:00:00Z"));
    expect(typesOf(sandbox).slice(before)).toEqual([
      "invoice.upcoming",
      "invoice.created",
      "customer.subscription.updated",
      "invoice.finalized",
      "payment_intent.created",
      "charge.failed",
      "payment_intent.payment_failed",
      "invoice.payment_failed",
      "customer.subscription.updated",
    ]);
    const late = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(late).toMatchObject({ status: "past_due", latest_invoice: { status: "open", attempt_count: 1 } });
    // The period has moved on all the same: its end proves no payment.
    expect(dateOf(late.items.data[0]?.current_period_end ?? 0)).toBe("2028-01-15T12:00:00.000Z");
    const [updated] = sandbox.events("customer.subscription.updated").slice(-1);
    expect(updated?.data.previous_attributes).toEqual({ status: "active" });

    sandbox.advanceTo(new Date("2027-02-15T13:00:00Z"));
    const attempts = sandbox
      .events("invoice.payment_failed")
      .map((event) => dateOf(event.created).slice(0, 10));
    expect(attempts).toEqual(["2027-01-15", "2027-01-18", "2027-01-23", "2027-01-30"]);
    const gone = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(gone).toMatchObject({
      status: "canceled",
      cancellation_details: { reason: "payment_failed" },
      latest_invoice: { status: "open", next_payment_attempt: null, attempt_count: 4 },
    });
    expect(sandbox.events("customer.subscription.deleted")).toHaveLength(1);
  });

  test("a new card and the next retry bring it back", async () => {
    const { id, customer } = await failingMember();
    await passRenewal(id);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("past_due");
    const good = await stripe.paymentMethods.attach("pm_card_visa", { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: good.id } });
    sandbox.advanceTo(new Date(sandbox.now().getTime() + 3 * 86_400_000));
    const back = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(back).toMatchObject({ status: "active", latest_invoice: { status: "paid", attempt_count: 2 } });
  });

  test("paying the open invoice by hand says why when it fails, and settles it when it works", async () => {
    const { id, customer } = await failingMember();
    await passRenewal(id);
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id);
    const refusal = await refusalOf(stripe.invoices.pay(String(invoice)));
    expect(refusal).toMatchObject({ statusCode: 402, code: "card_declined" });
    const good = await stripe.paymentMethods.attach("pm_card_visa", { customer });
    expect((await stripe.invoices.pay(String(invoice), { payment_method: good.id })).status).toBe("paid");
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
  });
});

describe("the account's settings", () => {
  const { sandbox, stripe } = withSandbox({ settings: { retryDays: [1], afterLastRetry: "unpaid" } });

  test("after the last retry the subscription can stay, unpaid", async () => {
    const price = await makePlan(stripe, 500, "Monthly", "month");
    const customer = await makeCustomer(stripe);
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id });
    await stripe.subscriptions.update(id, { default_payment_method: bad.id });
    sandbox.advanceTo(new Date("2026-02-17T13:00:00Z"));
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("unpaid");
    sandbox.advanceTo(new Date("2026-03-17T13:00:00Z"));
    const later = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(later).toMatchObject({
      status: "unpaid",
      latest_invoice: { status: "draft", auto_advance: false },
    });
  });
});

describe("a test clock", () => {
  const { sandbox, stripe } = withSandbox();

  test("moves its own customers only, asynchronously, forward, two cycles at most", async () => {
    const frozen = Math.floor(startOfTime.getTime() / 1000);
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: frozen });
    const price = await makePlan(stripe, 6500);
    const onClock = await makeCustomer(stripe, "pm_card_visa", clock.id);
    const { id } = await stripe.subscriptions.create({ customer: onClock.id, items: [{ price: price.id }] });
    expect((await stripe.subscriptions.list({ price: price.id })).data).toEqual([]);
    expect((await stripe.subscriptions.list({ test_clock: clock.id })).data).toHaveLength(1);

    const target = frozen + 366 * 86_400;
    const moving = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: target });
    expect(moving).toMatchObject({
      status: "advancing",
      status_details: { advancing: { target_frozen_time: target } },
    });
    await expect
      .poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status, { interval: 5 })
      .toBe("ready");
    const renewed = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(renewed.latest_invoice).toMatchObject({ billing_reason: "subscription_cycle", status: "paid" });
    expect(sandbox.now()).toEqual(startOfTime);

    const back = stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen });
    expect((await refusalOf(back)).param).toBe("frozen_time");
    const far = stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: target + 3 * 366 * 86_400 });
    expect((await refusalOf(far)).message).toContain("two intervals");
    await stripe.testHelpers.testClocks.del(clock.id);
    expect(await stripe.customers.retrieve(onClock.id)).toEqual(expect.objectContaining({ deleted: true }));
  });
});

describe("billing days", () => {
  const { sandbox, stripe } = withSandbox({ now: new Date("2026-01-31T09:00:00Z") });

  test("a month that is too short renews on its last day, the next on the 31st again", async () => {
    const price = await makePlan(stripe, 500, "Monthly", "month");
    const customer = await makeCustomer(stripe);
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    sandbox.advanceTo(new Date("2026-06-01T00:00:00Z"));
    const renewals = sandbox.events("invoice.created").map((event) => dateOf(event.created).slice(0, 10));
    expect(renewals).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
  });

  test("time does not run backwards", () => {
    expect(() => createSandbox({ now: startOfTime }).advanceTo(new Date("2020-01-01"))).toThrow(
      "only moves forward",
    );
  });
});
