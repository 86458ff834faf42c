/** What Stripe knows about a customer's subscription and what was paid for it. */
import type Stripe from "stripe";
import {
  type BillingTruth,
  chooseSubscription,
  isLive,
  type PaidPeriod,
  type Payment,
  type SubscriptionTruth,
} from "#app/domain/membership.ts";
import { addOnSeatsOf } from "./add-ons.ts";
import { PLAN_MARK } from "./catalogue.ts";
import type { StripeClient } from "./client.ts";
import { asking, BillingError } from "./problem.ts";

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
  const strayIds = all.filter((s) => s.id !== subscription.id && isLive(s)).map((s) => s.id);
  const payments = await readPayments(client, customerId, subscription.id);
  return { subscription, strayIds, ...payments };
}

function subscriptionFrom(subscription: Stripe.Subscription): SubscriptionTruth {
  const { id, status, created, cancellation_details } = subscription;
  const unpaid = cancellation_details?.comment === UNPAID_COMMENT;
  return {
    id,
    status: statusOf(status),
    createdAt: instant(created),
    cancelAt: cancelAtOf(subscription),
    endedBecause: unpaid ? "payment-failed" : (ENDED_BECAUSE[cancellation_details?.reason ?? "none"] ?? null),
    ...plansOf(subscription),
    feeCents: planItemOf(subscription)?.price.unit_amount ?? null,
    addOnSeats: addOnSeatsOf(subscription),
    pendingUntil:
      subscription.pending_update === null ? null : instant(subscription.pending_update.expires_at),
  };
}

/**
 * The plan now and the plan after the next renewal. A downgrade puts the subscription on the cheaper price at once,
 * without a proration, so that the next invoice is right whatever happens to us; until that renewal the metadata names
 * the plan that was paid for, and the period's end that it was paid to.
 */
