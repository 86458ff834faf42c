import { testCards } from "../cards.ts";
import type { Decline } from "../errors.ts";
import type { CheckoutCard } from "../state.ts";
import { type Html, html } from "./html.ts";

export type CardField = "email" | "number" | "expiry" | "cvc" | "name";

/** What somebody typed, as they typed it, and what is wrong with it. */
export interface CardForm {
  values: Record<CardField, string>;
  errors: Partial<Record<CardField, string>>;
  /** What went wrong with the payment as a whole. */
  alert: string | null;
}

export function emptyCardForm(email = "", name = ""): CardForm {
  return { values: { email, number: "", expiry: "", cvc: "", name }, errors: {}, alert: null };
}

/** Reads the card fields; `card` is null when something must be corrected. */
export function readCardForm(
  form: FormData,
  now: Date,
  needsCard: boolean,
): { form: CardForm; card: CheckoutCard | null } {
  const read = (name: CardField) => String(form.get(name) ?? "").trim();
  const values = {
    email: read("email"),
    number: read("number"),
    expiry: read("expiry"),
    cvc: read("cvc"),
    name: read("name"),
  };
  const errors: CardForm["errors"] = {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email))
    errors.email = "Enter an email address, like ada@example.com.";
  const number = values.number.replaceAll(/[\s-]/g, "");
  const expiry = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(values.expiry);
  const expMonth = Number(expiry?.[1]);
  const expYear = expiry ? Number(expiry[2]) + (expiry[2]?.length === 2 ? 2000 : 0) : 0;
  if (needsCard) {
    if (number === "") errors.number = "Enter the card number.";
    else if (!/^\d{13,19}$/.test(number) || !passesLuhn(number))
      errors.number = "Your card number is invalid.";
    const past = expYear * 12 + expMonth < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
    if (!expiry || expMonth < 1 || expMonth > 12) errors.expiry = "Enter the month and year, like 12 / 34.";
    else if (past) errors.expiry = "Your card's expiration date is in the past.";
    if (!/^\d{3,4}$/.test(values.cvc)) errors.cvc = "Enter the 3 or 4 digits of the security code.";
    if (values.name === "") errors.name = "Enter the name on the card.";
  }
  const complete = Object.keys(errors).length === 0;
  const { email, cvc } = values;
  const card = complete ? { number, expMonth, expYear, cvc, name: values.name || null, email } : null;
  return { form: { values, errors, alert: null }, card };
}

function passesLuhn(number: string): boolean {
  const digits = [...number].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    return total + (index % 2 === 1 ? doubled : digit);
  }, 0);
  return sum % 10 === 0;
}

const fieldOfDecline: Record<string, CardField> = { expired_card: "expiry", incorrect_cvc: "cvc" };

/** The form again, with the bank's answer where it belongs. */
export function declinedForm(form: CardForm, decline: Decline): CardForm {
  const field = fieldOfDecline[decline.code] ?? "number";
  return { ...form, errors: { ...form.errors, [field]: decline.message }, alert: decline.message };
}

function input(form: CardForm, name: CardField, label: string, attributes: Record<string, string>): Html {
  const error = form.errors[name];
  const more = Object.entries(attributes).map(([key, value]) => html` ${key}="${value}"`);
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${form.values[name]}" required${more}${error ? html` aria-invalid="true" aria-describedby="${name}-error"` : null}>
${error ? html`<p class="error" id="${name}-error">${error}</p>` : null}</div>`;
}

export function alertOf(form: CardForm): Html | null {
  const wrong = Object.keys(form.errors).length > 0;
  if (form.alert) return html`<p class="alert" role="alert">${form.alert}</p>`;
  return wrong ? html`<p class="alert" role="alert">Please correct the fields marked below.</p>` : null;
}

export function emailField(form: CardForm): Html {
  return input(form, "email", "Email", { type: "email", autocomplete: "email" });
}

export function cardFields(form: CardForm): Html {
  return html`${input(form, "number", "Card number", { inputmode: "numeric", autocomplete: "cc-number", placeholder: "4242 4242 4242 4242" })}
<div class="row">${input(form, "expiry", "Expiry (month / year)", { inputmode: "numeric", autocomplete: "cc-exp", placeholder: "12 / 34" })}
${input(form, "cvc", "Security code (CVC)", { inputmode: "numeric", autocomplete: "cc-csc", placeholder: "123" })}</div>
${input(form, "name", "Name on card", { autocomplete: "cc-name" })}`;
}

function spaced(number: string): string {
  return number.replaceAll(/(\d{4})(?=\d)/g, "$1 ");
}

/** The numbers that work here, and what each of them does. */
export function testCardList(): Html {
  const rows = testCards.map(
    (card) => html`<tr><td><code>${spaced(card.number)}</code></td><td>${card.note}</td></tr>`,
  );
  return html`<p class="small soft">Pay with <code>4242 4242 4242 4242</code>, or see what else can happen:</p>
<details><summary>Test cards</summary>
<p class="small soft">Real cards are refused. Any future expiry and any security code will do.</p>
<div class="scroll"><table><thead><tr><th>Number</th><th>What it does</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** The page on which a bank asks its customer to confirm. `hidden` is posted back with the answer. */
export function bankPage(facts: {
  action: string;
  amount: string | null;
  hidden: Record<string, string>;
}): Html {
  const hidden = Object.entries(facts.hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<main class="narrow"><div class="card"><h1>Confirm with your bank</h1>
<p>Your bank wants to know that this is you${facts.amount ? html` before it approves <strong>${facts.amount}</strong>` : null}.</p>
<form method="post" action="${facts.action}">${hidden}
<button name="confirmed" value="yes">Complete authentication</button>
<button class="plain" name="confirmed" value="no">Fail authentication</button></form></div></main>`;
}
