/** The price and currency of a row: one amount for one pack in the retailer's currency, or why there is none. */
import type { Currency } from "../money.ts";
import { readPriceText } from "../price-text.ts";
import { cleanText, isBlank, quoteCell } from "./cells.ts";
import { type Rejection, reject } from "./rejection.ts";

/** Cells of the price's columns, most preferred first, and those that say a range. */
export type PriceCells = {
  readonly prices: readonly string[];
  readonly lowest: string | undefined;
  readonly highest: string | undefined;
  readonly currency: string | undefined;
};

export type PriceReading = { readonly ok: true; readonly minor: number } | Rejection;

/** A million of the major unit: past it, it is an item number or a placeholder. */
const MAX_PRICE_MINOR = 100_000_000;

/** Reads the first price cell that says something; 0 says nothing. `currency` is the retailer's. */
export function readPriceCells(cells: PriceCells, currency: Currency): PriceReading {
  const fault = faultOfCurrency(cells.currency, currency);
  if (fault !== undefined) return fault;
  const cell = cells.prices.find((written) => !saysNothing(written));
  return cell === undefined ? missing(cells) : readPrice(cell, currency);
}

function saysNothing(cell: string): boolean {
  const cleaned = cleanText(cell);
  return isBlank(cleaned) || /^\W*0*(?:[.,]0*)?\W*$/.test(cleaned);
}

function missing({ prices, lowest, highest }: PriceCells): Rejection {
  if (lowest !== undefined && highest !== undefined && !saysNothing(lowest) && !saysNothing(highest)) {
    const range = `from ${cleanText(lowest)} to ${cleanText(highest)}`;
    return reject("price", "price-range", `The price goes ${range}: a range is not a price.`);
  }
  const zero = prices.find((cell) => !isBlank(cleanText(cell)));
  return reject(
    "price",
    "price-missing",
    zero === undefined ? "There is no price." : `The price is ${quoteCell(zero)}: nothing is sold for that.`,
  );
}

function readPrice(cell: string, currency: Currency): PriceReading {
  const price = readPriceText(cleanText(cell), { currency });
  const seen = quoteCell(cell);
  switch (price.kind) {
    case "price":
      return ofOne(price.minor, price.currency, currency, seen);
    case "range":
      return reject("price", "price-range", `${seen} is a range: a range is not a price.`);
    case "unit-price":
      return reject("price", "price-not-of-one", `${seen} is a price per unit, not what the pack costs.`);
    case "multi-buy":
      return reject(
        "price",
        "price-not-of-one",
        `${seen} is the price of ${price.count} together, not of one.`,
      );
    case "money-off":
    case "percent-off":
      return reject("price", "price-not-of-one", `${seen} is money off, not a price.`);
    case "none":
      return /\b(?:members?|sign in|log ?in)\b/i.test(cell)
        ? reject("price", "price-members-only", `The price is shown to members only: ${seen}.`)
        : reject("price", "price-missing", `${seen} has no price in it.`);
    case "unreadable":
      return reject("price", "price-unreadable", `${seen} ${UNREADABLE[price.reason]}.`);
    default: {
      const impossible: never = price;
      throw new Error(`Unknown price ${JSON.stringify(impossible)}`);
    }
  }
}

const UNREADABLE = {
  "too-long": "is too long to be a price",
  "several-amounts": "holds several amounts: which one is the price is not certain",
  "ambiguous-number": "can be read as more than one number",
  "ambiguous-currency": "does not say which currency",
  "unknown-unit": "is a price per something that we do not know",
  negative: "is below zero",
  "too-precise": "has more decimals than the currency",
  "too-large": "is too large to be a price",
} as const;

function ofOne(minor: number, found: Currency, currency: Currency, seen: string): PriceReading {
  if (found !== currency) return differs(`The price ${seen}`, found, currency);
  if (minor > MAX_PRICE_MINOR)
    return reject("price", "price-too-large", `${seen} is too large to be a price.`);
  return { ok: true, minor };
}

function faultOfCurrency(cell: string | undefined, currency: Currency): Rejection | undefined {
  const written = cleanText(cell ?? "");
  if (isBlank(written)) return undefined;
  if (/^[A-Za-z]{3}$/.test(written)) {
    const code = written.toUpperCase();
    return code === currency ? undefined : differs("The row", code, currency);
  }
  // What a sign means beside an amount is the price reader's to say: "$" is any dollar, "TT$" is one.
  const probe = readPriceText(`${written}1`, { currency });
  if (probe.kind === "price")
    return probe.currency === currency ? undefined : differs("The row", probe.currency, currency);
  return reject("currency", "currency-unreadable", `${quoteCell(written)} is not a currency that we know.`);
}

function differs(what: string, found: Currency, currency: Currency): Rejection {
  return reject("currency", "currency-differs", `${what} is in ${found}; this retailer asks ${currency}.`);
}
