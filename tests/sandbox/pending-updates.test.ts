/** Changes that wait for their payment: held, paid, expired, voided, replaced; and what may not be asked with them. */
import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { handleInvoice } from "#scripts/stripe-sandbox/pages/invoice-page.ts";
import { days, makeCustomer, makePlan, refusalOf, withSandbox } from "./support.ts";

const { sandbox, stripe } = withSandbox();
const HOUR = 3_600_000;

async function member(card: string) {
  const basic = await makePlan(stripe, 6_500, "Club");
  const plus = await makePlan(stripe, 13_000, "Plus");
  const customer = await makeCustomer(stripe);
  const { id, items } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: basic.id }],
  });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  await stripe.subscriptions.update(id, { default_payment_method: method.id });
  return { id, item: items.data[0]?.id ?? "", basic: basic.id, plus: plus.id };
}

type Member = Awaited<ReturnType<typeof member>>;

const upgrade = ({ id, item, plus }: Member, more: Partial<Stripe.SubscriptionUpdateParams> = {}) =>
  stripe.subscriptions.update(id, {
    items: [{ id: item, price: plus }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
    ...more,
  });

const read = ({ id }: Member) => stripe.subscriptions.retrieve(id);
const invoiceOf = (subscription: Stripe.Subscription) =>
  stripe.invoices.retrieve(subscription.latest_invoice as string);
const page = (invoice: string, form: Record<string, string>) => {
  const body = new URLSearchParams(form);
  return handleInvoice(sandbox.world, new Request("http://sandbox/i", { method: "POST", body }), invoice);
};
/** Types of the events about pending updates of a subscription. */
const told = ({ id }: Member) =>
  sandbox
    .events()
    .filter(({ type, data }) => type.includes("pending_update") && data.object.id === id)
    .map(({ type }) => type.split("_").at(-1));

describe("a change whose card wants its owner", () => {
  test("waits: nothing is changed or charged, and its invoice is open", async () => {
    const ada = await member("pm_card_authenticationRequired");
    const held = await upgrade(ada, { metadata: { note: "up" } });
    expect(held).toMatchObject({ status: "active", metadata: {} });
    expect(held.items.data.map(({ price }) => price.id)).toEqual([ada.basic]);
    const hours = ((held.pending_update?.expires_at ?? 0) * 1_000 - sandbox.now().getTime()) / HOUR;
    expect(hours).toBe(23);
    expect(held.pending_update?.subscription_items?.map(({ id, price }) => [id, price.id])).toEqual([
      [ada.item, ada.plus],
    ]);
    expect(await invoiceOf(held)).toMatchObject({
      status: "open",
      billing_reason: "subscription_update",
      amount_due: 6_500,
      next_payment_attempt: null,
    });
  });

  test("is carried out when its owner confirms on the invoice's page, once", async () => {
    const ada = await member("pm_card_authenticationRequired");
    const { latest_invoice } = await upgrade(ada, { metadata: { note: "up" } });
    const invoice = latest_invoice as string;
    const bank = await page(invoice, { action: "saved" });
    expect(await bank.text()).toContain("Confirm with your bank");
    expect((await page(invoice, { action: "saved", confirmed: "no" })).status).toBe(422);
    expect((await read(ada)).pending_update).not.toBeNull();
    expect((await page(invoice, { action: "saved", confirmed: "yes" })).status).toBe(303);
    const applied = await read(ada);
    expect(applied).toMatchObject({ pending_update: null, metadata: { note: "up" }, status: "active" });
    expect(applied.items.data.map(({ price }) => price.id)).toEqual([ada.plus]);
    expect(told(ada)).toEqual(["applied"]);
    expect((await invoiceOf(applied)).amount_paid).toBe(6_500);
  });

  test("is forgotten after 23 hours: its invoice is void, and asking again counts from the plan that is paid", async () => {
    const ada = await member("pm_card_authenticationRequired");
    const held = await upgrade(ada);
    sandbox.advanceTo(new Date(sandbox.now().getTime() + 23 * HOUR));
    const after = await read(ada);
    expect(after).toMatchObject({ pending_update: null, status: "active" });
    expect((await invoiceOf(held)).status).toBe("void");
    expect(told(ada)).toEqual(["expired"]);
    const again = await invoiceOf(await upgrade(ada));
    expect(again.amount_due).toBeLessThan(6_500);
    expect(again.amount_due).toBeGreaterThan(6_450);
  });

  test("is let go when its invoice is voided; another in its place voids the first", async () => {
    const ada = await member("pm_card_authenticationRequired");
    const first = await upgrade(ada);
    const second = await upgrade(ada);
    expect((await invoiceOf(first)).status).toBe("void");
    await stripe.invoices.voidInvoice(second.latest_invoice as string);
    expect((await read(ada)).pending_update).toBeNull();
    expect(told(ada)).toEqual(["expired", "expired"]);
  });

  test("ends with its subscription, and gives way to a planned end", async () => {
    const ada = await member("pm_card_authenticationRequired");
    const held = await upgrade(ada);
    const ends = await stripe.subscriptions.update(ada.id, { cancel_at_period_end: true });
    expect(ends.pending_update).toBeNull();
    expect((await invoiceOf(held)).status).toBe("void");
    const again = await upgrade(ada);
    await stripe.subscriptions.cancel(ada.id);
    expect((await invoiceOf(again)).status).toBe("void");
  });

  test("credits that waited before it wait again when it is let go", async () => {
    const ada = await member("pm_card_authenticationRequired");
    const seat = await makePlan(stripe, 3_000, "Seat");
    const visa = await stripe.paymentMethods.attach("pm_card_visa", {
      customer: (await read(ada)).customer as string,
    });
    const [asks] = [(await read(ada)).default_payment_method as string];
    await stripe.subscriptions.update(ada.id, { default_payment_method: visa.id });
    const with2 = await stripe.subscriptions.update(ada.id, {
      items: [{ price: seat.id, quantity: 2 }],
      proration_behavior: "always_invoice",
    });
    const seats = with2.items.data.find(({ price }) => price.id === seat.id)?.id ?? "";
    sandbox.advanceTo(new Date(sandbox.now().getTime() + days(73)));
    await stripe.subscriptions.update(ada.id, { items: [{ id: seats, quantity: 1 }] });
    await stripe.subscriptions.update(ada.id, { default_payment_method: asks });
    const waiting = () =>
      [...sandbox.state.pendingLines.values()].filter((line) => line.subscription === ada.id);
    const before = waiting().map(({ line }) => line.amount);
    expect(before).toHaveLength(2);
    sandbox.advanceTo(new Date(sandbox.now().getTime() + days(1)));
    const held = await upgrade(ada);
    expect(waiting()).toEqual([]);
    await stripe.invoices.voidInvoice(held.latest_invoice as string);
    expect(waiting().map(({ line }) => line.amount)).toEqual(before);
  });
});

test("a card that is declined leaves the change waiting too; a good one carries it out at once", async () => {
  const ada = await member("pm_card_chargeCustomerFail");
  const held = await upgrade(ada);
  expect(held.pending_update).not.toBeNull();
  expect(held.status).toBe("active");
  const good = await member("pm_card_visa");
  const done = await upgrade(good, { metadata: { note: "up" } });
  expect(done).toMatchObject({ pending_update: null, metadata: { note: "up" } });
  expect(done.items.data.map(({ price }) => price.id)).toEqual([good.plus]);
  expect(told(good)).toEqual([]);
});

test("what is not priced can't be asked with it, and one price is no second item", async () => {
  const ada = await member("pm_card_visa");
  const refused = await refusalOf(upgrade(ada, { description: "Plus" }));
  expect(refused).toMatchObject({ statusCode: 400, param: "description" });
  const twice = await refusalOf(stripe.subscriptions.update(ada.id, { items: [{ price: ada.basic }] }));
  expect(twice.message).toContain("Cannot add multiple subscription items with the same plan");
});
