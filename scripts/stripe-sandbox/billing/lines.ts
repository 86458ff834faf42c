import type { InvoiceLine, Price, SubscriptionItem } from "../stored.ts";
import { newId, type World } from "../world.ts";

/** What an invoice line says about an item of a subscription. */
export interface ItemLine {
  item: Pick<SubscriptionItem, "id" | "price" | "quantity">;
  subscription: string;
  amount: number;
  period: { start: number; end: number };
  description: string;
  /** Set on prorations, which are invoice items of their own. */
  invoiceItem: string | null;
  discountable: boolean;
  metadata: Record<string, string>;
  /** The line that a credit takes back. */
  credits: { invoice: string; line: string } | null;
}

export function itemLine(facts: ItemLine): InvoiceLine {
  const { item, subscription, amount, credits } = facts;
  const quantity = item.quantity ?? 1;
  return {
    id: newId("il_"),
    object: "line_item",
    amount,
    currency: item.price.currency,
    description: facts.description,
    discount_amounts: [],
    discountable: facts.discountable,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: facts.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: facts.invoiceItem,
        proration: facts.invoiceItem !== null,
        proration_details:
          facts.invoiceItem === null
            ? null
            : {
                credited_items: credits
                  ? { invoice: credits.invoice, invoice_line_items: [credits.line] }
                  : null,
              },
        subscription,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    period: facts.period,
    pretax_credit_amounts: [],
    pricing: {
      type: "price_details",
      price_details: { price: item.price.id, product: item.price.product },
      unit_amount_decimal: item.price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription,
    subtotal: amount,
    taxes: [],
  };
}

export function productName(world: World, price: Price): string {
  return world.state.products.get(price.product)?.name ?? price.product;
}

/** "$65.00", for the sentences on invoices and pages. */
export function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A line for a whole period of an item. */
export function periodLine(
  world: World,
  item: SubscriptionItem,
  subscription: string,
  period: { start: number; end: number },
  options: { free?: boolean; metadata?: Record<string, string> } = {},
): InvoiceLine {
  const quantity = item.quantity ?? 1;
  const unit = options.free ? 0 : (item.price.unit_amount ?? 0);
  const name = productName(world, item.price);
  const every = item.price.recurring?.interval ?? "period";
  const description = options.free
    ? `Trial period for ${name}`
    : `${quantity} × ${name} (at ${formatMoney(unit, item.price.currency)} / ${every})`;
  return itemLine({
    item,
    subscription,
    amount: unit * quantity,
    period,
    description,
    invoiceItem: null,
    discountable: true,
    metadata: options.metadata ?? {},
    credits: null,
  });
}
