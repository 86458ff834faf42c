/**
 * Changes of a subscription that are charged at once. Where the bank wants the charge confirmed, the change waits as one of
 * Stripe's pending updates (`pending_if_incomplete`): the subscription stays as it is, the change hangs on an open invoice,
 * and paying that on Stripe's page carries it out. Not paid within 23 hours, nothing has happened. Allowed with it are
 * items, proration, and (since 2026-05-27) metadata, which is merged.
 */
import type Stripe from "stripe";
import type { StripeClient } from "./client.ts";
import { asking, asksOwner } from "./problem.ts";

export type ChargedChange = Pick<Stripe.SubscriptionUpdateParams, "items" | "metadata" | "proration_date">;

/**
 * Charges a change at once. Where the bank wants the card's owner, nobody was charged, and the change is asked again to
 * wait for them. `key` makes either happen once.
 * @throws BillingError of kind `card` when the charge is declined: nothing has changed.
 */
export async function chargeChange(
  client: StripeClient,
  subscriptionId: string,
  change: ChargedChange,
  key: string,
): Promise<"done" | "waits"> {
  const update = (
    payment_behavior: "error_if_incomplete" | "pending_if_incomplete",
    idempotencyKey: string,
  ) =>
    asking(() =>
      client.subscriptions.update(
        subscriptionId,
        { ...change, proration_behavior: "always_invoice", payment_behavior },
        { idempotencyKey },
      ),
    );
  try {
    await update("error_if_incomplete", key);
    return "done";
  } catch (error) {
    if (!asksOwner(error)) throw error;
  }
  const { pending_update } = await update("pending_if_incomplete", `${key}-waits`);
  return pending_update === null ? "done" : "waits";
}
