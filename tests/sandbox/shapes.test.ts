/**
 * Every answer and every event of the sandbox has the shape that the pinned API version's answers have. The first test goes
 * through all endpoints; it fails for an endpoint that it does not visit.
 */
import { setupServer } from "msw/node";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "#scripts/stripe-sandbox/routes.ts";
import { createSandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import { readSdkShapes, type SdkShapes } from "#tests/support/sdk-shapes.ts";
import { days, makeCustomer, makePlan, refusalOf, startOfTime } from "./support.ts";

type Answer = { method: string; path: string; status: number; body: unknown };

const answers: Answer[] = [];
const sandbox = createSandbox({ now: startOfTime });
const server = setupServer(...sandbox.handlers);
/** The SDK's client, with each answer noted as it came. */
const stripe = new Stripe("sk_test_sandbox", {
  apiVersion: "2026-10-28.endive",
  maxNetworkRetries: 0,
  httpClient: Stripe.createFetchHttpClient(async (input, init) => {
    const response = await fetch(input, init);
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    answers.push({
      method: init?.method ?? "GET",
      path,
      status: response.status,
      body: await response.clone().json(),
    });
    return response;
  }),
});
let shapes: SdkShapes;

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
  shapes = readSdkShapes();
});
afterAll(() => {
  sandbox.close();
  server.close();
});

function faultsOfAnswers(): string[] {
  return answers.flatMap(({ method, path, status, body }) => {
    const faults =
      status === 200
        ? shapes.faultsOf(body)
        : shapes.faultsAs("StripeRawError", (body as { error: unknown }).error);
    return faults.map((fault) => `${method} ${path}: ${fault}`);
  });
}

test("a shape that is not Stripe's is told", async () => {
  const customer = { ...(await stripe.customers.create({ name: "Ada" })), lastResponse: undefined };
  const { lastResponse: _, ...good } = customer;
  expect(shapes.faultsOf(good)).toEqual([]);
  const { created: __, ...short } = good;
  const wrong = { ...short, nickname: "A", livemode: "no", invoice_prefix: 7, address: { city: 1 } };
  expect(
    shapes
      .faultsOf(wrong)
      .map((fault) => fault.replace(/ is not.*/, ""))
      .sort(),
  ).toEqual([
    "customer.address.city: 1",
    "customer.address.country: missing",
    "customer.address.line1: missing",
    "customer.address.line2: missing",
    "customer.address.postal_code: missing",
    "customer.address.state: missing",
    "customer.created: missing",
    "customer.invoice_prefix: 7",
    'customer.livemode: "no"',
    "customer.nickname: unknown",
  ]);
  const subscription = { ...good, object: "subscription" };
  expect(shapes.faultsOf(subscription)).toContain("subscription.billing_mode: missing");
  expect(shapes.faultsOf({ object: "nothing" })).toHaveLength(1);
});

test("every endpoint answers in the shape of the pinned API version", async () => {
  await visitCatalogue();
  await visitCustomersAndCards();
  await visitSubscriptions();
  await visitMoneyBack();
  await visitCheckoutAndPortal();
  await visitClocksAndAccount();
  await visitEvents();
  const unseen = routes.filter(
    ({ method, pattern }) =>
      !answers.some((one) => one.method === method && pattern.test(one.path) && one.status === 200),
  );
  expect(unseen.map(({ method, pattern }) => `${method} ${pattern.source}`)).toEqual([]);
  expect(faultsOfAnswers()).toEqual([]);
});

test("refusals are errors in Stripe's shape", async () => {
  const before = answers.length;
  await refusalOf(stripe.customers.retrieve("cus_none"));
  await refusalOf(stripe.customers.create({ nickname: "ada" } as Stripe.CustomerCreateParams));
  await refusalOf(
    stripe.paymentIntents.create({
      amount: 100,
      currency: "usd",
      confirm: true,
      payment_method: "pm_card_visa_chargeDeclinedInsufficientFunds",
      return_url: "https://club.example/",
    }),
  );
  const key = { idempotencyKey: "once" };
  await stripe.products.create({ name: "A" }, key);
  await refusalOf(stripe.products.create({ name: "B" }, key));
  const failed = answers.slice(before).filter((one) => one.status !== 200);
  expect(failed.map((one) => one.status)).toEqual([404, 400, 402, 400]);
  expect(faultsOfAnswers()).toEqual([]);
});

