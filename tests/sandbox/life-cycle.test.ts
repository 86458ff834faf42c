import { describe, expect, test } from "vitest";
import {
  dateOf,
  days,
  makeCustomer,
  makePlan,
  refusalOf,
  startOfTime,
  typesOf,
  withSandbox,
} from "./support.ts";

describe("joining by checkout", () => {
  const { sandbox, stripe } = withSandbox();

  test("a paid session makes customer, subscription, invoice and payment, in Stripe's order", async () => {
    const price = await makePlan(stripe, 6500);
    const session = await stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: "https://club.example/joined?session_id={CHECKOUT_SESSION_ID}",
      cancel_url: "https://club.example/join",
      customer_email: "ada@example.com",
      subscription_data: { metadata: { membership: "m1" } },
    });
    expect(session).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      amount_total: 6500,
      subscription: null,
    });
    expect(session.url).toBe(`http://stripe-sandbox.localhost/c/pay/${session.id}`);
    const before = typesOf(sandbox).length;

    expect(sandbox.completeCheckout(session.id).kind).toBe("complete");

    expect(typesOf(sandbox).slice(before)).toEqual([
      "customer.created",
      "payment_method.attached",
      "invoice.created",
      "customer.updated",
      "invoice.finalized",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "invoice_payment.paid",
      "invoice.paid",
      "invoice.payment_succeeded",
      "customer.subscription.created",
      "checkout.session.completed",
    ]);
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["subscription.latest_invoice.payments", "line_items"],
    });
    expect(done).toMatchObject({ status: "complete", payment_status: "paid" });
    expect(done.line_items?.data[0]).toMatchObject({ amount_total: 6500, description: "Club" });
    const subscription = done.subscription;
    if (subscription === null || typeof subscription === "string") throw new Error("not expanded");
    expect(subscription).toMatchObject({ status: "active", metadata: { membership: "m1" } });
    const [item] = subscription.items.data;
    expect(dateOf(item?.current_period_start ?? 0)).toBe("2026-01-15T12:00:00.000Z");
    expect(dateOf(item?.current_period_end ?? 0)).toBe("2027-01-15T12:00:00.000Z");
    const invoice = subscription.latest_invoice;
    if (invoice === null || typeof invoice === "string") throw new Error("not expanded");
    expect(invoice).toMatchObject({
      status: "paid",
      amount_paid: 6500,
      billing_reason: "subscription_create",
    });
    expect(invoice.parent?.subscription_details?.subscription).toBe(subscription.id);
    expect(invoice.payments?.data[0]).toMatchObject({ status: "paid", amount_paid: 6500 });
    expect(String(invoice.lines.data[0]?.pricing?.unit_amount_decimal)).toBe("6500");
  });

  test("a declined card leaves nothing behind, and the session stays open for another card", async () => {
    const price = await makePlan(stripe, 6500);
    const session = await stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: "https://club.example/joined",
      customer_email: "bo@example.com",
    });
    const before = typesOf(sandbox).length;
    expect(sandbox.completeCheckout(session.id, { number: "4000000000009995" })).toMatchObject({
      kind: "declined",
      decline: { code: "card_declined", declineCode: "insufficient_funds" },
    });
    expect(typesOf(sandbox).length).toBe(before);
    expect((await stripe.customers.list({ email: "bo@example.com" })).data).toEqual([]);
    expect(sandbox.completeCheckout(session.id).kind).toBe("complete");
    expect((await refusalOf(stripe.checkout.sessions.expire(session.id))).message).toContain(
      "status of `complete`",
    );
  });

  test("an unused session expires after 24 hours", async () => {
    const price = await makePlan(stripe, 6500);
    const session = await stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: "https://club.example/joined",
    });
    sandbox.advanceTo(new Date(startOfTime.getTime() + days(1)));
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "expired",
      url: null,
    });
    expect(sandbox.events("checkout.session.expired")).toHaveLength(1);
  });
});

