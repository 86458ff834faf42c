import { randomBytes } from "node:crypto";
import type Stripe from "stripe";
import { noSuch } from "./errors.ts";
import type { Resources, State } from "./state.ts";
import type { StoredEvent } from "./stored.ts";

/** The only API version that this sandbox speaks: the one that the installed SDK pins. */
export const apiVersion = "2026-10-28.endive";

/** What Stripe keeps in the account's settings. */
export interface Settings {
  /** Days from one failed renewal attempt to the next. */
  retryDays: number[];
  /** What becomes of a subscription whose last retry has failed. */
  afterLastRetry: "cancel" | "unpaid" | "past_due";
  /** Days before a renewal at which `invoice.upcoming` is sent. */
  upcomingInvoiceDays: number;
  accountName: string;
}

/** One account with its time: what every rule of the sandbox works on. */
export interface World {
  readonly state: State;
  readonly settings: Settings;
  /** The address of the hosted pages, without a slash at the end. */
  publicUrl: string;
  /** Whose request is running; both null while time does the work. */
  cause: { id: string | null; idempotency_key: string | null };
  /** Set while due work runs: the moment that work was due, in seconds. */
  workingAt: number | null;
  /** Seconds of the main clock, without due work. */
  readClock(): number;
  wallClockMs(): number;
  /** Called after each change of state. */
  onChange(): void;
  /** Called after each event. */
  onEvent(event: StoredEvent): void;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new id in Stripe's manner: the prefix, then random letters and digits. */
export function newId(prefix: string, length = 24): string {
  let id = prefix;
  for (const byte of randomBytes(length)) id += alphabet[byte % alphabet.length];
  return id;
}

/** The time for an object: its test clock's, or the sandbox's own. In seconds. */
export function nowFor(world: World, testClock: string | null | undefined): number {
  const clock = testClock ? world.state.testClocks.get(testClock) : undefined;
  if (clock) return clock.frozen_time;
  return world.workingAt ?? world.readClock();
}

/** The test clock that a record lives on: its own or its customer's. */
export function testClockOf(world: World, record: object): string | null {
  const { test_clock, customer } = record as { test_clock?: unknown; customer?: unknown };
  if (typeof test_clock === "string") return test_clock;
  if (typeof customer === "string") return world.state.customers.get(customer)?.test_clock ?? null;
  return null;
}

const nouns: { [Name in keyof Resources]: string } = {
  customers: "customer",
  products: "product",
  prices: "price",
  coupons: "coupon",
  promotionCodes: "promotion code",
  discounts: "discount",
  paymentMethods: "PaymentMethod",
  setupIntents: "setupintent",
  paymentIntents: "payment_intent",
  charges: "charge",
  refunds: "refund",
  disputes: "dispute",
  balanceTransactions: "balance transaction",
  subscriptions: "subscription",
  invoices: "invoice",
  invoicePayments: "invoice payment",
  checkoutSessions: "checkout.session",
  portalSessions: "billing_portal.session",
  portalConfigurations: "configuration",
  webhookEndpoints: "webhook endpoint",
  testClocks: "test clock",
  events: "event",
};

/** The record with this id; otherwise Stripe's refusal, 404 for a path and 400 when `param` names a parameter. */
export function getRecord<Name extends keyof Resources>(
  world: World,
  table: Name,
  id: string,
  param = "id",
): Resources[Name] {
  const record = world.state[table].get(id) as Resources[Name] | undefined;
  if (!record) throw noSuch(nouns[table], id, param);
  return record;
}

/** Adds a record, and says so with an event when a type is given. */
export function addRecord<Name extends keyof Resources>(
  world: World,
  table: Name,
  record: Resources[Name],
  event?: Stripe.Event["type"],
): Resources[Name] {
  const records = world.state[table] as Map<string, Resources[Name]>;
  records.set(record.id, record);
  world.onChange();
  if (event) emit(world, event, record);
  return record;
}

/** Changes a record in place; with a type, sends an event that says what was there before (none when all stayed). */
export function changeRecord<Name extends keyof Resources>(
  world: World,
  table: Name,
  id: string,
  change: (record: Resources[Name]) => void,
  event?: Stripe.Event["type"],
): Resources[Name] {
  const record = getRecord(world, table, id);
  const before = event ? structuredClone(record) : null;
  change(record);
  world.onChange();
  if (event && before) {
    const previous = changedFields(before as Json, record as unknown as Json);
    if (previous) emit(world, event, record, previous);
  }
  return record;
}

type Json = Record<string, unknown>;

/** The former values of what differs, nested records by their differing keys, lists whole; null when nothing does. */
export function changedFields(before: Json, after: Json): Json | null {
  const previous: Json = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    previous[key] = isRecord(was) && isRecord(is) ? changedFields(was, is) : (was ?? null);
  }
  return Object.keys(previous).length > 0 ? previous : null;
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** More than any test or demo looks back on; the oldest go first. */
const maxEvents = 5_000;

/** Records that something happened, with a snapshot of the object as it is now. */
export function emit(world: World, type: Stripe.Event["type"], object: object, previous?: Json): void {
  const event: StoredEvent = {
    id: newId("evt_"),
    object: "event",
    api_version: apiVersion,
    created: nowFor(world, testClockOf(world, object)),
    data: {
      object: structuredClone(object) as Json,
      ...(previous ? { previous_attributes: previous } : {}),
    },
    livemode: false,
    pending_webhooks: 0,
    request: { ...world.cause },
    type,
  };
  const { events } = world.state;
  events.set(event.id, event);
  const oldest = events.size > maxEvents ? events.keys().next().value : undefined;
  if (oldest) events.delete(oldest);
  world.onChange();
  world.onEvent(event);
}

/** Merges metadata as Stripe does: '' removes a key, null removes all. */
export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== ""));
}
