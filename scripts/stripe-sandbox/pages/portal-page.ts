import { cancelNow } from "../billing/cancelling.ts";
import { periodEndOf } from "../billing/catalogue.ts";
import { formatMoney } from "../billing/lines.ts";
import { decide, findTestCard } from "../cards.ts";
import type { Customer, PortalConfiguration, PortalSession, Subscription } from "../stored.ts";
import { changeRecord, nowFor, type World } from "../world.ts";
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
import { formatDay, formatMoment, type Html, html, htmlResponse, messagePage, redirectTo } from "./html.ts";
import { cardName, saveTypedCard } from "./invoice-page.ts";

interface Portal {
  world: World;
  session: PortalSession;
  customer: Customer;
  features: PortalConfiguration["features"];
  path: string;
}

function subscriptionsOf({ world, customer }: Portal): Subscription[] {
  return [...world.state.subscriptions.values()]
    .filter(
      (subscription) => subscription.customer === customer.id && subscription.status !== "incomplete_expired",
    )
    .reverse();
}

function planName(world: World, subscription: Subscription): string {
  const names = subscription.items.data.map(
    ({ price }) => world.state.products.get(price.product)?.name ?? price.id,
  );
  return names.join(", ");
}

function subscriptionCard(portal: Portal, subscription: Subscription): Html {
  const { world, features, path } = portal;
  const end = formatDay(subscription.cancel_at ?? periodEndOf(subscription));
  const ending = subscription.ended_at === null && subscription.cancel_at !== null;
  const total = subscription.items.data.reduce(
    (sum, item) => sum + (item.price.unit_amount ?? 0) * (item.quantity ?? 1),
    0,
  );
  const state =
    subscription.ended_at !== null
      ? `Ended on ${formatDay(subscription.ended_at)}.`
      : ending
        ? `Ends on ${end}. It will not renew.`
        : `Renews on ${end} for ${formatMoney(total, subscription.currency)}.`;
  const canCancel = features.subscription_cancel.enabled && subscription.ended_at === null && !ending;
  return html`<section class="card"><h2>${planName(world, subscription)} <span class="tag">${subscription.status}</span></h2>
<p>${state}</p>
${canCancel ? html`<p><a class="button plain" href="${path}/cancel/${subscription.id}">Cancel subscription</a></p>` : null}
${ending ? html`<form method="post" action="${path}"><input type="hidden" name="subscription" value="${subscription.id}"><button name="action" value="resume">Don't cancel: keep it</button></form>` : null}</section>`;
}

function defaultCard(portal: Portal): string | null {
  const own = subscriptionsOf(portal).find((subscription) => subscription.default_payment_method);
  return own?.default_payment_method ?? portal.customer.invoice_settings.default_payment_method;
}

function cardSection(portal: Portal, form: CardForm): Html {
  const current = cardName(portal.world, defaultCard(portal));
  return html`<section class="card"><h2>Payment method</h2>${alertOf(form)}<p>${current ?? "No card on file."}</p>
<details${form.alert || portal.session.flow ? html` open` : null}><summary>Use another card</summary>
<form method="post" action="${portal.path}" novalidate>${emailField(form)}${cardFields(form)}
<button name="action" value="card">Save card</button></form>${testCardList()}</details></section>`;
}

function invoiceSection({ world, customer }: Portal): Html {
  const rows = [...world.state.invoices.values()]
    .filter((invoice) => invoice.customer === customer.id && invoice.status !== "draft")
    .reverse()
    .slice(0, 50)
    .map(
      (
        invoice,
      ) => html`<tr><td>${formatMoment(invoice.created).slice(0, 10)}</td><td><a href="/i/${invoice.id}">${invoice.number}</a></td>
<td><span class="tag">${invoice.status}</span></td><td class="number">${formatMoney(invoice.total, invoice.currency)}</td></tr>`,
    );
  return html`<section class="card"><h2>Invoices</h2>${
    rows.length === 0
      ? html`<p class="soft">None yet.</p>`
      : html`<div class="scroll"><table>
<thead><tr><th>Date</th><th>Number</th><th>State</th><th>Amount</th></tr></thead><tbody>${rows}</tbody></table></div>`
  }</section>`;
}

