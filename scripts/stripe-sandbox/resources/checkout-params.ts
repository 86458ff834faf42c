import type Stripe from "stripe";
import { z } from "zod";
import { hourSeconds } from "../billing/calendar.ts";
import { chooseDiscount } from "../billing/discounts.ts";
import { invalidRequest, missingParam } from "../errors.ts";
import { email, flag, integer, metadata, oneOf, params, text, url, wholeNumber } from "../params.ts";
import type { CheckoutOrder } from "../state.ts";
import type { CheckoutLine } from "../stored.ts";
import { mergeMetadata, newId, type World } from "../world.ts";
import { priceData, resolvePrice } from "./price-data.ts";

const off = oneOf("false").transform(() => false);

export const checkoutParams = params<Stripe.Checkout.SessionCreateParams>()({
  adaptive_pricing: z.strictObject({ enabled: off }).optional(),
  allow_promotion_codes: flag.optional(),
  allowed_payment_method_types: z.array(oneOf("card")).optional(),
  automatic_tax: z.strictObject({ enabled: off }).optional(),
  billing_address_collection: oneOf("auto").optional(),
  cancel_url: url.optional(),
  client_reference_id: text.optional(),
  currency: text.optional(),
  custom_text: z.strictObject({ submit: z.strictObject({ message: text }).optional() }).optional(),
  customer: text.optional(),
  customer_creation: oneOf("always", "if_required").optional(),
  customer_email: email.optional(),
  customer_update: z
    .strictObject({ address: oneOf("auto", "never").optional(), name: oneOf("auto", "never").optional() })
    .optional(),
  discounts: z
    .array(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() }))
    .max(1)
    .optional(),
  expires_at: integer.optional(),
  line_items: z
    .array(
      z.strictObject({
        price: text.optional(),
        price_data: priceData.optional(),
        quantity: wholeNumber.optional(),
      }),
    )
    .max(100)
    .optional(),
  locale: text.optional(),
  metadata,
  mode: oneOf("payment", "setup", "subscription"),
  payment_intent_data: z
    .strictObject({
      capture_method: oneOf("automatic", "automatic_async", "manual").optional(),
      description: text.optional(),
      metadata,
      receipt_email: email.optional(),
      setup_future_usage: oneOf("off_session", "on_session").optional(),
    })
    .optional(),
  payment_method_collection: oneOf("always", "if_required").optional(),
  setup_intent_data: z.strictObject({ description: text.optional(), metadata }).optional(),
  submit_type: oneOf("auto", "book", "donate", "pay", "subscribe").optional(),
  subscription_data: z
    .strictObject({
      billing_mode: z.strictObject({ type: oneOf("classic", "flexible") }).optional(),
      description: text.optional(),
      metadata,
      trial_end: integer.optional(),
      trial_period_days: integer.optional(),
      trial_settings: z
        .strictObject({
          end_behavior: z.strictObject({ missing_payment_method: oneOf("cancel", "create_invoice") }),
        })
        .optional(),
    })
    .optional(),
  success_url: url,
  ui_mode: oneOf("hosted_page").optional(),
});

export type CheckoutParams = z.output<typeof checkoutParams>;

function checkoutLine(
  world: World,
  given: NonNullable<CheckoutParams["line_items"]>[number],
  index: number,
): CheckoutLine {
  const price = resolvePrice(world, given, `line_items[${index}]`);
  if (!price.active) {
    throw invalidRequest("The price specified is inactive. This field only accepts active prices.", {
      param: `line_items[${index}][price]`,
    });
  }
  if (given.quantity === undefined || given.quantity === 0)
    throw missingParam(`line_items[${index}][quantity]`);
  return {
    id: newId("li_"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: 0,
    amount_tax: 0,
    amount_total: 0,
    currency: price.currency,
    description: world.state.products.get(price.product)?.name ?? null,
    metadata: {},
    price: structuredClone(price),
    quantity: given.quantity,
  };
}

function linesOf(world: World, given: CheckoutParams): CheckoutLine[] {
  if (given.mode === "setup") {
    if (given.line_items)
      throw invalidRequest("You can not pass `line_items` in `setup` mode.", { param: "line_items" });
    return [];
  }
  if (!given.line_items || given.line_items.length === 0) throw missingParam("line_items");
  const lines = given.line_items.map((line, index) => checkoutLine(world, line, index));
  if (new Set(lines.map((line) => line.currency)).size > 1) {
    throw invalidRequest("All prices of a session must have the same currency.", { param: "line_items" });
  }
  const recurring = lines.filter((line) => line.price?.type === "recurring").length;
  if (given.mode === "payment" && recurring > 0) {
    throw invalidRequest(
      "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
    );
  }
  if (given.mode === "subscription" && recurring < lines.length) {
    throw invalidRequest("In `subscription` mode this sandbox takes recurring prices only.", {
      param: "line_items",
    });
  }
  return lines;
}

/** Refuses parameters that do not go together. */
export function requireConsistent(given: CheckoutParams): void {
  if (given.customer && given.customer_email) {
    throw invalidRequest("You may only specify one of these parameters: customer, customer_email.", {
      code: "parameters_exclusive",
    });
  }
  if (given.discounts && given.allow_promotion_codes !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: allow_promotion_codes, discounts.", {
      code: "parameters_exclusive",
    });
  }
  if (given.subscription_data && given.mode !== "subscription") {
    throw invalidRequest("You can not pass `subscription_data` in `payment` mode.", {
      param: "subscription_data",
    });
  }
  if (given.payment_intent_data && given.mode !== "payment") {
    throw invalidRequest(`You can not pass \`payment_intent_data\` in \`${given.mode}\` mode.`, {
      param: "payment_intent_data",
    });
  }
}

/** When a session closes unpaid: 30 minutes to 24 hours from now. */
export function expiryOf(given: CheckoutParams, at: number): number {
  const expires = given.expires_at ?? at + 24 * hourSeconds;
  if (expires < at + 0.5 * hourSeconds || expires > at + 24 * hourSeconds) {
    throw invalidRequest("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", {
      param: "expires_at",
    });
  }
  return expires;
}

/** What a session sells, and what is to be made of it once it is paid. */
export function orderOf(world: World, id: string, given: CheckoutParams, at: number): CheckoutOrder {
  const { subscription_data: subscription, payment_intent_data: payment } = given;
  return {
    id,
    lines: linesOf(world, given),
    subscriptionMetadata: mergeMetadata({}, subscription?.metadata),
    subscriptionDescription: subscription?.description ?? null,
    trialDays: subscription?.trial_period_days ?? null,
    trialEnd: subscription?.trial_end ?? null,
    withoutCard: subscription?.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    billingMode: subscription?.billing_mode?.type ?? "flexible",
    paymentMetadata: mergeMetadata({}, payment?.metadata ?? given.setup_intent_data?.metadata),
    paymentDescription: payment?.description ?? given.setup_intent_data?.description ?? null,
    receiptEmail: payment?.receipt_email ?? null,
    captureMethod: payment?.capture_method === "manual" ? "manual" : "automatic_async",
    setupFutureUsage: payment?.setup_future_usage ?? null,
    discounts: (given.discounts ?? []).map((choice, index) =>
      chooseDiscount(world, choice, `discounts[${index}]`, at),
    ),
    pendingPayment: null,
  };
}
