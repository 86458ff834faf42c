import type Stripe from "stripe";
import { expireSession } from "../billing/schedule.ts";
import { totalOrder } from "../checkout/totals.ts";
import { invalidRequest } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import { metadata, noParams, oneOf, pagination, params, range, text } from "../params.ts";
import { route } from "../route.ts";
import type { CheckoutOrder } from "../state.ts";
import type { CheckoutSession } from "../stored.ts";
import {
  addRecord,
  changeRecord,
  getRecord,
  mergeMetadata,
  newId,
  nowFor,
  testClockOf,
  type World,
} from "../world.ts";
import {
  type CheckoutParams,
  checkoutParams,
  expiryOf,
  orderOf,
  requireConsistent,
} from "./checkout-params.ts";

function create(world: World, given: CheckoutParams): CheckoutSession {
  if (given.customer) getRecord(world, "customers", given.customer, "customer");
  requireConsistent(given);
  const at = nowFor(world, testClockOf(world, { customer: given.customer }));
  const expiresAt = expiryOf(given, at);
  const id = newId("cs_test_", 58);
  const order = orderOf(world, id, given, at);
  const totals = totalOrder(world, order);
  const session = sessionShape(world, id, given, order, totals, { at, expiresAt });
  world.state.checkoutOrders.set(id, order);
  return addRecord(world, "checkoutSessions", session);
}

function sessionShape(
  world: World,
  id: string,
  given: CheckoutParams,
  order: CheckoutOrder,
  totals: ReturnType<typeof totalOrder>,
  times: { at: number; expiresAt: number },
): CheckoutSession {
  const pays = given.mode !== "setup";
  const subscribes = given.mode === "subscription";
  const message = given.custom_text?.submit?.message;
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    amount_subtotal: pays ? totals.subtotal : null,
    amount_total: pays ? totals.total : null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: times.at,
    currency: order.lines[0]?.currency ?? given.currency ?? null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: message ? { message } : null,
      terms_of_service_acceptance: null,
    },
    customer: given.customer ?? null,
    customer_account: null,
    customer_creation: subscribes
      ? "always"
      : given.mode === "payment"
        ? (given.customer_creation ?? "if_required")
        : null,
    customer_details: null,
    customer_email: given.customer_email ?? null,
    discounts: order.discounts.map(({ coupon, promotionCode }) =>
      promotionCode ? { coupon: null, promotion_code: promotionCode } : { coupon, promotion_code: null },
    ),
    expires_at: times.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: given.locale ?? null,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    mode: given.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: subscribes ? (given.payment_method_collection ?? "always") : "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: pays ? "unpaid" : "no_payment_required",
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: given.submit_type ?? null,
    subscription: null,
    success_url: given.success_url,
    total_details: pays ? { amount_discount: totals.discount, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: "hosted_page",
    url: `${world.publicUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}

const listParams = params<Stripe.Checkout.SessionListParams>()({
  ...pagination,
  created: range,
  customer: text.optional(),
  payment_intent: text.optional(),
  status: oneOf("complete", "expired", "open").optional(),
  subscription: text.optional(),
});

export const checkoutRoutes = [
  route("POST", "/v1/checkout/sessions", checkoutParams, ({ world, params }) => create(world, params)),
  route("GET", "/v1/checkout/sessions", listParams, ({ world, params }) =>
    pageOf(
      world.state.checkoutSessions.values(),
      params,
      "/v1/checkout/sessions",
      (session) =>
        (!params.customer || session.customer === params.customer) &&
        (!params.subscription || session.subscription === params.subscription) &&
        (!params.payment_intent || session.payment_intent === params.payment_intent) &&
        (!params.status || session.status === params.status) &&
        within(session.created, params.created),
    ),
  ),
  route("GET", "/v1/checkout/sessions/:id", noParams, ({ world, id }) =>
    getRecord(world, "checkoutSessions", id),
  ),
  route(
    "POST",
    "/v1/checkout/sessions/:id",
    params<Stripe.Checkout.SessionUpdateParams>()({ metadata }),
    ({ world, id, params }) =>
      changeRecord(world, "checkoutSessions", id, (session) => {
        session.metadata = mergeMetadata(session.metadata ?? {}, params.metadata);
      }),
  ),
  route("POST", "/v1/checkout/sessions/:id/expire", noParams, ({ world, id }) => {
    const session = getRecord(world, "checkoutSessions", id);
    if (session.status !== "open") {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      );
    }
    expireSession(world, id);
    return session;
  }),
  route(
    "GET",
    "/v1/checkout/sessions/:id/line_items",
    params<Stripe.Checkout.SessionListLineItemsParams>()(pagination),
    ({ world, id, params }) => {
      getRecord(world, "checkoutSessions", id);
      const lines = world.state.checkoutOrders.get(id)?.lines ?? [];
      return pageOf([...lines].reverse(), params, `/v1/checkout/sessions/${id}/line_items`);
    },
  ),
];
