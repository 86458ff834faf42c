import type Stripe from "stripe";
import { z } from "zod";
import { attachMethod, methodFrom } from "../billing/cards-on-file.ts";
import { collectInvoice, markPaid } from "../billing/collecting.ts";
import { chooseDiscount } from "../billing/discounts.ts";
import { finalizeInvoice, withdrawInvoice } from "../billing/invoices.ts";
import { awaitedBy, forgetUpdate } from "../billing/pending-updates.ts";
import { previewInvoice } from "../billing/previewing.ts";
import { afterInvoicePaid } from "../billing/settling.ts";
import { expireIncomplete } from "../billing/subscribing.ts";
import { cardRefused, invalidRequest, missingParam } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import {
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
} from "../params.ts";
import { route } from "../route.ts";
import type { Invoice } from "../stored.ts";
import { changeRecord, emit, getRecord, mergeMetadata, nowFor, type World } from "../world.ts";
import { resolvePrice } from "./price-data.ts";
import { discountChoices, itemChanges, itemParams, prorationBehavior } from "./subscription-params.ts";

const listParams = params<Stripe.InvoiceListParams>()({
  ...pagination,
  collection_method: oneOf("charge_automatically", "send_invoice").optional(),
  created: range,
  customer: text.optional(),
  status: oneOf("draft", "open", "paid", "uncollectible", "void").optional(),
  subscription: text.optional(),
});

const payParams = params<Stripe.InvoicePayParams>()({
  off_session: flag.optional(),
  paid_out_of_band: flag.optional(),
  payment_method: text.optional(),
});

function pay(world: World, id: string, given: z.output<typeof payParams>): Invoice {
  const invoice = getRecord(world, "invoices", id);
  if (invoice.status === "draft") finalizeInvoice(world, id);
  if (given.paid_out_of_band) {
    if (invoice.status !== "open") {
      throw invalidRequest("Invoice is already paid", { code: "invoice_not_editable" });
    }
    return markPaid(world, id, { outOfBand: true });
  }
  const method = given.payment_method ? methodFrom(world, given.payment_method, "payment_method") : null;
  if (method && invoice.customer) attachMethod(world, method.id, invoice.customer);
  const present = given.off_session === false;
  const result = collectInvoice(world, id, { method: method?.id ?? null, present, confirmedNow: false });
  if (result.kind === "declined")
    throw cardRefused(result.decline, result.charge ? { charge: result.charge } : {});
  if (result.kind === "confirm") {
    throw cardRefused({
      code: "invoice_payment_intent_requires_action",
      declineCode: null,
      message: "This payment requires additional user action before it can be completed successfully.",
    });
  }
  return invoice;
}

/**
 * Voiding the first invoice of a subscription ends its beginning, that of a change that waits for its payment lets the
 * change go; voiding a renewal's clears the debt.
 */
function voidInvoice(world: World, id: string): Invoice {
  const waiting = awaitedBy(world, id);
  const invoice = withdrawInvoice(world, id, "void");
  const subscription = world.state.subscriptions.get(
    invoice.parent?.subscription_details?.subscription ?? "",
  );
  if (waiting) forgetUpdate(world, waiting);
  else if (subscription?.status === "incomplete") expireIncomplete(world, subscription.id);
  else if (subscription) afterInvoicePaid(world, invoice);
  return invoice;
}

const updateParams = params<Stripe.InvoiceUpdateParams>()({
  auto_advance: flag.optional(),
  default_payment_method: unsettable(text),
  description: unsettable(text),
  metadata,
});

function update(world: World, id: string, given: z.output<typeof updateParams>): Invoice {
  const change = (invoice: Invoice) => {
    if (given.auto_advance !== undefined) invoice.auto_advance = given.auto_advance;
    if (given.default_payment_method !== undefined)
      invoice.default_payment_method = given.default_payment_method;
    if (given.description !== undefined) invoice.description = given.description;
    invoice.metadata = mergeMetadata(invoice.metadata ?? {}, given.metadata);
  };
  return changeRecord(world, "invoices", id, change, "invoice.updated");
}

const previewParams = params<Stripe.InvoiceCreatePreviewParams>()({
  customer: text.optional(),
  discounts: discountChoices,
  preview_mode: oneOf("next").optional(),
  subscription: text.optional(),
  subscription_details: z
    .strictObject({
      billing_cycle_anchor: z.strictObject({ type: oneOf("now", "unchanged") }).optional(),
      cancel_at_period_end: flag.optional(),
      cancel_now: flag.optional(),
      items: z.array(itemParams.omit({ price_data: true })).optional(),
      proration_behavior: prorationBehavior.optional(),
      proration_date: integer.optional(),
      trial_end: z.union([z.literal("now"), integer]).optional(),
    })
    .optional(),
});

