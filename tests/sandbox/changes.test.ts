import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { days, makeCustomer, makePlan, refusalOf, startOfTime, withSandbox } from "./support.ts";

const { sandbox, stripe } = withSandbox();

async function member(price: Stripe.Price, card = "pm_card_visa") {
  const customer = await makeCustomer(stripe, card);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
  });
  const item = subscription.items.data[0];
  if (!item) throw new Error("no item");
  return { customer: customer.id, subscription: subscription.id, item: item.id };
}

function linesOf(invoice: Stripe.Invoice) {
  return invoice.lines.data.map((line) => [
    line.amount,
    line.parent?.subscription_item_details?.proration,
    line.pricing?.price_details?.price,
  ]);
}

describe("changing the plan", () => {
  test("an upgrade half way is billed at once, and the preview said the same", async () => {
    const basic = await makePlan(stripe, 6500, "Club");
    const plus = await makePlan(stripe, 13_000, "Plus");
    const { subscription, item } = await member(basic);
    // 73 of 365 days: a fifth of the year has gone, four fifths are left.
    sandbox.advanceTo(new Date(startOfTime.getTime() + days(73)));
    const change = { items: [{ id: item, price: plus.id }], proration_behavior: "always_invoice" as const };
    const preview = await stripe.invoices.createPreview({ subscription, subscription_details: change });
    expect(preview.id).toMatch(/^upcoming_in_/);
    const updated = await stripe.subscriptions.update(subscription, {
      ...change,
      expand: ["latest_invoice"],
    });
    const invoice = updated.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({
      status: "paid",
      billing_reason: "subscription_update",
      total: 5200,
      amount_paid: 5200,
    });
    expect(linesOf(invoice)).toEqual([
      [-5200, true, basic.id],
      [10_400, true, plus.id],
    ]);
    expect(linesOf(preview)).toEqual(linesOf(invoice));
    expect([preview.subtotal, preview.total, preview.amount_due]).toEqual([5200, 5200, 5200]);
    expect(updated.items.data[0]?.price.id).toBe(plus.id);
  });

  test("a downgrade waits: its credit is on the next renewal, as previewed", async () => {
    const basic = await makePlan(stripe, 6500, "Club");
    const plus = await makePlan(stripe, 13_000, "Plus");
    const { subscription, item } = await member(plus);
    const start = sandbox.now().getTime();
    sandbox.advanceTo(new Date(start + days(73)));
    const items = [{ id: item, price: basic.id }];
    const preview = await stripe.invoices.createPreview({ subscription, subscription_details: { items } });
    await stripe.subscriptions.update(subscription, { items });
    const upcoming = await stripe.invoices.createPreview({ subscription });
    expect(linesOf(upcoming)).toEqual(linesOf(preview));
    expect(upcoming.total).toBe(-10_400 + 5200 + 6500);
    sandbox.advanceTo(new Date(start + days(366)));
    const renewed = await stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
    const invoice = renewed.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({ status: "paid", total: 1300, billing_reason: "subscription_cycle" });
    expect(linesOf(invoice)).toEqual(linesOf(upcoming));
  });

  test("a downgrade billed at once becomes credit that later invoices use up", async () => {
    const basic = await makePlan(stripe, 6500, "Club");
    const plus = await makePlan(stripe, 13_000, "Plus");
    const { subscription, item, customer } = await member(plus);
    await stripe.subscriptions.update(subscription, {
      items: [{ id: item, price: basic.id }],
      proration_behavior: "always_invoice",
    });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -6500 });
    const upcoming = await stripe.invoices.createPreview({ subscription });
    expect(upcoming).toMatchObject({ total: 6500, amount_due: 0, starting_balance: -6500 });
  });

  test("without proration only the next period costs more", async () => {
    const basic = await makePlan(stripe, 6500, "Club");
    const plus = await makePlan(stripe, 13_000, "Plus");
    const { subscription, item } = await member(basic);
    await stripe.subscriptions.update(subscription, {
      items: [{ id: item, price: plus.id }],
      proration_behavior: "none",
    });
    expect(linesOf(await stripe.invoices.createPreview({ subscription }))).toEqual([
      [13_000, false, plus.id],
    ]);
  });

  test("another interval starts a new period and is billed at once", async () => {
    const monthly = await makePlan(stripe, 700, "Monthly", "month");
    const yearly = await makePlan(stripe, 6500, "Yearly");
    const { subscription, item } = await member(monthly);
    const updated = await stripe.subscriptions.update(subscription, {
      items: [{ id: item, price: yearly.id }],
      expand: ["latest_invoice"],
    });
    expect(updated.latest_invoice).toMatchObject({ status: "paid", total: 6500 - 700 });
    expect(updated.billing_cycle_anchor).toBe(Math.floor(sandbox.now().getTime() / 1000));
  });

  test("more seats, an item added and taken away again", async () => {
    const price = await makePlan(stripe, 1000, "Seat");
    const extra = await makePlan(stripe, 500, "Extra");
    const { subscription, item } = await member(price);
    await stripe.subscriptionItems.update(item, { quantity: 3, proration_behavior: "none" });
    const added = await stripe.subscriptionItems.create({
      subscription,
      price: extra.id,
      proration_behavior: "none",
    });
    expect((await stripe.invoices.createPreview({ subscription })).total).toBe(3500);
    await stripe.subscriptionItems.del(added.id, { proration_behavior: "none" });
    expect(
      (await stripe.subscriptionItems.list({ subscription })).data.map(({ quantity }) => quantity),
    ).toEqual([3]);
    const last = stripe.subscriptions.update(subscription, { items: [{ id: item, deleted: true }] });
    expect((await refusalOf(last)).message).toContain("at least one active plan");
  });

  test("error_if_incomplete refuses an upgrade that cannot be paid and changes nothing", async () => {
    const basic = await makePlan(stripe, 6500, "Club");
    const plus = await makePlan(stripe, 13_000, "Plus");
    const { subscription, item, customer } = await member(basic);
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await stripe.subscriptions.update(subscription, { default_payment_method: bad.id });
    const before = await stripe.subscriptions.retrieve(subscription);
    const refusal = await refusalOf(
      stripe.subscriptions.update(subscription, {
        items: [{ id: item, price: plus.id }],
        proration_behavior: "always_invoice",
        payment_behavior: "error_if_incomplete",
      }),
    );
    expect(refusal).toMatchObject({ statusCode: 402, code: "card_declined" });
    const after = await stripe.subscriptions.retrieve(subscription);
    expect(after.items.data[0]?.price.id).toBe(before.items.data[0]?.price.id);
    expect(after.latest_invoice).toBe(before.latest_invoice);
  });
});

