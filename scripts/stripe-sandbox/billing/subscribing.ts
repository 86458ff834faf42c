import { cardRefused, invalidRequest } from "../errors.ts";
import type { Discount, Price, Subscription, SubscriptionItem } from "../stored.ts";
import { addRecord, changeRecord, emit, getRecord, newId, nowFor, type World } from "../world.ts";
import { nextBoundary } from "./calendar.ts";
import { cycleOf, planOf } from "./catalogue.ts";
import { collectInvoice } from "./collecting.ts";
import { type ChosenDiscount, draftDiscount, redeem, retireDiscounts } from "./discounts.ts";
import { buildInvoice, createInvoice, finalizeInvoice, type InvoiceFacts } from "./invoices.ts";
import { periodLine } from "./lines.ts";
import { foresee, type PaymentResult } from "./payments.ts";

export interface ItemChoice {
  price: Price;
  quantity: number;
  metadata: Record<string, string>;
}

export interface NewSubscription {
  customer: string;
  items: ItemChoice[];
  method: string | null;
  metadata: Record<string, string>;
  description: string | null;
  trialEnd: number | null;
  /** What happens at a trial's end when there is no card by then. */
  withoutCard: "create_invoice" | "cancel";
  cancelAt: number | null;
  cancelAtPeriodEnd: boolean;
  billingMode: "flexible" | "classic";
  behavior: "allow_incomplete" | "default_incomplete" | "error_if_incomplete";
  discounts: ChosenDiscount[];
  saveCard: boolean;
  present: boolean;
  confirmedNow: boolean;
  checkoutSession: string | null;
}

export function newItem(
  subscription: string,
  choice: ItemChoice,
  period: { start: number; end: number },
  at: number,
): SubscriptionItem {
  return {
    id: newId("si_", 14),
    object: "subscription_item",
    billing_thresholds: null,
    created: at,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: choice.metadata,
    plan: planOf(choice.price),
    price: structuredClone(choice.price),
    quantity: choice.quantity,
    subscription,
    tax_rates: [],
  };
}

/** All items of a subscription share one currency and one rhythm. */
export function requireOneCycle(prices: Price[]): void {
  const cycles = new Set(prices.map((price) => `${cycleOf(price).interval} ${cycleOf(price).count}`));
  const currencies = new Set(prices.map((price) => price.currency));
  if (cycles.size > 1) {
    throw invalidRequest(
      "All prices on a subscription must have the same `recurring.interval` and `recurring.interval_count` in this sandbox.",
      { param: "items" },
    );
  }
  if (currencies.size > 1) {
    throw invalidRequest("All prices on a subscription must have the same currency.", { param: "items" });
  }
  for (const price of prices) {
    if (!price.active) {
      throw invalidRequest(`The price specified is inactive. This field only accepts active prices.`, {
        param: "items[0][price]",
      });
    }
  }
}

function newSubscriptionRecord(world: World, id: string, facts: NewSubscription, at: number): Subscription {
  const first = facts.items[0]?.price;
  if (!first)
    throw invalidRequest("Missing required param: items.", { code: "parameter_missing", param: "items" });
  requireOneCycle(facts.items.map((item) => item.price));
  const { interval, count } = cycleOf(first);
  const anchor = facts.trialEnd ?? at;
  const end = facts.trialEnd ?? nextBoundary(anchor, interval, count, at);
  const items = facts.items.map((item) => newItem(id, item, { start: at, end }, at));
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode: {
      type: facts.billingMode,
      flexible: facts.billingMode === "flexible" ? { proration_discounts: "included" } : null,
    },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: facts.cancelAtPeriodEnd ? end : facts.cancelAt,
    cancel_at_period_end: facts.cancelAtPeriodEnd,
    canceled_at: facts.cancelAtPeriodEnd || facts.cancelAt !== null ? at : null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: at,
    currency: first.currency,
    customer: facts.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: facts.method,
    default_source: null,
    default_tax_rates: [],
    description: facts.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: { object: "list", data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: facts.saveCard ? "on_subscription" : "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: at,
    status: facts.trialEnd === null ? "incomplete" : "trialing",
    test_clock: getRecord(world, "customers", facts.customer, "customer").test_clock ?? null,
    transfer_data: null,
    trial_end: facts.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: facts.withoutCard },
    },
    trial_start: facts.trialEnd === null ? null : at,
  };
}