function portalPage(portal: Portal, form: CardForm): Response {
  const { world, session, features } = portal;
  const updating = session.flow?.type === "payment_method_update";
  const showsCard = features.payment_method_update.enabled || updating;
  const subscriptions = updating ? [] : subscriptionsOf(portal).map((one) => subscriptionCard(portal, one));
  const body = html`<main class="narrow">${session.return_url ? html`<p><a href="${session.return_url}">← Back to ${world.settings.accountName}</a></p>` : null}
<h1>Your billing with ${world.settings.accountName}</h1>${subscriptions}${showsCard ? cardSection(portal, form) : null}
${features.invoice_history.enabled && !updating ? invoiceSection(portal) : null}</main>`;
  return htmlResponse("Billing", body, form.alert ? 422 : 200);
}

/** Where a finished flow leads. */
function afterFlow(portal: Portal): Response {
  const { session, path } = portal;
  const after = session.flow?.after_completion;
  if (after?.type === "redirect" && after.redirect) return redirectTo(after.redirect.return_url);
  if (after?.type === "hosted_confirmation") {
    const text = after.hosted_confirmation?.custom_message ?? "Your change was saved.";
    return messagePage(
      "Done",
      text,
      200,
      session.return_url ? { href: session.return_url, text: "Back" } : undefined,
    );
  }
  return redirectTo(path);
}

async function changeCard(portal: Portal, form: FormData): Promise<Response> {
  const { world, customer, path } = portal;
  const now = new Date(nowFor(world, customer.test_clock) * 1000);
  const read = readCardForm(form, now, true);
  if (!read.card)
    return portalPage(portal, { ...read.form, alert: "Please correct the fields marked below." });
  const testCard = findTestCard(read.card.number);
  const confirmedNow = form.get("confirmed") === "yes";
  if (form.get("confirmed") === "no") {
    return portalPage(portal, {
      ...read.form,
      alert: "We are unable to authenticate your card. Try another.",
    });
  }
  const use = { charge: false, present: true, confirmedNow, confirmedBefore: false };
  if (testCard && decide(testCard, use).kind === "confirm") {
    const hidden = { ...read.form.values, action: "card" };
    return htmlResponse("Confirm with your bank", bankPage({ action: path, amount: null, hidden }));
  }
  const kept = saveTypedCard(world, customer.id, read.card, confirmedNow);
  if (!kept.ok) {
    const { code = "card_declined", message, decline_code: declineCode = null } = kept.message.body;
    return portalPage(portal, declinedForm(read.form, { code, message, declineCode }));
  }
  const secret = world.state.cardSecrets.get(kept.method);
  if (secret && confirmedNow) secret.authenticated = true;
  makeDefault(portal, kept.method);
  return afterFlow(portal);
}

/** The new card pays from now on: for the customer, and for each subscription that names a card of its own. */
function makeDefault(portal: Portal, method: string): void {
  const { world, customer } = portal;
  changeRecord(
    world,
    "customers",
    customer.id,
    (record) => {
      record.invoice_settings.default_payment_method = method;
    },
    "customer.updated",
  );
  for (const subscription of subscriptionsOf(portal)) {
    if (subscription.ended_at !== null || !subscription.default_payment_method) continue;
    changeRecord(
      world,
      "subscriptions",
      subscription.id,
      (record) => {
        record.default_payment_method = method;
      },
      "customer.subscription.updated",
    );
  }
}

