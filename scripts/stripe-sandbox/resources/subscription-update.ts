import type Stripe from "stripe";
import { z } from "zod";
import { requireMethodOf } from "../billing/cards-on-file.ts";
import { periodEndOf } from "../billing/catalogue.ts";
import {
  applyChange,
  applyOrHold,
  type ChangePlan,
  type ProrationBehavior,
  planChange,
  requireChangePayable,
} from "../billing/changing.ts";
import { chooseDiscount, draftDiscount, redeem } from "../billing/discounts.ts";
import { dropPendingUpdate } from "../billing/pending-updates.ts";
import { invalidRequest } from "../errors.ts";
import { flag, integer, metadata, oneOf, params, text, unsettable } from "../params.ts";
import type { Subscription } from "../stored.ts";
import { changeRecord, getRecord, mergeMetadata, nowFor, type World } from "../world.ts";
import {
  cancellationDetails,
  discountChoices,
  itemChanges,
  itemParams,
  paymentSettings,
  prorationBehavior,
  trialSettings,
} from "./subscription-params.ts";

/** What an update of a subscription may ask for. */
export const subscriptionUpdateParams = params<Stripe.SubscriptionUpdateParams>()({
  billing_cycle_anchor: z.strictObject({ type: oneOf("now", "unchanged") }).optional(),
  cancel_at: unsettable(integer),
  cancel_at_period_end: flag.optional(),
  cancellation_details: cancellationDetails.optional(),
  default_payment_method: text.optional(),
  description: unsettable(text),
  discounts: discountChoices,
  items: z.array(itemParams).optional(),
  metadata,
  off_session: flag.optional(),
  pause_collection: unsettable(
    z.strictObject({ behavior: oneOf("keep_as_draft", "mark_uncollectible", "void") }),
  ),
  payment_behavior: oneOf("allow_incomplete", "error_if_incomplete", "pending_if_incomplete").optional(),
  payment_settings: paymentSettings.optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: integer.optional(),
  trial_end: z.union([z.literal("now"), integer]).optional(),
  trial_settings: trialSettings.optional(),
});

type UpdateParams = z.output<typeof subscriptionUpdateParams>;

/** Changes a subscription: items, trial, discounts, cancellation and the rest, with one event for all of it. */
export function updateSubscription(world: World, id: string, given: UpdateParams): Subscription {
  const subscription = getRecord(world, "subscriptions", id);
  requireChangeable(subscription, given);
  const mayWait = given.payment_behavior === "pending_if_incomplete";
  if (mayWait) requireHoldable(given);
  if (given.default_payment_method) {
    requireMethodOf(world, given.default_payment_method, subscription.customer, "default_payment_method");
  }
  const behavior = given.proration_behavior ?? "create_prorations";
  const plan = planOf(world, subscription, given, behavior);
  if (plan && given.payment_behavior === "error_if_incomplete") {
    requireChangePayable(world, subscription, plan, behavior);
  }
  if (overrulesWaiting(given)) dropPendingUpdate(world, subscription);
  const before = structuredClone(subscription);
  if (plan && mayWait) {
    const named = new Set((given.items ?? []).flatMap((item) => item.id ?? []));
    const { metadata: kept = null } = given;
    if (applyOrHold(world, subscription, plan, { behavior, named, metadata: kept })) {
      announceChange(world, before, subscription);
      return subscription;
    }
  }
  changeDiscounts(world, subscription, given);
  setFields(world, subscription, given);
  if (plan && !mayWait) applyChange(world, subscription, plan, behavior);
  setCancellation(world, subscription, given);
  announceChange(world, before, subscription);
  return subscription;
}

/** What the items, the cycle and the trial that a request names would bring; null when it names none. */
function planOf(
  world: World,
  subscription: Subscription,
  given: UpdateParams,
  behavior: ProrationBehavior,
): ChangePlan | null {
  const resetCycle = given.billing_cycle_anchor?.type === "now";
  const endTrial = given.trial_end === "now";
  if (!given.items && !resetCycle && !endTrial) return null;
  const items = itemChanges(world, given.items ?? []);
  const prorationDate = given.proration_date ?? null;
  return planChange(world, subscription, { items, behavior, resetCycle, endTrial, prorationDate });
}

/** What may be asked together with `pending_if_incomplete`: what is priced, and since 2026-05-27 metadata. */
const HOLDABLE: ReadonlySet<string> = new Set([
  "items",
  "metadata",
  "payment_behavior",
  "proration_behavior",
  "proration_date",
] satisfies Array<keyof Stripe.SubscriptionUpdateParams>);

function requireHoldable(given: UpdateParams): void {
  const others = Object.entries(given).filter(([name, value]) => value !== undefined && !HOLDABLE.has(name));
  const [param] = others[0] ?? [];
  if (param !== undefined) {
    throw invalidRequest(
      `The parameter ${param} can't be used when payment_behavior is pending_if_incomplete. See https://stripe.com/docs/billing/subscriptions/pending-updates-reference#supported-attributes.`,
      { param },
    );
  }
}

