import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { makePlan } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "stripe-sandbox-"));
const stateFile = join(folder, "state.json");
let server: SandboxServer;
let stripe: Stripe;

function clientFor({ url }: SandboxServer): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe("sk_test_sandbox", {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries: 0,
  });
}

beforeAll(async () => {
  server = await startSandboxServer({ port: 0, stateFile });
  stripe = clientFor(server);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const good = {
  email: "ada@example.com",
  number: "4242 4242 4242 4242",
  expiry: "12 / 40",
  cvc: "123",
  name: "Ada",
};

function post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers });
}

async function newSession(more: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const price = await makePlan(stripe, 6500, "Warehouse <Club>");
  return stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "https://club.example/joined?id={CHECKOUT_SESSION_ID}",
    cancel_url: "https://club.example/join",
    ...more,
  });
}

describe("the payment page", () => {
  test("shows what is bought, what is due, when it renews, and the way back", async () => {
    const session = await newSession({ customer_email: "ada@example.com" });
    const page = await (await fetch(session.url ?? "")).text();
    expect(page).toContain("Sandbox: no money moves.");
    expect(page).toContain("Warehouse &lt;Club&gt;");
    expect(page).toContain("$65.00 every year");
    expect(page).toMatch(/Renews on \d+ \w+ \d{4}/);
    expect(page).toContain('href="https://club.example/join"');
    expect(page).toContain('value="ada@example.com"');
    expect(page).toContain("4000 0000 0000 9995");
    expect(page).not.toContain("Promotion code");
  });

  test("paying leads to the success page with the session's id", async () => {
    const session = await newSession();
    const answer = await post(session.url ?? "", good);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`https://club.example/joined?id=${session.id}`);
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription"] });
    expect(done).toMatchObject({ status: "complete", subscription: { status: "active" } });
    const again = await fetch(`${server.url}/c/pay/${session.id}`);
    expect(await again.text()).toContain("already complete");
  });

  test("what is wrong is said at its field, and nothing that was typed is lost", async () => {
    const session = await newSession();
    const answer = await post(session.url ?? "", {
      ...good,
      number: "4242 4242 4242 4241",
      expiry: "01/20",
      cvc: "",
    });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('id="number-error">Your card number is invalid.');
    expect(page).toContain('id="expiry-error">Your card&#39;s expiration date is in the past.');
    expect(page).toContain('id="cvc-error"');
    expect(page).toContain('value="4242 4242 4242 4241"');
    expect(page).toContain('value="Ada"');
  });

  test("a declined card gets Stripe's sentence; a card of the real world is refused too", async () => {
    const session = await newSession();
    const declined = await post(session.url ?? "", { ...good, number: "4000000000009995" });
    expect(await declined.text()).toContain("Your card has insufficient funds.");
    const real = await post(session.url ?? "", { ...good, number: "4111111111111111" });
    expect(await real.text()).toContain("used a non test card");
  });

  test("a bank that asks is asked: failing goes back to the form, confirming pays", async () => {
    const session = await newSession();
    const answer = await post(session.url ?? "", { ...good, number: "4000 0027 6000 3184" });
    const confirm = new URL(answer.headers.get("location") ?? "", server.url).href;
    expect(await (await fetch(confirm)).text()).toContain("Confirm with your bank");
    const refused = await post(confirm, { confirmed: "no" });
    expect(await refused.text()).toContain("unable to authenticate your payment method");
    const paid = await post(confirm, { confirmed: "yes" });
    expect(paid.headers.get("location")).toContain(session.id);
  });

  test("a promotion code lowers what is due, and can be taken off again", async () => {
    const coupon = await stripe.coupons.create({ amount_off: 1500, currency: "usd", duration: "once" });
    await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "HELLO15" });
    const session = await newSession({ allow_promotion_codes: true });
    const url = session.url ?? "";
    const wrong = await post(url, { action: "apply_code", code: "NOPE" });
    expect(await wrong.text()).toContain("This code is invalid.");
    await post(url, { action: "apply_code", code: "hello15" });
    expect(await (await fetch(url)).text()).toContain("Discount (HELLO15)");
    expect((await stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(5000);
    await post(url, { action: "remove_code" });
    expect((await stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(6500);
    await post(url, { action: "apply_code", code: "HELLO15" });
    await post(url, good);
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["invoice"] });
    expect(done.invoice).toMatchObject({ total: 5000, amount_paid: 5000 });
  });

  test("a cart is paid once, with its metadata on the payment", async () => {
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [
        {
          price_data: { currency: "usd", unit_amount: 1299, product_data: { name: "Olive oil" } },
          quantity: 2,
        },
      ],
      payment_intent_data: { metadata: { order: "o1" } },
      success_url: "https://club.example/done",
    });
    await post(session.url ?? "", good);
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent.latest_charge"],
    });
    expect(done).toMatchObject({
      payment_status: "paid",
      customer: null,
      payment_intent: { amount_received: 2598, metadata: { order: "o1" }, latest_charge: { paid: true } },
    });
  });
});