describe("the first payment by the API", () => {
  const { sandbox, stripe } = withSandbox();

  test("a good card makes the subscription active at once", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
    });
    expect(subscription.status).toBe("active");
  });

  test("a failing card leaves it incomplete for 23 hours, or refuses it without a trace", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe, "pm_card_chargeCustomerFail");
    const order = { customer: customer.id, items: [{ price: price.id }] };
    const waiting = await stripe.subscriptions.create({ ...order, expand: ["latest_invoice"] });
    expect(waiting).toMatchObject({ status: "incomplete", latest_invoice: { status: "open" } });
    const events = typesOf(sandbox).length;
    const refusal = await refusalOf(
      stripe.subscriptions.create({ ...order, payment_behavior: "error_if_incomplete" }),
    );
    expect(refusal).toMatchObject({
      statusCode: 402,
      code: "card_declined",
      decline_code: "generic_decline",
    });
    expect(typesOf(sandbox).length).toBe(events);
    sandbox.advanceTo(new Date(sandbox.now().getTime() + days(1)));
    const expired = await stripe.subscriptions.retrieve(waiting.id, { expand: ["latest_invoice"] });
    expect(expired).toMatchObject({ status: "incomplete_expired", latest_invoice: { status: "void" } });
  });

  test("default_incomplete gives the secret for the first payment, and paying it starts the membership", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: "default_incomplete",
      expand: ["latest_invoice.confirmation_secret"],
    });
    const invoice = subscription.latest_invoice;
    if (invoice === null || typeof invoice === "string") throw new Error("not expanded");
    expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_\w+_secret_\w+$/);
    await stripe.invoices.pay(invoice.id ?? "");
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
    const [updated] = sandbox.events("customer.subscription.updated").slice(-1);
    expect(updated?.data.previous_attributes).toEqual({ status: "incomplete" });
  });
});

describe("renewing", () => {
  const { sandbox, stripe } = withSandbox();

  test("a year later: an announcement, a draft, an hour later the charge", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    sandbox.advanceTo(new Date("2027-01-15T12:30:00Z"));
    const [notice] = sandbox.events("invoice.upcoming");
    expect(dateOf(notice?.created ?? 0)).toBe("2027-01-08T12:00:00.000Z");
    expect(notice?.data.object).not.toHaveProperty("id");
    expect(notice?.data.object).toMatchObject({ amount_due: 6500 });
    const drafted = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(drafted).toMatchObject({
      status: "active",
      latest_invoice: { status: "draft", amount_due: 6500 },
    });
    expect(dateOf(drafted.items.data[0]?.current_period_end ?? 0)).toBe("2028-01-15T12:00:00.000Z");
    const [moved] = sandbox.events("customer.subscription.updated").slice(-1);
    expect(moved?.request).toEqual({ id: null, idempotency_key: null });
    expect(Object.keys(moved?.data.previous_attributes ?? {}).sort()).toEqual(["items", "latest_invoice"]);

    sandbox.advanceTo(new Date("2027-01-15T13:00:00Z"));
    const renewed = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(renewed).toMatchObject({
      status: "active",
      latest_invoice: { status: "paid", billing_reason: "subscription_cycle", attempt_count: 1 },
    });
  });

  test("told to end at period end, it ends; told to go on after all, it goes on", async () => {
    const price = await makePlan(stripe, 500, "Monthly", "month");
    const customer = await makeCustomer(stripe);
    const order = { customer: customer.id, items: [{ price: price.id }] };
    const leaving = await stripe.subscriptions.create(order);
    const staying = await stripe.subscriptions.create(order);
    const planned = await stripe.subscriptions.update(leaving.id, { cancel_at_period_end: true });
    expect(planned).toMatchObject({
      status: "active",
      cancel_at: leaving.items.data[0]?.current_period_end,
      cancellation_details: { reason: "cancellation_requested" },
    });
    await stripe.subscriptions.update(staying.id, { cancel_at_period_end: true });
    const resumed = await stripe.subscriptions.update(staying.id, { cancel_at_period_end: false });
    expect(resumed).toMatchObject({ cancel_at: null, canceled_at: null, cancel_at_period_end: false });

    sandbox.advanceTo(new Date("2027-02-16T13:00:00Z"));
    expect(await stripe.subscriptions.retrieve(leaving.id)).toMatchObject({
      status: "canceled",
      cancel_at_period_end: true,
      ended_at: leaving.items.data[0]?.current_period_end,
    });
    expect((await stripe.subscriptions.retrieve(staying.id)).status).toBe("active");
    const listed = await stripe.subscriptions.list({ customer: customer.id });
    expect(listed.data.map(({ id }) => id)).toEqual([staying.id]);
    expect((await stripe.subscriptions.list({ customer: customer.id, status: "all" })).data).toHaveLength(2);
    expect((await refusalOf(stripe.subscriptions.cancel(leaving.id))).statusCode).toBe(404);
    expect(
      (await refusalOf(stripe.subscriptions.update(leaving.id, { cancel_at_period_end: false }))).message,
    ).toBe("A canceled subscription can only update its cancellation_details and metadata.");
  });
});
