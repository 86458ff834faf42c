/** Ending a subscription's renewals, taking that back, and giving a fee back. */
import type { StripeClient } from "./client.ts";
import { asking, BillingError } from "./problem.ts";

/** No renewal after the running period. Asked twice, it is the same. */
export async function cancelAtEnd(client: StripeClient, subscriptionId: string): Promise<void> {
  await asking(() => client.subscriptions.update(subscriptionId, { cancel_at_period_end: true }));
}

/** Renews again, whichever way the end was planned. */
export async function renewAgain(client: StripeClient, subscriptionId: string): Promise<void> {
  const subscription = await asking(() => client.subscriptions.retrieve(subscriptionId));
  const change = subscription.cancel_at_period_end
    ? { cancel_at_period_end: false }
    : { cancel_at: "" as const };
  await asking(() => client.subscriptions.update(subscriptionId, change));
}

/** One payment of the running period, with what is left of it to give back. */
export type RefundablePayment = {
  readonly paymentIntentId: string;
  /** When it was paid. */
  readonly paidAt: Date;
  readonly leftCents: number;
  readonly currency: string;
  /** Its owner takes it back through the bank already. */
  readonly disputed: boolean;
};

/**
 * The payments for the period that ends at `through` or later, upgrades and seats within it included; the fee's own comes
 * last. A payment of which nothing is left is not among them.
 */
export async function listRefundable(
  client: StripeClient,
  owner: { customerId: string; subscriptionId: string },
  now: Date,
): Promise<RefundablePayment[]> {
  const [invoices, charges] = await Promise.all([
    asking(() =>
      client.invoices.list({
        subscription: owner.subscriptionId,
        status: "paid",
        limit: 100,
        expand: ["data.payments"],
      }),
    ),
    asking(() => client.charges.list({ customer: owner.customerId, limit: 100 })),
  ]);
  const nowSeconds = now.getTime() / 1000;
  // Newest first, so the fee, which opened the period, is the last: while it is kept, the membership goes on, and an
  // attempt that broke off can be made again.
  const intents = invoices.data
    .filter((invoice) => invoice.lines.data.some((line) => line.period.end > nowSeconds))
    .toSorted((a, b) => b.created - a.created)
    .flatMap((invoice) => invoice.payments?.data ?? [])
    .map(({ payment }) => idOf(payment.payment_intent));
  return intents.flatMap((intent) => {
    const charge = charges.data.find((one) => one.paid && idOf(one.payment_intent) === intent);
    if (charge === undefined || intent === undefined) return [];
    const leftCents = charge.amount_captured - charge.amount_refunded;
    if (leftCents === 0) return [];
    const { created, disputed } = charge;
    const currency = charge.currency.toUpperCase();
    return [{ paymentIntentId: intent, paidAt: new Date(created * 1000), leftCents, currency, disputed }];
  });
}

/** Gives back what is left of a payment. Asked twice, or after somebody else did, nothing more goes out. */
export async function refundPayment(client: StripeClient, payment: RefundablePayment): Promise<void> {
  const { paymentIntentId, leftCents } = payment;
  try {
    await asking(() =>
      client.refunds.create(
        { payment_intent: paymentIntentId, amount: leftCents, reason: "requested_by_customer" },
        { idempotencyKey: `refund-${paymentIntentId}-${leftCents}` },
      ),
    );
  } catch (error) {
    if (!isRefundedAlready(error)) throw error;
  }
}

function isRefundedAlready(error: unknown): boolean {
  return (
    error instanceof BillingError &&
    error.problem.kind === "invalid" &&
    error.problem.code === "charge_already_refunded"
  );
}

/** Where an open invoice is paid, with the bank's confirmation where it asks for one; undefined when none is open. */
export async function findInvoicePage(
  client: StripeClient,
  subscriptionId: string,
): Promise<string | undefined> {
  const { data } = await asking(() =>
    client.invoices.list({ subscription: subscriptionId, status: "open", limit: 1 }),
  );
  return data[0]?.hosted_invoice_url ?? undefined;
}

function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === "string" ? reference : reference?.id;
}
