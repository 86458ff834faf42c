import type { PlanOnSale } from "#app/db/catalogue.ts";
import { formatMoney } from "#app/domain/money.ts";

/** "$60", the lowest yearly fee on sale, without empty cents; null while no plan is. */
export function feeText(plans: readonly PlanOnSale[]): string | null {
  const [cheapest] = [...plans].sort((a, b) => a.feeCents - b.feeCents);
  return cheapest ? formatMoney(cheapest.feeCents, cheapest.currency).replace(/\.00$/, "") : null;
}
