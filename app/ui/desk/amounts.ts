/** How the desk writes amounts, shares and times. A dash stands for what is not known. */
import { formatBps, formatMoney } from "#app/domain/money.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";

export const NOTHING = "–";

/** "$12.34". */
export function cents(amount: number | null): string {
  return amount === null ? NOTHING : formatMoney(amount, CLUB_CURRENCY);
}

/** "+$1.20", "−$0.05", "$0.00". */
export function changeCents(amount: number): string {
  if (amount === 0) return cents(0);
  return `${amount > 0 ? "+" : "−"}${cents(Math.abs(amount))}`;
}

/** "12.5 %". */
export function share(bps: number | null | undefined): string {
  return bps == null ? NOTHING : formatBps(bps);
}

/** "+1.2 %", "−0.4 %". */
export function changeShare(bps: number | undefined): string {
  if (bps === undefined) return NOTHING;
  return bps > 0 ? `+${formatBps(bps)}` : formatBps(bps);
}

/** "1,234". */
export function number(count: number): string {
  return count.toLocaleString("en-US");
}

/** "1,000+" from the cap on. */
export function countUpTo(count: number, cap: number): string {
  return count > cap ? `${number(cap)}+` : number(count);
}

/** "1 price", "214 prices". */
export function counted(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** "22 Nov 2026", in UTC. */
export function dateText(at: Date): string {
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/** "22 Nov 2026, 14:05 UTC". */
export function timeText(at: Date): string {
  return `${dateText(at)}, ${at.toISOString().slice(11, 16)} UTC`;
}
