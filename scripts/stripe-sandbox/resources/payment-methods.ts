import type Stripe from "stripe";
import { z } from "zod";
import { addPaymentMethod, attachMethod, detachMethod, methodFrom } from "../billing/cards-on-file.ts";
import { findCardByToken } from "../cards.ts";
import { missingParam, noSuch } from "../errors.ts";
import { pageOf } from "../lists.ts";
import {
  email,
  integer,
  metadata,
  noParams,
  oneOf,
  pagination,
  params,
  text,
  unsettable,
} from "../params.ts";
import { route } from "../route.ts";
import type { PaymentMethod } from "../stored.ts";
import { changeRecord, getRecord, mergeMetadata, type World } from "../world.ts";

const billingDetails = z.strictObject({
  email: unsettable(email),
  name: unsettable(text),
  phone: unsettable(text),
});

const createParams = params<Stripe.PaymentMethodCreateParams>()({
  billing_details: billingDetails.optional(),
  card: z
    .strictObject({
      number: text.optional(),
      exp_month: integer.optional(),
      exp_year: integer.optional(),
      cvc: text.optional(),
      token: text.optional(),
    })
    .optional(),
  metadata,
  type: oneOf("card"),
});
const updateParams = params<Stripe.PaymentMethodUpdateParams>()({
  billing_details: billingDetails.optional(),
  card: z.strictObject({ exp_month: integer.optional(), exp_year: integer.optional() }).optional(),
  metadata,
});

/** `tok_visa` and its like are the older names of the test cards. */
function numberFrom(card: { number?: string | undefined; token?: string | undefined }): string {
  if (card.number) return card.number.replaceAll(/[\s-]/g, "");
  if (!card.token) throw missingParam("card[number]");
  const known = findCardByToken(card.token.replace(/^tok_/, "pm_card_"));
  if (!known) throw noSuch("token", card.token, "card[token]");
  return known.number;
}

function create(world: World, given: z.output<typeof createParams>): PaymentMethod {
  if (!given.card) throw missingParam("card");
  const { email: address, name, phone } = given.billing_details ?? {};
  return addPaymentMethod(world, {
    number: numberFrom(given.card),
    expMonth: given.card.exp_month ?? 12,
    expYear: given.card.exp_year ?? 2034,
    hasCvc: given.card.cvc !== undefined,
    billing: { email: address ?? null, name: name ?? null, phone: phone ?? null },
    metadata: mergeMetadata({}, given.metadata),
  });
}

export const paymentMethodRoutes = [
  route("POST", "/v1/payment_methods", createParams, ({ world, params }) => create(world, params)),
  route(
    "GET",
    "/v1/payment_methods",
    params<Stripe.PaymentMethodListParams>()({
      ...pagination,
      customer: text.optional(),
      type: text.optional(),
    }),
    ({ world, params }) =>
      pageOf(
        world.state.paymentMethods.values(),
        params,
        "/v1/payment_methods",
        (method) =>
          method.customer === (params.customer ?? null) && (!params.type || method.type === params.type),
      ),
  ),
  route("GET", "/v1/payment_methods/:id", noParams, ({ world, id }) => methodFrom(world, id, "id")),
  route("POST", "/v1/payment_methods/:id", updateParams, ({ world, id, params }) =>
    changeRecord(
      world,
      "paymentMethods",
      id,
      (method) => {
        const { exp_month, exp_year } = params.card ?? {};
        if (method.card && exp_month !== undefined) method.card.exp_month = exp_month;
        if (method.card && exp_year !== undefined) method.card.exp_year = exp_year;
        for (const [key, value] of Object.entries(params.billing_details ?? {})) {
          if (value !== undefined) method.billing_details[key as "email" | "name" | "phone"] = value;
        }
        method.metadata = mergeMetadata(method.metadata ?? {}, params.metadata);
      },
      "payment_method.updated",
    ),
  ),
  route(
    "POST",
    "/v1/payment_methods/:id/attach",
    params<Stripe.PaymentMethodAttachParams>()({ customer: text }),
    ({ world, id, params }) => {
      getRecord(world, "customers", params.customer, "customer");
      return attachMethod(world, methodFrom(world, id, "id").id, params.customer);
    },
  ),
  route("POST", "/v1/payment_methods/:id/detach", noParams, ({ world, id }) => detachMethod(world, id)),
];
