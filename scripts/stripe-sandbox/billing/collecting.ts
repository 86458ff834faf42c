import { type Decline, invalidRequest } from "../errors.ts";
import type { Invoice, InvoicePayment } from "../stored.ts";
import { changeRecord, emit, getRecord, nowFor, type World } from "../world.ts";
import { daySeconds } from "./calendar.ts";
import { attemptPayment, type PaymentResult } from "./payments.ts";
import { afterInvoicePaid, afterPaymentFailed } from "./settling.ts";

/** How to pay: with which card, and whether its owner is there. */
export interface Collection {
  /** Null: the subscription's card, else the customer's. */
  method: string | null;
  present: boolean;
  confirmedNow: boolean;
}

const noCard: Decline = {
  code: "invoice_payment_intent_requires_action",
  declineCode: null,
  message:
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method.",
};

/** The card that an invoice is charged to: its own, its subscription's, its customer's. */
export function methodForInvoice(world: World, invoice: Invoice): string | null {
  const subscription = world.state.subscriptions.get(
    invoice.parent?.subscription_details?.subscription ?? "",
  );
  const customer = world.state.customers.get(invoice.customer ?? "");
  return (
    invoice.default_payment_method ??
    subscription?.default_payment_method ??
    customer?.invoice_settings.default_payment_method ??
    null
  );
}

function openPaymentOf(world: World, invoice: string): InvoicePayment | undefined {
  return [...world.state.invoicePayments.values()].find(
    (payment) => payment.invoice === invoice && payment.status === "open",
  );
}

/** Tries to collect an open invoice, and records what came of it on the invoice and its subscription. */
export function collectInvoice(world: World, id: string, collection: Collection): PaymentResult {
  const invoice = getRecord(world, "invoices", id);
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    const message =
      invoice.status === "paid" ? "Invoice is already paid" : "This invoice can no longer be paid";
    throw invalidRequest(message, { code: "invoice_not_editable" });
  }
  const payment = openPaymentOf(world, id);
  if (invoice.amount_remaining === 0 || !payment?.payment.payment_intent) {
    markPaid(world, id, { outOfBand: false });
    return { kind: "succeeded" };
  }
  const method = collection.method ?? methodForInvoice(world, invoice);
  if (!method) {
    failed(world, invoice, noCard);
    return { kind: "declined", decline: noCard, charge: null };
  }
  const result = attemptPayment(world, payment.payment.payment_intent, { ...collection, method });
  switch (result.kind) {
    case "succeeded":
      markPaid(world, id, { outOfBand: false });
      return result;
    case "declined":
      failed(world, invoice, result.decline);
      return result;
    case "confirm":
      emit(world, "invoice.payment_action_required", invoice);
      return result;
    default:
      return result satisfies never;
  }
}

/** Closes an invoice as paid: by the payment just taken, by credit, or outside of Stripe. */
export function markPaid(world: World, id: string, how: { outOfBand: boolean }): Invoice {
  const invoice = getRecord(world, "invoices", id);
  const at = nowFor(world, invoice.test_clock);
  const payment = openPaymentOf(world, id);
  if (payment) settlePayment(world, payment, at, how.outOfBand);
  const wasTried = invoice.attempted;
  changeRecord(
    world,
    "invoices",
    id,
    (record) => {
      record.status = "paid";
      record.amount_paid = record.amount_due;
      record.amount_remaining = 0;
      record.attempted = true;
      if (record.amount_due > 0 && !how.outOfBand) record.attempt_count += 1;
      record.next_payment_attempt = null;
      record.auto_advance = false;
      record.status_transitions.paid_at = at;
    },
    wasTried ? "invoice.updated" : undefined,
  );
  emit(world, "invoice.paid", invoice);
  if (!how.outOfBand) emit(world, "invoice.payment_succeeded", invoice);
  afterInvoicePaid(world, invoice);
  return invoice;
}

function settlePayment(world: World, payment: InvoicePayment, at: number, outOfBand: boolean): void {
  changeRecord(world, "invoicePayments", payment.id, (record) => {
    record.status = outOfBand ? "canceled" : "paid";
    if (outOfBand) record.status_transitions.canceled_at = at;
    else record.status_transitions.paid_at = at;
    if (!outOfBand) record.amount_paid = record.amount_requested;
  });
  if (!outOfBand) {
    emit(world, "invoice_payment.paid", payment);
    return;
  }
  const intent = changeRecord(world, "paymentIntents", payment.payment.payment_intent ?? "", (record) => {
    record.status = "canceled";
    record.canceled_at = at;
  });
  emit(world, "payment_intent.canceled", intent);
}

/** After a failed try: the next one is planned, or there will be none. */
function failed(world: World, invoice: Invoice, decline: Decline): void {
  const at = nowFor(world, invoice.test_clock);
  const renewal = invoice.billing_reason !== "subscription_create" && invoice.auto_advance === true;
  const wait = world.settings.retryDays[invoice.attempt_count];
  const next = renewal && wait !== undefined ? at + wait * daySeconds : null;
  changeRecord(
    world,
    "invoices",
    invoice.id,
    (record) => {
      record.attempted = true;
      record.attempt_count += 1;
      record.next_payment_attempt = next;
    },
    invoice.attempted ? "invoice.updated" : undefined,
  );
  emit(world, "invoice.payment_failed", invoice);
  if (decline.code === "authentication_required") emit(world, "invoice.payment_action_required", invoice);
  afterPaymentFailed(world, invoice, { last: renewal && next === null });
}
