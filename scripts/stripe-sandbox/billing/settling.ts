import type { Invoice, Subscription } from "../stored.ts";
import { changeRecord, emit, getRecord, nowFor, type World } from "../world.ts";
import { retireDiscounts } from "./discounts.ts";
import { applyPendingUpdate, awaitedBy, dropPendingUpdate } from "./pending-updates.ts";

/** What an invoice's fate means for its subscription. */
function subscriptionOf(world: World, invoice: Invoice): Subscription | undefined {
  return world.state.subscriptions.get(invoice.parent?.subscription_details?.subscription ?? "");
}

/** A paid latest invoice brings a subscription (back) to life. */
export function afterInvoicePaid(world: World, invoice: Invoice): void {
  const subscription = subscriptionOf(world, invoice);
  if (!subscription) return;
  retireDiscounts(world, subscription.id, invoice.discounts);
  if (awaitedBy(world, invoice.id)) applyPendingUpdate(world, subscription.id);
  const waits = ["incomplete", "past_due", "unpaid"].includes(subscription.status);
  if (!waits || subscription.latest_invoice !== invoice.id) return;
  const setStatus = (record: Subscription) => {
    record.status = "active";
    const intent = paidIntent(world, invoice.id);
    record.default_payment_method ??= savesCard(record) ? (intent?.payment_method ?? null) : null;
  };
  changeRecord(world, "subscriptions", subscription.id, setStatus, "customer.subscription.updated");
}

function savesCard(subscription: Subscription): boolean {
  return subscription.payment_settings?.save_default_payment_method === "on_subscription";
}

function paidIntent(world: World, invoice: string) {
  const payment = [...world.state.invoicePayments.values()].find(
    (candidate) => candidate.invoice === invoice && candidate.status === "paid",
  );
  return world.state.paymentIntents.get(payment?.payment.payment_intent ?? "");
}

/**
 * A failed renewal makes a subscription past due; after the last retry the account's setting decides. A change that waits
 * for its payment goes on waiting, and the subscription is none the worse.
 */
export function afterPaymentFailed(world: World, invoice: Invoice, how: { last: boolean }): void {
  const subscription = subscriptionOf(world, invoice);
  if (!subscription || subscription.latest_invoice !== invoice.id) return;
  if (subscription.pending_update !== null) return;
  if (subscription.status === "active") {
    changeRecord(
      world,
      "subscriptions",
      subscription.id,
      (record) => {
        record.status = "past_due";
      },
      "customer.subscription.updated",
    );
  }
  if (!how.last) return;
  switch (world.settings.afterLastRetry) {
    case "cancel":
      endSubscription(world, subscription.id, "payment_failed");
      return;
    case "unpaid":
      changeRecord(
        world,
        "subscriptions",
        subscription.id,
        (record) => {
          record.status = "unpaid";
        },
        "customer.subscription.updated",
      );
      return;
    case "past_due":
      return;
    default:
      world.settings.afterLastRetry satisfies never;
  }
}

/** Ends a subscription now, for good. */
export function endSubscription(
  world: World,
  id: string,
  reason: "cancellation_requested" | "payment_failed" | null,
): Subscription {
  dropPendingUpdate(world, getRecord(world, "subscriptions", id));
  const subscription = changeRecord(world, "subscriptions", id, (record) => {
    const at = nowFor(world, record.test_clock);
    record.status = "canceled";
    record.ended_at = at;
    record.canceled_at ??= at;
    record.cancellation_details = {
      comment: record.cancellation_details?.comment ?? null,
      feedback: record.cancellation_details?.feedback ?? null,
      feedback_option: null,
      reason: record.cancellation_details?.reason ?? reason,
    };
  });
  stopCollecting(world, id);
  emit(world, "customer.subscription.deleted", subscription);
  return subscription;
}

/** What a dead subscription still owes stays open, but nobody is charged for it any more. */
function stopCollecting(world: World, subscription: string): void {
  for (const invoice of world.state.invoices.values()) {
    if (invoice.parent?.subscription_details?.subscription !== subscription) continue;
    if (invoice.status !== "open" && invoice.status !== "draft") continue;
    changeRecord(
      world,
      "invoices",
      invoice.id,
      (record) => {
        record.auto_advance = false;
        record.next_payment_attempt = null;
        record.automatically_finalizes_at = null;
      },
      "invoice.updated",
    );
  }
}
