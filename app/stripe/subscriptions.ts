/** What Stripe knows about a customer's subscription and what was paid for it. */
import type Stripe from "stripe";
import {
  type BillingTruth,
  chooseSubscription,
  isLive,
  type PaidPeriod,
  type SubscriptionTruth,
} from "#app/domain/membership.ts";
import { PLAN_MARK } from "./catalogue.ts";
import type { StripeClient } from "./client.ts";
import { asking } from "./problem.ts";

/** A household has one subscription and a few that ended; far below one page. */
const PAGE = 100;

/**
 * The subscription that counts for a customer, with the periods paid for; undefined when there is none yet.
 * `currentSubscriptionId` is the one that the membership goes by so far.
 */
export async function readBilling(
  client: StripeClient,
  customerId: string,
  currentSubscriptionId: string | null,
): Promise<BillingTruth | undefined> {
  const { data } = await asking(() =>
    client.subscriptions.list({ customer: customerId, status: "all", limit: PAGE }),
  );
  const all = data.map(subscriptionFrom);
  const subscription = chooseSubscription(all, currentSubscriptionId);
  if (subscription === undefined) return undefined;
  const paidPeriods = await readPaidPeriods(client, customerId, subscription.id);
  const strayIds = all.filter((s) => s.id !== subscription.id && isLive(s)).map((s) => s.id);
  return { subscription, paidPeriods, strayIds };
}

function subscriptionFrom(subscription: Stripe.Subscription): SubscriptionTruth {
  const { id, status, created, cancellation_details } = subscription;
  const mark = subscription.items.data[0]?.price.metadata[PLAN_MARK];
  return {
    id,
    status: statusOf(status),
    createdAt: instant(created),
    cancelAt: cancelAtOf(subscription),
    endedBecause: ENDED_BECAUSE[cancellation_details?.reason ?? "none"] ?? null,
    planSlug: mark ?? null,
  };
}

const STATUSES: readonly SubscriptionTruth["status"][] = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "canceled",
];

/** @throws Error for a status that our API version does not have: nothing is decided on a guess. */
function statusOf(status: string): SubscriptionTruth["status"] {
  const known = STATUSES.find((name) => name === status);
  if (known === undefined) throw new Error(`Unknown subscription status ${status}`);
  return known;
}

const ENDED_BECAUSE: Readonly<Record<string, SubscriptionTruth["endedBecause"]>> = {
  cancellation_requested: "cancelled",
  payment_failed: "payment-failed",
  payment_disputed: "disputed",
};

/** The portal sets `cancel_at`; a call to the API may set `cancel_at_period_end` alone. */
function cancelAtOf(subscription: Stripe.Subscription): Date | null {
  if (subscription.cancel_at !== null) return instant(subscription.cancel_at);
  if (!subscription.cancel_at_period_end) return null;
  const ends = subscription.items.data.map((item) => item.current_period_end);
  return ends.length === 0 ? null : instant(Math.max(...ends));
}

async function readPaidPeriods(
  client: StripeClient,
  customerId: string,
  subscriptionId: string,
): Promise<PaidPeriod[]> {
  const [invoices, charges] = await Promise.all([
    asking(() =>
      client.invoices.list({
        subscription: subscriptionId,
        status: "paid",
        limit: PAGE,
        expand: ["data.payments"],
      }),
    ),
    asking(() => client.charges.list({ customer: customerId, limit: PAGE })),
  ]);
  const refunded = new Set(
    charges.data.filter((charge) => charge.refunded).map((charge) => idOf(charge.payment_intent)),
  );
  return invoices.data.flatMap((invoice) => {
    const through = paidThroughOf(invoice);
    return through === undefined ? [] : [{ through, refunded: wasRefunded(invoice, refunded) }];
  });
}

/**
 * End of the period that an invoice's lines pay for. Prorations are left out: they pay for a change within a period.
 * The invoice's own `period_end` is that of the period that has passed.
 */
function paidThroughOf(invoice: Stripe.Invoice): Date | undefined {
  const ends = invoice.lines.data
    .filter((line) => line.parent?.subscription_item_details?.proration === false)
    .map((line) => line.period.end);
  return ends.length === 0 ? undefined : instant(Math.max(...ends));
}

/** Whether all of an invoice's payments went back. One that cost nothing (a coupon for all of it) can't be refunded. */
function wasRefunded(invoice: Stripe.Invoice, refunded: ReadonlySet<string | undefined>): boolean {
  const paid = (invoice.payments?.data ?? []).filter((payment) => payment.status === "paid");
  return paid.length > 0 && paid.every(({ payment }) => refunded.has(idOf(payment.payment_intent)));
}

function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === "string" ? reference : reference?.id;
}

function instant(seconds: number): Date {
  return new Date(seconds * 1000);
}
