import type { Invoice, Subscription } from "../stored.ts";
import { changeRecord, emit, testClockOf, type World } from "../world.ts";
import { daySeconds, hourSeconds } from "./calendar.ts";
import { periodEndOf, periodStartOf } from "./catalogue.ts";
import { collectInvoice } from "./collecting.ts";
import { withdrawInvoice } from "./invoices.ts";
import { dropPendingUpdate } from "./pending-updates.ts";
import { announceRenewal, finalizeAndCollect, renew, willRenew } from "./renewing.ts";
import { endSubscription } from "./settling.ts";
import { expireIncomplete } from "./subscribing.ts";

/** Something that time does by itself. */
interface Due {
  at: number;
  run(): void;
}

const incompleteHours = 23;
const trialNoticeDays = 3;

function invoiceDue(world: World, invoice: Invoice): Due | null {
  if (invoice.status === "draft" && invoice.automatically_finalizes_at !== null) {
    return { at: invoice.automatically_finalizes_at, run: () => finalizeAndCollect(world, invoice.id) };
  }
  if (invoice.status === "open" && invoice.next_payment_attempt !== null) {
    const away = { method: null, present: false, confirmedNow: false };
    return { at: invoice.next_payment_attempt, run: () => void collectInvoice(world, invoice.id, away) };
  }
  return null;
}

function subscriptionDue(world: World, subscription: Subscription): Due[] {
  const { id } = subscription;
  if (subscription.status === "incomplete") {
    const at = subscription.created + incompleteHours * hourSeconds;
    return [{ at, run: () => giveUp(world, subscription) }];
  }
  if (!["active", "trialing", "past_due", "unpaid"].includes(subscription.status)) return [];
  const end = periodEndOf(subscription);
  const due: Due[] = [{ at: end, run: () => renew(world, subscription) }];
  const waiting = subscription.pending_update;
  if (waiting !== null)
    due.unshift({ at: waiting.expires_at, run: () => dropPendingUpdate(world, subscription) });
  if (subscription.cancel_at !== null && subscription.cancel_at < end) {
    const run = () => void endSubscription(world, id, "cancellation_requested");
    due.push({ at: subscription.cancel_at, run });
  }
  if (willRenew(subscription)) {
    const at = end - world.settings.upcomingInvoiceDays * daySeconds;
    const tell = () => announceRenewal(world, subscription);
    if (at > periodStartOf(subscription)) due.push(...notice(world, `upcoming:${id}:${end}`, at, tell));
  }
  if (subscription.status === "trialing" && subscription.trial_end !== null) {
    const at = subscription.trial_end - trialNoticeDays * daySeconds;
    const tell = () => emit(world, "customer.subscription.trial_will_end", subscription);
    if (at > subscription.created) due.push(...notice(world, `trial:${id}`, at, tell));
  }
  return due;
}

/** A notice is given once. */
function notice(world: World, id: string, at: number, tell: () => void): Due[] {
  if (world.state.notices.has(id)) return [];
  const run = () => {
    world.state.notices.set(id, { id });
    tell();
  };
  return [{ at, run }];
}

function giveUp(world: World, subscription: Subscription): void {
  expireIncomplete(world, subscription.id);
  const invoice = world.state.invoices.get(subscription.latest_invoice ?? "");
  if (invoice?.status === "open") withdrawInvoice(world, invoice.id, "void");
}

/** An open checkout session closes unpaid. */
export function expireSession(world: World, id: string): void {
  const session = changeRecord(world, "checkoutSessions", id, (record) => {
    record.status = "expired";
    record.url = null;
  });
  emit(world, "checkout.session.expired", session);
}

/** What comes first on a clock, of what is due by a moment; null when there is nothing left. */
function firstDue(world: World, testClock: string | null, until: number): Due | null {
  let first: Due | null = null;
  const consider = (due: Due | null) => {
    if (due && due.at <= until && (first === null || due.at < first.at)) first = due;
  };
  for (const invoice of world.state.invoices.values()) {
    const due = invoiceDue(world, invoice);
    if (due && invoice.test_clock === testClock) consider(due);
  }
  for (const subscription of world.state.subscriptions.values()) {
    if (subscription.test_clock !== testClock) continue;
    for (const due of subscriptionDue(world, subscription)) consider(due);
  }
  for (const session of world.state.checkoutSessions.values()) {
    if (session.status !== "open" || testClockOf(world, session) !== testClock) continue;
    consider({ at: session.expires_at, run: () => expireSession(world, session.id) });
  }
  return first;
}

/** A guard against a rule that makes itself due again without moving on. */
const maxSteps = 200_000;

/**
 * Does everything that falls due on one clock (null: the sandbox's own) up to a moment, in order of time. Each step
 * sees the moment it was due as "now", and what it makes due in turn is done too.
 */
export function runUntil(
  world: World,
  testClock: string | null,
  from: number,
  until: number,
  setNow: (at: number) => void,
): void {
  let now = from;
  for (let step = 0; step < maxSteps; step += 1) {
    const due = firstDue(world, testClock, until);
    if (!due) return;
    now = Math.max(now, due.at);
    setNow(now);
    due.run();
  }
  throw new Error("The sandbox's clock does not get on: something stays due.");
}