/** A new subscription with its first invoice and discounts, none of it recorded yet. */
export function draftSubscription(world: World, facts: NewSubscription) {
  const customer = getRecord(world, "customers", facts.customer, "customer");
  const at = nowFor(world, customer.test_clock);
  const subscription = newSubscriptionRecord(world, newId("sub_"), facts, at);
  const target = {
    customer: customer.id,
    subscription: subscription.id,
    checkoutSession: facts.checkoutSession,
    start: at,
  };
  const discounts: Discount[] = facts.discounts.map((chosen) => draftDiscount(world, chosen, target));
  const invoice = (): InvoiceFacts => ({
    customer: customer.id,
    currency: subscription.currency,
    subscription,
    reason: "subscription_create",
    lines: subscription.items.data.map((item) =>
      periodLine(
        world,
        item,
        subscription.id,
        { start: item.current_period_start, end: item.current_period_end },
        { free: facts.trialEnd !== null, metadata: facts.metadata },
      ),
    ),
    discounts,
    period: { start: at, end: at },
    at,
    waits: false,
  });
  return { subscription, discounts, invoice };
}

/**
 * Starts a subscription: first invoice, first payment, then the subscription itself, in the order of Stripe's
 * events. A decline leaves it incomplete; `error_if_incomplete` refuses instead and leaves nothing behind.
 */
export function createSubscription(
  world: World,
  facts: NewSubscription,
): { subscription: Subscription; payment: PaymentResult | null } {
  const { subscription, discounts, invoice: invoiceFacts } = draftSubscription(world, facts);
  const due = buildInvoice(world, "in_foreseen", invoiceFacts()).amount_due;
  const method = facts.method ?? defaultMethodOf(world, facts.customer);
  if (due > 0) requirePayable(world, facts, method);
  for (const discount of discounts) redeem(world, discount);
  subscription.discounts = discounts.map((discount) => discount.id);
  const invoice = createInvoice(world, invoiceFacts());
  subscription.latest_invoice = invoice.id;
  finalizeInvoice(world, invoice.id);
  const waits = due > 0 && facts.behavior === "default_incomplete";
  const payment = waits
    ? null
    : collectInvoice(world, invoice.id, { method, present: facts.present, confirmedNow: facts.confirmedNow });
  if (payment?.kind === "succeeded" && facts.trialEnd === null) subscription.status = "active";
  if (payment?.kind === "succeeded" && facts.saveCard) subscription.default_payment_method ??= method;
  addRecord(world, "subscriptions", subscription);
  emit(world, "customer.subscription.created", subscription);
  if (payment?.kind === "succeeded") retireDiscounts(world, subscription.id, invoice.discounts);
  return { subscription, payment };
}

function defaultMethodOf(world: World, customer: string): string | null {
  return world.state.customers.get(customer)?.invoice_settings.default_payment_method ?? null;
}

function requirePayable(world: World, facts: NewSubscription, method: string | null): void {
  if (facts.behavior === "default_incomplete") return;
  if (!method) {
    throw invalidRequest(
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/payment-methods#default-payment-method.",
      { code: "resource_missing" },
    );
  }
  if (facts.behavior !== "error_if_incomplete") return;
  const { present, confirmedNow } = facts;
  const decision = foresee(world, { method, present, confirmedNow }, true);
  if (decision.kind === "declined") throw cardRefused(decision.decline);
  if (decision.kind === "confirm") {
    throw cardRefused({
      code: "subscription_payment_intent_requires_action",
      declineCode: null,
      message:
        "Payment for this subscription requires additional user action before it can be completed successfully.",
    });
  }
}

/** Gives up on a subscription whose first payment never came (23 hours), or whose first invoice was voided. */
export function expireIncomplete(world: World, id: string): void {
  changeRecord(
    world,
    "subscriptions",
    id,
    (record) => {
      record.status = "incomplete_expired";
      record.ended_at = nowFor(world, record.test_clock);
    },
    "customer.subscription.updated",
  );
}
