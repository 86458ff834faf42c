import { addMonths, daySeconds } from "../billing/calendar.ts";
import { periodEndOf } from "../billing/catalogue.ts";
import { closeDispute, openDispute } from "../billing/disputes.ts";
import { formatMoney } from "../billing/lines.ts";
import { refund } from "../billing/refunds.ts";
import { advanceMainClock } from "../clock.ts";
import { StripeRefusal } from "../errors.ts";
import type { Delivery } from "../state.ts";
import { redeliver } from "../webhooks.ts";
import type { World } from "../world.ts";
import { formatMoment, type Html, html, htmlResponse, redirectTo } from "./html.ts";

const shownRows = 50;

function latest<T>(records: Iterable<T>): T[] {
  return [...records].reverse().slice(0, shownRows);
}

function action(
  name: string,
  label: string,
  hidden: Record<string, string> = {},
  kind = "plain small",
): Html {
  const fields = Object.entries(hidden).map(
    ([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`,
  );
  return html`<form class="inline" method="post" action="/sandbox">${fields}<button class="${kind}" name="action" value="${name}">${label}</button></form>`;
}

function table(title: string, heads: string[], rows: Html[]): Html {
  const none = html`<p class="soft">None yet.</p>`;
  return html`<section class="card"><h2>${title}</h2>${
    rows.length === 0
      ? none
      : html`<div class="scroll"><table><thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`
  }</section>`;
}

function clockSection(world: World): Html {
  const now = world.readClock();
  return html`<section class="card"><h2>Clock</h2><p>It is <strong>${formatMoment(now)} UTC</strong> in the sandbox.</p>
${action("advance", "+1 hour", { by: "hour" }, "plain")}${action("advance", "+1 day", { by: "day" }, "plain")}
${action("advance", "+1 month", { by: "month" }, "plain")}${action("advance", "+1 year", { by: "year" }, "plain")}
<form class="inline" method="post" action="/sandbox"><div><label for="date">To a date</label>
<input id="date" type="date" name="date" required min="${formatMoment(now).slice(0, 10)}"></div>
<button class="plain" name="action" value="advance">Go</button></form></section>`;
}

function checkbox(name: string, label: string, on: boolean): Html {
  return html`<p><label><input type="checkbox" name="${name}"${on ? html` checked` : null}> ${label}</label></p>`;
}

function number(name: string, label: string, value: number): Html {
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" type="number" min="0" max="60000" name="${name}" value="${value}"></div>`;
}

function faultSection(world: World): Html {
  const { faults, settings } = { faults: world.state.faults, settings: world.settings };
  return html`<section class="card"><h2>Faults</h2><form method="post" action="/sandbox">
${number("apiDelayMs", "Delay of API answers, in milliseconds", faults.apiDelayMs)}
${number("apiFailures", "API requests to answer with 500", faults.apiFailures)}
${number("apiLostAnswers", "API requests to carry out without answering", faults.apiLostAnswers)}
${number("webhookDelayMs", "Delay of webhooks, in milliseconds", faults.webhookDelayMs)}
${checkbox("webhookDrop", "Drop webhooks", faults.webhookDrop)}${checkbox("webhookDuplicate", "Send webhooks twice", faults.webhookDuplicate)}
${checkbox("webhookReorder", "Send webhooks in the wrong order", faults.webhookReorder)}
<button class="plain" name="action" value="faults">Set faults</button></form>
<p class="small soft">Failed renewals are retried after ${settings.retryDays.join(", ")} days; then: ${settings.afterLastRetry}.</p></section>`;
}

function subscriptionRows(world: World): Html[] {
  return latest(world.state.subscriptions.values()).map((subscription) => {
    const customer = world.state.customers.get(subscription.customer);
    return html`<tr><td><code>${subscription.id}</code></td><td>${customer?.email ?? subscription.customer}</td><td><span class="tag">${subscription.status}</span></td>
<td>${formatMoment(periodEndOf(subscription))}</td><td>${subscription.cancel_at ? formatMoment(subscription.cancel_at) : "–"}</td></tr>`;
  });
}

function invoiceRows(world: World): Html[] {
  return latest(world.state.invoices.values()).map((invoice) => {
    const next = invoice.automatically_finalizes_at ?? invoice.next_payment_attempt;
    return html`<tr><td>${invoice.hosted_invoice_url ? html`<a href="/i/${invoice.id}">${invoice.number}</a>` : html`<code>${invoice.id}</code>`}</td><td>${invoice.customer_email}</td>
<td><span class="tag">${invoice.status}</span> ${invoice.billing_reason}</td><td class="number">${formatMoney(invoice.total, invoice.currency)}</td>
<td>${next ? formatMoment(next) : "–"}</td></tr>`;
  });
}

function chargeRows(world: World): Html[] {
  return latest(world.state.charges.values()).map((charge) => {
    const dispute = [...world.state.disputes.values()].find((one) => one.charge === charge.id);
    const open = dispute && dispute.status !== "won" && dispute.status !== "lost";
    const settled = charge.refunded || charge.disputed || !charge.captured;
    return html`<tr><td><code>${charge.id}</code></td><td>${charge.billing_details.email ?? charge.customer}</td>
<td class="number">${formatMoney(charge.amount, charge.currency)}</td><td><span class="tag">${charge.status}</span> ${charge.failure_message}
${charge.amount_refunded > 0 ? `refunded ${formatMoney(charge.amount_refunded, charge.currency)}` : ""} ${dispute ? `dispute: ${dispute.status}` : ""}</td>
<td>${settled ? null : html`${action("refund", "Refund", { charge: charge.id })}${action("dispute", "Dispute", { charge: charge.id })}`}
${open ? html`${action("dispute_won", "Won", { dispute: dispute.id })}${action("dispute_lost", "Lost", { dispute: dispute.id })}` : null}</td></tr>`;
  });
}

function deliveryState(delivery: Delivery): string {
  const last = delivery.attempts.at(-1);
  const answer = last ? ` (${last.status ?? last.error}, attempt ${delivery.attempts.length})` : "";
  return `${delivery.state}${answer}`;
}

function eventRows(world: World): Html[] {
  const byEvent = Map.groupBy(world.state.deliveries.values(), (delivery) => delivery.event);
  return latest(world.state.events.values()).map((event) => {
    const states = (byEvent.get(event.id) ?? []).map(deliveryState);
    return html`<tr><td>${formatMoment(event.created)}</td><td>${event.type}</td><td><code>${event.id}</code></td>
<td>${states.join("; ") || "no endpoint"}</td><td>${action("redeliver", "Send again", { event: event.id })}</td></tr>`;
  });
}

function endpointRows(world: World): Html[] {
  return latest(world.state.webhookEndpoints.values()).map(
    (endpoint) =>
      html`<tr><td>${endpoint.url}</td><td>${endpoint.status}</td><td>${endpoint.enabled_events.join(", ")}</td></tr>`,
  );
}

/** The page on which a person moves time, watches what happens, and makes things go wrong. */
function controlPage(world: World, alert: string | null = null): Response {
  const body = html`<main class="wide"><h1>Sandbox</h1>${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
<div class="columns"><div>${clockSection(world)}</div><div>${faultSection(world)}</div></div>
${table("Subscriptions", ["Id", "Customer", "State", "Period ends", "Cancels"], subscriptionRows(world))}
${table("Invoices", ["Number", "Customer", "State", "Total", "Next step"], invoiceRows(world))}
${table("Charges", ["Id", "Who", "Amount", "State", ""], chargeRows(world))}
${table("Events", ["Time", "Type", "Id", "Delivery", ""], eventRows(world))}
${table("Webhook endpoints", ["URL", "State", "Events"], endpointRows(world))}</main>`;
  return htmlResponse("Stripe sandbox", body, alert ? 422 : 200);
}

function targetTime(world: World, form: FormData): number {
  const now = world.readClock();
  const date = String(form.get("date") ?? "");
  if (date) {
    const at = Date.parse(`${date}T00:00:00Z`) / 1000;
    if (Number.isNaN(at))
      throw new StripeRefusal(400, { type: "invalid_request_error", message: "That is not a date." });
    return at;
  }
  switch (form.get("by")) {
    case "hour":
      return now + 3600;
    case "month":
      return addMonths(now, 1);
    case "year":
      return addMonths(now, 12);
    default:
      return now + daySeconds;
  }
}

function setFaults(world: World, form: FormData): void {
  const count = (name: string) => Math.max(0, Math.min(60_000, Math.trunc(Number(form.get(name) ?? 0)) || 0));
  world.state.faults = {
    apiDelayMs: count("apiDelayMs"),
    apiFailures: count("apiFailures"),
    apiLostAnswers: count("apiLostAnswers"),
    webhookDelayMs: count("webhookDelayMs"),
    webhookDrop: form.has("webhookDrop"),
    webhookDuplicate: form.has("webhookDuplicate"),
    webhookReorder: form.has("webhookReorder"),
  };
  world.onChange();
}

function act(world: World, form: FormData): void {
  const field = (name: string) => String(form.get(name) ?? "");
  switch (form.get("action")) {
    case "advance":
      advanceMainClock(world, targetTime(world, form));
      return;
    case "faults":
      setFaults(world, form);
      return;
    case "redeliver":
      redeliver(world, field("event"));
      return;
    case "refund":
      refund(world, { charge: field("charge"), metadata: {} });
      return;
    case "dispute":
      openDispute(world, field("charge"), "fraudulent");
      return;
    case "dispute_won":
      closeDispute(world, field("dispute"), "won");
      return;
    case "dispute_lost":
      closeDispute(world, field("dispute"), "lost");
      return;
  }
}

export async function handleControl(world: World, request: Request, wake: () => void): Promise<Response> {
  if (request.method !== "POST") return controlPage(world);
  try {
    act(world, await request.formData());
  } catch (error) {
    if (error instanceof StripeRefusal) return controlPage(world, error.message);
    throw error;
  }
  wake();
  return redirectTo("/sandbox");
}
