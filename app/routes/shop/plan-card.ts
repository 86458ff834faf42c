import type { PlanOnSale } from "#app/db/catalogue.ts";
import { formatBps, formatMoney } from "#app/domain/money.ts";
import type { PlanCardData } from "#app/ui/plan-card.tsx";

/** A plan as its card at the front door. */
export function planCard(plan: PlanOnSale): PlanCardData & { slug: string } {
  const { currency, rewardBps, rewardCapCents, householdSeats } = plan;
  const cap = formatMoney(rewardCapCents, currency).replace(/\.00$/, "");
  const reward = `${formatBps(rewardBps)} back on what you buy, up to ${cap} a year`;
  return {
    slug: plan.slug,
    name: plan.name,
    yearlyFeeMinor: plan.feeCents,
    currency,
    gives: [
      "The club price on everything",
      ...(rewardBps > 0 ? [reward] : []),
      "The fee back in full, any time",
    ],
    seatsText: seatsText(householdSeats),
    forText: plan.blurb,
    tone: rewardBps > 0 ? "plus" : "base",
  };
}

function seatsText(householdSeats: number): string {
  if (householdSeats === 0) return "One card";
  return householdSeats === 1
    ? "A card for one more in your household"
    : `${householdSeats} more cards for your household`;
}
