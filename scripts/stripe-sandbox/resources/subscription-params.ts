import { z } from "zod";
import type { ItemChange } from "../billing/changing.ts";
import { invalidRequest } from "../errors.ts";
import { flag, metadata, oneOf, text, unsettable, wholeNumber } from "../params.ts";
import type { Price } from "../stored.ts";
import type { World } from "../world.ts";
import { type PriceData, priceData, resolvePrice } from "./price-data.ts";

export const prorationBehavior = oneOf("always_invoice", "create_prorations", "none");
export const discountChoices = unsettable(
  z.array(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() })),
);
const feedback = oneOf(
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
);
export const cancellationDetails = z.strictObject({
  comment: unsettable(text),
  feedback: unsettable(feedback),
});
export const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: oneOf("cancel", "create_invoice") }),
});
export const paymentSettings = z.strictObject({
  save_default_payment_method: oneOf("off", "on_subscription").optional(),
});

export const newItemParams = z.strictObject({
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: wholeNumber.optional(),
  metadata,
});
export const itemParams = newItemParams.extend({ id: text.optional(), deleted: flag.optional() });

type Given = { price?: string | undefined; price_data?: PriceData | undefined };

/** The price that an item of a subscription names or describes; one that is paid once is refused. */
export function recurringPrice(world: World, given: Given, param: string): Price {
  const price = resolvePrice(world, given, param);
  if (price.recurring) return price;
  throw invalidRequest(
    "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
    { param: `${param}[price]` },
  );
}

/** The changes that `items` asks for, with their prices looked up. */
export function itemChanges(world: World, items: Array<z.output<typeof itemParams>>): ItemChange[] {
  return items.map((item, index) => {
    const wanted = item.price !== undefined || item.price_data !== undefined;
    return {
      id: item.id ?? null,
      price: wanted ? recurringPrice(world, item, `items[${index}]`) : null,
      quantity: item.quantity ?? null,
      deleted: item.deleted ?? false,
      metadata: item.metadata ?? null,
    };
  });
}
