/**
 * Unit prices: exact inside, rounded only to be shown. Rounding is New Jersey's (N.J.A.C. 13:45A-14.6): from $1.00 up to the
 * nearest cent, below $1.00 to a tenth of a cent, halves up.
 */
import type { Commodity, MeasureSystem, UniformUnit } from "./commodity.ts";
import { baseUnitOf, decimalRatio, inBaseUnits, type Pack, packTotal, type Ratio } from "./measure.ts";
import { type Currency, divideRounded, minorDigits, type Rounding } from "./money.ts";

export type ShownUnitPrice = {
  /** Rounded amount in thousandths of the minor unit (milli-cents): 8.4¢ is 8,400. For sorting and storing, not for sums. */
  readonly milliMinor: number;
  /** "8.4¢", "$1.25". */
  readonly text: string;
  /** "fl oz", "100 sheets", "each". */
  readonly per: string;
};

export type UnitPrice = ShownUnitPrice & {
  /** Minor units (cents) per uniform unit, exactly. */
  readonly exact: Ratio;
};

export type UnitPriceResult =
  | ({ readonly ok: true } & UnitPrice)
  | { readonly ok: false; readonly reason: "measures-differ" | "price-out-of-range" };

export type UnitPriceInput = {
  readonly priceCents: number;
  readonly pack: Pack;
  readonly commodity: Commodity;
  readonly system: MeasureSystem;
  /** "USD" unless told; `priceCents` is then in that currency's minor units. */
  readonly currency?: Currency;
};

/**
 * The price of one uniform unit of the commodity. Refused when the pack is measured otherwise than the commodity is priced
 * (ounces of something priced by the sheet), or when the price is not a whole number of minor units from 0 up.
 */
export function unitPrice(input: UnitPriceInput): UnitPriceResult {
  const { priceCents, pack, commodity, system, currency = "USD" } = input;
  if (!Number.isSafeInteger(priceCents) || priceCents < 0) return { ok: false, reason: "price-out-of-range" };
  if (pack.baseUnit !== commodity.base) return { ok: false, reason: "measures-differ" };
  const uniform = commodity[system];
  const exact = pricePer(priceCents, pack, uniform);
  return { ok: true, exact, ...showUnitPrice(exact, uniform.label, currency) };
}

/** Minor units per uniform unit, exactly. The pack must be in the unit's measure. */
function pricePer(priceMinor: number, pack: Pack, uniform: UniformUnit): Ratio {
  if (pack.baseUnit !== baseUnitOf(uniform.unit)) throw new Error("A pack is priced in its own measure.");
  const total = packTotal(pack);
  const one = inBaseUnits(decimalRatio(String(uniform.amount)), uniform.unit);
  return reduce({ n: BigInt(priceMinor) * one.n * total.d, d: one.d * total.n });
}

function reduce(ratio: Ratio): Ratio {
  let a = ratio.n < 0n ? -ratio.n : ratio.n;
  let b = ratio.d;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { n: 0n, d: 1n } : { n: ratio.n / a, d: ratio.d / a };
}

/**
 * An exact amount of minor units per unit, written by the rule above. A difference may be negative, and may be rounded
 * otherwise than halves up where that would be in our favour.
 */
export function showUnitPrice(
  exact: Ratio,
  per: string,
  currency: Currency = "USD",
  rounding: Rounding = "half-up",
): ShownUnitPrice {
  const major = 10n ** BigInt(minorDigits(currency));
  const magnitude = exact.n < 0n ? -exact.n : exact.n;
  const wholeMinor = magnitude >= exact.d * major;
  const milliMinor = wholeMinor
    ? divideRounded(exact.n, exact.d, rounding) * 1000
    : divideRounded(exact.n * 10n, exact.d, rounding) * 100;
  return { milliMinor, text: unitPriceText(milliMinor, currency), per };
}

function unitPriceText(milliMinor: number, currency: Currency): string {
  const digits = minorDigits(currency);
  const majorInMilli = 1000 * 10 ** digits;
  const below = Math.abs(milliMinor) < majorInMilli;
  if (currency === "USD" && below) {
    const sign = milliMinor < 0 ? "-" : "";
    return `${sign}${(Math.abs(milliMinor) / 1000).toFixed(1)}¢`;
  }
  return formatter(currency, below ? digits + 1 : digits).format(milliMinor / majorInMilli);
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: Currency, digits: number): Intl.NumberFormat {
  const key = `${currency}${digits}`;
  let found = formatters.get(key);
  if (found === undefined) {
    const options = {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const;
    found = new Intl.NumberFormat("en-US", options);
    formatters.set(key, found);
  }
  return found;
}