function cancelPage(portal: Portal, subscription: Subscription): Response {
  const { world, path, session, features } = portal;
  const now = features.subscription_cancel.mode === "immediately";
  const when = now ? "today" : `on ${formatDay(periodEndOf(subscription))}`;
  return htmlResponse(
    "Cancel subscription",
    html`<main class="narrow"><div class="card"><h1>Cancel ${planName(world, subscription)}</h1>
<p>Your subscription will end ${when}.${now ? "" : " You can change your mind until then."}</p>
<form method="post" action="${path}"><input type="hidden" name="subscription" value="${subscription.id}">
<div class="field"><label for="feedback">Why are you leaving? (optional)</label><select id="feedback" name="feedback"><option value="">No answer</option>
<option value="too_expensive">It's too expensive</option><option value="unused">I don't use it enough</option><option value="missing_features">I need more</option>
<option value="customer_service">Customer service</option><option value="low_quality">Quality</option><option value="other">Other</option></select></div>
<button name="action" value="cancel">Cancel subscription</button>
<a class="button plain" href="${session.flow ? (session.return_url ?? path) : path}">Go back</a></form></div></main>`,
  );
}

/** In flexible billing the portal plans an end by date; the classic kind sets the flag. */
function cancel(portal: Portal, subscription: Subscription, feedback: string | null): Response {
  const { world, features } = portal;
  if (features.subscription_cancel.mode === "immediately") {
    const prorate = features.subscription_cancel.proration_behavior !== "none";
    const invoiceNow = features.subscription_cancel.proration_behavior === "always_invoice";
    cancelNow(world, subscription, { prorate, invoiceNow, comment: null, feedback });
    return afterFlow(portal);
  }
  const change = (record: Subscription) => {
    record.cancel_at = periodEndOf(record);
    record.cancel_at_period_end = record.billing_mode.type === "classic";
    record.canceled_at = nowFor(world, record.test_clock);
    record.cancellation_details = {
      comment: null,
      feedback,
      feedback_option: null,
      reason: "cancellation_requested",
    };
  };
  changeRecord(world, "subscriptions", subscription.id, change, "customer.subscription.updated");
  return afterFlow(portal);
}

function resume(portal: Portal, subscription: Subscription): Response {
  const change = (record: Subscription) => {
    record.cancel_at = null;
    record.cancel_at_period_end = false;
    record.canceled_at = null;
    record.cancellation_details = { comment: null, feedback: null, feedback_option: null, reason: null };
  };
  changeRecord(portal.world, "subscriptions", subscription.id, change, "customer.subscription.updated");
  return redirectTo(portal.path);
}

function openPortal(world: World, id: string): Portal | null {
  const session = world.state.portalSessions.get(id);
  const customer = world.state.customers.get(session?.customer ?? "");
  const configuration = world.state.portalConfigurations.get(session?.configuration ?? "");
  if (!session || !customer || !configuration) return null;
  return { world, session, customer, features: configuration.features, path: `/p/session/${id}` };
}

/** The hosted billing portal. `cancelling` names the subscription of its cancel page. */
export async function handlePortal(
  world: World,
  request: Request,
  id: string,
  cancelling: string | null,
): Promise<Response> {
  const portal = openPortal(world, id);
  if (!portal) return notFound();
  const own = (subscriptionId: string | null | undefined) =>
    subscriptionsOf(portal).find((one) => one.id === subscriptionId && one.ended_at === null);
  const flowTarget = portal.session.flow?.subscription_cancel?.subscription;
  if (request.method !== "POST") {
    const target = own(cancelling ?? flowTarget);
    const mayCancel = portal.features.subscription_cancel.enabled || flowTarget !== undefined;
    const planned = target?.cancel_at !== null;
    if (target && mayCancel && !(flowTarget && !cancelling && planned)) return cancelPage(portal, target);
    return portalPage(portal, emptyCardForm(portal.customer.email ?? "", portal.customer.name ?? ""));
  }
  const form = await request.formData();
  const action = form.get("action");
  if (action === "card") return changeCard(portal, form);
  const subscription = own(String(form.get("subscription") ?? ""));
  if (!subscription) return notFound();
  if (action === "resume") return resume(portal, subscription);
  if (action === "cancel") return cancel(portal, subscription, String(form.get("feedback") ?? "") || null);
  return notFound();
}
