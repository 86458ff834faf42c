/** What Stripe must hold before anybody can join: products and prices, the portal's settings, the webhook endpoint. */
import type Stripe from "stripe";
import type { Plan } from "#app/domain/membership.ts";
import { STRIPE_API_VERSION, type StripeClient } from "./client.ts";
import { asking } from "./problem.ts";

/** Metadata of our prices and products: the plan's slug. A price that was replaced loses its lookup key but keeps this. */
export const PLAN_MARK = "tallyhouse_plan";
/** Metadata of the price of a household seat beyond those of a plan: that plan's slug. Its quantity is the paid seats. */
export const ADD_ON_MARK = "tallyhouse_add_on";
/** Metadata of our portal configuration. */
export const PORTAL_MARK = "tallyhouse_portal";

export type Ensured = "created" | "changed" | "unchanged";

/**
 * The plan's product and yearly price, found by the lookup key. A fee that has changed gets a new price, which takes
 * the key over; subscriptions on the old price stay on it.
 */
export async function ensurePlanPrice(
  client: StripeClient,
  plan: Plan,
): Promise<{ priceId: string; outcome: Ensured; replacedPriceId: string | null }> {
  const currency = plan.currency.toLowerCase();
  const { data } = await asking(() =>
    client.prices.list({ lookup_keys: [plan.lookupKey], active: true, limit: 1 }),
  );
  const found = data[0];
  if (found !== undefined && found.unit_amount === plan.feeCents && found.currency === currency) {
    return { priceId: found.id, outcome: "unchanged", replacedPriceId: null };
  }
  const product = found === undefined ? await createProduct(client, plan) : productOf(found);
  const price = await asking(() =>
    client.prices.create({
      product,
      currency,
      unit_amount: plan.feeCents,
      recurring: { interval: "year" },
      lookup_key: plan.lookupKey,
      transfer_lookup_key: true,
      nickname: plan.name,
      metadata: { [PLAN_MARK]: plan.slug },
    }),
  );
  const outcome = found === undefined ? "created" : "changed";
  return { priceId: price.id, outcome, replacedPriceId: found?.id ?? null };
}

/** Keyed by plan, so that a run that broke off before the price does not leave a second product behind. */
async function createProduct(client: StripeClient, plan: Plan): Promise<string> {
  const product = await asking(() =>
    client.products.create(
      { name: plan.name, description: plan.blurb, metadata: { [PLAN_MARK]: plan.slug } },
      { idempotencyKey: `product-${plan.lookupKey}` },
    ),
  );
  return product.id;
}

function productOf(price: Stripe.Price): string {
  return typeof price.product === "string" ? price.product : price.product.id;
}

/** The portal: change the card, see invoices, cancel at the end of the period. Nothing more yet. */
export async function ensurePortal(client: StripeClient): Promise<{ id: string; outcome: Ensured }> {
  const { data } = await asking(() => client.billingPortal.configurations.list({ active: true, limit: 100 }));
  const found = data.find((configuration) => configuration.metadata?.[PORTAL_MARK] === PORTAL_VERSION);
  if (found !== undefined) return { id: found.id, outcome: "unchanged" };
  const older = data.find((configuration) => configuration.metadata?.[PORTAL_MARK] !== undefined);
  const settings = {
    features: {
      // The mail address is changed here, where it is proved first.
      customer_update: { enabled: true, allowed_updates: ["address"] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: "at_period_end" },
    },
    metadata: { [PORTAL_MARK]: PORTAL_VERSION },
  } satisfies Stripe.BillingPortal.ConfigurationCreateParams;
  if (older === undefined) {
    const created = await asking(() => client.billingPortal.configurations.create(settings));
    return { id: created.id, outcome: "created" };
  }
  const changed = await asking(() => client.billingPortal.configurations.update(older.id, settings));
  return { id: changed.id, outcome: "changed" };
}

/** Changes when the portal's settings above do. */
const PORTAL_VERSION = "2";

/** What we want to be told. All of it means the same: look at this customer again. */
const EVENTS = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.pending_update_applied",
  "customer.subscription.pending_update_expired",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.payment_action_required",
  "charge.refunded",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
] as const satisfies Stripe.WebhookEndpointCreateParams.EnabledEvent[];

/**
 * The webhook endpoint at `url`, with our API version. `secret` is there only when it was created just now: Stripe
 * tells it once.
 */
export async function ensureWebhookEndpoint(
  client: StripeClient,
  url: string,
): Promise<{ id: string; outcome: Ensured; secret: string | null }> {
  const { data } = await asking(() => client.webhookEndpoints.list({ limit: 100 }));
  const found = data.find((endpoint) => endpoint.url === url);
  if (found === undefined) {
    const created = await asking(() =>
      client.webhookEndpoints.create({
        url,
        enabled_events: [...EVENTS],
        api_version: STRIPE_API_VERSION,
        description: "Tallyhouse",
      }),
    );
    return { id: created.id, outcome: "created", secret: created.secret ?? null };
  }
  if (found.status === "enabled" && hasAll(found.enabled_events)) {
    return { id: found.id, outcome: "unchanged", secret: null };
  }
  await asking(() =>
    client.webhookEndpoints.update(found.id, { enabled_events: [...EVENTS], disabled: false }),
  );
  return { id: found.id, outcome: "changed", secret: null };
}

function hasAll(enabled: readonly string[]): boolean {
  return enabled.includes("*") || EVENTS.every((event) => enabled.includes(event));
}
