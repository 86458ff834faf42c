import { invalidRequest } from "../errors.ts";
import type { Price, Product, Subscription, SubscriptionItem } from "../stored.ts";
import { addRecord, newId, nowFor, type World } from "../world.ts";
import type { Interval } from "./calendar.ts";

export interface ProductFacts {
  id?: string | undefined;
  name: string;
  description?: string | null | undefined;
  active?: boolean | undefined;
  images?: string[] | undefined;
  url?: string | null | undefined;
  unitLabel?: string | null | undefined;
  statementDescriptor?: string | undefined;
  taxCode?: string | null | undefined;
  marketingFeatures?: Array<{ name: string }> | undefined;
  shippable?: boolean | undefined;
  metadata: Record<string, string>;
}

export function addProduct(world: World, facts: ProductFacts): Product {
  const at = nowFor(world, null);
  const id = facts.id ?? newId("prod_", 14);
  if (world.state.products.has(id)) {
    throw invalidRequest("Product already exists.", { code: "resource_already_exists", param: "id" });
  }
  const product: Product = {
    id,
    object: "product",
    active: facts.active ?? true,
    created: at,
    default_price: null,
    description: facts.description ?? null,
    images: facts.images ?? [],
    livemode: false,
    marketing_features: facts.marketingFeatures ?? [],
    metadata: facts.metadata,
    name: facts.name,
    package_dimensions: null,
    shippable: facts.shippable ?? null,
    statement_descriptor: facts.statementDescriptor ?? null,
    tax_code: facts.taxCode ?? null,
    tax_details: null,
    type: "service",
    unit_label: facts.unitLabel ?? null,
    updated: at,
    url: facts.url ?? null,
  };
  return addRecord(world, "products", product, "product.created");
}

export interface PriceFacts {
  product: string;
  currency: string;
  unitAmount: number;
  recurring: { interval: Interval; count: number } | null;
  lookupKey?: string | null | undefined;
  nickname?: string | null | undefined;
  active?: boolean | undefined;
  taxBehavior?: string | undefined;
  metadata: Record<string, string>;
}

/** Adds a price of a fixed amount per unit. */
export function addPrice(world: World, facts: PriceFacts): Price {
  const price: Price = {
    id: newId("price_"),
    object: "price",
    active: facts.active ?? true,
    billing_scheme: "per_unit",
    created: nowFor(world, null),
    currency: facts.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: facts.lookupKey ?? null,
    metadata: facts.metadata,
    nickname: facts.nickname ?? null,
    product: facts.product,
    recurring: facts.recurring
      ? {
          interval: facts.recurring.interval,
          interval_count: facts.recurring.count,
          meter: null,
          trial_period_days: null,
          usage_type: "licensed",
        }
      : null,
    tax_behavior: facts.taxBehavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: facts.recurring ? "recurring" : "one_time",
    unit_amount: facts.unitAmount,
    unit_amount_decimal: String(facts.unitAmount),
  };
  return addRecord(world, "prices", price, "price.created");
}

/** How often a recurring price is charged. */
export function cycleOf(price: Price): { interval: Interval; count: number } {
  const { recurring } = price;
  if (!recurring) {
    throw invalidRequest(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      { param: "items[0][price]" },
    );
  }
  return { interval: recurring.interval as Interval, count: recurring.interval_count };
}

/** The older view of a recurring price that a subscription item still carries. */
export function planOf(price: Price): SubscriptionItem["plan"] {
  const cycle = cycleOf(price);
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: cycle.interval,
    interval_count: cycle.count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

/** The one rhythm that all items of a subscription share. */
export function cycleOfSubscription(subscription: Subscription) {
  const price = subscription.items.data[0]?.price;
  if (!price) throw new Error(`${subscription.id} has no items`);
  return cycleOf(price);
}

/** When the time that is billed for ends. */
export function periodEndOf(subscription: Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end));
}

export function periodStartOf(subscription: Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_start));
}
