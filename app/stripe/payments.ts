/** Money that moved for a customer, as Stripe has it now: read live for the desk, kept nowhere. */
import type Stripe from "stripe";
import type { ChargeEntry, RefundEntry } from "#app/domain/timeline.ts";
import type { StripeClient } from "./client.ts";
import { asking } from "./problem.ts";

/** A page of the desk does not wait longer for Stripe. */
const TIMEOUT_MS = 3_000;
/** A household has one charge a year. */
const MOST_CHARGES = 100;

/**
 * A customer's newest charges (at most 100) and what was refunded of them, newest first each. `more`: there are older ones.
 * @throws BillingError when Stripe does not answer within 3 s; it is asked once.
 */
export async function listPayments(
  client: StripeClient,
  customerId: string,
): Promise<{ charges: ChargeEntry[]; refunds: RefundEntry[]; more: boolean }> {
  const page = await asking(() =>
    client.charges.list(
      { customer: customerId, limit: MOST_CHARGES, expand: ["data.refunds"] },
      { timeout: TIMEOUT_MS, maxNetworkRetries: 0 },
    ),
  );
  const refunds = page.data.flatMap((charge) => (charge.refunds?.data ?? []).map(refundFrom));
  return { charges: page.data.map(chargeFrom), refunds, more: page.has_more };
}

function chargeFrom(charge: Stripe.Charge): ChargeEntry {
  const card = charge.payment_method_details?.card;
  return {
    kind: "charge",
    id: charge.id,
    at: new Date(charge.created * 1000),
    amountCents: charge.amount,
    currency: charge.currency.toUpperCase(),
    status: charge.status,
    failure: charge.failure_message,
    card: card == null ? null : `${card.brand ?? "card"} ${card.last4 ?? ""}`.trim(),
    disputed: charge.disputed,
  };
}

function refundFrom(refund: Stripe.Refund): RefundEntry {
  return {
    kind: "refund",
    id: refund.id,
    at: new Date(refund.created * 1000),
    amountCents: refund.amount,
    currency: refund.currency.toUpperCase(),
    status: refund.status ?? "unknown",
    chargeId: typeof refund.charge === "string" ? refund.charge : (refund.charge?.id ?? ""),
  };
}
