import type { HttpHandler } from "msw";
import { apiHandlers } from "./api.ts";
import { type CompletionResult, completeCheckout } from "./checkout/completing.ts";
import { advanceMainClock, catchUp, resumeAdvancing } from "./clock.ts";
import { addEndpoint } from "./resources/account.ts";
import { type CheckoutCard, emptyState, type Faults, type State } from "./state.ts";
import type { StoredEvent, WebhookEndpoint } from "./stored.ts";
import {
  attemptDelivery,
  DeliveryLoop,
  dueDeliveries,
  enqueueDeliveries,
  type Post,
  signedWebhook,
} from "./webhooks.ts";
import { apiVersion, getRecord, newId, type Settings, type World } from "./world.ts";

export interface SandboxOptions {
  /** A date stands still until it is advanced; a function is a running clock. The wall clock unless given. */
  now?: Date | (() => Date);
  /** The only key that is let in; any `sk_test_...` unless given. */
  secretKey?: string;
  /** Origin that the msw handlers answer for. */
  apiOrigin?: string;
  /** Address of the hosted pages. */
  publicUrl?: string;
  /** The account to go on with; an empty one unless given. */
  state?: State;
  settings?: Partial<Settings>;
  /** How webhooks are posted; `fetch` unless given. */
  post?: Post;
  /** Deliver webhooks in the background. Off, they wait for `deliver`. */
  autoDeliver?: boolean;
  /** Called whenever the state changes. */
  onChange?: () => void;
}

/** Fields of a card form; what is left out is a card that works. */
export type CardInput = Partial<Omit<CheckoutCard, "number">> & { number?: string };

export interface Sandbox {
  readonly world: World;
  readonly state: State;
  /** For `setupServer(...handlers)` of msw/node. */
  readonly handlers: HttpHandler[];
  readonly faults: Faults;
  /** The sandbox's own time. */
  now(): Date;
  /** Moves that time forward and does what falls due on the way: renewals, retries, cancellations, expiries. */
  advanceTo(date: Date): void;
  /** Does what has fallen due by now; for a running clock. */
  tick(): void;
  /** Events so far in order, or those of one type. */
  events(type?: StoredEvent["type"]): StoredEvent[];
  addWebhookEndpoint(endpoint: { url: string; secret?: string; events?: string[] }): WebhookEndpoint;
  /** An event's body and signed headers, to hand to a webhook route by yourself. */
  signedWebhook(eventId: string, secret: string): { body: string; headers: Record<string, string> };
  /** Posts waiting deliveries to their endpoints: those of these events in this order, or all that are due. */
  deliver(eventIds?: string[]): Promise<void>;
  /** Pays a checkout session as a person would on its page. */
  completeCheckout(sessionId: string, card?: CardInput): CompletionResult;
  /** Looks at once for webhooks that are due, when they are delivered in the background. */
  wake(): void;
  /** Stops background work. */
  close(): void;
}

function worldOf(options: SandboxOptions, state: State): World {
  const source = options.now ?? (() => new Date());
  const fixed = source instanceof Date ? source.getTime() : null;
  const readMs = () => fixed ?? (source as () => Date)().getTime();
  return {
    state,
    settings: {
      retryDays: [3, 5, 7],
      afterLastRetry: "cancel",
      upcomingInvoiceDays: 7,
      accountName: "Tallyhouse",
      ...options.settings,
    },
    publicUrl: options.publicUrl ?? "http://stripe-sandbox.localhost",
    cause: { id: null, idempotency_key: null },
    workingAt: null,
    readClock: () => Math.floor(readMs() / 1000) + state.clockOffsetSeconds,
    wallClockMs: () => Date.now(),
    onChange: () => options.onChange?.(),
    onEvent: () => {},
  };
}

/** A Stripe account of its own, in memory. Nothing is shared between two of them. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const state = options.state ?? emptyState();
  const world = worldOf(options, state);
  const post: Post = options.post ?? ((request) => fetch(request));
  const loop = new DeliveryLoop(world, post);
  world.onEvent = (event) => {
    enqueueDeliveries(world, event);
    if (options.autoDeliver) loop.wake();
  };
  resumeAdvancing(world);
  if (options.autoDeliver) loop.wake();
  return {
    world,
    state,
    handlers: apiHandlers(world, {
      apiOrigin: options.apiOrigin ?? "https://api.stripe.com",
      secretKey: options.secretKey ?? null,
    }),
    get faults() {
      return state.faults;
    },
    now: () => new Date(world.readClock() * 1000),
    advanceTo: (date) => advanceMainClock(world, Math.floor(date.getTime() / 1000)),
    tick: () => catchUp(world),
    events: (type) => [...state.events.values()].filter((event) => type === undefined || event.type === type),
    addWebhookEndpoint: ({ url, secret, events }) => setEndpoint(world, url, secret, events ?? ["*"]),
    signedWebhook: (eventId, secret) => signedWebhook(world, getRecord(world, "events", eventId), secret),
    deliver: (eventIds) => deliver(world, post, eventIds),
    completeCheckout: (sessionId, card) => complete(world, sessionId, card ?? {}),
    wake: () => {
      if (options.autoDeliver) loop.wake();
    },
    close: () => loop.stop(),
  };
}

/** Makes or changes the endpoint with this URL. */
function setEndpoint(
  world: World,
  url: string,
  secret: string | undefined,
  events: string[],
): WebhookEndpoint {
  const known = [...world.state.webhookEndpoints.values()].find((endpoint) => endpoint.url === url);
  if (!known) return addEndpoint(world, { url, enabled_events: events, api_version: apiVersion }, secret);
  known.enabled_events = events;
  known.status = "enabled";
  if (secret) world.state.endpointSecrets.set(known.id, { id: known.id, secret });
  world.onChange();
  return known;
}

async function deliver(world: World, post: Post, eventIds: string[] | undefined): Promise<void> {
  if (!eventIds) {
    for (const delivery of dueDeliveries(world, world.wallClockMs()))
      await attemptDelivery(world, delivery, post);
    return;
  }
  for (const eventId of eventIds) {
    for (const endpoint of world.state.webhookEndpoints.values()) {
      const waiting = [...world.state.deliveries.values()].find(
        (delivery) =>
          delivery.event === eventId && delivery.endpoint === endpoint.id && delivery.state === "pending",
      );
      const again = {
        id: newId("del_"),
        event: eventId,
        endpoint: endpoint.id,
        attempts: [],
        nextAttemptAtMs: null,
      };
      const delivery = waiting ?? { ...again, state: "pending" as const };
      world.state.deliveries.set(delivery.id, delivery);
      await attemptDelivery(world, delivery, post);
    }
  }
}

/** A person who confirms when the bank asks. */
function complete(world: World, sessionId: string, input: CardInput): CompletionResult {
  const session = getRecord(world, "checkoutSessions", sessionId);
  const customer = world.state.customers.get(session.customer ?? "");
  const card: CheckoutCard = {
    number: "4242424242424242",
    expMonth: 12,
    expYear: new Date(world.readClock() * 1000).getUTCFullYear() + 3,
    cvc: "123",
    name: customer?.name ?? "Sandbox Person",
    email: session.customer_email ?? customer?.email ?? "person@example.com",
    ...input,
  };
  const first = completeCheckout(world, sessionId, card, { confirmedNow: false });
  return first.kind === "confirm" ? completeCheckout(world, sessionId, card, { confirmedNow: true }) : first;
}
