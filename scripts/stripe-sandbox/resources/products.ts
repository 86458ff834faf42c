import type Stripe from "stripe";
import { z } from "zod";
import { addPrice, addProduct } from "../billing/catalogue.ts";
import { invalidRequest } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import {
  flag,
  metadata,
  noParams,
  pagination,
  params,
  range,
  text,
  unsettable,
  url,
  wholeNumber,
} from "../params.ts";
import { route } from "../route.ts";
import type { Product } from "../stored.ts";
import { changeRecord, emit, getRecord, mergeMetadata, nowFor, type World } from "../world.ts";
import { currency, cycleFrom, recurring, taxBehavior } from "./price-terms.ts";

const features = unsettable(z.array(z.strictObject({ name: text })));

const createProductParams = params<Stripe.ProductCreateParams>()({
  active: flag.optional(),
  default_price_data: z
    .strictObject({
      currency,
      unit_amount: wholeNumber,
      recurring: recurring.optional(),
      tax_behavior: taxBehavior.optional(),
    })
    .optional(),
  description: text.optional(),
  id: text.optional(),
  images: z.array(text).optional(),
  marketing_features: features,
  metadata,
  name: text,
  shippable: flag.optional(),
  statement_descriptor: text.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
  url: url.optional(),
});
const updateProductParams = params<Stripe.ProductUpdateParams>()({
  active: flag.optional(),
  default_price: text.optional(),
  description: unsettable(text),
  images: unsettable(z.array(text)),
  marketing_features: features,
  metadata,
  name: text.optional(),
  statement_descriptor: text.optional(),
  tax_code: unsettable(text),
  unit_label: unsettable(text),
  url: unsettable(url),
});
const listProductParams = params<Stripe.ProductListParams>()({
  ...pagination,
  active: flag.optional(),
  created: range,
  ids: z.array(text).optional(),
});

function createProduct(world: World, given: z.output<typeof createProductParams>): Product {
  const product = addProduct(world, {
    id: given.id,
    name: given.name,
    description: given.description,
    active: given.active,
    images: given.images,
    url: given.url,
    unitLabel: given.unit_label,
    statementDescriptor: given.statement_descriptor,
    taxCode: given.tax_code,
    marketingFeatures: given.marketing_features ?? [],
    shippable: given.shippable,
    metadata: mergeMetadata({}, given.metadata),
  });
  const first = given.default_price_data;
  if (first) {
    product.default_price = addPrice(world, {
      product: product.id,
      currency: first.currency,
      unitAmount: first.unit_amount,
      recurring: cycleFrom(first.recurring),
      taxBehavior: first.tax_behavior,
      metadata: {},
    }).id;
  }
  return product;
}

function updateProduct(world: World, id: string, given: z.output<typeof updateProductParams>): Product {
  if (given.default_price) getRecord(world, "prices", given.default_price, "default_price");
  const { marketing_features, metadata: entries, images, ...rest } = given;
  const change = (record: Product) => {
    Object.assign(
      record,
      Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    );
    if (images !== undefined) record.images = images ?? [];
    if (marketing_features !== undefined) record.marketing_features = marketing_features ?? [];
    record.metadata = mergeMetadata(record.metadata, entries);
    record.updated = nowFor(world, null);
  };
  return changeRecord(world, "products", id, change, "product.updated");
}

function deleteProduct(world: World, id: string) {
  const product = getRecord(world, "products", id);
  if ([...world.state.prices.values()].some((price) => price.product === id)) {
    throw invalidRequest(
      "This product cannot be deleted because it has one or more user-created prices. You may archive the product instead by setting `active=false`.",
    );
  }
  world.state.products.delete(id);
  emit(world, "product.deleted", product);
  return { id, object: "product", deleted: true };
}

export const productRoutes = [
  route("POST", "/v1/products", createProductParams, ({ world, params }) => createProduct(world, params)),
  route("GET", "/v1/products", listProductParams, ({ world, params }) =>
    pageOf(
      world.state.products.values(),
      params,
      "/v1/products",
      (product) =>
        (params.active === undefined || product.active === params.active) &&
        (!params.ids || params.ids.includes(product.id)) &&
        within(product.created, params.created),
    ),
  ),
  route("GET", "/v1/products/:id", noParams, ({ world, id }) => getRecord(world, "products", id)),
  route("POST", "/v1/products/:id", updateProductParams, ({ world, id, params }) =>
    updateProduct(world, id, params),
  ),
  route("DELETE", "/v1/products/:id", noParams, ({ world, id }) => deleteProduct(world, id)),
];
