import { addPaymentMethod, attachMethod } from "../billing/cards-on-file.ts";
import { collectInvoice, methodForInvoice } from "../billing/collecting.ts";
import { netAmount } from "../billing/discounts.ts";
import { formatMoney } from "../billing/lines.ts";
import { attemptPayment } from "../billing/payments.ts";
import { authenticationFailed } from "../cards.ts";
import { StripeRefusal } from "../errors.ts";
import type { CheckoutCard } from "../state.ts";
import type { Invoice } from "../stored.ts";
import { nowFor, type World } from "../world.ts";
import {
  alertOf,
  bankPage,
  type CardForm,
  cardFields,
  declinedForm,
  emailField,
  emptyCardForm,
  readCardForm,
  testCardList,
} from "./card-form.ts";
import { notFound } from "./checkout-page.ts";
import { formatDay, type Html, html, htmlResponse, messagePage, redirectTo } from "./html.ts";

/** "Visa ending in 4242". */
export function cardName(world: World, method: string | null): string | null {
  const card = world.state.paymentMethods.get(method ?? "")?.card;
  if (!card) return null;
  return `${card.brand.charAt(0).toUpperCase()}${card.brand.slice(1)} ending in ${card.last4}`;
}

function invoicePage(world: World, invoice: Invoice, form: CardForm): Response {
  const money = (amount: number) => formatMoney(amount, invoice.currency);
  const lines = invoice.lines.data.map(
    (
      line,
    ) => html`<tr><td>${line.description}<br><span class="small soft">${formatDay(line.period.start)} – ${formatDay(line.period.end)}</span></td>
<td class="number">${money(netAmount(line))}</td></tr>`,
  );
  const body = html`<main class="narrow"><div class="card"><h1>Invoice ${invoice.number ?? "(draft)"}</h1>
<p><span class="tag">${invoice.status}</span> from ${world.settings.accountName}, ${formatDay(invoice.created)}${invoice.customer_email ? `, for ${invoice.customer_email}` : ""}</p>
<div class="scroll"><table><thead><tr><th>What</th><th>Amount</th></tr></thead><tbody>${lines}</tbody></table></div>
<dl class="sums"><div><dt>Total</dt><dd>${money(invoice.total)}</dd></div>
<div><dt>Paid</dt><dd>${money(invoice.amount_paid)}</dd></div>
<div class="total"><dt>To pay</dt><dd>${money(invoice.amount_remaining)}</dd></div></dl></div>
${invoice.status === "open" ? payForms(world, invoice, form) : null}</main>`;
  return htmlResponse(`Invoice ${invoice.number ?? ""}`, body, form.alert ? 422 : 200);
}

function payForms(world: World, invoice: Invoice, form: CardForm): Html {
  const saved = cardName(world, methodForInvoice(world, invoice));
  return html`<section class="card"><h2>Pay this invoice</h2>${alertOf(form)}
${saved ? html`<form method="post" action="/i/${invoice.id}"><button name="action" value="saved">Pay with ${saved}</button></form><p class="soft">or with another card:</p>` : null}
<form method="post" action="/i/${invoice.id}" novalidate>${emailField(form)}${cardFields(form)}
<button class="full" name="action" value="card">Pay ${formatMoney(invoice.amount_remaining, invoice.currency)}</button></form>${testCardList()}</section>`;
}

/** Keeps a typed card for a customer; says how the bank answered. */
export function saveTypedCard(
  world: World,
  customer: string,
  card: CheckoutCard,
  confirmedNow: boolean,
): { ok: true; method: string } | { ok: false; message: StripeRefusal } {
  try {
    const method = addPaymentMethod(world, {
      number: card.number,
      expMonth: card.expMonth,
      expYear: card.expYear,
      hasCvc: true,
      billing: { email: card.email, name: card.name },
      metadata: {},
    });
    attachMethod(world, method.id, customer, { confirmedNow });
    return { ok: true, method: method.id };
  } catch (error) {
    if (error instanceof StripeRefusal) return { ok: false, message: error };
    throw error;
  }
}

