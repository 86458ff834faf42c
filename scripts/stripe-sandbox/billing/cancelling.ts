import type { Subscription } from "../stored.ts";
import { nowFor, type World } from "../world.ts";
import { addPending, takePending } from "./changing.ts";
import { collectInvoice } from "./collecting.ts";
import { createInvoice, finalizeInvoice } from "./invoices.ts";
import { creditLine } from "./proration.ts";
import { endSubscription } from "./settling.ts";

export interface CancelNow {
  /** Credit what is left of the period. */
  prorate: boolean;
  /** Settle credits and what waits on a last invoice. */
  invoiceNow: boolean;
  comment: string | null;
  feedback: string | null;
}

/** Ends a subscription at once, on request. */
export function cancelNow(world: World, subscription: Subscription, how: CancelNow): Subscription {
  const at = nowFor(world, subscription.test_clock);
  if (how.prorate) {
    for (const item of subscription.items.data) {
      const credit = creditLine(world, subscription, item, at);
      if (credit) addPending(world, subscription, credit);
    }
  }
  if (how.invoiceNow) billWhatWaits(world, subscription, at);
  subscription.cancellation_details = {
    comment: how.comment ?? subscription.cancellation_details?.comment ?? null,
    feedback: how.feedback ?? subscription.cancellation_details?.feedback ?? null,
    feedback_option: null,
    reason: "cancellation_requested",
  };
  subscription.canceled_at = at;
  return endSubscription(world, subscription.id, "cancellation_requested");
}

function billWhatWaits(world: World, subscription: Subscription, at: number): void {
  const lines = takePending(world, subscription.id);
  if (lines.length === 0) return;
  const invoice = createInvoice(world, {
    customer: subscription.customer,
    currency: subscription.currency,
    subscription,
    reason: "subscription_update",
    lines,
    discounts: [],
    period: { start: at, end: at },
    at,
    waits: false,
  });
  subscription.latest_invoice = invoice.id;
  finalizeInvoice(world, invoice.id);
  collectInvoice(world, invoice.id, { method: null, present: false, confirmedNow: false });
}
