import { getResponse } from "msw";
import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { createSandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import { makeCustomer, makePlan, refusalOf, withSandbox } from "./support.ts";

const { sandbox, stripe } = withSandbox();

/** A request as somebody without the SDK would send it. */
async function send(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const request = new Request(`https://api.stripe.com${path}`, {
    method,
    headers: { Authorization: "Bearer sk_test_sandbox", ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const response = await getResponse(sandbox.handlers, request);
  if (!response) throw new Error("no answer");
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("parameters", () => {
  test("an unknown one is refused by name", async () => {
    const call = stripe.customers.create({ nickname: "ada" } as Stripe.CustomerCreateParams);
    expect(await refusalOf(call)).toMatchObject({
      statusCode: 400,
      type: "StripeInvalidRequestError",
      code: "parameter_unknown",
      param: "nickname",
    });
    const nested = await send(
      "POST",
      "/v1/prices",
      "currency=usd&unit_amount=1&recurring[interval]=day&recurring[x]=1",
    );
    expect(nested.body.error).toMatchObject({ code: "parameter_unknown", param: "recurring[x]" });
  });

  test("a missing one, a word that is no number, an unknown word", async () => {
    const missing = await send("POST", "/v1/prices", "unit_amount=1");
    expect(missing.body.error).toMatchObject({
      code: "parameter_missing",
      param: "currency",
      message: "Missing required param: currency.",
    });
    const notANumber = await send("POST", "/v1/prices", "currency=usd&unit_amount=ten");
    expect(notANumber.body.error).toMatchObject({ code: "parameter_invalid_integer", param: "unit_amount" });
    const notAWord = await send("POST", "/v1/coupons", "percent_off=10&duration=always");
    expect(notAWord.body.error).toMatchObject({ param: "duration" });
    const empty = await send("POST", "/v1/products", "name=");
    expect(empty.body.error).toMatchObject({ code: "parameter_invalid_empty", param: "name" });
  });

  test("an unknown id is 404 in the path and 400 in a parameter", async () => {
    expect(await refusalOf(stripe.customers.retrieve("cus_none"))).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      param: "id",
      message: "No such customer: 'cus_none'",
    });
    const call = stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: "price_none", quantity: 1 }],
      success_url: "https://club.example/",
    });
    expect(await refusalOf(call)).toMatchObject({
      statusCode: 400,
      code: "resource_missing",
      param: "line_items[0][price]",
    });
  });

  test("metadata merges; '' removes a key, or all of it; '' unsets a field", async () => {
    const { id } = await stripe.customers.create({ name: "Ada", metadata: { a: "1", b: "2" } });
    const merged = await stripe.customers.update(id, { metadata: { b: "", c: "3" } });
    expect(merged.metadata).toEqual({ a: "1", c: "3" });
    const cleared = await stripe.customers.update(id, { metadata: "", name: "" });
    expect(cleared).toMatchObject({ metadata: {}, name: null });
  });

  test("names that reach for an object's prototype are only names", async () => {
    const odd = await send("POST", "/v1/customers", "__proto__[polluted]=1");
    expect(odd.status).toBe(400);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe("expanding", () => {
  test("single, nested, and in lists", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const one = await stripe.subscriptions.retrieve(id, {
      expand: ["customer", "latest_invoice.payments.data.payment.payment_intent", "items.data.price.product"],
    });
    expect(one).toMatchObject({
      customer: { object: "customer", id: customer.id },
      latest_invoice: { payments: { data: [{ payment: { payment_intent: { status: "succeeded" } } }] } },
      items: { data: [{ price: { product: { object: "product" } } }] },
    });
    const many = await stripe.subscriptions.list({
      customer: customer.id,
      expand: ["data.default_payment_method"],
    });
    expect(many.data[0]?.default_payment_method).toBeNull();
    expect((await stripe.subscriptions.retrieve(id)).customer).toBe(customer.id);
  });

  test("what cannot be expanded, or lies too deep, is refused", async () => {
    const { id } = await stripe.customers.create({});
    expect((await refusalOf(stripe.customers.retrieve(id, { expand: ["email"] }))).message).toContain(
      "This property cannot be expanded (email).",
    );
    const deep = stripe.customers.retrieve(id, { expand: ["a.b.c.d.e"] });
    expect((await refusalOf(deep)).message).toContain("more than 4 levels");
    expect((await refusalOf(stripe.customers.list({ expand: ["default_source"] }))).statusCode).toBe(400);
  });
});

describe("lists", () => {
  test("newest first, by pages in both directions", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.unshift((await stripe.customers.create({ email: "page@example.com" })).id);
    }
    const all = { email: "page@example.com" };
    const first = await stripe.customers.list({ ...all, limit: 2 });
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([ids.slice(0, 2), true]);
    const rest = await stripe.customers.list({ ...all, starting_after: ids[1] ?? "" });
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([ids.slice(2), false]);
    const back = await stripe.customers.list({ ...all, limit: 2, ending_before: ids[4] ?? "" });
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([ids.slice(2, 4), true]);
    const paged: string[] = [];
    for await (const customer of stripe.customers.list({ ...all, limit: 2 })) paged.push(customer.id);
    expect(paged).toEqual(ids);
  });

  test("limits and cursors are checked", async () => {
    expect((await refusalOf(stripe.customers.list({ limit: 101 }))).param).toBe("limit");
    expect(await refusalOf(stripe.customers.list({ starting_after: "cus_none" }))).toMatchObject({
      statusCode: 400,
      code: "resource_missing",
      param: "starting_after",
    });
  });

  test("prices are found by lookup key, which can be handed over", async () => {
    const { id: product } = await stripe.products.create({ name: "Club" });
    const facts = {
      product,
      currency: "usd",
      recurring: { interval: "year" as const },
      lookup_key: "club_yearly",
    };
    await stripe.prices.create({ ...facts, unit_amount: 6000 });
    const second = { ...facts, unit_amount: 6500 };
    expect((await refusalOf(stripe.prices.create(second))).param).toBe("lookup_key");
    const next = await stripe.prices.create({ ...second, transfer_lookup_key: true });
    const found = await stripe.prices.list({ lookup_keys: ["club_yearly"], expand: ["data.product"] });
    expect(found.data.map(({ id }) => id)).toEqual([next.id]);
    expect(String(found.data[0]?.unit_amount_decimal)).toBe("6500");
  });
});

