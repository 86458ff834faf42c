import type { InvoiceLine, Subscription, SubscriptionItem } from "../stored.ts";
import { newId, type World } from "../world.ts";
import { netAmount } from "./discounts.ts";
import { itemLine, productName } from "./lines.ts";
import { awaitedBy } from "./pending-updates.ts";

function dayOf(at: number): string {
  return new Date(at * 1000).toLocaleDateString("en-GB", {
    day: "2-digit",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** The latest debit of an item for its current period, billed or waiting to be. */
function latestDebit(
  world: World,
  subscription: Subscription,
  item: SubscriptionItem,
): InvoiceLine | undefined {
  const pending = [...world.state.pendingLines.values()].filter(
    (waiting) => waiting.subscription === subscription.id,
  );
  const billed = [...world.state.invoices.values()].filter(
    (invoice) =>
      invoice.parent?.subscription_details?.subscription === subscription.id &&
      invoice.status !== "void" &&
      !awaitedBy(world, invoice.id),
  );
  const lines = [
    ...billed.flatMap((invoice) => invoice.lines.data),
    ...pending.map((waiting) => waiting.line),
  ];
  return lines.findLast(
    (line) =>
      line.amount > 0 &&
      line.parent?.subscription_item_details?.subscription_item === item.id &&
      line.period.end === item.current_period_end,
  );
}

/**
 * The credit for what is left of an item's period: that share, by the second, of what was really charged for it,
 * discounts taken off, rounded half away from zero. Null when nothing was charged (a trial, a free plan).
 */
export function creditLine(
  world: World,
  subscription: Subscription,
  item: SubscriptionItem,
  at: number,
): InvoiceLine | null {
  const debit = latestDebit(world, subscription, item);
  if (!debit) return null;
  const { start, end } = debit.period;
  const from = Math.min(Math.max(at, start), end);
  const amount = -Math.round((netAmount(debit) * (end - from)) / (end - start));
  if (amount === 0) return null;
  return itemLine({
    item,
    subscription: subscription.id,
    amount,
    period: { start: from, end },
    description: `Unused time on ${productName(world, item.price)} after ${dayOf(at)}`,
    invoiceItem: newId("ii_"),
    discountable: false,
    metadata: subscription.metadata,
    credits: debit.invoice ? { invoice: debit.invoice, line: debit.id } : null,
  });
}

/** The charge for what is left of a period at an item's new price and quantity. */
export function remainderLine(
  world: World,
  subscription: Subscription,
  item: SubscriptionItem,
  at: number,
): InvoiceLine | null {
  const { current_period_start: start, current_period_end: end } = item;
  const full = (item.price.unit_amount ?? 0) * (item.quantity ?? 1);
  const amount = Math.round((full * (end - at)) / (end - start));
  if (amount === 0) return null;
  return itemLine({
    item,
    subscription: subscription.id,
    amount,
    period: { start: at, end },
    description: `Remaining time on ${productName(world, item.price)} after ${dayOf(at)}`,
    invoiceItem: newId("ii_"),
    discountable: true,
    metadata: subscription.metadata,
    credits: null,
  });
}