function plansOf(subscription: Stripe.Subscription): {
  planSlug: string | null;
  nextPlanSlug: string | null;
} {
  const item = planItemOf(subscription);
  const priced = item?.price.metadata[PLAN_MARK] ?? null;
  const paid = paidPlanOf(subscription);
  return paid === undefined
    ? { planSlug: priced, nextPlanSlug: null }
    : { planSlug: paid.planSlug, nextPlanSlug: priced };
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

/** Says in Stripe why we stopped a subscription: its renewal was not paid within the grace. */
export const UNPAID_COMMENT = "The renewal was not paid within the grace.";

/** The item whose price is a plan's. */
export function planItemOf({ items }: Stripe.Subscription): Stripe.SubscriptionItem | undefined {
  return items.data.find(({ price }) => price.metadata[PLAN_MARK] !== undefined);
}

/** Metadata of a subscription that is to renew to another plan: what was paid for, at which price, and until when. */
export const PAID_PLAN = { plan: "paid_plan", price: "paid_price", until: "paid_plan_until" } as const;

/** What {@link PAID_PLAN} says, while the period that it speaks of runs. */
export function paidPlanOf(
  subscription: Stripe.Subscription,
): { planSlug: string; priceId: string } | undefined {
  const planSlug = subscription.metadata[PAID_PLAN.plan];
  const priceId = subscription.metadata[PAID_PLAN.price];
  const until = subscription.metadata[PAID_PLAN.until];
  if (planSlug === undefined || priceId === undefined) return undefined;
  return until === String(planItemOf(subscription)?.current_period_end) ? { planSlug, priceId } : undefined;
}

/** The portal sets `cancel_at`; a call to the API may set `cancel_at_period_end` alone. */
function cancelAtOf(subscription: Stripe.Subscription): Date | null {
  if (subscription.cancel_at !== null) return instant(subscription.cancel_at);
  if (!subscription.cancel_at_period_end) return null;
  const ends = subscription.items.data.map((item) => item.current_period_end);
  return ends.length === 0 ? null : instant(Math.max(...ends));
}

type Payments = Pick<BillingTruth, "paidPeriods" | "payments" | "openInvoiceIds" | "openDisputes">;

async function readPayments(
  client: StripeClient,
  customerId: string,
  subscriptionId: string,
): Promise<Payments> {
  const [invoices, charges] = await Promise.all([
    asking(() =>
      client.invoices.list({ subscription: subscriptionId, limit: PAGE, expand: ["data.payments"] }),
    ),
    asking(() => client.charges.list({ customer: customerId, limit: PAGE })),
  ]);
  const paid = invoices.data.filter(({ status }) => status === "paid");
  const intents = new Set(paid.flatMap(intentsOf));
  const ours = charges.data.filter((charge) => intents.has(idOf(charge.payment_intent) ?? ""));
  const disputes = await readDisputes(client, ours);
  const lost = new Set(disputes.filter(({ status }) => status === "lost").map((d) => idOf(d.payment_intent)));
  const refunded = new Set(ours.filter((charge) => charge.refunded).map((c) => idOf(c.payment_intent)));
  return {
    paidPeriods: periodsOf(paid, refunded, lost),
    payments: paid.map(paymentFrom),
    openInvoiceIds: invoices.data.filter(({ status }) => status === "open").map(({ id }) => id),
    openDisputes: disputes
      .filter(({ status }) => UNDECIDED.has(status))
      .map(({ id, created }) => ({ id, openedAt: instant(created) })),
  };
}

const PAID_FOR: Readonly<Record<string, Payment["reason"]>> = {
  subscription_create: "join",
  subscription_cycle: "renewal",
};

function paymentFrom(invoice: Stripe.Invoice): Payment {
  return {
    invoiceId: invoice.id,
    invoiceNumber: invoice.number,
    reason: PAID_FOR[invoice.billing_reason ?? ""] ?? "change",
    amountCents: invoice.amount_paid,
    currency: invoice.currency.toUpperCase(),
    paidAt: instant(invoice.status_transitions.paid_at ?? invoice.created),
  };
}

/** A warning is a bank's question, not a dispute: no money has moved. */
const UNDECIDED: ReadonlySet<string> = new Set(["needs_response", "under_review"]);

async function readDisputes(
  client: StripeClient,
  charges: readonly Stripe.Charge[],
): Promise<Stripe.Dispute[]> {
  const disputed = charges.filter((charge) => charge.disputed);
  const found = await Promise.all(
    disputed.map(({ id }) => asking(() => client.disputes.list({ charge: id, limit: PAGE }))),
  );
  return found.flatMap(({ data }) => data);
}

/**
 * The periods that were paid. A dispute that was lost over any payment of a period, an upgrade's too, takes back the
 * whole of it.
 */
function periodsOf(
  paid: readonly Stripe.Invoice[],
  refunded: ReadonlySet<string | undefined>,
  lost: ReadonlySet<string | undefined>,
): PaidPeriod[] {
  const lostEnds = new Set(
    paid
      .filter((invoice) => intentsOf(invoice).some((intent) => lost.has(intent)))
      .flatMap((invoice) => invoice.lines.data.map((line) => line.period.end)),
  );
  return paid.flatMap((invoice) => {
    const period = periodPaidBy(invoice);
    if (period === undefined) return [];
    const paidAt = invoice.status_transitions.paid_at ?? invoice.created;
    return [
      {
        from: instant(period.start),
        through: instant(period.end),
        paidAt: instant(paidAt),
        refunded: lostEnds.has(period.end) || wasRefunded(invoice, refunded),
      },
    ];
  });
}

/**
 * The period that an invoice's lines pay for. Prorations are left out: they pay for a change within a period. The
 * invoice's own `period_end` is that of the period that has passed.
 */
function periodPaidBy(invoice: Stripe.Invoice): { start: number; end: number } | undefined {
  return invoice.lines.data
    .filter((line) => line.parent?.subscription_item_details?.proration === false)
    .map((line) => line.period)
    .toSorted((a, b) => b.end - a.end)[0];
}

/** Whether all of an invoice's payments went back. One that cost nothing (a coupon for all of it) can't be refunded. */
function wasRefunded(invoice: Stripe.Invoice, refunded: ReadonlySet<string | undefined>): boolean {
  const intents = intentsOf(invoice);
  return intents.length > 0 && intents.every((intent) => refunded.has(intent));
}

function intentsOf(invoice: Stripe.Invoice): string[] {
  return (invoice.payments?.data ?? [])
    .filter((payment) => payment.status === "paid")
    .flatMap(({ payment }) => idOf(payment.payment_intent) ?? []);
}

function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === "string" ? reference : reference?.id;
}

function instant(seconds: number): Date {
  return new Date(seconds * 1000);
}

/**
 * Stops a subscription now, for good, and voids what it still asks for, so that nobody pays for what can't be used.
 * Answers to being asked twice.
 */
export async function stopSubscription(
  client: StripeClient,
  { subscription, openInvoiceIds }: Pick<BillingTruth, "subscription" | "openInvoiceIds">,
  comment?: string,
): Promise<void> {
  if (isLive(subscription)) {
    const details = comment === undefined ? {} : { cancellation_details: { comment } };
    await unlessInvalid(() => client.subscriptions.cancel(subscription.id, details));
  }
  for (const id of openInvoiceIds) await unlessInvalid(() => client.invoices.voidInvoice(id));
}

/** Lets pass what Stripe calls invalid: somebody else was faster, and the truth is read again anyway. */
async function unlessInvalid(call: () => Promise<unknown>): Promise<void> {
  try {
    await asking(call);
  } catch (error) {
    if (!(error instanceof BillingError) || error.problem.kind !== "invalid") throw error;
  }
}
