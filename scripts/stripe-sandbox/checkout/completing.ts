import { daySeconds } from "../billing/calendar.ts";
import { addPaymentMethod, attachMethod } from "../billing/cards-on-file.ts";
import { draftDiscount, redeem } from "../billing/discounts.ts";
import { addPaymentIntent, attemptPayment, rememberConfirmation } from "../billing/payments.ts";
import { createSubscription } from "../billing/subscribing.ts";
import { decide, findTestCard, notATestCard } from "../cards.ts";
import { addCustomer } from "../customers.ts";
import { type Decline, invalidRequest } from "../errors.ts";
import { addSetupIntent } from "../setup-intents.ts";
import type { CheckoutCard, CheckoutOrder } from "../state.ts";
import type { CheckoutSession } from "../stored.ts";
import { changeRecord, emit, getRecord, nowFor, testClockOf, type World } from "../world.ts";
import { hasTrial } from "./totals.ts";

export type CompletionResult =
  | { kind: "complete"; session: CheckoutSession }
  | { kind: "declined"; decline: Decline }
  /** The bank wants the card's owner to confirm first. */
  | { kind: "confirm" };

/** True when the page must ask for a card. */
export function needsCard(session: CheckoutSession): boolean {
  const free = (session.amount_total ?? 0) === 0 && session.mode !== "setup";
  return !(free && (session.mode === "payment" || session.payment_method_collection === "if_required"));
}

/**
 * Pays an open session with what was typed on its page. A decline, or a bank that wants a confirmation first, leaves
 * nothing behind: customer, subscription, invoice and payment are made only when the card will do.
 */
export function completeCheckout(
  world: World,
  id: string,
  card: CheckoutCard,
  how: { confirmedNow: boolean },
): CompletionResult {
  const session = getRecord(world, "checkoutSessions", id);
  const order = world.state.checkoutOrders.get(id);
  if (session.status !== "open" || !order) throw invalidRequest("This Checkout Session is no longer open.");
  if (needsCard(session)) {
    const testCard = findTestCard(card.number);
    if (!testCard) return { kind: "declined", decline: notATestCard };
    const charge = session.mode !== "setup" && (session.amount_total ?? 0) > 0;
    const use = { charge, present: true, confirmedNow: how.confirmedNow, confirmedBefore: false };
    const decision = decide(testCard, use);
    if (decision.kind === "declined") return decision;
    if (decision.kind === "confirm") {
      order.pendingPayment = card;
      world.onChange();
      return { kind: "confirm" };
    }
  }
  const customer = customerFor(world, session, card);
  const method = needsCard(session)
    ? keepCard(world, session, order, customer, card, how.confirmedNow)
    : null;
  fulfil(world, session, order, { customer, method, confirmedNow: how.confirmedNow });
  close(world, session, order, customer, card);
  return { kind: "complete", session };
}

function customerFor(world: World, session: CheckoutSession, card: CheckoutCard): string | null {
  if (session.customer) return session.customer;
  if (session.mode === "payment" && session.customer_creation !== "always") return null;
  return addCustomer(world, { email: card.email, name: card.name, metadata: {} }).id;
}

function keepCard(
  world: World,
  session: CheckoutSession,
  order: CheckoutOrder,
  customer: string | null,
  card: CheckoutCard,
  confirmedNow: boolean,
): string {
  const method = addPaymentMethod(world, {
    number: card.number,
    expMonth: card.expMonth,
    expYear: card.expYear,
    hasCvc: true,
    billing: { email: card.email, name: card.name },
    metadata: {},
  });
  rememberConfirmation(world, method.id, confirmedNow);
  const saves = session.mode !== "payment" || order.setupFutureUsage !== null;
  if (customer && saves) attachMethod(world, method.id, customer, { confirmedNow });
  return method.id;
}

interface Payer {
  customer: string | null;
  method: string | null;
  confirmedNow: boolean;
}

function fulfil(world: World, session: CheckoutSession, order: CheckoutOrder, payer: Payer): void {
  switch (session.mode) {
    case "subscription":
      startSubscription(world, session, order, payer);
      return;
    case "payment":
      takePayment(world, session, order, payer);
      return;
    default:
      keepForLater(world, session, order, payer);
  }
}

function startSubscription(world: World, session: CheckoutSession, order: CheckoutOrder, payer: Payer): void {
  if (!payer.customer) throw new Error("A subscription has a customer.");
  const at = nowFor(world, testClockOf(world, { customer: payer.customer }));
  const { subscription } = createSubscription(world, {
    customer: payer.customer,
    items: order.lines.flatMap((line) =>
      line.price ? [{ price: line.price, quantity: line.quantity ?? 1, metadata: {} }] : [],
    ),
    method: payer.method,
    metadata: order.subscriptionMetadata,
    description: order.subscriptionDescription,
    trialEnd: order.trialEnd ?? (order.trialDays === null ? null : at + order.trialDays * daySeconds),
    withoutCard: order.withoutCard,
    cancelAt: null,
    cancelAtPeriodEnd: false,
    billingMode: order.billingMode,
    behavior: "allow_incomplete",
    discounts: order.discounts,
    saveCard: false,
    present: true,
    confirmedNow: payer.confirmedNow,
    checkoutSession: session.id,
  });
  session.subscription = subscription.id;
  session.invoice = subscription.latest_invoice;
}

function takePayment(world: World, session: CheckoutSession, order: CheckoutOrder, payer: Payer): void {
  const at = nowFor(world, testClockOf(world, session));
  for (const chosen of order.discounts) {
    const target = { customer: payer.customer, subscription: null, checkoutSession: session.id, start: at };
    redeem(world, draftDiscount(world, chosen, target));
  }
  if (!payer.method) return;
  const intent = addPaymentIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? "usd",
    customer: payer.customer,
    description: order.paymentDescription,
    metadata: order.paymentMetadata,
    paymentMethod: payer.method,
    captureMethod: order.captureMethod,
    setupFutureUsage: order.setupFutureUsage,
    receiptEmail: order.receiptEmail,
  });
  attemptPayment(world, intent.id, { method: payer.method, present: true, confirmedNow: payer.confirmedNow });
  session.payment_intent = intent.id;
}

function keepForLater(world: World, session: CheckoutSession, order: CheckoutOrder, payer: Payer): void {
  const intent = addSetupIntent(world, {
    customer: payer.customer,
    description: null,
    metadata: order.paymentMetadata,
    paymentMethod: payer.method,
    usage: "off_session",
  });
  changeRecord(world, "setupIntents", intent.id, (record) => {
    record.status = "succeeded";
  });
  emit(world, "setup_intent.succeeded", intent);
  session.setup_intent = intent.id;
}

function close(
  world: World,
  session: CheckoutSession,
  order: CheckoutOrder,
  customer: string | null,
  card: CheckoutCard,
): void {
  order.pendingPayment = null;
  const paid = (session.amount_total ?? 0) > 0 && session.mode !== "setup" && !hasTrial(order);
  changeRecord(world, "checkoutSessions", session.id, (record) => {
    record.status = "complete";
    record.payment_status = paid ? "paid" : "no_payment_required";
    record.url = null;
    record.customer = customer;
    record.customer_details = {
      address: null,
      business_name: null,
      email: card.email,
      individual_name: null,
      name: card.name,
      phone: null,
      tax_exempt: "none",
      tax_ids: [],
    };
  });
  emit(world, "checkout.session.completed", session);
}

/** Where a buyer goes next: the success URL with the session's id in its place. */
export function successUrl(session: CheckoutSession): string {
  return (session.success_url ?? "").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}