/** The hosted invoice: read it, pay it. */
export async function handleInvoice(world: World, request: Request, id: string): Promise<Response> {
  const invoice = world.state.invoices.get(id);
  if (!invoice || invoice.status === "draft" || !invoice.customer) return notFound();
  const blank = emptyCardForm(invoice.customer_email ?? "", invoice.customer_name ?? "");
  if (request.method !== "POST" || invoice.status !== "open") return invoicePage(world, invoice, blank);
  const form = await request.formData();
  const chosen = form.get("method");
  if (form.get("confirmed") === "no") {
    return invoicePage(world, invoice, { ...blank, alert: authenticationFailed.message });
  }
  if (form.get("action") === "saved" || chosen) {
    const method = chosen ? String(chosen) : null;
    return payWith(world, invoice, method, blank, form.get("confirmed") === "yes");
  }
  const read = readCardForm(form, new Date(nowFor(world, invoice.test_clock) * 1000), true);
  if (!read.card)
    return invoicePage(world, invoice, { ...read.form, alert: "Please correct the fields marked below." });
  const kept = saveTypedCard(world, invoice.customer, read.card, false);
  if (!kept.ok) {
    const { code = "card_declined", message, decline_code: declineCode = null } = kept.message.body;
    return invoicePage(world, invoice, declinedForm(read.form, { code, message, declineCode }));
  }
  return payWith(world, invoice, kept.method, read.form, false);
}

function payWith(
  world: World,
  invoice: Invoice,
  method: string | null,
  form: CardForm,
  confirmedNow: boolean,
): Response {
  const owned = method === null || world.state.paymentMethods.get(method)?.customer === invoice.customer;
  if (!owned) return notFound();
  const result = collectInvoice(world, invoice.id, { method, present: true, confirmedNow });
  if (result.kind === "succeeded") return redirectTo(`/i/${invoice.id}`);
  if (result.kind === "declined") return invoicePage(world, invoice, declinedForm(form, result.decline));
  const amount = formatMoney(invoice.amount_remaining, invoice.currency);
  const hidden = { action: "saved", method: method ?? methodForInvoice(world, invoice) ?? "" };
  return htmlResponse("Confirm with your bank", bankPage({ action: `/i/${invoice.id}`, amount, hidden }));
}

/** Where a payment that waits for its owner's confirmation sends them. */
export async function handlePaymentConfirmation(
  world: World,
  request: Request,
  id: string,
): Promise<Response> {
  const intent = world.state.paymentIntents.get(id);
  if (!intent) return notFound();
  if (intent.status !== "requires_action" || !intent.payment_method) {
    return messagePage("Nothing to confirm", "This payment does not wait for a confirmation.");
  }
  if (request.method !== "POST") {
    const amount = formatMoney(intent.amount, intent.currency);
    return htmlResponse("Confirm with your bank", bankPage({ action: `/confirm/${id}`, amount, hidden: {} }));
  }
  const form = await request.formData();
  if (form.get("confirmed") !== "yes") return messagePage("Not confirmed", "The payment was not made.", 422);
  const attempt = { method: intent.payment_method, present: true, confirmedNow: true };
  const invoice = [...world.state.invoicePayments.values()].find(
    (payment) => payment.payment.payment_intent === id && payment.status === "open",
  )?.invoice;
  const result = invoice ? collectInvoice(world, invoice, attempt) : attemptPayment(world, id, attempt);
  return result.kind === "succeeded"
    ? messagePage("Confirmed", "The payment was made. You can close this page.")
    : messagePage("Declined", "The bank declined the payment.", 422);
}

/** A receipt for a charge. */
export function receiptPage(world: World, id: string): Response {
  const charge = world.state.charges.get(id);
  if (!charge?.paid) return notFound();
  const amount = formatMoney(charge.amount, charge.currency);
  const back =
    charge.amount_refunded > 0
      ? ` ${formatMoney(charge.amount_refunded, charge.currency)} was refunded.`
      : "";
  return messagePage(
    "Receipt",
    `${amount} paid to ${world.settings.accountName} on ${formatDay(charge.created)}.${back}`,
  );
}
