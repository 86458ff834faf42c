import type { InvoiceLine, Subscription, SubscriptionItem } from "../stored.ts";
import { changeRecord, emit, nowFor, type World } from "../world.ts";
import { nextBoundary } from "./calendar.ts";
import { cycleOfSubscription, periodEndOf, periodStartOf } from "./catalogue.ts";
import { pendingLines, takePending } from "./changing.ts";
import { collectInvoice, methodForInvoice } from "./collecting.ts";
import { currentDiscounts } from "./discounts.ts";
import {
  buildInvoice,
  createInvoice,
  finalizeInvoice,
  type InvoiceFacts,
  withdrawInvoice,
} from "./invoices.ts";
import { periodLine } from "./lines.ts";
import { endSubscription } from "./settling.ts";

/** The items as they will be in the period after the current one. */
export function itemsOfNextPeriod(subscription: Subscription): SubscriptionItem[] {
  const { interval, count } = cycleOfSubscription(subscription);
  return subscription.items.data.map((item) => ({
    ...item,
    current_period_start: item.current_period_end,
    current_period_end: nextBoundary(
      subscription.billing_cycle_anchor,
      interval,
      count,
      item.current_period_end,
    ),
  }));
}

/** The invoice of the next renewal: what waits, then each item's next period. */
export function renewalInvoice(
  world: World,
  subscription: Subscription,
  next: SubscriptionItem[],
  waiting: InvoiceLine[],
  at: number,
): InvoiceFacts {
  const lines = next.map((item) =>
    periodLine(
      world,
      item,
      subscription.id,
      { start: item.current_period_start, end: item.current_period_end },
      { metadata: subscription.metadata },
    ),
  );
  return {
    customer: subscription.customer,
    currency: subscription.currency,
    subscription,
    reason: "subscription_cycle",
    lines: [...waiting, ...lines],
    discounts: currentDiscounts(world, subscription.discounts, at),
    period: { start: periodStartOf(subscription), end: periodEndOf(subscription) },
    at,
    waits: true,
  };
}

/** Period end: the subscription ends if it was told to, else moves on with a draft invoice for the new period. */
export function renew(world: World, subscription: Subscription): void {
  const end = periodEndOf(subscription);
  const cancels = subscription.cancel_at_period_end || (subscription.cancel_at ?? Infinity) <= end;
  if (cancels) {
    endSubscription(world, subscription.id, "cancellation_requested");
    return;
  }
  if (endsWithTrial(world, subscription)) {
    endSubscription(world, subscription.id, null);
    return;
  }
  const at = nowFor(world, subscription.test_clock);
  const next = itemsOfNextPeriod(subscription);
  const facts = renewalInvoice(world, subscription, next, takePending(world, subscription.id), at);
  const unpaid = subscription.status === "unpaid";
  const invoice = createInvoice(world, {
    ...facts,
    waits: !unpaid && subscription.pause_collection === null,
  });
  if (unpaid || subscription.pause_collection !== null) invoice.auto_advance = false;
  const moveOn = (record: Subscription) => {
    record.items.data = next;
    record.latest_invoice = invoice.id;
    if (record.status === "trialing") record.status = "active";
  };
  changeRecord(world, "subscriptions", subscription.id, moveOn, "customer.subscription.updated");
  pauseInvoice(world, subscription, invoice.id);
}

function endsWithTrial(world: World, subscription: Subscription): boolean {
  if (subscription.status !== "trialing") return false;
  const customer = world.state.customers.get(subscription.customer);
  const method = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return !method && subscription.trial_settings?.end_behavior.missing_payment_method === "cancel";
}

/** While collection is paused, each invoice stays a draft, or is voided or written off at once. */
function pauseInvoice(world: World, subscription: Subscription, invoice: string): void {
  const pause = subscription.pause_collection;
  if (!pause || pause.behavior === "keep_as_draft") return;
  finalizeInvoice(world, invoice);
  withdrawInvoice(world, invoice, pause.behavior === "void" ? "void" : "uncollectible");
}

/** An hour after it was drafted, a renewal invoice is fixed and charged. */
export function finalizeAndCollect(world: World, invoiceId: string): void {
  const invoice = finalizeInvoice(world, invoiceId);
  collectInvoice(world, invoice.id, {
    method: methodForInvoice(world, invoice),
    present: false,
    confirmedNow: false,
  });
}

/** Tells of a renewal some days ahead; that invoice has no id yet. */
export function announceRenewal(world: World, subscription: Subscription): void {
  const next = itemsOfNextPeriod(subscription);
  const at = periodEndOf(subscription);
  const facts = renewalInvoice(world, subscription, next, pendingLines(world, subscription.id), at);
  const { id: _none, ...upcoming } = buildInvoice(world, "", { ...facts, reason: "upcoming" });
  emit(world, "invoice.upcoming", upcoming);
}

/** True when a subscription will be charged at the end of its period. */
export function willRenew(subscription: Subscription): boolean {
  const end = periodEndOf(subscription);
  const cancels = subscription.cancel_at_period_end || (subscription.cancel_at ?? Infinity) <= end;
  const lives = ["active", "trialing", "past_due"].includes(subscription.status);
  return lives && !cancels;
}
