import { authenticationRequired, decide, findTestCard, type TestCard } from "../cards.ts";
import { type Decline, invalidRequest } from "../errors.ts";
import type { PaymentIntent, PaymentMethod } from "../stored.ts";
import {
  addRecord,
  changeRecord,
  emit,
  getRecord,
  newId,
  nowFor,
  testClockOf,
  type World,
} from "../world.ts";
import { addCharge } from "./charges.ts";
import { openDispute } from "./disputes.ts";

export interface PaymentFacts {
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  paymentMethod: string | null;
  captureMethod: "automatic_async" | "automatic" | "manual";
  setupFutureUsage: "off_session" | "on_session" | null;
  receiptEmail: string | null;
}

/** A payment that waits for a card or a confirmation. */
export function addPaymentIntent(world: World, facts: PaymentFacts): PaymentIntent {
  const id = newId("pi_");
  const intent: PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: facts.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: facts.captureMethod,
    client_secret: newId(`${id}_secret_`),
    confirmation_method: "automatic",
    created: nowFor(world, testClockOf(world, facts)),
    currency: facts.currency,
    customer: facts.customer,
    customer_account: null,
    description: facts.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: facts.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: facts.receiptEmail,
    review: null,
    setup_future_usage: facts.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: facts.paymentMethod ? "requires_confirmation" : "requires_payment_method",
    transfer_group: null,
  };
  return addRecord(world, "paymentIntents", intent, "payment_intent.created");
}

/** The test card behind a payment method. */
export function cardOf(world: World, method: string): TestCard {
  const number = world.state.cardSecrets.get(method)?.number ?? "";
  const card = findTestCard(number);
  if (!card) throw invalidRequest(`The payment method ${method} is not one of the sandbox's test cards.`);
  return card;
}

export type PaymentResult =
  | { kind: "succeeded" }
  | { kind: "declined"; decline: Decline; charge: string | null }
  | { kind: "confirm" };

export interface Attempt {
  method: string;
  /** The card's owner is there and can confirm. */
  present: boolean;
  /** The owner has just confirmed on the bank's page. */
  confirmedNow: boolean;
}

/** What would come of charging a payment method, without doing it. */
export function foresee(world: World, attempt: Attempt, charge: boolean) {
  return decide(cardOf(world, attempt.method), {
    charge,
    present: attempt.present,
    confirmedNow: attempt.confirmedNow,
    confirmedBefore: world.state.cardSecrets.get(attempt.method)?.authenticated ?? false,
  });
}

/** Tries to take a payment, and leaves the intent succeeded, held, declined or waiting for its owner. */
export function attemptPayment(world: World, intentId: string, attempt: Attempt): PaymentResult {
  const intent = getRecord(world, "paymentIntents", intentId);
  const method = getRecord(world, "paymentMethods", attempt.method, "payment_method");
  const decision = foresee(world, attempt, true);
  intent.payment_method = method.id;
  switch (decision.kind) {
    case "confirm":
      waitForOwner(world, intent);
      return { kind: "confirm" };
    case "declined":
      return recordDecline(world, intent, method, decision.decline);
    case "approved":
      rememberConfirmation(world, method.id, attempt.confirmedNow);
      take(world, intent, method);
      return { kind: "succeeded" };
    default:
      return decision satisfies never;
  }
}

/** A card that its owner has confirmed once may be charged later while the owner is away. */
export function rememberConfirmation(world: World, method: string, confirmedNow: boolean): void {
  const secret = world.state.cardSecrets.get(method);
  if (secret && confirmedNow) secret.authenticated = true;
}

function waitForOwner(world: World, intent: PaymentIntent): void {
  changeRecord(world, "paymentIntents", intent.id, (record) => {
    record.status = "requires_action";
    record.next_action = {
      type: "redirect_to_url",
      redirect_to_url: { url: `${world.publicUrl}/confirm/${record.id}`, return_url: null },
    };
  });
  emit(world, "payment_intent.requires_action", intent);
}

function recordDecline(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
): PaymentResult {
  // A bank that wants its customer has not been asked for money: there is no charge.
  const asked = decline !== authenticationRequired;
  const card = cardOf(world, method.id);
  const charge = asked ? addCharge(world, intent, method, card, { decline, captured: true }).id : null;
  changeRecord(world, "paymentIntents", intent.id, (record) => {
    record.status = asked ? "requires_payment_method" : "requires_action";
    record.latest_charge = charge ?? record.latest_charge;
    record.payment_method = asked ? null : method.id;
    record.next_action = asked
      ? null
      : {
          type: "redirect_to_url",
          redirect_to_url: { url: `${world.publicUrl}/confirm/${record.id}`, return_url: null },
        };
    record.last_payment_error = {
      type: "card_error",
      code: decline.code,
      message: decline.message,
      ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
      ...(charge ? { charge } : {}),
      payment_method: structuredClone(method),
    };
  });
  emit(world, asked ? "payment_intent.payment_failed" : "payment_intent.requires_action", intent);
  return { kind: "declined", decline, charge };
}

function take(world: World, intent: PaymentIntent, method: PaymentMethod): void {
  const card = cardOf(world, method.id);
  const captured = intent.capture_method !== "manual";
  const charge = addCharge(world, intent, method, card, { decline: null, captured });
  changeRecord(world, "paymentIntents", intent.id, (record) => {
    record.status = captured ? "succeeded" : "requires_capture";
    record.amount_received = captured ? record.amount : 0;
    record.amount_capturable = captured ? 0 : record.amount;
    record.latest_charge = charge.id;
    record.last_payment_error = null;
    record.next_action = null;
  });
  emit(world, captured ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", intent);
  if (card.dispute && captured) openDispute(world, charge.id, card.dispute);
}
