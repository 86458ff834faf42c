import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { createSandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import { parseState, serializeState } from "#scripts/stripe-sandbox/state.ts";
import { makeCustomer, makePlan, startOfTime, withSandbox } from "./support.ts";

const secret = "whsec_test_secret";
const url = "https://club.example/webhooks/stripe";

/** An endpoint that keeps what it is sent, and answers as it is told. */
function listening(statuses: number[] = []) {
  const received: Stripe.Event[] = [];
  const post = async (request: Request) => {
    const body = await request.text();
    received.push(
      Stripe.webhooks.constructEvent(body, request.headers.get("stripe-signature") ?? "", secret),
    );
    return new Response(null, { status: statuses.shift() ?? 200 });
  };
  return { received, post };
}

describe("what is sent", () => {
  const endpoint = listening();
  const { sandbox, stripe } = withSandbox({ post: endpoint.post });

  test("every event of a joining, signed so that the SDK verifies it, in order", async () => {
    sandbox.addWebhookEndpoint({ url, secret });
    const price = await makePlan(stripe, 6500);
    const customer = await makeCustomer(stripe);
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    await sandbox.deliver();
    expect(endpoint.received.map(({ id }) => id)).toEqual(sandbox.events().map(({ id }) => id));
    const created = endpoint.received.find((event) => event.type === "customer.subscription.created");
    expect(created).toMatchObject({
      api_version: "2026-10-28.endive",
      data: { object: { customer: customer.id } },
    });
    expect(created?.request?.id).toMatch(/^req_/);
    expect((await stripe.events.retrieve(created?.id ?? "")).pending_webhooks).toBe(0);
  });

  test("named events in any order, as often as wanted", async () => {
    const [first, second] = sandbox.events();
    if (!first || !second) throw new Error("no events");
    endpoint.received.length = 0;
    await sandbox.deliver([second.id, first.id, second.id]);
    expect(endpoint.received.map(({ id }) => id)).toEqual([second.id, first.id, second.id]);
  });

  test("a body and its headers for a route that is called directly", () => {
    const [event] = sandbox.events();
    const { body, headers } = sandbox.signedWebhook(event?.id ?? "", secret);
    expect(Stripe.webhooks.constructEvent(body, headers["Stripe-Signature"] ?? "", secret).id).toBe(
      event?.id,
    );
    expect(() =>
      Stripe.webhooks.constructEvent(`${body} `, headers["Stripe-Signature"] ?? "", secret),
    ).toThrow("No signatures found");
  });
});

describe("what an endpoint asked for", () => {
  const endpoint = listening();
  const { sandbox, stripe } = withSandbox({ post: endpoint.post });

  test("only its events, with the secret it was given once", async () => {
    const made = await stripe.webhookEndpoints.create({ url, enabled_events: ["product.created"] });
    expect(made.secret).toMatch(/^whsec_/);
    expect(await stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty("secret");
    await stripe.webhookEndpoints.del(made.id);
    sandbox.addWebhookEndpoint({ url, secret, events: ["product.created"] });
    await makePlan(stripe, 100);
    await sandbox.deliver();
    expect(endpoint.received.map(({ type }) => type)).toEqual(["product.created"]);
  });
});

describe("faults", () => {
  async function sent(faults: Partial<ReturnType<typeof createSandbox>["faults"]>) {
    const endpoint = listening();
    const sandbox = createSandbox({ now: startOfTime, post: endpoint.post });
    sandbox.addWebhookEndpoint({ url, secret });
    Object.assign(sandbox.faults, faults);
    const clock = { frozen_time: Math.floor(startOfTime.getTime() / 1000) };
    for (const name of ["one", "two"])
      await postForm(sandbox, "/v1/test_helpers/test_clocks", { ...clock, name });
    await sandbox.deliver();
    const names = endpoint.received.map((event) => (event.data.object as Stripe.TestHelpers.TestClock).name);
    return { names, states: [...sandbox.state.deliveries.values()].map(({ state }) => state) };
  }

  async function postForm(sandbox: ReturnType<typeof createSandbox>, path: string, fields: object) {
    const { getResponse } = await import("msw");
    const body = new URLSearchParams(Object.entries(fields).map(([key, value]) => [key, String(value)]));
    const headers = { Authorization: "Bearer sk_test_x" };
    await getResponse(
      sandbox.handlers,
      new Request(`https://api.stripe.com${path}`, { method: "POST", body, headers }),
    );
  }

  test("none", async () => expect((await sent({})).names).toEqual(["one", "two"]));
  test("duplicates", async () =>
    expect((await sent({ webhookDuplicate: true })).names).toEqual(["one", "one", "two", "two"]));
  test("wrong order", async () =>
    expect((await sent({ webhookReorder: true })).names).toEqual(["two", "one"]));
  test("dropped", async () =>
    expect(await sent({ webhookDrop: true })).toEqual({ names: [], states: ["dropped", "dropped"] }));
  test("late", async () => expect((await sent({ webhookDelayMs: 60_000 })).names).toEqual([]));
});

describe("an endpoint that fails", () => {
  const endpoint = listening([500, 302, 200]);
  const { sandbox, stripe } = withSandbox({ post: endpoint.post });

  test("is tried again until it answers 2xx, each time later", async () => {
    sandbox.addWebhookEndpoint({ url, secret });
    await stripe.products.create({ name: "Club" });
    const [event] = sandbox.events();
    const [delivery] = sandbox.state.deliveries.values();
    if (!event || !delivery) throw new Error("nothing sent");
    const waits: number[] = [];
    for (const state of ["pending", "pending", "delivered"]) {
      await sandbox.deliver([event.id]);
      expect(delivery.state).toBe(state);
      const last = delivery.attempts.at(-1);
      if (delivery.nextAttemptAtMs !== null) waits.push(delivery.nextAttemptAtMs - (last?.atMs ?? 0));
    }
    expect(waits).toEqual([1000, 5000]);
    expect(endpoint.received).toHaveLength(3);
  });
});

describe("a restart", () => {
  test("keeps the account, and what was still to be delivered", async () => {
    const before = createSandbox({ now: startOfTime });
    before.addWebhookEndpoint({ url, secret });
    const { getResponse } = await import("msw");
    const request = new Request("https://api.stripe.com/v1/customers", {
      method: "POST",
      headers: { Authorization: "Bearer sk_test_x" },
      body: "email=kept@example.com",
    });
    await getResponse(before.handlers, request);
    before.advanceTo(new Date("2026-06-01T00:00:00Z"));
    const endpoint = listening();
    const state = parseState(serializeState(before.state));
    const after = createSandbox({ now: startOfTime, state, post: endpoint.post });
    expect(after.now()).toEqual(new Date("2026-06-01T00:00:00Z"));
    await after.deliver();
    expect(endpoint.received.map((event) => (event.data.object as Stripe.Customer).email)).toEqual([
      "kept@example.com",
    ]);
  });

  test("another file's version is refused in words", () => {
    expect(() => parseState('{"version":99}')).toThrow("its version is 99");
    expect(() => parseState("nonsense")).toThrow("it is not JSON");
  });
});