describe("the portal", () => {
  async function memberPortal(flow?: Stripe.BillingPortal.SessionCreateParams.FlowData) {
    const session = await newSession();
    await post(session.url ?? "", good);
    const { customer, subscription } = await stripe.checkout.sessions.retrieve(session.id);
    const portal = await stripe.billingPortal.sessions.create({
      customer: String(customer),
      return_url: "https://club.example/account",
      ...(flow ? { flow_data: flow } : {}),
    });
    return { url: portal.url, subscription: String(subscription), customer: String(customer) };
  }

  test("cancels at the period's end by date, as flexible billing does, and takes it back", async () => {
    const { url, subscription } = await memberPortal();
    expect(await (await fetch(url)).text()).toContain("Renews on");
    expect(await (await fetch(`${url}/cancel/${subscription}`)).text()).toContain("Why are you leaving?");
    await post(url, { action: "cancel", subscription, feedback: "too_expensive" });
    const leaving = await stripe.subscriptions.retrieve(subscription);
    expect(leaving).toMatchObject({
      status: "active",
      cancel_at: leaving.items.data[0]?.current_period_end,
      cancel_at_period_end: false,
      cancellation_details: { feedback: "too_expensive", reason: "cancellation_requested" },
    });
    await post(url, { action: "resume", subscription });
    expect((await stripe.subscriptions.retrieve(subscription)).cancel_at).toBeNull();
  });

  test("changes the card; a declined one is said at its field", async () => {
    const { url, subscription } = await memberPortal();
    const declined = await post(url, { action: "card", ...good, number: "4000000000000002" });
    expect(await declined.text()).toContain('id="number-error">Your card was declined.');
    await post(url, { action: "card", ...good, number: "5555 5555 5555 4444" });
    const changed = await stripe.subscriptions.retrieve(subscription, { expand: ["default_payment_method"] });
    expect(changed.default_payment_method).toMatchObject({ card: { brand: "mastercard", last4: "4444" } });
  });

  test("nobody cancels another's subscription", async () => {
    const mine = await memberPortal();
    const theirs = await memberPortal();
    const answer = await post(mine.url, { action: "cancel", subscription: theirs.subscription });
    expect(answer.status).toBe(404);
    expect((await stripe.subscriptions.retrieve(theirs.subscription)).cancel_at).toBeNull();
  });

  test("shows an invoice that can be paid when its renewal failed", async () => {
    const { url, subscription, customer } = await memberPortal();
    await post(url, { action: "card", ...good, number: "4000000000000341" });
    const { items } = await stripe.subscriptions.retrieve(subscription);
    server.sandbox.advanceTo(new Date(((items.data[0]?.current_period_end ?? 0) + 7200) * 1000));
    const late = await stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
    const invoice = late.latest_invoice as Stripe.Invoice;
    expect([late.status, invoice.status]).toEqual(["past_due", "open"]);
    const page = invoice.hosted_invoice_url ?? "";
    expect(await (await post(page, { action: "saved" })).text()).toContain("Your card was declined.");
    expect((await post(page, { action: "card", ...good, expiry: "12/44" })).status).toBe(303);
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe("active");
    expect(customer).toMatch(/^cus_/);
  });
});

