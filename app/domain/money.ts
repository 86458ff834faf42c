/**
 * Money is an integer of minor units (cents, fen) with its currency. No binary floats: a product or quotient is
 * computed on BigInt and each division names its rounding.
 */
/** ISO 4217 code, upper case. */
export type Currency = string;

export type Money = { readonly minor: number; readonly currency: Currency };

/** Decimal places of each currency that we quote, buy or observe in; anything else counts as two. */
const ZERO_DECIMALS = new Set(["JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF"]);

/** Number of decimal places between major and minor units: 2 for USD, 0 for JPY. */
export function minorDigits(currency: Currency): number {
  return ZERO_DECIMALS.has(currency) ? 0 : 2;
}

export type Rounding = "half-up" | "half-even" | "up" | "down";

/**
 * `numerator / denominator` as an integer. `half-up` rounds halves away from zero (the shop's rule, New Jersey
 * 13:45A-14.6), `up` rounds away from zero, `down` toward it.
 * @throws RangeError when the denominator is zero or the result does not fit a safe integer.
 */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): number {
  if (denominator === 0n) throw new RangeError("Division by zero.");
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = n / d;
  const rest = n % d;
  const bump = rest !== 0n && roundsAway(rest * 2n, d, quotient, rounding);
  const magnitude = quotient + (bump ? 1n : 0n);
  const result = Number(negative ? -magnitude : magnitude);
  if (!Number.isSafeInteger(result)) throw new RangeError("Amount does not fit a safe integer.");
  return result;
}

function roundsAway(twiceRest: bigint, d: bigint, quotient: bigint, rounding: Rounding): boolean {
  switch (rounding) {
    case "half-up":
      return twiceRest >= d;
    case "half-even":
      return twiceRest > d || (twiceRest === d && quotient % 2n === 1n);
    case "up":
      return true;
    case "down":
      return false;
    default: {
      const impossible: never = rounding;
      throw new Error(`Unknown rounding ${impossible}`);
    }
  }
}

/** `minor * bps / 10,000`: 2 % of $19.99 is `applyBps(1999, 200, "half-up") = 40`. */
export function applyBps(minor: number, bps: number, rounding: Rounding): number {
  return divideRounded(BigInt(minor) * BigInt(bps), 10_000n, rounding);
}

/** `part / whole` in basis points (one hundredth of a percent), halves away from zero. `whole` must not be 0. */
export function ratioBps(part: number, whole: number): number {
  return divideRounded(BigInt(part) * 10_000n, BigInt(whole), "half-up");
}

const formatters = new Map<string, Intl.NumberFormat>();

/** `formatMoney(123456, "USD")` is "$1,234.56". Same output on server and in the browser (en-US). */
export function formatMoney(minor: number, currency: Currency): string {
  let formatter = formatters.get(currency);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat("en-US", { style: "currency", currency });
    formatters.set(currency, formatter);
  }
  return formatter.format(minor / 10 ** minorDigits(currency));
}

/** `1234` bps is "12.3 %"; one decimal, halves up; no decimal when it is whole. */
export function formatBps(bps: number): string {
  const tenths = divideRounded(BigInt(bps), 10n, "half-up");
  const sign = tenths < 0 ? "−" : "";
  const abs = Math.abs(tenths);
  return abs % 10 === 0 ? `${sign}${abs / 10} %` : `${sign}${Math.floor(abs / 10)}.${abs % 10} %`;
}

/**
 * Reads what a person types as an amount ("1,234.5", "$12", "12.34") into minor units.
 * Returns undefined for anything else, more decimals than the currency has, or an amount past a safe integer.
 */
export function parseMoney(text: string, currency: Currency): number | undefined {
  const digits = minorDigits(currency);
  const match = /^\s*[$¥€£]?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*$/.exec(text);
  const whole = match?.[1];
  if (whole === undefined) return undefined;
  const fraction = match?.[2] ?? "";
  if (fraction.length > digits) return undefined;
  const minor = Number(whole.replaceAll(",", "") + fraction.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? minor : undefined;
}