test("every event of those lives has the shape of its type", () => {
  const events = sandbox.events();
  expect(new Set(events.map((event) => event.type)).size).toBeGreaterThan(30);
  const faults = events.flatMap((event) => shapes.faultsOf(event).map((fault) => `${event.type}: ${fault}`));
  expect(faults).toEqual([]);
});

async function visitCatalogue(): Promise<void> {
  const product = await stripe.products.create({
    name: "Club",
    description: "A year",
    metadata: { plan: "base" },
  });
  await stripe.products.update(product.id, { name: "The Club" });
  await stripe.products.retrieve(product.id);
  await stripe.products.list();
  const spare = await stripe.products.create({ name: "Spare" });
  await stripe.products.del(spare.id);
  const price = await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: 6500,
    recurring: { interval: "year" },
    lookup_key: "base",
  });
  await stripe.prices.update(price.id, { nickname: "Base", transfer_lookup_key: true, lookup_key: "base" });
  await stripe.prices.retrieve(price.id, { expand: ["product"] });
  await stripe.prices.list({ lookup_keys: ["base"], expand: ["data.product"] });
  const coupon = await stripe.coupons.create({ percent_off: 12.5, duration: "once", name: "Spring" });
  await stripe.coupons.update(coupon.id, { name: "Early spring" });
  await stripe.coupons.retrieve(coupon.id);
  await stripe.coupons.list();
  const code = await stripe.promotionCodes.create({
    promotion: { type: "coupon", coupon: coupon.id },
    code: "SPRING",
  });
  await stripe.promotionCodes.update(code.id, { active: true });
  await stripe.promotionCodes.retrieve(code.id, { expand: ["promotion.coupon"] });
  await stripe.promotionCodes.list();
  const gone = await stripe.coupons.create({ amount_off: 500, currency: "usd", duration: "forever" });
  await stripe.coupons.del(gone.id);
}

async function visitCustomersAndCards(): Promise<void> {
  const customer = await makeCustomer(stripe);
  await stripe.customers.update(customer.id, { email: "new@example.com" });
  await stripe.customers.retrieve(customer.id, {
    expand: ["invoice_settings.default_payment_method", "subscriptions"],
  });
  await stripe.customers.list({ email: "new@example.com" });
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2030, cvc: "123" };
  const method = await stripe.paymentMethods.create({ type: "card", card });
  await stripe.paymentMethods.attach(method.id, { customer: customer.id });
  await stripe.paymentMethods.update(method.id, { billing_details: { name: "Ada" } });
  await stripe.paymentMethods.retrieve(method.id, { expand: ["customer"] });
  await stripe.paymentMethods.list({ customer: customer.id });
  await stripe.customers.listPaymentMethods(customer.id);
  await stripe.customers.retrievePaymentMethod(customer.id, method.id);
  const setup = await stripe.setupIntents.create({ customer: customer.id });
  await stripe.setupIntents.confirm(setup.id, { payment_method: method.id });
  await stripe.setupIntents.retrieve(setup.id);
  await stripe.setupIntents.list();
  await stripe.setupIntents.cancel((await stripe.setupIntents.create({ customer: customer.id })).id);
  await stripe.paymentMethods.detach(method.id);
  await visitPaymentIntents(customer.id);
  await stripe.customers.del(customer.id);
  await stripe.customers.retrieve(customer.id);
}

async function visitPaymentIntents(customer: string): Promise<void> {
  const given = { amount: 1200, currency: "usd", customer, payment_method: "pm_card_visa" };
  const intent = await stripe.paymentIntents.create(given);
  await stripe.paymentIntents.update(intent.id, { metadata: { order: "7" } });
  const paid = await stripe.paymentIntents.confirm(intent.id, { return_url: "https://club.example/" });
  await stripe.paymentIntents.retrieve(paid.id, { expand: ["latest_charge.balance_transaction"] });
  await stripe.paymentIntents.list({ customer });
  const held = await stripe.paymentIntents.create({
    ...given,
    capture_method: "manual",
    confirm: true,
    return_url: "https://club.example/",
  });
  await stripe.paymentIntents.capture(held.id);
  await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(given)).id);
  const asked = { ...given, payment_method: "pm_card_authenticationRequired", confirm: true };
  await stripe.paymentIntents.create({ ...asked, return_url: "https://club.example/" });
}

