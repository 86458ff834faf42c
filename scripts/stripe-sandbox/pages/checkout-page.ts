import { daySeconds, nextBoundary } from "../billing/calendar.ts";
import { cycleOf } from "../billing/catalogue.ts";
import { amountOff } from "../billing/discounts.ts";
import { formatMoney } from "../billing/lines.ts";
import { authenticationFailed } from "../cards.ts";
import { completeCheckout, needsCard, successUrl } from "../checkout/completing.ts";
import { applyPromotionCode, removePromotionCode } from "../checkout/promotion-codes.ts";
import { couponsOf, hasTrial } from "../checkout/totals.ts";
import type { CheckoutCard, CheckoutOrder } from "../state.ts";
import type { CheckoutSession } from "../stored.ts";
import { nowFor, testClockOf, type World } from "../world.ts";
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
import { formatDay, type Html, html, htmlResponse, messagePage, redirectTo } from "./html.ts";

function money(session: CheckoutSession, amount: number | null): string {
  return formatMoney(amount ?? 0, session.currency ?? "usd");
}

/** The first day that is charged again, and how much: null for what is paid once. */
function renewal(
  world: World,
  session: CheckoutSession,
  order: CheckoutOrder,
): { at: number; amount: number } | null {
  const price = order.lines[0]?.price;
  if (session.mode !== "subscription" || !price) return null;
  const { interval, count } = cycleOf(price);
  const now = nowFor(world, testClockOf(world, session));
  const full = order.lines.reduce(
    (sum, line) => sum + (line.price?.unit_amount ?? 0) * (line.quantity ?? 1),
    0,
  );
  const lasting = couponsOf(world, order).filter((coupon) => coupon.duration === "forever");
  const amount = lasting.reduce((left, coupon) => left - amountOff(coupon, left), full);
  if (order.trialEnd !== null) return { at: order.trialEnd, amount };
  if (order.trialDays !== null) return { at: now + order.trialDays * daySeconds, amount };
  return { at: nextBoundary(now, interval, count, now), amount };
}

function summary(world: World, session: CheckoutSession, order: CheckoutOrder, code: CodeForm): Html {
  const again = renewal(world, session, order);
  const rows = order.lines.map((line) => {
    const { recurring } = line.price ?? {};
    const each = formatMoney(line.price?.unit_amount ?? 0, line.currency);
    const every = recurring
      ? ` every ${recurring.interval_count > 1 ? `${recurring.interval_count} ${recurring.interval}s` : recurring.interval}`
      : "";
    return html`<div><dt>${line.description}<br><span class="small">${line.quantity} × ${each}${every}</span></dt>
<dd>${formatMoney((line.price?.unit_amount ?? 0) * (line.quantity ?? 1), line.currency)}</dd></div>`;
  });
  const discount = session.total_details?.amount_discount ?? 0;
  return html`<section aria-labelledby="order"><h1 id="order">${heading(session, world)}</h1>
<p class="price">${money(session, session.amount_total)}</p>
<p class="soft">${session.mode === "subscription" ? "due today" : null}</p>
<dl class="sums">${rows}
${hasTrial(order) ? html`<div><dt>Free trial</dt><dd>${money(session, 0)} today</dd></div>` : null}
${discount > 0 ? html`<div><dt>Discount${codeName(world, order)}</dt><dd>−${money(session, discount)}</dd></div>` : null}
<div class="total"><dt>Due today</dt><dd>${money(session, session.amount_total)}</dd></div>
${again ? html`<div><dt>Renews on ${formatDay(again.at)}</dt><dd>${money(session, again.amount)}</dd></div>` : null}</dl>
${session.allow_promotion_codes ? codeForm(session, order, code) : null}</section>`;
}

function heading(session: CheckoutSession, world: World): string {
  const { accountName } = world.settings;
  if (session.mode === "subscription") return `Subscribe to ${accountName}`;
  return session.mode === "setup" ? `Save a card with ${accountName}` : `Pay ${accountName}`;
}

function codeName(world: World, order: CheckoutOrder): string {
  const code = world.state.promotionCodes.get(order.discounts[0]?.promotionCode ?? "");
  return code ? ` (${code.code})` : "";
}

/** A promotion code as typed, and why it was not taken. */
interface CodeForm {
  typed: string;
  error: string | null;
}

function codeForm(session: CheckoutSession, order: CheckoutOrder, code: CodeForm): Html {
  const action = `/c/pay/${session.id}`;
  if (order.discounts.length > 0) {
    return html`<form class="code" method="post" action="${action}"><button class="plain" name="action" value="remove_code">Remove promotion code</button></form>`;
  }
  return html`<form class="code" method="post" action="${action}"><div class="field"><label for="code">Promotion code</label>
<input id="code" name="code" value="${code.typed}" autocomplete="off"${code.error ? html` aria-invalid="true" aria-describedby="code-error"` : null}>
${code.error ? html`<p class="error" id="code-error">${code.error}</p>` : null}</div>
<button class="plain" name="action" value="apply_code">Apply</button></form>`;
}

