/** When two written amounts say the same: labels round, so each must lie within what the other was rounded from. */
import { decimalRatio, inBaseUnits, type Unit } from "../measure.ts";
import { decimalText } from "./amounts.ts";

export type Written = { readonly micro: number; readonly unit: Unit };

/** Two labels of one pack differ by this much through rounding alone, at most. */
const ROUNDING = 0.02;
const LOOSEST = 0.15;

/** Amount in base units, for judging only: never for a price. */
export function roughly(written: Written, times = 1): number {
  return written.micro * times * perMicro(written.unit);
}

const PER_MICRO = new Map<Unit, number>();

function perMicro(unit: Unit): number {
  let factor = PER_MICRO.get(unit);
  if (factor === undefined) {
    const one = inBaseUnits(decimalRatio("1"), unit);
    factor = Number(one.n) / Number(one.d) / 1_000_000;
    PER_MICRO.set(unit, factor);
  }
  return factor;
}

/** Whether `a` (taken `timesA` times) and `b` are the same amount, as labels go. */
export function sameAmount(a: Written, b: Written, timesA = 1): boolean {
  const left = roughly(a, timesA);
  const right = roughly(b);
  const apart = Math.abs(left - right);
  const large = Math.max(left, right);
  if (apart <= ROUNDING * large) return true;
  if (apart > LOOSEST * large) return false;
  const [low, high] = left < right ? [step(a) * timesA, step(b)] : [step(b), step(a) * timesA];
  // The smaller label may have been cut off after its last decimal instead of rounded; the larger one only rounded.
  return apart <= low * 1.001 || apart <= (high / 2) * 1.001;
}

/** The last decimal written, in base units: 3 lb stands for 2.5 up to 4. */
function step(written: Written): number {
  const decimals = decimalText(written.micro).split(".")[1]?.length ?? 0;
  return 10 ** (6 - decimals) * perMicro(written.unit);
}