function preview(world: World, given: z.output<typeof previewParams>): Invoice {
  const details = given.subscription_details;
  const subscription = given.subscription
    ? getRecord(world, "subscriptions", given.subscription, "subscription")
    : null;
  const customerId = given.customer ?? subscription?.customer;
  if (!customerId) throw missingParam("customer");
  const customer = getRecord(world, "customers", customerId, "customer");
  const at = nowFor(world, customer.test_clock);
  const items = details?.items ?? [];
  return previewInvoice(world, {
    customer: customer.id,
    subscription,
    changes: subscription ? itemChanges(world, items) : [],
    fresh: subscription
      ? []
      : items.map((item, index) => ({
          price: resolvePrice(world, item, `subscription_details[items][${index}]`),
          quantity: item.quantity ?? 1,
          metadata: {},
        })),
    discounts: (given.discounts ?? []).map((choice, index) =>
      chooseDiscount(world, choice, `discounts[${index}]`, at),
    ),
    behavior: details?.proration_behavior ?? "create_prorations",
    resetCycle: details?.billing_cycle_anchor?.type === "now",
    endTrial: details?.trial_end === "now",
    prorationDate: details?.proration_date ?? null,
    cancelAtPeriodEnd: details?.cancel_at_period_end ?? null,
    cancelNow: details?.cancel_now ?? false,
    trialEnd: typeof details?.trial_end === "number" ? details.trial_end : null,
  });
}

export const invoiceRoutes = [
  route("POST", "/v1/invoices/create_preview", previewParams, ({ world, params }) => preview(world, params)),
  route("GET", "/v1/invoices", listParams, ({ world, params }) =>
    pageOf(
      world.state.invoices.values(),
      params,
      "/v1/invoices",
      (invoice) =>
        (!params.customer || invoice.customer === params.customer) &&
        (!params.status || invoice.status === params.status) &&
        (!params.collection_method || invoice.collection_method === params.collection_method) &&
        (!params.subscription ||
          invoice.parent?.subscription_details?.subscription === params.subscription) &&
        within(invoice.created, params.created),
    ),
  ),
  route("GET", "/v1/invoices/:id", noParams, ({ world, id }) => getRecord(world, "invoices", id)),
  route("POST", "/v1/invoices/:id", updateParams, ({ world, id, params }) => update(world, id, params)),
  route(
    "GET",
    "/v1/invoices/:id/lines",
    params<Stripe.InvoiceListLineItemsParams>()(pagination),
    ({ world, id, params }) =>
      pageOf([...getRecord(world, "invoices", id).lines.data].reverse(), params, `/v1/invoices/${id}/lines`),
  ),
  route("POST", "/v1/invoices/:id/finalize", noParams, ({ world, id }) => finalizeInvoice(world, id)),
  route("POST", "/v1/invoices/:id/pay", payParams, ({ world, id, params }) => pay(world, id, params)),
  route("POST", "/v1/invoices/:id/void", noParams, ({ world, id }) => voidInvoice(world, id)),
  route("POST", "/v1/invoices/:id/mark_uncollectible", noParams, ({ world, id }) =>
    withdrawInvoice(world, id, "uncollectible"),
  ),
  route("POST", "/v1/invoices/:id/send", noParams, ({ world, id }) => {
    const invoice = getRecord(world, "invoices", id);
    if (invoice.status === "draft") finalizeInvoice(world, id);
    emit(world, "invoice.sent", invoice);
    return invoice;
  }),
];

export const invoicePaymentRoutes = [
  route(
    "GET",
    "/v1/invoice_payments",
    params<Stripe.InvoicePaymentListParams>()({
      ...pagination,
      invoice: text.optional(),
      payment: z.strictObject({ type: oneOf("payment_intent"), payment_intent: text.optional() }).optional(),
      status: oneOf("canceled", "open", "paid").optional(),
    }),
    ({ world, params }) =>
      pageOf(
        world.state.invoicePayments.values(),
        params,
        "/v1/invoice_payments",
        (payment) =>
          (!params.invoice || payment.invoice === params.invoice) &&
          (!params.payment?.payment_intent ||
            payment.payment.payment_intent === params.payment.payment_intent) &&
          (!params.status || payment.status === params.status),
      ),
  ),
  route("GET", "/v1/invoice_payments/:id", noParams, ({ world, id }) =>
    getRecord(world, "invoicePayments", id),
  ),
];