function checkoutPage(
  world: World,
  session: CheckoutSession,
  order: CheckoutOrder,
  form: CardForm,
  code: CodeForm = { typed: "", error: null },
): Response {
  const label =
    session.mode === "subscription"
      ? "Subscribe"
      : session.mode === "setup"
        ? "Save card"
        : `Pay ${money(session, session.amount_total)}`;
  const card = needsCard(session);
  const body = html`<main><div class="columns"><div>${summary(world, session, order, code)}
${session.cancel_url ? html`<p><a href="${session.cancel_url}">Back to ${world.settings.accountName}</a></p>` : null}</div>
<section class="card" aria-labelledby="pay"><h2 id="pay">${card ? "Pay with card" : "Your details"}</h2>${alertOf(form)}
<form method="post" action="/c/pay/${session.id}" novalidate>${emailField(form)}${card ? cardFields(form) : null}
<button class="full" name="action" value="pay">${label}</button>
${session.custom_text.submit ? html`<p class="small soft">${session.custom_text.submit.message}</p>` : null}</form>
${card ? testCardList() : null}</section></div></main>`;
  const wrong = form.alert !== null || Object.keys(form.errors).length > 0 || code.error !== null;
  return htmlResponse(heading(session, world), body, wrong ? 422 : 200);
}

function startingForm(world: World, session: CheckoutSession): CardForm {
  const customer = world.state.customers.get(session.customer ?? "");
  return emptyCardForm(session.customer_email ?? customer?.email ?? "", customer?.name ?? "");
}

/** Says why a session's page is no longer a form; null while it is one. */
function closedPage(session: CheckoutSession): Response | null {
  if (session.status === "complete") {
    const link = session.success_url ? { href: successUrl(session), text: "Continue" } : undefined;
    return messagePage("You're all done here", "This checkout is already complete.", 200, link);
  }
  if (session.status === "expired") {
    const link = session.cancel_url ? { href: session.cancel_url, text: "Back" } : undefined;
    return messagePage("This checkout has expired", "Go back and start again to pay.", 410, link);
  }
  return null;
}

export function notFound(): Response {
  return messagePage("Not found", "There is nothing at this address.", 404);
}

/** The hosted payment page and what is posted to it. */
export async function handleCheckout(world: World, request: Request, id: string): Promise<Response> {
  const session = world.state.checkoutSessions.get(id);
  const order = world.state.checkoutOrders.get(id);
  if (!session || !order) return notFound();
  const closed = closedPage(session);
  if (closed) return closed;
  if (request.method !== "POST") return checkoutPage(world, session, order, startingForm(world, session));
  const form = await request.formData();
  switch (form.get("action")) {
    case "apply_code": {
      const typed = String(form.get("code") ?? "");
      const result = applyPromotionCode(world, session, typed);
      if (result.ok) return redirectTo(`/c/pay/${id}`);
      return checkoutPage(world, session, order, startingForm(world, session), {
        typed,
        error: result.message,
      });
    }
    case "remove_code":
      removePromotionCode(world, session);
      return redirectTo(`/c/pay/${id}`);
    default:
      return pay(world, session, order, form);
  }
}

function pay(world: World, session: CheckoutSession, order: CheckoutOrder, form: FormData): Response {
  const now = new Date(nowFor(world, testClockOf(world, session)) * 1000);
  const read = readCardForm(form, now, needsCard(session));
  if (!read.card) return checkoutPage(world, session, order, read.form);
  const result = completeCheckout(world, session.id, read.card, { confirmedNow: false });
  switch (result.kind) {
    case "complete":
      return redirectTo(successUrl(result.session));
    case "confirm":
      return redirectTo(`/c/pay/${session.id}/confirm`);
    case "declined":
      return checkoutPage(world, session, order, declinedForm(read.form, result.decline));
    default:
      return result satisfies never;
  }
}

function typedForm(card: CheckoutCard): CardForm {
  const form = emptyCardForm(card.email, card.name ?? "");
  form.values.number = card.number;
  form.values.expiry = `${String(card.expMonth).padStart(2, "0")} / ${card.expYear % 100}`;
  form.values.cvc = card.cvc;
  return form;
}

/** The bank's page between the form and the success page. */
export async function handleConfirmation(world: World, request: Request, id: string): Promise<Response> {
  const session = world.state.checkoutSessions.get(id);
  const order = world.state.checkoutOrders.get(id);
  if (!session || !order) return notFound();
  const closed = closedPage(session);
  if (closed) return closed;
  const card = order.pendingPayment;
  if (!card) return redirectTo(`/c/pay/${id}`);
  if (request.method !== "POST") {
    const amount = session.amount_total ? money(session, session.amount_total) : null;
    return htmlResponse(
      "Confirm with your bank",
      bankPage({ action: `/c/pay/${id}/confirm`, amount, hidden: {} }),
    );
  }
  const form = await request.formData();
  if (form.get("confirmed") !== "yes") {
    return checkoutPage(world, session, order, declinedForm(typedForm(card), authenticationFailed));
  }
  const result = completeCheckout(world, id, card, { confirmedNow: true });
  if (result.kind === "complete") return redirectTo(successUrl(result.session));
  const decline = result.kind === "declined" ? result.decline : authenticationFailed;
  return checkoutPage(world, session, order, declinedForm(typedForm(card), decline));
}
