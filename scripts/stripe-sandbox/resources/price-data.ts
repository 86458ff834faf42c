import { z } from "zod";
import { addPrice, addProduct } from "../billing/catalogue.ts";
import { invalidRequest, missingParam } from "../errors.ts";
import { metadata, oneOf, text, wholeNumber } from "../params.ts";
import type { Price } from "../stored.ts";
import { getRecord, mergeMetadata, type World } from "../world.ts";
import { currency, cycleFrom, recurring } from "./price-terms.ts";

/** A price that is made up on the spot, for one use. */
export const priceData = z.strictObject({
  currency,
  product: text.optional(),
  product_data: z
    .strictObject({
      name: text,
      description: text.optional(),
      images: z.array(text).max(8).optional(),
      metadata,
      tax_code: text.optional(),
      unit_label: text.optional(),
    })
    .optional(),
  recurring: recurring.optional(),
  tax_behavior: oneOf("exclusive", "inclusive", "unspecified").optional(),
  unit_amount: wholeNumber,
});

export type PriceData = z.output<typeof priceData>;

/** The price that an item names or describes; `param` is the item's own name, for refusals. */
export function resolvePrice(
  world: World,
  given: { price?: string | undefined; price_data?: PriceData | undefined },
  param: string,
): Price {
  if (given.price && given.price_data) {
    throw invalidRequest("You may only specify one of these parameters: price, price_data.", {
      code: "parameters_exclusive",
      param,
    });
  }
  if (given.price) return getRecord(world, "prices", given.price, `${param}[price]`);
  if (!given.price_data) throw missingParam(`${param}[price]`);
  return inlinePrice(world, given.price_data, `${param}[price_data]`);
}

function inlinePrice(world: World, data: PriceData, param: string): Price {
  if (data.product) getRecord(world, "products", data.product, `${param}[product]`);
  const fresh = data.product_data;
  if (!data.product && !fresh) throw missingParam(`${param}[product_data]`);
  const product =
    data.product ??
    addProduct(world, {
      name: fresh?.name ?? "",
      description: fresh?.description,
      images: fresh?.images,
      taxCode: fresh?.tax_code,
      unitLabel: fresh?.unit_label,
      metadata: mergeMetadata({}, fresh?.metadata),
    }).id;
  return addPrice(world, {
    product,
    currency: data.currency,
    unitAmount: data.unit_amount,
    recurring: cycleFrom(data.recurring),
    taxBehavior: data.tax_behavior,
    metadata: {},
  });
}