async function visitSubscriptions(): Promise<void> {
  const base = await makePlan(stripe, 6500);
  const plus = await makePlan(stripe, 13000, "Plus");
  const seat = await makePlan(stripe, 2000, "Seat");
  const customer = await makeCustomer(stripe);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: base.id }],
    expand: ["latest_invoice.confirmation_secret", "latest_invoice.payments"],
  });
  const { id } = subscription;
  const item = subscription.items.data[0]?.id ?? "";
  await stripe.subscriptionItems.list({ subscription: id });
  await stripe.subscriptionItems.retrieve(item);
  await stripe.subscriptionItems.update(item, { metadata: { a: "1" } });
  const added = await stripe.subscriptionItems.create({ subscription: id, price: seat.id, quantity: 2 });
  await stripe.subscriptionItems.del(added.id);
  const change = {
    items: [{ id: item, price: plus.id }],
    proration_behavior: "always_invoice",
  } satisfies Stripe.SubscriptionUpdateParams;
  await stripe.invoices.createPreview({ subscription: id, subscription_details: change });
  await stripe.subscriptions.update(id, { ...change, expand: ["latest_invoice"] });
  await stripe.subscriptions.retrieve(id, {
    expand: ["customer", "latest_invoice.payments", "items.data.price.product"],
  });
  await stripe.subscriptions.list({ customer: customer.id, status: "all" });
  await visitInvoices(customer.id);
  await stripe.subscriptions.cancel(id);
  await visitFailures(base.id);
}

async function visitInvoices(customer: string): Promise<void> {
  const { data } = await stripe.invoices.list({ customer, expand: ["data.payments"] });
  const invoice = data[0]?.id ?? "";
  await stripe.invoices.retrieve(invoice, { expand: ["payments.data.payment.payment_intent.latest_charge"] });
  await stripe.invoices.update(invoice, { metadata: { seen: "yes" } });
  await stripe.invoices.listLineItems(invoice);
  const payments = await stripe.invoicePayments.list({ invoice });
  await stripe.invoicePayments.retrieve(payments.data[0]?.id ?? "");
  await stripe.invoices.sendInvoice(invoice);
}

/** Renewals: one in draft that is finalized by hand, one that fails and is paid late, one given up, one void. */
async function visitFailures(price: string): Promise<void> {
  const customers = [];
  for (const card of [
    "pm_card_visa",
    "pm_card_chargeCustomerFail",
    "pm_card_authenticationRequiredOnSetup",
  ]) {
    const customer = await makeCustomer(stripe, card);
    await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price }],
      payment_behavior: "allow_incomplete",
    });
    customers.push(customer);
  }
  const [good, failing] = customers;
  const open = await stripe.invoices.list({ customer: failing?.id ?? "", status: "open" });
  await stripe.invoices.markUncollectible(open.data[0]?.id ?? "");
  const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: good?.id ?? "" });
  await stripe.customers.update(good?.id ?? "", { invoice_settings: { default_payment_method: bad.id } });
  sandbox.advanceTo(new Date(sandbox.now().getTime() + days(365) + 60_000));
  const drafts = await stripe.invoices.list({ customer: good?.id ?? "", status: "draft" });
  const draft = drafts.data[0]?.id ?? "";
  await stripe.invoices.finalizeInvoice(draft);
  await refusalOf(stripe.invoices.pay(draft));
  await stripe.invoices.pay(draft, { payment_method: "pm_card_visa" });
  const voided = await makeCustomer(stripe, "pm_card_chargeCustomerFail");
  await stripe.subscriptions.create({
    customer: voided.id,
    items: [{ price }],
    payment_behavior: "allow_incomplete",
  });
  const waiting = await stripe.invoices.list({ customer: voided.id, status: "open" });
  await stripe.invoices.voidInvoice(waiting.data[0]?.id ?? "");
  sandbox.advanceTo(new Date(sandbox.now().getTime() + days(60)));
}