describe("discounts", () => {
  test("a code for the first year takes part of the first invoice only; a credit gives back what was paid", async () => {
    const price = await makePlan(stripe, 6500);
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: "once" });
    const code = await stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "WELCOME20",
      max_redemptions: 1,
    });
    const customer = await makeCustomer(stripe);
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      discounts: [{ promotion_code: code.id }],
      expand: ["latest_invoice.discounts.source.coupon"],
    });
    const invoice = subscription.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({
      subtotal: 6500,
      total: 5200,
      total_discount_amounts: [{ amount: 1300 }],
    });
    expect(invoice.discounts[0]).toMatchObject({
      promotion_code: code.id,
      source: { coupon: { percent_off: 20 } },
    });
    expect((await stripe.invoices.createPreview({ subscription: subscription.id })).total).toBe(6500);
    expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({ active: false, times_redeemed: 1 });
    const again = stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      discounts: [{ promotion_code: code.id }],
    });
    expect((await refusalOf(again)).param).toBe("discounts[0]");
    await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -5200 });
  });
});

describe("a trial", () => {
  test("costs nothing until it ends, is announced three days before, then charges", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    const trial = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      trial_period_days: 30,
      expand: ["latest_invoice"],
    });
    expect(trial).toMatchObject({ status: "trialing", latest_invoice: { amount_due: 0, status: "paid" } });
    sandbox.advanceTo(new Date(sandbox.now().getTime() + days(28)));
    const notices = sandbox.events("customer.subscription.trial_will_end");
    expect(notices.map(({ data }) => data.object.id)).toEqual([trial.id]);
    sandbox.advanceTo(new Date(sandbox.now().getTime() + days(3)));
    const after = await stripe.subscriptions.retrieve(trial.id, { expand: ["latest_invoice"] });
    expect(after).toMatchObject({ status: "active", latest_invoice: { amount_paid: 6500 } });
  });
});

