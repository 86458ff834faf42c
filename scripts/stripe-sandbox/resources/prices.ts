import type Stripe from "stripe";
import { z } from "zod";
import { addPrice, addProduct } from "../billing/catalogue.ts";
import { invalidRequest } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import {
  flag,
  metadata,
  noParams,
  oneOf,
  pagination,
  params,
  range,
  text,
  unsettable,
  wholeNumber,
} from "../params.ts";
import { route } from "../route.ts";
import type { Price } from "../stored.ts";
import { changeRecord, getRecord, mergeMetadata, type World } from "../world.ts";
import { currency, cycleFrom, recurring, taxBehavior } from "./price-terms.ts";

const createPriceParams = params<Stripe.PriceCreateParams>()({
  active: flag.optional(),
  billing_scheme: oneOf("per_unit").optional(),
  currency,
  lookup_key: text.optional(),
  metadata,
  nickname: text.optional(),
  product: text.optional(),
  product_data: z
    .strictObject({
      name: text,
      id: text.optional(),
      active: flag.optional(),
      metadata,
      unit_label: text.optional(),
    })
    .optional(),
  recurring: recurring.optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: flag.optional(),
  unit_amount: wholeNumber,
});
const updatePriceParams = params<Stripe.PriceUpdateParams>()({
  active: flag.optional(),
  lookup_key: unsettable(text),
  metadata,
  nickname: unsettable(text),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: flag.optional(),
});
const listPriceParams = params<Stripe.PriceListParams>()({
  ...pagination,
  active: flag.optional(),
  created: range,
  currency: currency.optional(),
  lookup_keys: z.array(text).max(10).optional(),
  product: text.optional(),
  recurring: z.strictObject({ interval: recurring.shape.interval.optional() }).optional(),
  type: oneOf("one_time", "recurring").optional(),
});

/** Frees a lookup key that another active price holds, if the caller asks to take it over; refuses otherwise. */
function claimLookupKey(world: World, key: string, transfer: boolean, self: string | null): void {
  const holder = [...world.state.prices.values()].find(
    (price) => price.lookup_key === key && price.id !== self,
  );
  if (!holder) return;
  if (!transfer) {
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key. You may want to try \`transfer_lookup_key\`.`,
      { param: "lookup_key" },
    );
  }
  const release = (price: Price) => {
    price.lookup_key = null;
  };
  changeRecord(world, "prices", holder.id, release, "price.updated");
}

function createPrice(world: World, given: z.output<typeof createPriceParams>): Price {
  if (!given.product && !given.product_data) {
    throw invalidRequest("Missing required param: product.", { code: "parameter_missing", param: "product" });
  }
  if (given.product) getRecord(world, "products", given.product, "product");
  if (given.lookup_key) claimLookupKey(world, given.lookup_key, given.transfer_lookup_key ?? false, null);
  const fresh = given.product_data;
  const product =
    given.product ??
    addProduct(world, {
      id: fresh?.id,
      name: fresh?.name ?? "",
      metadata: mergeMetadata({}, fresh?.metadata),
    }).id;
  return addPrice(world, {
    product,
    currency: given.currency,
    unitAmount: given.unit_amount,
    recurring: cycleFrom(given.recurring),
    lookupKey: given.lookup_key,
    nickname: given.nickname,
    active: given.active,
    taxBehavior: given.tax_behavior,
    metadata: mergeMetadata({}, given.metadata),
  });
}

function updatePrice(world: World, id: string, given: z.output<typeof updatePriceParams>): Price {
  getRecord(world, "prices", id);
  if (given.lookup_key) claimLookupKey(world, given.lookup_key, given.transfer_lookup_key ?? false, id);
  const change = (price: Price) => {
    if (given.active !== undefined) price.active = given.active;
    if (given.lookup_key !== undefined) price.lookup_key = given.lookup_key;
    if (given.nickname !== undefined) price.nickname = given.nickname;
    if (given.tax_behavior !== undefined) price.tax_behavior = given.tax_behavior;
    price.metadata = mergeMetadata(price.metadata, given.metadata);
  };
  return changeRecord(world, "prices", id, change, "price.updated");
}

export const priceRoutes = [
  route("POST", "/v1/prices", createPriceParams, ({ world, params }) => createPrice(world, params)),
  route("GET", "/v1/prices", listPriceParams, ({ world, params }) =>
    pageOf(
      world.state.prices.values(),
      params,
      "/v1/prices",
      (price) =>
        (params.active === undefined || price.active === params.active) &&
        (!params.product || price.product === params.product) &&
        (!params.currency || price.currency === params.currency) &&
        (!params.lookup_keys || params.lookup_keys.includes(price.lookup_key ?? "")) &&
        (!params.type || price.type === params.type) &&
        (!params.recurring?.interval || price.recurring?.interval === params.recurring.interval) &&
        within(price.created, params.created),
    ),
  ),
  route("GET", "/v1/prices/:id", noParams, ({ world, id }) => getRecord(world, "prices", id)),
  route("POST", "/v1/prices/:id", updatePriceParams, ({ world, id, params }) =>
    updatePrice(world, id, params),
  ),
];
