import type Stripe from "stripe";
import { z } from "zod";
import { attachMethod, methodFrom } from "../billing/cards-on-file.ts";
import { addBalanceTransaction } from "../billing/charges.ts";
import { addPaymentIntent, attemptPayment } from "../billing/payments.ts";
import { cardRefused, invalidRequest, missingParam } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import {
  email,
  flag,
  integer,
  metadata,
  noParams,
  oneOf,
  pagination,
  params,
  range,
  text,
  unsettable,
  url,
} from "../params.ts";
import { route } from "../route.ts";
import type { PaymentIntent } from "../stored.ts";
import { changeRecord, emit, getRecord, mergeMetadata, nowFor, testClockOf, type World } from "../world.ts";
import { currency } from "./price-terms.ts";

const setupFutureUsage = oneOf("off_session", "on_session");

const createParams = params<Stripe.PaymentIntentCreateParams>()({
  allowed_payment_method_types: z.array(oneOf("card")).optional(),
  amount: integer,
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: oneOf("always", "never").optional() })
    .optional(),
  capture_method: oneOf("automatic", "automatic_async", "manual").optional(),
  confirm: flag.optional(),
  currency,
  customer: text.optional(),
  description: text.optional(),
  metadata,
  off_session: flag.optional(),
  payment_method: text.optional(),
  receipt_email: email.optional(),
  return_url: url.optional(),
  setup_future_usage: setupFutureUsage.optional(),
});
const updateParams = params<Stripe.PaymentIntentUpdateParams>()({
  amount: integer.optional(),
  customer: text.optional(),
  description: text.optional(),
  metadata,
  payment_method: text.optional(),
  receipt_email: unsettable(email),
});
const confirmParams = params<Stripe.PaymentIntentConfirmParams>()({
  off_session: flag.optional(),
  payment_method: text.optional(),
  return_url: url.optional(),
});

function requireAmount(amount: number): void {
  if (amount < 1) {
    throw invalidRequest("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount",
    });
  }
}

function create(world: World, given: z.output<typeof createParams>): PaymentIntent {
  requireAmount(given.amount);
  if (given.customer) getRecord(world, "customers", given.customer, "customer");
  const method = given.payment_method ? methodFrom(world, given.payment_method, "payment_method").id : null;
  if (given.confirm && !method) throw missingParam("payment_method");
  const intent = addPaymentIntent(world, {
    amount: given.amount,
    currency: given.currency,
    customer: given.customer ?? null,
    description: given.description ?? null,
    metadata: mergeMetadata({}, given.metadata),
    paymentMethod: method,
    captureMethod: given.capture_method ?? "automatic_async",
    setupFutureUsage: given.setup_future_usage ?? null,
    receiptEmail: given.receipt_email ?? null,
  });
  return given.confirm ? confirm(world, intent, { off_session: given.off_session }) : intent;
}

