import type Stripe from "stripe";
import { noSuch } from "../errors.ts";
import { pageOf } from "../lists.ts";
import { integer, metadata, noParams, pagination, params, text, wholeNumber } from "../params.ts";
import { route } from "../route.ts";
import { getRecord, type World } from "../world.ts";
import { priceData } from "./price-data.ts";
import { prorationBehavior } from "./subscription-params.ts";
import { updateSubscription } from "./subscription-update.ts";

function findItem(world: World, id: string) {
  for (const subscription of world.state.subscriptions.values()) {
    const item = subscription.items.data.find((candidate) => candidate.id === id);
    if (item) return { subscription, item };
  }
  throw noSuch("subscription_item", id);
}

const itemUpdateParams = params<Stripe.SubscriptionItemUpdateParams>()({
  metadata,
  price: text.optional(),
  price_data: priceData.optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: integer.optional(),
  quantity: wholeNumber.optional(),
});
const itemCreateParams = params<Stripe.SubscriptionItemCreateParams>()({
  ...itemUpdateParams.shape,
  subscription: text,
});
const itemDeleteParams = params<Stripe.SubscriptionItemDeleteParams>()({
  proration_behavior: prorationBehavior.optional(),
  proration_date: integer.optional(),
});

export const subscriptionItemRoutes = [
  route(
    "GET",
    "/v1/subscription_items",
    params<Stripe.SubscriptionItemListParams>()({ ...pagination, subscription: text }),
    ({ world, params }) =>
      pageOf(
        getRecord(world, "subscriptions", params.subscription, "subscription").items.data,
        params,
        "/v1/subscription_items",
      ),
  ),
  route("POST", "/v1/subscription_items", itemCreateParams, ({ world, params }) => {
    const { subscription, proration_behavior, proration_date, ...item } = params;
    const known = getRecord(world, "subscriptions", subscription, "subscription").items.data.map(
      ({ id }) => id,
    );
    const changed = updateSubscription(world, subscription, {
      items: [item],
      proration_behavior,
      proration_date,
    });
    return changed.items.data.find(({ id }) => !known.includes(id));
  }),
  route("GET", "/v1/subscription_items/:id", noParams, ({ world, id }) => findItem(world, id).item),
  route("POST", "/v1/subscription_items/:id", itemUpdateParams, ({ world, id, params }) => {
    const { proration_behavior, proration_date, ...item } = params;
    const { subscription } = findItem(world, id);
    updateSubscription(world, subscription.id, {
      items: [{ id, ...item }],
      proration_behavior,
      proration_date,
    });
    return findItem(world, id).item;
  }),
  route("DELETE", "/v1/subscription_items/:id", itemDeleteParams, ({ world, id, params }) => {
    const { subscription } = findItem(world, id);
    updateSubscription(world, subscription.id, { items: [{ id, deleted: true }], ...params });
    return { id, object: "subscription_item", deleted: true };
  }),
];
