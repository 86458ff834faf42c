import type Stripe from "stripe";
import { z } from "zod";
import { daySeconds } from "../billing/calendar.ts";
import { cancelNow } from "../billing/cancelling.ts";
import { requireMethodOf } from "../billing/cards-on-file.ts";
import { chooseDiscount } from "../billing/discounts.ts";
import { createSubscription } from "../billing/subscribing.ts";
import { invalidRequest, missingParam, noSuch } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import { flag, integer, metadata, noParams, oneOf, pagination, params, range, text } from "../params.ts";
import { route } from "../route.ts";
import type { Subscription } from "../stored.ts";
import { getRecord, mergeMetadata, nowFor, type World } from "../world.ts";
import {
  cancellationDetails,
  discountChoices,
  newItemParams,
  paymentSettings,
  recurringPrice,
  trialSettings,
} from "./subscription-params.ts";
import { subscriptionUpdateParams, updateSubscription } from "./subscription-update.ts";

const createParams = params<Stripe.SubscriptionCreateParams>()({
  billing_mode: z.strictObject({ type: oneOf("classic", "flexible") }).optional(),
  cancel_at: integer.optional(),
  cancel_at_period_end: flag.optional(),
  collection_method: oneOf("charge_automatically").optional(),
  customer: text,
  default_payment_method: text.optional(),
  description: text.optional(),
  discounts: discountChoices,
  items: z.array(newItemParams),
  metadata,
  off_session: flag.optional(),
  payment_behavior: oneOf("allow_incomplete", "default_incomplete", "error_if_incomplete").optional(),
  payment_settings: paymentSettings.optional(),
  trial_end: z.union([z.literal("now"), integer]).optional(),
  trial_period_days: integer.optional(),
  trial_settings: trialSettings.optional(),
});

const listParams = params<Stripe.SubscriptionListParams>()({
  ...pagination,
  collection_method: oneOf("charge_automatically", "send_invoice").optional(),
  created: range,
  current_period_end: range,
  current_period_start: range,
  customer: text.optional(),
  price: text.optional(),
  status: oneOf(
    "active",
    "all",
    "canceled",
    "ended",
    "incomplete",
    "incomplete_expired",
    "past_due",
    "paused",
    "trialing",
    "unpaid",
  ).optional(),
  test_clock: text.optional(),
});

function trialEndOf(given: z.output<typeof createParams>, at: number): number | null {
  if (typeof given.trial_end === "number") {
    if (given.trial_end <= at)
      throw invalidRequest("Invalid timestamp: must be in the future.", { param: "trial_end" });
    return given.trial_end;
  }
  return given.trial_period_days ? at + given.trial_period_days * daySeconds : null;
}

function create(world: World, given: z.output<typeof createParams>): Subscription {
  const customer = getRecord(world, "customers", given.customer, "customer");
  if (given.items.length === 0) throw missingParam("items");
  const at = nowFor(world, customer.test_clock);
  const { default_payment_method: method } = given;
  if (method) requireMethodOf(world, method, customer.id, "default_payment_method");
  const discounts = (given.discounts ?? []).map((choice, index) =>
    chooseDiscount(world, choice, `discounts[${index}]`, at),
  );
  const { subscription } = createSubscription(world, {
    customer: customer.id,
    items: given.items.map((item, index) => ({
      price: recurringPrice(world, item, `items[${index}]`),
      quantity: item.quantity ?? 1,
      metadata: mergeMetadata({}, item.metadata),
    })),
    method: method ?? null,
    metadata: mergeMetadata({}, given.metadata),
    description: given.description ?? null,
    trialEnd: trialEndOf(given, at),
    withoutCard: given.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    cancelAt: given.cancel_at ?? null,
    cancelAtPeriodEnd: given.cancel_at_period_end ?? false,
    billingMode: given.billing_mode?.type ?? "flexible",
    behavior: given.payment_behavior ?? "allow_incomplete",
    discounts,
    saveCard: given.payment_settings?.save_default_payment_method === "on_subscription",
    present: given.off_session !== true,
    confirmedNow: false,
    checkoutSession: null,
  });
  return subscription;
}

const cancelParams = params<Stripe.SubscriptionCancelParams>()({
  cancellation_details: cancellationDetails.optional(),
  invoice_now: flag.optional(),
  prorate: flag.optional(),
});

function cancel(world: World, id: string, given: z.output<typeof cancelParams>): Subscription {
  const subscription = getRecord(world, "subscriptions", id);
  if (subscription.ended_at !== null) throw noSuch("subscription", id);
  return cancelNow(world, subscription, {
    prorate: given.prorate ?? false,
    invoiceNow: given.invoice_now ?? false,
    comment: given.cancellation_details?.comment ?? null,
    feedback: given.cancellation_details?.feedback ?? null,
  });
}

function listed(given: z.output<typeof listParams>, subscription: Subscription): boolean {
  const { status } = given;
  const ended = ["canceled", "incomplete_expired"].includes(subscription.status);
  const rightStatus =
    status === "all" ||
    (status === undefined && subscription.status !== "canceled") ||
    (status === "ended" && ended) ||
    subscription.status === status;
  const clockShown = given.customer !== undefined || subscription.test_clock === (given.test_clock ?? null);
  const item = subscription.items.data[0];
  return (
    rightStatus &&
    clockShown &&
    (!given.customer || subscription.customer === given.customer) &&
    (!given.price || subscription.items.data.some(({ price }) => price.id === given.price)) &&
    (!given.collection_method || subscription.collection_method === given.collection_method) &&
    within(subscription.created, given.created) &&
    within(item?.current_period_start ?? 0, given.current_period_start) &&
    within(item?.current_period_end ?? 0, given.current_period_end)
  );
}

export const subscriptionRoutes = [
  route("POST", "/v1/subscriptions", createParams, ({ world, params }) => create(world, params)),
  route("GET", "/v1/subscriptions", listParams, ({ world, params }) => {
    if (params.customer) getRecord(world, "customers", params.customer, "customer");
    return pageOf(world.state.subscriptions.values(), params, "/v1/subscriptions", (subscription) =>
      listed(params, subscription),
    );
  }),
  route("GET", "/v1/subscriptions/:id", noParams, ({ world, id }) => getRecord(world, "subscriptions", id)),
  route("POST", "/v1/subscriptions/:id", subscriptionUpdateParams, ({ world, id, params }) =>
    updateSubscription(world, id, params),
  ),
  route("DELETE", "/v1/subscriptions/:id", cancelParams, ({ world, id, params }) =>
    cancel(world, id, params),
  ),
];