describe("money back", () => {
  async function paid(card = "pm_card_visa") {
    const customer = await makeCustomer(stripe, card);
    return stripe.paymentIntents.create({
      amount: 5000,
      currency: "usd",
      customer: customer.id,
      payment_method: String(customer.invoice_settings.default_payment_method),
      confirm: true,
      off_session: true,
    });
  }

  test("a membership refunded through its invoice's payment keeps its invoice paid", async () => {
    const price = await makePlan(stripe, 6500);
    const { subscription } = await member(price);
    const { latest_invoice } = await stripe.subscriptions.retrieve(subscription);
    const { data } = await stripe.invoicePayments.list({ invoice: String(latest_invoice) });
    const payment_intent = String(data[0]?.payment.payment_intent);
    const part = await stripe.refunds.create({
      payment_intent,
      amount: 1500,
      reason: "requested_by_customer",
    });
    expect(part).toMatchObject({ amount: 1500, status: "succeeded" });
    const [event] = sandbox.events("charge.refunded").slice(-1);
    expect(event?.data).toMatchObject({
      object: { amount_refunded: 1500, refunded: false },
      previous_attributes: { amount_refunded: 0 },
    });
    await stripe.refunds.create({ payment_intent });
    const more = await refusalOf(stripe.refunds.create({ payment_intent }));
    expect(more).toMatchObject({ statusCode: 400, code: "charge_already_refunded" });
    expect((await stripe.invoices.retrieve(String(latest_invoice))).status).toBe("paid");
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe("active");
  });

  test("too much is refused", async () => {
    const { id } = await paid();
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 5001 }))).param).toBe(
      "amount",
    );
  });

  test("a disputed charge cannot be refunded; winning the dispute brings the money back", async () => {
    const { latest_charge: charge } = await paid("pm_card_createDispute");
    const { data } = await stripe.disputes.list({ charge: String(charge) });
    expect(data[0]).toMatchObject({ amount: 5000, status: "needs_response", reason: "fraudulent" });
    const refusal = await refusalOf(stripe.refunds.create({ charge: String(charge) }));
    expect(refusal.code).toBe("charge_disputed");
    const won = await stripe.disputes.update(data[0]?.id ?? "", {
      evidence: { uncategorized_text: "winning_evidence" },
    });
    expect(won.status).toBe("won");
    const bookings = await stripe.balanceTransactions.list({ source: won.id });
    expect(bookings.data.map(({ amount }) => amount)).toEqual([5000, -5000]);
    expect(sandbox.events("charge.dispute.funds_reinstated")).toHaveLength(1);
  });

  test("held money is captured in part, or let go", async () => {
    const customer = await makeCustomer(stripe);
    const hold = () =>
      stripe.paymentIntents.create({
        amount: 5000,
        currency: "usd",
        customer: customer.id,
        payment_method: "pm_card_visa",
        capture_method: "manual",
        confirm: true,
      });
    const first = await hold();
    expect(first).toMatchObject({ status: "requires_capture", amount_capturable: 5000 });
    const taken = await stripe.paymentIntents.capture(first.id, { amount_to_capture: 4200 });
    expect(taken).toMatchObject({ status: "succeeded", amount_received: 4200 });
    expect((await stripe.paymentIntents.cancel((await hold()).id)).status).toBe("canceled");
  });
});

describe("cards", () => {
  test("a declined one cannot be attached, one that fails later can", async () => {
    const { id } = await stripe.customers.create({});
    const refusal = await refusalOf(
      stripe.paymentMethods.attach("pm_card_visa_chargeDeclined", { customer: id }),
    );
    expect(refusal).toMatchObject({
      statusCode: 402,
      code: "card_declined",
      decline_code: "generic_decline",
    });
    expect(
      (await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: id })).customer,
    ).toBe(id);
  });

  test("a card that asks each time is refused while its owner is away, and waits while they are there", async () => {
    const customer = await makeCustomer(stripe, "pm_card_authenticationRequired");
    const method = String(customer.invoice_settings.default_payment_method);
    const order = {
      amount: 5000,
      currency: "usd",
      customer: customer.id,
      payment_method: method,
      confirm: true,
    };
    const away = await refusalOf(stripe.paymentIntents.create({ ...order, off_session: true }));
    expect(away).toMatchObject({ statusCode: 402, code: "authentication_required" });
    expect(away.payment_intent).toMatchObject({ status: "requires_action" });
    expect((await stripe.paymentIntents.create(order)).status).toBe("requires_action");
  });

  test("detaching a card takes it off its customer and subscriptions", async () => {
    const price = await makePlan(stripe, 6500);
    const { subscription, customer } = await member(price);
    const { data } = await stripe.customers.listPaymentMethods(customer);
    await stripe.subscriptions.update(subscription, { default_payment_method: data[0]?.id ?? "" });
    await stripe.paymentMethods.detach(data[0]?.id ?? "");
    expect((await stripe.subscriptions.retrieve(subscription)).default_payment_method).toBeNull();
    expect(await stripe.customers.retrieve(customer)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    });
  });
});
