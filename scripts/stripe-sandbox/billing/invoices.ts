import { invalidRequest } from "../errors.ts";
import type { Discount, Invoice, InvoiceLine, Subscription } from "../stored.ts";
import { addRecord, changeRecord, emit, getRecord, newId, nowFor, type World } from "../world.ts";
import { hourSeconds } from "./calendar.ts";
import { discountLines } from "./discounts.ts";
import { addPaymentIntent } from "./payments.ts";

export interface InvoiceFacts {
  customer: string;
  currency: string;
  subscription: Pick<Subscription, "id" | "metadata" | "default_payment_method" | "collection_method"> | null;
  reason: "manual" | "subscription_create" | "subscription_cycle" | "subscription_update" | "upcoming";
  lines: InvoiceLine[];
  discounts: Discount[];
  period: { start: number; end: number };
  at: number;
  /** Finalised by itself an hour later. */
  waits: boolean;
}

/** What lines and discounts add up to, and what the customer's credit leaves to pay. In minor units. */
function totals(world: World, facts: InvoiceFacts) {
  const taken = discountLines(world, facts.lines, facts.discounts);
  const subtotal = facts.lines.reduce((sum, line) => sum + line.amount, 0);
  const total = subtotal - taken.reduce((sum, { amount }) => sum + amount, 0);
  return { subtotal, total, taken };
}

/** A negative balance is credit: it pays what it can; a negative total adds to it. */
function afterBalance(total: number, balance: number): { due: number; balance: number } {
  if (total < 0) return { due: 0, balance: balance + total };
  const credit = Math.min(total, Math.max(0, -balance));
  return { due: total - credit + Math.max(0, balance), balance: Math.min(0, balance + credit) };
}

/** An invoice as it is before anybody has seen it; `buildInvoice` records nothing. */
export function buildInvoice(world: World, id: string, facts: InvoiceFacts): Invoice {
  const customer = getRecord(world, "customers", facts.customer, "customer");
  const { subtotal, total, taken } = totals(world, facts);
  const { due } = afterBalance(total, customer.balance);
  const { subscription } = facts;
  for (const line of facts.lines) line.invoice = id;
  return {
    id,
    object: "invoice",
    account_country: "US",
    account_name: world.settings.accountName,
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: facts.reason !== "manual",
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: facts.waits ? facts.at + hourSeconds : null,
    billing_reason: facts.reason,
    collection_method: subscription?.collection_method ?? "charge_automatically",
    created: facts.at,
    currency: facts.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping,
    customer_tax_exempt: "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: facts.discounts.map((discount) => discount.id),
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: facts.lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: facts.waits ? facts.at + hourSeconds : null,
    number: null,
    on_behalf_of: null,
    parent: subscription
      ? {
          quote_details: null,
          subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
          type: "subscription_details",
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: facts.period.end,
    period_start: facts.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: customer.test_clock ?? null,
    total,
    total_discount_amounts: taken,
    total_excluding_tax: total,
    total_pretax_credit_amounts: taken.map(({ amount, discount }) => ({
      amount,
      discount,
      type: "discount",
    })),
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}

/** Makes a draft invoice. */
export function createInvoice(world: World, facts: InvoiceFacts): Invoice {
  return addRecord(world, "invoices", buildInvoice(world, newId("in_"), facts), "invoice.created");
}

function nextNumber(world: World, customerId: string): string {
  const customer = getRecord(world, "customers", customerId);
  const sequence = customer.next_invoice_sequence ?? 1;
  customer.next_invoice_sequence = sequence + 1;
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, "0")}`;
}

/** Fixes an invoice: it gets its number, the customer's credit is used, and a payment is asked for. */
export function finalizeInvoice(world: World, id: string): Invoice {
  const draft = getRecord(world, "invoices", id);
  if (draft.status !== "draft" || draft.customer === null) {
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: "invoice_not_editable",
    });
  }
  const customer = getRecord(world, "customers", draft.customer);
  const at = nowFor(world, draft.test_clock);
  const { due, balance } = afterBalance(draft.total, customer.balance);
  const startingBalance = customer.balance;
  changeRecord(
    world,
    "customers",
    customer.id,
    (record) => {
      record.balance = balance;
      record.currency ??= draft.currency;
    },
    "customer.updated",
  );
  const invoice = changeRecord(world, "invoices", id, (record) => {
    record.status = "open";
    record.number = nextNumber(world, customer.id);
    record.starting_balance = startingBalance;
    record.ending_balance = balance;
    record.amount_due = due;
    record.amount_remaining = due;
    record.automatically_finalizes_at = null;
    record.next_payment_attempt = null;
    record.effective_at = at;
    record.status_transitions.finalized_at = at;
    record.hosted_invoice_url = `${world.publicUrl}/i/${id}`;
    record.invoice_pdf = `${world.publicUrl}/i/${id}?print=1`;
  });
  emit(world, "invoice.finalized", invoice);
  if (due > 0) askForPayment(world, invoice, customer.id);
  return invoice;
}

function askForPayment(world: World, invoice: Invoice, customer: string): void {
  const subscription = invoice.parent?.subscription_details?.subscription;
  const first = invoice.billing_reason === "subscription_create";
  const intent = addPaymentIntent(world, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer,
    description: subscription ? (first ? "Subscription creation" : "Subscription update") : null,
    metadata: {},
    paymentMethod: null,
    captureMethod: "automatic",
    setupFutureUsage: first ? "off_session" : null,
    receiptEmail: null,
  });
  addRecord(world, "invoicePayments", {
    id: newId("inpay_"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: nowFor(world, invoice.test_clock),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: "payment_intent", payment_intent: intent.id },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

/** Takes an open invoice off the books: nobody will be asked for it again. */
export function withdrawInvoice(world: World, id: string, status: "void" | "uncollectible"): Invoice {
  const invoice = getRecord(world, "invoices", id);
  if (invoice.status !== "open" && !(status === "void" && invoice.status === "uncollectible")) {
    throw invalidRequest(`You can only pass in open invoices. This invoice isn't open.`, {
      code: "invoice_not_editable",
    });
  }
  const at = nowFor(world, invoice.test_clock);
  const event = status === "void" ? "invoice.voided" : "invoice.marked_uncollectible";
  changeRecord(world, "invoices", id, (record) => {
    record.status = status;
    record.next_payment_attempt = null;
    record.auto_advance = false;
    if (status === "void") record.status_transitions.voided_at = at;
    else record.status_transitions.marked_uncollectible_at = at;
  });
  if (status === "void") cancelInvoicePayments(world, id, at);
  emit(world, event, invoice);
  return invoice;
}

function cancelInvoicePayments(world: World, invoice: string, at: number): void {
  for (const payment of world.state.invoicePayments.values()) {
    if (payment.invoice !== invoice || payment.status !== "open") continue;
    payment.status = "canceled";
    payment.status_transitions.canceled_at = at;
    changeRecord(world, "paymentIntents", payment.payment.payment_intent ?? "", (intent) => {
      intent.status = "canceled";
      intent.canceled_at = at;
      intent.cancellation_reason = "void_invoice";
      intent.next_action = null;
    });
    emit(
      world,
      "payment_intent.canceled",
      getRecord(world, "paymentIntents", payment.payment.payment_intent ?? ""),
    );
  }
}
