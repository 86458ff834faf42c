/**
 * Price fields as they are found on shelves, pages and in feeds, read into exact amounts or refused with a reason. What is
 * ambiguous (1.299, 2 prices in one field) is not guessed.
 */
import { isUnit, type Unit } from "./measure.ts";
import { type Currency, minorDigits } from "./money.ts";

export type PriceText =
  | { readonly kind: "price"; readonly minor: number; readonly currency: Currency }
  /** `toMinor` is null for "from $5". */
  | {
      readonly kind: "range";
      readonly fromMinor: number;
      readonly toMinor: number | null;
      readonly currency: Currency;
    }
  /** `milliMinor`: thousandths of the minor unit, because unit prices have fractions of a cent. */
  | {
      readonly kind: "unit-price";
      readonly milliMinor: number;
      readonly per: PriceUnit;
      readonly currency: Currency;
    }
  | {
      readonly kind: "multi-buy";
      readonly count: number;
      readonly totalMinor: number;
      readonly currency: Currency;
    }
  | { readonly kind: "money-off"; readonly offMinor: number; readonly currency: Currency }
  | { readonly kind: "percent-off"; readonly offBps: number }
  /** Nothing that claims to be a price: empty, a dash, "No Discount", "Limit 1 Per Member". */
  | { readonly kind: "none"; readonly reason: "empty" | "no-amount" }
  | { readonly kind: "unreadable"; readonly reason: UnreadableReason };

export type UnreadableReason =
  | "too-long"
  | "several-amounts"
  | "ambiguous-number"
  | "ambiguous-currency"
  | "unknown-unit"
  | "negative"
  | "too-precise"
  | "too-large";

/** What a printed unit price is per: a number of a unit of ours, or one piece ("ea", "count"). */
export type PriceUnit = { readonly amount: string; readonly unit: Unit };

/** Longer fields are pages, not prices. */
const MAX_LENGTH = 200;

type Amount = {
  readonly major: string;
  readonly currency: Currency;
  readonly inCents: boolean;
  readonly start: number;
  readonly end: number;
};
type Fault = { readonly kind: "unreadable"; readonly reason: UnreadableReason };

/** Reads a price field. `currency` is what a bare number or a shared sign ($, ¥) means: "USD" unless told. */
export function readPriceText(raw: string, options: { readonly currency?: Currency } = {}): PriceText {
  if (raw.length > MAX_LENGTH) return unreadable("too-long");
  const text = raw
    .normalize("NFKC")
    .replace(/[\s\u200b]+/g, " ")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .trim();
  if (text === "") return { kind: "none", reason: "empty" };
  const amounts = findAmounts(text, options.currency ?? "USD");
  if (!Array.isArray(amounts)) return amounts;
  const [first, second, third] = amounts;
  if (first === undefined) return percentOff(text) ?? { kind: "none", reason: "no-amount" };
  if (third !== undefined) return unreadable("several-amounts");
  if (second !== undefined) return readTwo(text, first, second);
  return readOne(text, first);
}

function unreadable(reason: UnreadableReason): Fault {
  return { kind: "unreadable", reason };
}

// A sign or code, a number, and a cent sign or code; the number's own form is judged afterwards.
const AMOUNT =
  /(?<minus>(?<=^\(?)-\s?)?(?:(?<sign>(?:US|CA|C|AU|A|NZ|HK|TT|MX|R)?\$|[£€¥₹₩])|(?<![A-Za-z])(?<code>USD|CAD|AUD|NZD|EUR|GBP|JPY|CNY|RMB|MXN|TTD|HKD))?\s?(?<![\d.,])(?<number>\d[\d.,]*(?<=\d)|\.\d+)(?:\s?(?<cents>¢)|\s?(?<after>[€£¥₹₩]|(?:USD|CAD|AUD|NZD|EUR|GBP|JPY|CNY|RMB|MXN|TTD|HKD)(?![A-Za-z])))?/g;

const SIGNS: Readonly<Record<string, Currency>> = {
  US$: "USD",
  CA$: "CAD",
  C$: "CAD",
  AU$: "AUD",
  A$: "AUD",
  NZ$: "NZD",
  HK$: "HKD",
  TT$: "TTD",
  MX$: "MXN",
  R$: "BRL",
  "£": "GBP",
  "€": "EUR",
  "₹": "INR",
  "₩": "KRW",
  RMB: "CNY",
};

const DOLLARS: ReadonlySet<Currency> = new Set([
  "USD",
  "CAD",
  "AUD",
  "NZD",
  "HKD",
  "TTD",
  "MXN",
  "SGD",
  "BBD",
  "JMD",
]);

function findAmounts(text: string, currency: Currency): Amount[] | Fault {
  const amounts: Amount[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    const { minus, sign, code, number = "", cents, after } = match.groups ?? {};
    const mark = sign ?? code ?? after;
    const marked = mark !== undefined || cents !== undefined;
    const [start, end] = [match.index, match.index + match[0].length];
    if (!marked && !PLAIN_FIELD.test(text) && !closesRange(text, amounts.at(-1), start)) continue;
    if (minus !== undefined) return unreadable("negative");
    const major = plainNumber(number);
    if (major === undefined) return unreadable("ambiguous-number");
    const meant = currencyOf(mark, currency);
    if (meant === undefined) return unreadable("ambiguous-currency");
    amounts.push({ major, currency: meant, inCents: cents !== undefined, start, end });
  }
  return amounts;
}

/** The 24.99 of "$19.99-24.99". */
function closesRange(text: string, previous: Amount | undefined, start: number): boolean {
  return previous !== undefined && RANGE_SIGN.test(text.slice(previous.end, start).trim().toLowerCase());
}

const RANGE_SIGN = /^(?:through|thru|to|up to|-|~)\s?-?$/;

/** A number without a currency is a price only when the field is that number or range, perhaps with a unit: "0.302/count". */
const PLAIN_FIELD = /^-?\s?[\d.,]+(?:\s?(?:-|~|to|through)\s?[\d.,]+)?(?:\s?\/.*)?$/;

function currencyOf(mark: string | undefined, fallback: Currency): Currency | undefined {
  if (mark === undefined) return fallback;
  if (mark === "$") return DOLLARS.has(fallback) ? fallback : "USD";
  if (mark === "¥") return fallback === "JPY" || fallback === "CNY" ? fallback : undefined;
  return SIGNS[mark] ?? mark;
}

/** "1,299.00", "1.299,00", "12,99" and "1 299" forms as plain decimal text; undefined where a mark could mean either. */
function plainNumber(written: string): string | undefined {
  if (/^\d*\.\d{1,2}$|^\d+$/.test(written)) return written.startsWith(".") ? `0${written}` : written;
  if (/^\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(written)) return written.replaceAll(",", "");
  if (/^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(written)) return written.replaceAll(".", "").replace(",", ".");
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(written)) return written.replaceAll(".", "");
  if (/^\d+,\d{1,2}$/.test(written)) return written.replace(",", ".");
  // 0.302 can only be a fraction: nobody writes a thousands group after a zero.
  if (/^0?\.\d{3,6}$/.test(written)) return written.startsWith(".") ? `0${written}` : written;
  return undefined;
}