/** Whether a request takes the place of a change that waits for its payment. */
function overrulesWaiting(given: UpdateParams): boolean {
  const { items, billing_cycle_anchor, trial_end, cancel_at, cancel_at_period_end } = given;
  const asked = [items, billing_cycle_anchor, trial_end, cancel_at, cancel_at_period_end];
  return asked.some((value) => value !== undefined);
}

/** One event for all that a request has changed. */
function announceChange(world: World, before: Subscription, subscription: Subscription): void {
  const after = structuredClone(subscription);
  Object.assign(subscription, before);
  changeRecord(
    world,
    "subscriptions",
    subscription.id,
    (record) => {
      Object.assign(record, after);
    },
    "customer.subscription.updated",
  );
}

function requireChangeable(subscription: Subscription, given: UpdateParams): void {
  if (subscription.status !== "canceled" && subscription.status !== "incomplete_expired") return;
  const allowed = ["cancellation_details", "metadata"];
  const asked = Object.entries(given).filter(([, value]) => value !== undefined);
  if (asked.every(([name]) => allowed.includes(name))) return;
  throw invalidRequest("A canceled subscription can only update its cancellation_details and metadata.");
}

function changeDiscounts(world: World, subscription: Subscription, given: UpdateParams): void {
  if (given.discounts === undefined) return;
  const at = nowFor(world, subscription.test_clock);
  const target = {
    customer: subscription.customer,
    subscription: subscription.id,
    checkoutSession: null,
    start: at,
  };
  const chosen = (given.discounts ?? []).map((choice, index) =>
    chooseDiscount(world, choice, `discounts[${index}]`, at),
  );
  subscription.discounts = chosen.map((choice) => redeem(world, draftDiscount(world, choice, target)).id);
}

function setFields(world: World, subscription: Subscription, given: UpdateParams): void {
  const record = subscription;
  if (given.default_payment_method !== undefined)
    record.default_payment_method = given.default_payment_method;
  if (given.description !== undefined) record.description = given.description;
  if (given.pause_collection !== undefined) {
    const { pause_collection: pause } = given;
    record.pause_collection = pause && { behavior: pause.behavior, resumes_at: null };
  }
  const saves = given.payment_settings?.save_default_payment_method;
  if (saves && record.payment_settings) record.payment_settings.save_default_payment_method = saves;
  if (given.trial_settings && record.trial_settings) {
    record.trial_settings.end_behavior.missing_payment_method =
      given.trial_settings.end_behavior.missing_payment_method;
  }
  if (typeof given.trial_end === "number") extendTrial(record, given.trial_end);
  record.metadata = mergeMetadata(record.metadata, given.metadata);
  world.onChange();
}

/** A trial that ends later moves the whole billing cycle with it. */
function extendTrial(subscription: Subscription, end: number): void {
  subscription.trial_start ??= subscription.items.data[0]?.current_period_start ?? null;
  subscription.trial_end = end;
  subscription.status = "trialing";
  subscription.billing_cycle_anchor = end;
  for (const item of subscription.items.data) item.current_period_end = end;
}

/** Plans the end of a subscription, or takes such a plan back. */
function setCancellation(world: World, subscription: Subscription, given: UpdateParams): void {
  const at = nowFor(world, subscription.test_clock);
  if (given.cancellation_details) {
    const { comment, feedback: word } = given.cancellation_details;
    const details = subscription.cancellation_details;
    subscription.cancellation_details = {
      comment: comment === undefined ? (details?.comment ?? null) : comment,
      feedback: word === undefined ? (details?.feedback ?? null) : word,
      feedback_option: null,
      reason: details?.reason ?? null,
    };
  }
  const { cancel_at: moment, cancel_at_period_end: atEnd } = given;
  if (moment !== undefined && moment !== null && moment <= at) {
    throw invalidRequest("`cancel_at` must be in the future.", { param: "cancel_at" });
  }
  if (atEnd === true) planEnd(subscription, periodEndOf(subscription), true, at);
  else if (typeof moment === "number") planEnd(subscription, moment, false, at);
  else if (atEnd === false || moment === null) planNoEnd(subscription);
}

function planEnd(subscription: Subscription, moment: number, atPeriodEnd: boolean, at: number): void {
  subscription.cancel_at = moment;
  subscription.cancel_at_period_end = atPeriodEnd;
  subscription.canceled_at = at;
  if (subscription.cancellation_details) subscription.cancellation_details.reason = "cancellation_requested";
}

function planNoEnd(subscription: Subscription): void {
  if (subscription.ended_at !== null) return;
  subscription.cancel_at = null;
  subscription.cancel_at_period_end = false;
  subscription.canceled_at = null;
  if (subscription.cancellation_details) subscription.cancellation_details.reason = null;
}
