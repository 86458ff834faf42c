/** Rules in words. */
import { formatBps } from "#app/domain/money.ts";
import type { Guardrails, Strategy } from "#app/domain/pricing.ts";

const SCOPE_WORDS: Readonly<Record<string, string>> = {
  sku: "Item",
  supplier: "Supplier",
  brand: "Brand",
  category: "Category",
  club: "The whole club",
};

/** "Category coffee", "The whole club". */
export function scopeWords(scope: string, scopeKey: string): string {
  const words = SCOPE_WORDS[scope] ?? scope;
  return scope === "club" ? words : `${words} ${scopeKey}`;
}

/** ".99", "none". */
export function endingWords(endingCents: number | undefined): string {
  return endingCents === undefined ? "none" : `.${String(endingCents).padStart(2, "0")}`;
}

/** "12.5 % markup on landed cost, ending .99, margin at least 4 %". */
export function ruleWords(rule: { strategy: Strategy; guardrails: Guardrails }): string {
  const { endingCents, markupCapBps, ownLabelMarkupCapBps, marginFloorBps } = rule.guardrails;
  const parts = [`${formatBps(rule.strategy.markupBps)} markup on landed cost`];
  if (endingCents !== undefined) parts.push(`ending ${endingWords(endingCents)}`);
  if (markupCapBps !== undefined) parts.push(`markup at most ${formatBps(markupCapBps)}`);
  if (ownLabelMarkupCapBps !== undefined)
    parts.push(`on our own label at most ${formatBps(ownLabelMarkupCapBps)}`);
  if (marginFloorBps !== undefined) parts.push(`margin at least ${formatBps(marginFloorBps)} of the price`);
  return parts.join(", ");
}