describe("idempotency", () => {
  test("the same key and request give the same answer, without doing it twice", async () => {
    const once = { idempotencyKey: "join-1" };
    const first = await stripe.customers.create({ email: "twice@example.com" }, once);
    const second = await stripe.customers.create({ email: "twice@example.com" }, once);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect((await stripe.customers.list({ email: "twice@example.com" })).data).toHaveLength(1);
  });

  test("another request under the same key is refused", async () => {
    const key = { idempotencyKey: "join-2" };
    await stripe.customers.create({ email: "a@example.com" }, key);
    const refusal = await refusalOf(stripe.customers.create({ email: "b@example.com" }, key));
    expect(refusal).toMatchObject({ statusCode: 400, type: "StripeIdempotencyError" });
  });

  test("a decline is remembered, bad parameters are not", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe, "pm_card_chargeCustomerFail");
    const order: Stripe.SubscriptionCreateParams = {
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: "error_if_incomplete",
    };
    const declined = { idempotencyKey: "pay-1" };
    await refusalOf(stripe.subscriptions.create(order, declined));
    const good = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: good.id } });
    expect((await refusalOf(stripe.subscriptions.create(order, declined))).code).toBe("card_declined");
    const typo = { idempotencyKey: "pay-2" };
    await refusalOf(stripe.subscriptions.create({ ...order, customer: "cus_none" }, typo));
    expect((await stripe.subscriptions.create(order, typo)).status).toBe("active");
  });

  test("two at once under one key: one is done, the other told to wait", async () => {
    sandbox.faults.apiDelayMs = 20;
    const headers = { "Idempotency-Key": "race" };
    const answers = await Promise.all([
      send("POST", "/v1/customers", "email=race@example.com", headers),
      send("POST", "/v1/customers", "email=race@example.com", headers),
    ]);
    sandbox.faults.apiDelayMs = 0;
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await stripe.customers.list({ email: "race@example.com" })).data).toHaveLength(1);
  });

  test("the SDK gets over a request that failed", async () => {
    sandbox.faults.apiFailures = 1;
    const patient = new Stripe("sk_test_sandbox", { maxNetworkRetries: 1 });
    const customer = await patient.customers.create({ email: "patient@example.com" });
    expect(customer.object).toBe("customer");
    expect(sandbox.faults.apiFailures).toBe(0);
  });
});

describe("an answer that is lost on the way", () => {
  test("asking again under the same key finds what was done", async () => {
    sandbox.faults.apiLostAnswers = 1;
    const patient = new Stripe("sk_test_sandbox", { maxNetworkRetries: 1 });
    const customer = await patient.customers.create({ email: "lost@example.com" });
    expect(customer.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect((await stripe.customers.list({ email: "lost@example.com" })).data).toHaveLength(1);
  });
});

describe("being let in", () => {
  test("no key, a live key, another key", async () => {
    const { handlers } = createSandbox({ secretKey: "sk_test_right" });
    const statuses = ["", "Bearer sk_live_x", "Bearer sk_test_wrong", "Bearer sk_test_right"].map(
      async (header) => {
        const request = new Request("https://api.stripe.com/v1/customers", {
          headers: { Authorization: header },
        });
        return (await getResponse(handlers, request))?.status;
      },
    );
    expect(await Promise.all(statuses)).toEqual([401, 401, 401, 200]);
    const stranger = new Stripe("rk_live_nobody", { maxNetworkRetries: 0 });
    expect((await refusalOf(stranger.customers.list())).type).toBe("StripeAuthenticationError");
  });

  test("answers name the request and the version; another version is refused", async () => {
    const answer = await send("GET", "/v1/customers");
    expect(answer.headers.get("request-id")).toMatch(/^req_\w{14}$/);
    expect(answer.headers.get("stripe-version")).toBe("2026-10-28.endive");
    const old = await send("GET", "/v1/customers", undefined, { "Stripe-Version": "2020-08-27" });
    expect(old.body.error.message).toContain("2026-10-28.endive only");
    const nowhere = await send("GET", "/v1/nowhere");
    expect([nowhere.status, nowhere.body.error.type]).toEqual([404, "invalid_request_error"]);
  });
});

describe("deleting a customer", () => {
  test("ends its subscriptions and leaves a tombstone", async () => {
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    await stripe.customers.del(customer.id);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true, object: "customer" });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("canceled");
  });
});