async function visitMoneyBack(): Promise<void> {
  const paid = (amount: number) =>
    stripe.paymentIntents.create({
      amount,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
      return_url: "https://club.example/",
    });
  const { id: payment_intent, latest_charge: charge } = await paid(900);
  await stripe.charges.retrieve(charge as string, { expand: ["balance_transaction"] });
  await stripe.charges.update(charge as string, { description: "Fee" });
  await stripe.charges.list({ payment_intent });
  const refund = await stripe.refunds.create({ payment_intent, reason: "requested_by_customer" });
  await stripe.refunds.retrieve(refund.id);
  await stripe.refunds.update(refund.id, { metadata: { why: "asked" } });
  await stripe.refunds.list({ payment_intent });
  const balance = await stripe.balanceTransactions.list();
  await stripe.balanceTransactions.retrieve(balance.data[0]?.id ?? "");
  for (const win of [true, false]) {
    const disputed = await stripe.paymentIntents.create({
      amount: 700,
      currency: "usd",
      payment_method: "pm_card_createDispute",
      confirm: true,
      return_url: "https://club.example/",
    });
    const { data } = await stripe.disputes.list({ payment_intent: disputed.id });
    const dispute = data[0]?.id ?? "";
    await stripe.disputes.retrieve(dispute);
    if (win)
      await stripe.disputes.update(dispute, {
        evidence: { uncategorized_text: "winning_evidence" },
        submit: true,
      });
    else await stripe.disputes.close(dispute);
  }
}

async function visitCheckoutAndPortal(): Promise<void> {
  const price = await makePlan(stripe, 6500);
  const given = {
    mode: "subscription",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "https://club.example/done",
    cancel_url: "https://club.example/join",
    allow_promotion_codes: true,
    customer_email: "eve@example.com",
  } satisfies Stripe.Checkout.SessionCreateParams;
  const session = await stripe.checkout.sessions.create(given);
  await stripe.checkout.sessions.retrieve(session.id, { expand: ["line_items"] });
  await stripe.checkout.sessions.listLineItems(session.id);
  await stripe.checkout.sessions.update(session.id, { metadata: { a: "1" } });
  expect(sandbox.completeCheckout(session.id).kind).toBe("complete");
  await stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice", "customer"] });
  await stripe.checkout.sessions.expire((await stripe.checkout.sessions.create(given)).id);
  await stripe.checkout.sessions.list();
  const setup = { mode: "setup", currency: "usd", success_url: "https://club.example/" } as const;
  const { id: customer } = await makeCustomer(stripe);
  const saved = await stripe.checkout.sessions.create({ ...setup, customer });
  expect(sandbox.completeCheckout(saved.id).kind).toBe("complete");
  const configuration = await stripe.billingPortal.configurations.create({
    business_profile: { headline: "Tallyhouse" },
    features: {
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      customer_update: { enabled: true, allowed_updates: ["email"] },
      subscription_cancel: { enabled: true, cancellation_reason: { enabled: true, options: ["unused"] } },
    },
  });
  await stripe.billingPortal.configurations.update(configuration.id, { metadata: { a: "1" } });
  await stripe.billingPortal.configurations.retrieve(configuration.id);
  await stripe.billingPortal.configurations.list();
  await stripe.billingPortal.sessions.create({ customer, return_url: "https://club.example/" });
}

async function visitClocksAndAccount(): Promise<void> {
  const at = Math.floor(startOfTime.getTime() / 1000);
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at, name: "Ages" });
  const customer = await makeCustomer(stripe, "pm_card_visa", clock.id);
  const price = await makePlan(stripe, 6500);
  await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at + 400 * 86_400 });
  await stripe.testHelpers.testClocks.retrieve(clock.id);
  await stripe.testHelpers.testClocks.list();
  await stripe.testHelpers.testClocks.del(clock.id);
  await stripe.accounts.retrieveCurrent();
}

async function visitEvents(): Promise<void> {
  const { data } = await stripe.events.list({ limit: 100 });
  await stripe.events.retrieve(data[0]?.id ?? "");
  const hook = { url: "https://club.example/webhooks/stripe", enabled_events: ["*" as const] };
  const endpoint = await stripe.webhookEndpoints.create({ ...hook, api_version: "2026-10-28.endive" });
  await stripe.webhookEndpoints.update(endpoint.id, { description: "The club's" });
  await stripe.webhookEndpoints.retrieve(endpoint.id);
  await stripe.webhookEndpoints.list();
  await stripe.webhookEndpoints.del(endpoint.id);
}
