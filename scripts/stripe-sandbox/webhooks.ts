import { createHmac } from "node:crypto";
import type { Delivery } from "./state.ts";
import type { StoredEvent, WebhookEndpoint } from "./stored.ts";
import { newId, type World } from "./world.ts";

/** Seconds from one attempt to the next; after the last one a delivery has failed. */
const retrySeconds = [1, 5, 30, 120, 600, 3600];

const timeoutMs = 20_000;

/** `Stripe-Signature` for a body: the time, and the HMAC of time and body under the whole secret. */
function signatureOf(body: string, secret: string, timestamp: number): string {
  const digest = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return `t=${timestamp},v1=${digest}`;
}

/** An event as Stripe would post it: the body, and a signature made now. */
export function signedWebhook(world: World, event: StoredEvent, secret: string) {
  const body = JSON.stringify(event, null, 2);
  const signature = signatureOf(body, secret, Math.floor(world.wallClockMs() / 1000));
  return {
    body,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Stripe-Signature": signature,
      "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    },
  };
}

function wants(endpoint: WebhookEndpoint, event: StoredEvent): boolean {
  const { enabled_events: types, status } = endpoint;
  return status === "enabled" && (types.includes("*") || types.includes(event.type));
}

/** Puts an event on its way to every endpoint that asked for it, with the faults that are switched on. */
export function enqueueDeliveries(world: World, event: StoredEvent): void {
  const { faults, deliveries, webhookEndpoints } = world.state;
  for (const endpoint of webhookEndpoints.values()) {
    if (!wants(endpoint, event)) continue;
    for (let copy = 0; copy < (faults.webhookDuplicate ? 2 : 1); copy += 1) {
      const delivery: Delivery = {
        id: newId("del_"),
        event: event.id,
        endpoint: endpoint.id,
        state: faults.webhookDrop ? "dropped" : "pending",
        attempts: [],
        nextAttemptAtMs: faults.webhookDrop ? null : world.wallClockMs() + faults.webhookDelayMs,
      };
      deliveries.set(delivery.id, delivery);
    }
    event.pending_webhooks += faults.webhookDrop ? 0 : 1;
  }
  forgetOldDeliveries(world);
  world.onChange();
}

const maxDeliveries = 5_000;

function forgetOldDeliveries(world: World): void {
  for (const [id, { state }] of world.state.deliveries) {
    if (world.state.deliveries.size <= maxDeliveries) return;
    if (state !== "pending") world.state.deliveries.delete(id);
  }
}

/** Sends an event again, now, to every endpoint. */
export function redeliver(world: World, eventId: string): void {
  const event = world.state.events.get(eventId);
  if (!event) return;
  for (const endpoint of world.state.webhookEndpoints.values()) {
    const id = newId("del_");
    const nextAttemptAtMs = world.wallClockMs();
    world.state.deliveries.set(id, {
      id,
      event: event.id,
      endpoint: endpoint.id,
      state: "pending",
      attempts: [],
      nextAttemptAtMs,
    });
  }
  world.onChange();
}

/** Posts requests; the real `fetch`, or a test's stand-in that hands them to the app. */
export type Post = (request: Request) => Promise<Response>;

/** Tries one delivery and writes down how it went. */
export async function attemptDelivery(world: World, delivery: Delivery, post: Post): Promise<void> {
  const event = world.state.events.get(delivery.event);
  const endpoint = world.state.webhookEndpoints.get(delivery.endpoint);
  const secret = world.state.endpointSecrets.get(delivery.endpoint)?.secret;
  if (!event || !endpoint || !secret) {
    delivery.state = "failed";
    delivery.nextAttemptAtMs = null;
    world.onChange();
    return;
  }
  const outcome = await send(world, event, endpoint.url, secret, post);
  const atMs = world.wallClockMs();
  delivery.attempts.push({ atMs, ...outcome });
  const ok = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
  const waitSeconds = ok ? undefined : retrySeconds[delivery.attempts.length - 1];
  delivery.state = ok ? "delivered" : waitSeconds === undefined ? "failed" : "pending";
  delivery.nextAttemptAtMs = waitSeconds === undefined ? null : atMs + waitSeconds * 1000;
  if (delivery.state !== "pending" && event.pending_webhooks > 0) event.pending_webhooks -= 1;
  world.onChange();
}

async function send(world: World, event: StoredEvent, url: string, secret: string, post: Post) {
  const { body, headers } = signedWebhook(world, event, secret);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    // Stripe does not follow redirects: an answer of 3xx is a failure.
    const request = new Request(url, { method: "POST", body, headers, signal, redirect: "manual" });
    const response = await post(request);
    await response.body?.cancel();
    return { status: response.status, error: null };
  } catch (error) {
    const cause = error instanceof Error ? ((error.cause as Error | undefined) ?? error) : null;
    return { status: null, error: cause ? cause.message : String(error) };
  }
}

/** Deliveries that should be tried by now, the oldest event first, or shuffled when that fault is on. */
export function dueDeliveries(world: World, nowMs: number): Delivery[] {
  const due = [...world.state.deliveries.values()].filter(
    ({ state, nextAttemptAtMs }) =>
      state === "pending" && nextAttemptAtMs !== null && nextAttemptAtMs <= nowMs,
  );
  return world.state.faults.webhookReorder ? due.reverse() : due;
}

/** When the next delivery is due, in wall-clock milliseconds; null when none waits. */
function nextDueAt(world: World): number | null {
  let next: number | null = null;
  for (const { state, nextAttemptAtMs } of world.state.deliveries.values()) {
    if (state !== "pending" || nextAttemptAtMs === null) continue;
    next = next === null ? nextAttemptAtMs : Math.min(next, nextAttemptAtMs);
  }
  return next;
}

/** Events of one request leave together, so that a reordering has something to reorder. */
const gatherMs = 50;

/** Delivers in the background for as long as it runs, one request after the other. */
export class DeliveryLoop {
  #world: World;
  #post: Post;
  #timer: NodeJS.Timeout | null = null;
  #timerAt = 0;
  #busy = false;
  #stopped = false;

  constructor(world: World, post: Post) {
    this.#world = world;
    this.#post = post;
  }

  /** Looks for what is due; called after every event. */
  wake(): void {
    if (this.#stopped || this.#busy) return;
    const next = nextDueAt(this.#world);
    if (next === null) return;
    const now = this.#world.wallClockMs();
    const at = Math.max(now + gatherMs, next);
    // Events that come thick and fast must not put off the ones that already wait.
    if (this.#timer && this.#timerAt <= at) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => void this.#run(), Math.min(at - now, 2 ** 31 - 1));
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    this.#timer = null;
    try {
      for (const delivery of dueDeliveries(this.#world, this.#world.wallClockMs())) {
        if (this.#stopped) return;
        await attemptDelivery(this.#world, delivery, this.#post);
      }
    } finally {
      this.#busy = false;
      this.wake();
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }
}