/** Asks the bank; a decline is an error that carries the intent as it is afterwards. */
function confirm(world: World, intent: PaymentIntent, given: z.output<typeof confirmParams>): PaymentIntent {
  if (!["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)) {
    throw unexpectedState(intent, "confirm");
  }
  const wanted = given.payment_method ?? intent.payment_method;
  if (!wanted) throw missingParam("payment_method");
  const method = methodFrom(world, wanted, "payment_method");
  if (method.customer && method.customer !== intent.customer) {
    throw invalidRequest("The payment method belongs to another customer.", { param: "payment_method" });
  }
  const present = given.off_session !== true;
  const result = attemptPayment(world, intent.id, { method: method.id, present, confirmedNow: false });
  if (result.kind === "declined") {
    throw cardRefused(result.decline, {
      payment_intent: structuredClone(intent),
      payment_method: structuredClone(method),
      ...(result.charge ? { charge: result.charge } : {}),
    });
  }
  if (result.kind === "succeeded" && intent.customer && intent.setup_future_usage && !method.customer) {
    attachMethod(world, method.id, intent.customer);
  }
  return intent;
}

function unexpectedState(intent: PaymentIntent, verb: string) {
  return invalidRequest(
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    { code: "payment_intent_unexpected_state" },
  );
}

const captureParams = params<Stripe.PaymentIntentCaptureParams>()({
  amount_to_capture: integer.optional(),
  metadata,
});

/** Takes money that was held; what is not taken is let go. */
function capture(world: World, id: string, given: z.output<typeof captureParams>): PaymentIntent {
  const intent = getRecord(world, "paymentIntents", id);
  if (intent.status !== "requires_capture") throw unexpectedState(intent, "capture");
  const amount = given.amount_to_capture ?? intent.amount_capturable;
  if (amount < 1 || amount > intent.amount_capturable) {
    throw invalidRequest("The amount to capture must be between 1 and the amount capturable.", {
      code: "amount_too_large",
      param: "amount_to_capture",
    });
  }
  const booking = addBalanceTransaction(world, {
    amount,
    currency: intent.currency,
    type: "charge",
    source: intent.latest_charge,
    fee: Math.round((amount * 29) / 1000) + 30,
    at: nowFor(world, testClockOf(world, intent)),
    description: intent.description,
  });
  const charge = changeRecord(world, "charges", intent.latest_charge ?? "", (record) => {
    record.captured = true;
    record.amount_captured = amount;
    record.balance_transaction = booking.id;
  });
  emit(world, "charge.captured", charge);
  changeRecord(world, "paymentIntents", id, (record) => {
    record.status = "succeeded";
    record.amount_received = amount;
    record.amount_capturable = 0;
    record.metadata = mergeMetadata(record.metadata, given.metadata);
  });
  emit(world, "payment_intent.succeeded", intent);
  return intent;
}

const cancelParams = params<Stripe.PaymentIntentCancelParams>()({
  cancellation_reason: oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer").optional(),
});

function cancel(world: World, id: string, given: z.output<typeof cancelParams>): PaymentIntent {
  const intent = getRecord(world, "paymentIntents", id);
  if (intent.status === "succeeded" || intent.status === "canceled") throw unexpectedState(intent, "cancel");
  const held = intent.status === "requires_capture";
  changeRecord(world, "paymentIntents", id, (record) => {
    record.status = "canceled";
    record.canceled_at = nowFor(world, testClockOf(world, record));
    record.cancellation_reason = given.cancellation_reason ?? null;
    record.amount_capturable = 0;
    record.next_action = null;
  });
  if (held && intent.latest_charge) {
    const charge = changeRecord(world, "charges", intent.latest_charge, (record) => {
      record.refunded = true;
      record.amount_refunded = record.amount;
    });
    emit(world, "charge.refunded", charge);
  }
  emit(world, "payment_intent.canceled", intent);
  return intent;
}

function update(world: World, id: string, given: z.output<typeof updateParams>): PaymentIntent {
  const intent = getRecord(world, "paymentIntents", id);
  if (given.amount !== undefined) {
    requireAmount(given.amount);
    if (intent.status === "succeeded" || intent.status === "canceled")
      throw unexpectedState(intent, "update");
  }
  const method = given.payment_method ? methodFrom(world, given.payment_method, "payment_method").id : null;
  return changeRecord(world, "paymentIntents", id, (record) => {
    if (given.amount !== undefined) record.amount = given.amount;
    if (given.customer !== undefined) record.customer = given.customer;
    if (given.description !== undefined) record.description = given.description;
    if (given.receipt_email !== undefined) record.receipt_email = given.receipt_email;
    if (method) {
      record.payment_method = method;
      if (record.status === "requires_payment_method") record.status = "requires_confirmation";
    }
    record.metadata = mergeMetadata(record.metadata, given.metadata);
  });
}

const listParams = params<Stripe.PaymentIntentListParams>()({
  ...pagination,
  created: range,
  customer: text.optional(),
});

export const paymentIntentRoutes = [
  route("POST", "/v1/payment_intents", createParams, ({ world, params }) => create(world, params)),
  route("GET", "/v1/payment_intents", listParams, ({ world, params }) =>
    pageOf(
      world.state.paymentIntents.values(),
      params,
      "/v1/payment_intents",
      (intent) =>
        (!params.customer || intent.customer === params.customer) && within(intent.created, params.created),
    ),
  ),
  route("GET", "/v1/payment_intents/:id", noParams, ({ world, id }) =>
    getRecord(world, "paymentIntents", id),
  ),
  route("POST", "/v1/payment_intents/:id", updateParams, ({ world, id, params }) =>
    update(world, id, params),
  ),
  route("POST", "/v1/payment_intents/:id/confirm", confirmParams, ({ world, id, params }) =>
    confirm(world, getRecord(world, "paymentIntents", id), params),
  ),
  route("POST", "/v1/payment_intents/:id/capture", captureParams, ({ world, id, params }) =>
    capture(world, id, params),
  ),
  route("POST", "/v1/payment_intents/:id/cancel", cancelParams, ({ world, id, params }) =>
    cancel(world, id, params),
  ),
];