function readTwo(text: string, a: Amount, b: Amount): PriceText {
  const between = text.slice(a.end, b.start).trim().toLowerCase();
  if (!RANGE_SIGN.test(between)) return unreadable("several-amounts");
  if (a.currency !== b.currency) return unreadable("ambiguous-currency");
  const from = minorOf(a);
  const to = minorOf(b);
  if (typeof from !== "number") return from;
  if (typeof to !== "number") return to;
  if (to < from) return unreadable("several-amounts");
  return { kind: "range", fromMinor: from, toMinor: to, currency: b.currency };
}

function readOne(text: string, amount: Amount): PriceText {
  const before = text.slice(0, amount.start).trim().toLowerCase();
  const after = text.slice(amount.end).trim().toLowerCase();
  const per = /^(?:\/|per\b|an?\b(?! ?off))\s*(.+)$/.exec(after);
  if (per?.[1] !== undefined) return readUnitPrice(amount, per[1]);
  const minor = minorOf(amount);
  if (typeof minor !== "number") return minor;
  const currency = amount.currency;
  if (/^off\b/.test(after) || /\b(?:save|savings|less|off|rebate)\W*$/.test(before))
    return { kind: "money-off", offMinor: minor, currency };
  const multi = /(?:^|\s)(\d{1,3})\s?(?:for|\/)$/.exec(before);
  if (multi?.[1] !== undefined && Number(multi[1]) > 0)
    return { kind: "multi-buy", count: Number(multi[1]), totalMinor: minor, currency };
  if (
    /(?:^|\s)(?:from|starting at|starts at|as low as)\W*$/.test(before) ||
    /^(?:\+|and up|or more)/.test(after)
  ) {
    return { kind: "range", fromMinor: minor, toMinor: null, currency };
  }
  return { kind: "price", minor, currency };
}

const PRICE_UNITS: Readonly<Record<string, Unit>> = {
  ea: "ct",
  each: "ct",
  count: "ct",
  ct: "ct",
  unit: "ct",
  piece: "ct",
  pc: "ct",
  item: "ct",
  ounce: "oz",
  ounces: "oz",
  pound: "lb",
  pounds: "lb",
  lbs: "lb",
  "fluid ounce": "fl oz",
  floz: "fl oz",
  "fl. oz": "fl oz",
  gallon: "gal",
  quart: "qt",
  pint: "pt",
  liter: "l",
  litre: "l",
  ltr: "l",
  gram: "g",
  kilogram: "kg",
  milliliter: "ml",
  millilitre: "ml",
  sheets: "sheet",
  loads: "load",
  rolls: "roll",
  sqft: "sq ft",
  "square foot": "sq ft",
};

function readUnitPrice(amount: Amount, perText: string): PriceText {
  const match = /^(\d{1,4}(?:\.\d{1,3})?)?\s?([a-z][a-z. ]*?)\.?$/.exec(perText.trim());
  const name = match?.[2];
  if (name === undefined) return unreadable("unknown-unit");
  const unit = isUnit(name) ? name : PRICE_UNITS[name];
  if (unit === undefined) return unreadable("unknown-unit");
  const milliMinor = scaled(amount, 3);
  if (typeof milliMinor !== "number") return milliMinor;
  return {
    kind: "unit-price",
    milliMinor,
    per: { amount: match?.[1] ?? "1", unit },
    currency: amount.currency,
  };
}

function minorOf(amount: Amount): number | Fault {
  return scaled(amount, 0);
}

/** The amount in minor units times ten to `extra`, exactly. */
function scaled(amount: Amount, extra: number): number | Fault {
  const digits = (amount.inCents ? 0 : minorDigits(amount.currency)) + extra;
  const [whole = "", fraction = ""] = amount.major.split(".");
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > digits) return unreadable("too-precise");
  const value = Number(whole + kept.padEnd(digits, "0"));
  return Number.isSafeInteger(value) ? value : unreadable("too-large");
}

function percentOff(text: string): PriceText | undefined {
  const match = /(?:^|\s)(\d{1,2}|100)(?:\.(\d{1,2}))?\s?% off\b/i.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { kind: "percent-off", offBps: Number(match[1] + (match[2] ?? "").padEnd(2, "0")) };
}
