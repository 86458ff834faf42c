import type Stripe from "stripe";
import { z } from "zod";
import { clockRetention, startAdvancing } from "../clock.ts";
import { pageOf, within } from "../lists.ts";
import {
  flag,
  integer,
  metadata,
  noParams,
  pagination,
  params,
  range,
  text,
  unsettable,
  url,
} from "../params.ts";
import { route } from "../route.ts";
import type { Stored, StoredEvent, TestClock, WebhookEndpoint } from "../stored.ts";
import {
  addRecord,
  changeRecord,
  emit,
  getRecord,
  mergeMetadata,
  newId,
  nowFor,
  type World,
} from "../world.ts";
import { deleteCustomer } from "./customers.ts";

/** `*` stands for any number of letters, as in `invoice.*`. */
function typeMatches(type: string, pattern: string): boolean {
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

/** An event with the number of endpoints that still wait for it. */
function shown(world: World, event: StoredEvent): StoredEvent {
  const waiting = [...world.state.deliveries.values()].filter(
    (delivery) => delivery.event === event.id && delivery.state === "pending",
  );
  return { ...event, pending_webhooks: waiting.length };
}

export const eventRoutes = [
  route(
    "GET",
    "/v1/events",
    params<Stripe.EventListParams>()({
      ...pagination,
      created: range,
      delivery_success: flag.optional(),
      type: text.optional(),
      types: z.array(text).max(20).optional(),
    }),
    ({ world, params }) => {
      const undelivered = new Set(
        [...world.state.deliveries.values()]
          .filter(({ state }) => state !== "delivered")
          .map(({ event }) => event),
      );
      const patterns = params.types ?? (params.type ? [params.type] : ["*"]);
      const page = pageOf(
        world.state.events.values(),
        params,
        "/v1/events",
        (event) =>
          patterns.some((pattern) => typeMatches(event.type, pattern)) &&
          (params.delivery_success === undefined || undelivered.has(event.id) !== params.delivery_success) &&
          within(event.created, params.created),
      );
      return { ...page, data: page.data.map((event) => shown(world, event)) };
    },
  ),
  route("GET", "/v1/events/:id", noParams, ({ world, id }) => shown(world, getRecord(world, "events", id))),
];

const endpointParams = params<Stripe.WebhookEndpointCreateParams>()({
  api_version: text.optional(),
  description: text.optional(),
  enabled_events: z.array(text),
  metadata,
  url,
});

/** Adds an endpoint; its secret is part of this one answer only. */
export function addEndpoint(
  world: World,
  given: z.output<typeof endpointParams>,
  secret = newId("whsec_", 32),
): WebhookEndpoint {
  const endpoint: WebhookEndpoint = {
    id: newId("we_"),
    object: "webhook_endpoint",
    api_version: given.api_version ?? null,
    application: null,
    created: nowFor(world, null),
    description: given.description ?? null,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, given.metadata),
    status: "enabled",
    url: given.url,
  };
  addRecord(world, "webhookEndpoints", endpoint);
  world.state.endpointSecrets.set(endpoint.id, { id: endpoint.id, secret });
  return { ...endpoint, secret };
}

export const webhookEndpointRoutes = [
  route("POST", "/v1/webhook_endpoints", endpointParams, ({ world, params }) => addEndpoint(world, params)),
  route(
    "GET",
    "/v1/webhook_endpoints",
    params<Stripe.WebhookEndpointListParams>()(pagination),
    ({ world, params }) => pageOf(world.state.webhookEndpoints.values(), params, "/v1/webhook_endpoints"),
  ),
  route("GET", "/v1/webhook_endpoints/:id", noParams, ({ world, id }) =>
    getRecord(world, "webhookEndpoints", id),
  ),
  route(
    "POST",
    "/v1/webhook_endpoints/:id",
    params<Stripe.WebhookEndpointUpdateParams>()({
      description: unsettable(text),
      disabled: flag.optional(),
      enabled_events: z.array(text).optional(),
      metadata,
      url: url.optional(),
    }),
    ({ world, id, params }) =>
      changeRecord(world, "webhookEndpoints", id, (endpoint) => {
        if (params.description !== undefined) endpoint.description = params.description;
        if (params.disabled !== undefined) endpoint.status = params.disabled ? "disabled" : "enabled";
        if (params.enabled_events) endpoint.enabled_events = params.enabled_events;
        if (params.url) endpoint.url = params.url;
        endpoint.metadata = mergeMetadata(endpoint.metadata, params.metadata);
      }),
  ),
  route("DELETE", "/v1/webhook_endpoints/:id", noParams, ({ world, id }) => {
    getRecord(world, "webhookEndpoints", id);
    world.state.webhookEndpoints.delete(id);
    world.state.endpointSecrets.delete(id);
    world.onChange();
    return { id, object: "webhook_endpoint", deleted: true };
  }),
];

function createClock(world: World, given: { frozen_time: number; name?: string | undefined }): TestClock {
  const created = nowFor(world, null);
  const clock: TestClock = {
    id: newId("clock_"),
    object: "test_helpers.test_clock",
    created,
    deletes_after: created + clockRetention,
    frozen_time: given.frozen_time,
    livemode: false,
    name: given.name ?? null,
    status: "ready",
    status_details: {},
  };
  return addRecord(world, "testClocks", clock, "test_helpers.test_clock.created");
}

function deleteClock(world: World, id: string) {
  const clock = getRecord(world, "testClocks", id);
  for (const customer of [...world.state.customers.values()]) {
    if (customer.test_clock === id) deleteCustomer(world, customer.id);
  }
  world.state.testClocks.delete(id);
  emit(world, "test_helpers.test_clock.deleted", clock);
  return { id, object: "test_helpers.test_clock", deleted: true };
}

export const testClockRoutes = [
  route(
    "POST",
    "/v1/test_helpers/test_clocks",
    params<Stripe.TestHelpers.TestClockCreateParams>()({ frozen_time: integer, name: text.optional() }),
    ({ world, params }) => createClock(world, params),
  ),
  route(
    "GET",
    "/v1/test_helpers/test_clocks",
    params<Stripe.TestHelpers.TestClockListParams>()(pagination),
    ({ world, params }) => pageOf(world.state.testClocks.values(), params, "/v1/test_helpers/test_clocks"),
  ),
  route("GET", "/v1/test_helpers/test_clocks/:id", noParams, ({ world, id }) =>
    getRecord(world, "testClocks", id),
  ),
  route(
    "POST",
    "/v1/test_helpers/test_clocks/:id/advance",
    params<Stripe.TestHelpers.TestClockAdvanceParams>()({ frozen_time: integer }),
    ({ world, id, params }) => startAdvancing(world, id, params.frozen_time),
  ),
  route("DELETE", "/v1/test_helpers/test_clocks/:id", noParams, ({ world, id }) => deleteClock(world, id)),
];

/** The account itself: nothing of it can be set, but for its name. */
function accountOf(world: World): Stored<Stripe.Account> {
  return {
    id: "acct_1Sandbox000000000",
    object: "account",
    business_type: null,
    capabilities: { card_payments: "active", transfers: "active" },
    charges_enabled: true,
    country: "US",
    default_currency: "usd",
    details_submitted: true,
    email: null,
    metadata: {},
    payouts_enabled: true,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: world.settings.accountName, timezone: "Etc/UTC" },
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
    },
    type: "standard",
  };
}

export const accountRoutes = [route("GET", "/v1/account", noParams, ({ world }) => accountOf(world))];
