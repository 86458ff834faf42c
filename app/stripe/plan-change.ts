/** Changes of a subscription's plan, at once or with the next invoice. */
import type Stripe from "stripe";
import type { Plan } from "#app/domain/membership.ts";
import type { UpgradeQuote } from "#app/domain/plan-change.ts";
import { addOnItemOf } from "./add-ons.ts";
import { ADD_ON_MARK, PLAN_MARK } from "./catalogue.ts";
import { chargeChange } from "./charge-change.ts";
import { findPlanPrice } from "./checkout.ts";
import type { StripeClient } from "./client.ts";
import { asking } from "./problem.ts";
import { PAID_PLAN, paidPlanOf, planItemOf } from "./subscriptions.ts";

type ItemChange = { id: string; price: string };

export type UpgradeOrder = {
  readonly subscriptionId: string;
  readonly plan: Plan;
  /** The second that prorations are counted from: the quote and its charge must name the same. */
  readonly at: Date;
};

/** What an upgrade would cost now, to the cent, as Stripe works it out; nothing is changed. */
export async function quoteUpgrade(client: StripeClient, order: UpgradeOrder): Promise<UpgradeQuote> {
  const { subscription, items } = await planItems(client, order.subscriptionId, order.plan);
  const preview = await asking(() =>
    client.invoices.createPreview({
      subscription: order.subscriptionId,
      subscription_details: {
        items,
        proration_behavior: "always_invoice",
        proration_date: secondsOf(order.at),
      },
    }),
  );
  return {
    at: order.at,
    lines: preview.lines.data.map((line) => ({ text: line.description ?? "", cents: line.amount })),
    dueCents: preview.amount_due,
    currency: preview.currency.toUpperCase(),
    renewsOn: new Date((planItemOf(subscription)?.current_period_end ?? 0) * 1000),
  };
}

/**
 * Upgrades and charges at once; where the bank wants the card's owner, the upgrade waits for them (see
 * {@link chargeChange}). Otherwise changes nothing. Sent twice with the same `at`, it happens once.
 * @throws BillingError of kind `card` when the charge is declined.
 */
export async function upgradeNow(client: StripeClient, order: UpgradeOrder): Promise<"done" | "waits"> {
  const { subscription, items, priceId } = await planItems(client, order.subscriptionId, order.plan);
  const at = secondsOf(order.at);
  const noted = paidPlanOf(subscription) !== undefined;
  const change = { items, proration_date: at, ...(noted && { metadata: PAID_PLAN_OVER }) };
  return await chargeChange(
    client,
    order.subscriptionId,
    change,
    `upgrade-${order.subscriptionId}-${priceId}-${at}`,
  );
}

/**
 * Renews to another plan: the price changes now without a proration, so the next invoice asks it whatever happens to us,
 * and the metadata keeps the plan that was paid for until then.
 */
export async function renewTo(client: StripeClient, subscriptionId: string, plan: Plan): Promise<void> {
  const { subscription, items } = await planItems(client, subscriptionId, plan);
  const item = planItemOf(subscription);
  const paid = paidPlanOf(subscription) ?? {
    planSlug: item?.price.metadata[PLAN_MARK] ?? "",
    priceId: item?.price.id ?? "",
  };
  const metadata = {
    [PAID_PLAN.plan]: paid.planSlug,
    [PAID_PLAN.price]: paid.priceId,
    [PAID_PLAN.until]: String(item?.current_period_end),
  };
  await asking(() =>
    client.subscriptions.update(subscriptionId, { items, proration_behavior: "none", metadata }),
  );
}

/** Takes {@link renewTo} back: the plan that is paid for goes on, at the price that it had. */
export async function keepPlan(client: StripeClient, subscriptionId: string, plan: Plan): Promise<void> {
  const { subscription, items } = await planItems(client, subscriptionId, plan);
  const paid = paidPlanOf(subscription);
  if (paid === undefined) return;
  const planItemId = planItemOf(subscription)?.id;
  const kept = items.map((item) => (item.id === planItemId ? { ...item, price: paid.priceId } : item));
  await asking(() =>
    client.subscriptions.update(subscriptionId, {
      items: kept,
      proration_behavior: "none",
      metadata: NO_PAID_PLAN,
    }),
  );
}

/** The yearly fee, in minor units, that {@link keepPlan} goes back to; undefined when no other plan was chosen. */
export async function readPaidFee(client: StripeClient, subscriptionId: string): Promise<number | undefined> {
  const paid = paidPlanOf(await asking(() => client.subscriptions.retrieve(subscriptionId)));
  if (paid === undefined) return undefined;
  const price = await asking(() => client.prices.retrieve(paid.priceId));
  return price.unit_amount ?? undefined;
}

/**
 * Puts a subscription on another fee of its plan from its next invoice on: at the price `priceId`, or where that is null at
 * the plan's own. Answers false when it asks that fee already, is to renew to another plan, or has a change that waits for
 * the bank and would be lost.
 */
export async function renewAtFee(
  client: StripeClient,
  subscriptionId: string,
  fee: { plan: Plan; feeCents: number; priceId: string | null },
): Promise<boolean> {
  const { plan, feeCents } = fee;
  const [subscription, priceId] = await Promise.all([
    asking(() => client.subscriptions.retrieve(subscriptionId)),
    fee.priceId ?? findPlanPrice(client, plan.lookupKey).then((price) => price?.id),
  ]);
  const item = planItemOf(subscription);
  if (subscription.pending_update !== null || priceId === undefined) return false;
  if (
    item === undefined ||
    item.price.unit_amount === feeCents ||
    item.price.metadata[PLAN_MARK] !== plan.slug
  ) {
    return false;
  }
  const items = [{ id: item.id, price: priceId }];
  await asking(() => client.subscriptions.update(subscriptionId, { items, proration_behavior: "none" }));
  return true;
}

/** Ends a note of {@link PAID_PLAN} by a value alone: metadata of a change that waits is merged, and removes no key. */
const PAID_PLAN_OVER = { [PAID_PLAN.until]: "0" };

const NO_PAID_PLAN = { [PAID_PLAN.plan]: "", [PAID_PLAN.price]: "", [PAID_PLAN.until]: "" };

/** The items that put a subscription on a plan: the plan's own, and paid seats at that plan's price where it has one. */
async function planItems(
  client: StripeClient,
  subscriptionId: string,
  plan: Plan,
): Promise<{ subscription: Stripe.Subscription; items: ItemChange[]; priceId: string }> {
  const keys = plan.addOnLookupKey === null ? [plan.lookupKey] : [plan.lookupKey, plan.addOnLookupKey];
  const [subscription, prices] = await Promise.all([
    asking(() => client.subscriptions.retrieve(subscriptionId)),
    asking(() => client.prices.list({ lookup_keys: keys, active: true, limit: 10 })),
  ]);
  const price = prices.data.find(({ lookup_key }) => lookup_key === plan.lookupKey);
  const item = planItemOf(subscription);
  if (price === undefined || item === undefined || price.unit_amount !== plan.feeCents) {
    throw new Error(`Stripe's price for ${plan.lookupKey} is not the plan's: run "club billing setup".`);
  }
  const items = [{ id: item.id, price: price.id }];
  const seats = addOnItemOf(subscription);
  const seatPrice = prices.data.find(({ lookup_key }) => lookup_key === plan.addOnLookupKey);
  if (seats !== undefined && seatPrice !== undefined && seats.price.metadata[ADD_ON_MARK] !== plan.slug) {
    items.push({ id: seats.id, price: seatPrice.id });
  }
  return { subscription, items, priceId: price.id };
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