describe("a payment that waits for its owner", () => {
  test("is confirmed on the page that it names", async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 4200,
      currency: "usd",
      payment_method: "pm_card_authenticationRequired",
      confirm: true,
    });
    const page = intent.next_action?.redirect_to_url?.url ?? "";
    expect(await (await fetch(page)).text()).toContain("$42.00");
    await post(page, { confirmed: "yes" });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
  });

  test("a lost answer breaks the connection, and the SDK asks again by itself", async () => {
    server.sandbox.faults.apiLostAnswers = 1;
    const customer = await stripe.customers.create({});
    expect(customer.lastResponse.headers["idempotent-replayed"]).toBe("true");
  });
});

describe("the control page", () => {
  test("moves the clock", async () => {
    const before = server.sandbox.now().getTime();
    expect((await post(`${server.url}/sandbox`, { action: "advance", by: "day" })).status).toBe(303);
    expect(server.sandbox.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
    const past = await post(`${server.url}/sandbox`, { action: "advance", date: "2001-01-01" });
    expect(await past.text()).toContain("only moves forward");
  });

  test("disputes a charge and decides it", async () => {
    const session = await newSession();
    await post(session.url ?? "", good);
    const [charge] = (await stripe.charges.list({ limit: 1 })).data;
    await post(`${server.url}/sandbox`, { action: "dispute", charge: charge?.id ?? "" });
    const [dispute] = (await stripe.disputes.list({ charge: charge?.id ?? "" })).data;
    await post(`${server.url}/sandbox`, { action: "dispute_lost", dispute: dispute?.id ?? "" });
    expect((await stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("lost");
    expect(await (await fetch(`${server.url}/sandbox`)).text()).toContain("dispute: lost");
  });

  test("takes forms from its own pages only, and answers to its own name only", async () => {
    const foreign = await post(
      `${server.url}/sandbox`,
      { action: "advance", by: "day" },
      { origin: "https://evil.example" },
    );
    expect(foreign.status).toBe(403);
    const named = await post(
      `${server.url}/sandbox`,
      { action: "advance", by: "day" },
      { "sec-fetch-site": "cross-site" },
    );
    expect(named.status).toBe(403);
  });
});

describe("running", () => {
  test("webhooks leave by themselves and are retried", async () => {
    const received: string[] = [];
    const app = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const signature = String(request.headers["stripe-signature"]);
        const event = Stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, "whsec_app");
        received.push(event.type);
        response.writeHead(received.length === 1 ? 500 : 200).end();
      });
    });
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/webhook`;
    server.sandbox.addWebhookEndpoint({ url, secret: "whsec_app", events: ["product.created"] });
    await stripe.products.create({ name: "Club" });
    await expect.poll(() => received, { timeout: 5000 }).toEqual(["product.created", "product.created"]);
    await new Promise((resolve) => app.close(resolve));
  });

  test("a taken port is an error, not a hang", async () => {
    const port = Number(new URL(server.url).port);
    await expect(startSandboxServer({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("the account is there after a restart", async () => {
    const { id } = await stripe.customers.create({ email: "kept@example.com" });
    await server.close();
    server = await startSandboxServer({ port: 0, stateFile });
    stripe = clientFor(server);
    expect(await stripe.customers.retrieve(id)).toMatchObject({ email: "kept@example.com" });
  });

  test("a state file that is none is named, not overwritten", async () => {
    const broken = join(folder, "broken.json");
    writeFileSync(broken, "{");
    await expect(startSandboxServer({ port: 0, stateFile: broken })).rejects.toThrow(
      `${broken}: it is not JSON`,
    );
  });
});
