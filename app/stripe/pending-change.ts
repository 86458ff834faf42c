/** Changes that wait for the bank: read, and let go. See {@link chargeChange} for how they come about. */
import { addOnItemOf, isAddOnItem } from "./add-ons.ts";
import { PLAN_MARK } from "./catalogue.ts";
import type { StripeClient } from "./client.ts";
import { asking, isInvalid } from "./problem.ts";

/** A change that waits for its payment. */
export type PendingChange = {
  readonly invoiceId: string;
  /** Stripe's page on which it is confirmed, or paid with another card. */
  readonly url: string;
  readonly dueCents: number;
  readonly currency: string;
  /** The plan that the subscription would be on; null where the change is none of ours. */
  readonly planSlug: string | null;
  /** The household seats that it would pay for. */
  readonly addOnSeats: number;
  readonly until: Date;
};

/** The change that waits for a subscription; undefined when none does. */
export async function findPendingChange(
  client: StripeClient,
  subscriptionId: string,
): Promise<PendingChange | undefined> {
  const subscription = await asking(() =>
    client.subscriptions.retrieve(subscriptionId, { expand: ["latest_invoice"] }),
  );
  const { pending_update: pending, latest_invoice: invoice } = subscription;
  if (pending === null || invoice === null || typeof invoice === "string") return undefined;
  if (invoice.status !== "open" || !invoice.hosted_invoice_url) return undefined;
  const items = pending.subscription_items ?? [];
  const planItem = [...items, ...subscription.items.data].find(
    ({ price }) => price.metadata[PLAN_MARK] !== undefined,
  );
  const seats = items.find(isAddOnItem) ?? addOnItemOf(subscription);
  return {
    invoiceId: invoice.id,
    url: invoice.hosted_invoice_url,
    dueCents: invoice.amount_remaining,
    currency: invoice.currency.toUpperCase(),
    planSlug: planItem?.price.metadata[PLAN_MARK] ?? null,
    addOnSeats: seats?.quantity ?? 0,
    until: new Date(pending.expires_at * 1000),
  };
}

/** Lets a waiting change go: its invoice is voided, nobody pays it any more. One that was just paid stays done. */
export async function dropPendingChange(client: StripeClient, subscriptionId: string): Promise<void> {
  const pending = await findPendingChange(client, subscriptionId);
  if (pending === undefined) return;
  try {
    await asking(() => client.invoices.voidInvoice(pending.invoiceId));
  } catch (error) {
    if (!isInvalid(error)) throw error;
  }
}
