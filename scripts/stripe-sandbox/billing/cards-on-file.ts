import { findCardByToken, findTestCard, notATestCard, type TestCard } from "../cards.ts";
import { cardRefused, invalidRequest, noSuch } from "../errors.ts";
import type { PaymentMethod } from "../stored.ts";
import { addRecord, changeRecord, emit, getRecord, newId, nowFor, type World } from "../world.ts";
import { foresee } from "./payments.ts";

export interface CardFacts {
  number: string;
  expMonth: number;
  expYear: number;
  hasCvc: boolean;
  billing: Partial<PaymentMethod["billing_details"]>;
  metadata: Record<string, string>;
}

/** Keeps a card as a payment method of nobody yet. Only test cards exist here. */
export function addPaymentMethod(world: World, facts: CardFacts): PaymentMethod {
  const card = findTestCard(facts.number);
  if (!card) throw cardRefused(notATestCard);
  const id = newId("pm_");
  world.state.cardSecrets.set(id, { id, number: card.number, authenticated: false });
  return addRecord(world, "paymentMethods", {
    id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null, ...facts.billing },
    card: cardShape(card, facts),
    created: nowFor(world, null),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: facts.metadata,
    type: "card",
  });
}

function cardShape(card: TestCard, facts: CardFacts): NonNullable<PaymentMethod["card"]> {
  return {
    brand: card.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: facts.hasCvc ? "pass" : null,
    },
    country: "US",
    display_brand: card.brand === "amex" ? "american_express" : card.brand,
    exp_month: facts.expMonth,
    exp_year: facts.expYear,
    fingerprint: `sandbox${card.number.slice(-9)}`,
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

/** The payment method that an id names: one on file, or a new one of a test token such as `pm_card_visa`. */
export function methodFrom(world: World, id: string, param: string): PaymentMethod {
  const known = world.state.paymentMethods.get(id);
  if (known) return known;
  const card = findCardByToken(id);
  if (!card) throw noSuch("PaymentMethod", id, param);
  const expYear = new Date(nowFor(world, null) * 1000).getUTCFullYear() + 8;
  return addPaymentMethod(world, {
    number: card.number,
    expMonth: 12,
    expYear,
    hasCvc: true,
    billing: {},
    metadata: {},
  });
}

/** Ties a payment method to a customer, unless its bank refuses already. */
export function attachMethod(
  world: World,
  id: string,
  customer: string,
  owner: { confirmedNow: boolean } = { confirmedNow: false },
): PaymentMethod {
  const method = getRecord(world, "paymentMethods", id, "payment_method");
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw invalidRequest("The payment method you provided has already been attached to a customer.", {
      code: "payment_method_unexpected_state",
    });
  }
  getRecord(world, "customers", customer, "customer");
  const decision = foresee(world, { method: id, present: true, ...owner }, false);
  if (decision.kind === "declined")
    throw cardRefused(decision.decline, { payment_method: structuredClone(method) });
  changeRecord(world, "paymentMethods", id, (record) => {
    record.customer = customer;
  });
  emit(world, "payment_method.attached", method);
  return method;
}

/** Unties a payment method; it cannot be used again, and nobody's default is it any more. */
export function detachMethod(world: World, id: string): PaymentMethod {
  const method = getRecord(world, "paymentMethods", id);
  const customer = method.customer;
  if (!customer) {
    throw invalidRequest(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
    );
  }
  changeRecord(
    world,
    "customers",
    customer,
    (record) => {
      if (record.invoice_settings.default_payment_method === id)
        record.invoice_settings.default_payment_method = null;
    },
    "customer.updated",
  );
  for (const subscription of world.state.subscriptions.values()) {
    if (subscription.default_payment_method !== id || subscription.status === "canceled") continue;
    changeRecord(
      world,
      "subscriptions",
      subscription.id,
      (record) => {
        record.default_payment_method = null;
      },
      "customer.subscription.updated",
    );
  }
  changeRecord(
    world,
    "paymentMethods",
    id,
    (record) => {
      record.customer = null;
    },
    "payment_method.detached",
  );
  return method;
}

/** The payment method with this id, which must be this customer's. */
export function requireMethodOf(world: World, id: string, customer: string, param: string): PaymentMethod {
  const method = getRecord(world, "paymentMethods", id, param);
  if (method.customer !== customer) {
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      { code: "resource_missing", param },
    );
  }
  return method;
}
