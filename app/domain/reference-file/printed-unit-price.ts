/** The retailer's own printed unit price as a second witness for the pack that a title was read to state. */
import { baseUnitOf, decimalRatio, inBaseUnits, type Pack, packTotal } from "../measure.ts";
import type { Currency } from "../money.ts";
import { readPriceText } from "../price-text.ts";

/** Printed unit prices are rounded, most to a whole cent: 0.6 of one allows for that. */
const ROUNDING_MILLI_MINOR = 600n;
const TOLERANCE_BPS = 300n;

/**
 * Whether `printed` ("$0.06/oz") says that the pack holds another amount than we read, beyond what rounding explains.
 * False where it cannot tell: no unit price, another measure (each against ounces), another currency.
 */
export function contradictsPrintedUnitPrice(
  pack: Pack,
  priceMinor: number,
  printed: string,
  currency: Currency,
): boolean {
  const read = readPrinted(pack, printed, currency);
  if (read === undefined) return false;
  const total = packTotal(pack);
  const per = inBaseUnits(decimalRatio(read.per.amount), read.per.unit);
  // price x per / total against the printed one, both sides times total.n x per.d.
  const scale = total.n * per.d;
  const ours = BigInt(priceMinor) * 1000n * per.n * total.d;
  const theirs = BigInt(read.milliMinor) * scale;
  const gap = ours < theirs ? theirs - ours : ours - theirs;
  return gap > ROUNDING_MILLI_MINOR * scale && gap * 10_000n > TOLERANCE_BPS * theirs;
}

/** What the pack comes to by the printed unit price, in minor units, halves up; null where it cannot tell, or below one. */
export function impliedPrice(pack: Pack, printed: string, currency: Currency): number | null {
  const read = readPrinted(pack, printed, currency);
  if (read === undefined) return null;
  const total = packTotal(pack);
  const per = inBaseUnits(decimalRatio(read.per.amount), read.per.unit);
  const divisor = 1000n * total.d * per.n;
  const minor = (BigInt(read.milliMinor) * total.n * per.d * 2n + divisor) / (divisor * 2n);
  return minor > 0n && minor < 1_000_000_000n ? Number(minor) : null;
}

function readPrinted(pack: Pack, printed: string, currency: Currency) {
  const read = readPriceText(printed.replace(/^\((.*)\)$/, "$1"), { currency });
  if (read.kind !== "unit-price" || read.currency !== currency) return undefined;
  return baseUnitOf(read.per.unit) === pack.baseUnit ? read : undefined;
}
