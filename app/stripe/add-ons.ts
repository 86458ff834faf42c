/** Household seats that are paid for: an item of the member's subscription, whose quantity is their number. */
import type Stripe from "stripe";
import { ADD_ON_MARK, type Ensured } from "./catalogue.ts";
import { chargeChange } from "./charge-change.ts";
import type { StripeClient } from "./client.ts";
import { asking, isInvalid } from "./problem.ts";

/** What a plan asks for a seat more, a year. */
export type AddOnOffer = {
  readonly planSlug: string;
  readonly planName: string;
  readonly feeCents: number;
  readonly currency: string;
  readonly lookupKey: string;
};

/** How many seats a subscription pays for. */
export function addOnSeatsOf(subscription: Stripe.Subscription): number {
  return addOnItemOf(subscription)?.quantity ?? 0;
}

/** The item of paid household seats. */
export function addOnItemOf({ items }: Stripe.Subscription): Stripe.SubscriptionItem | undefined {
  return items.data.find(isAddOnItem);
}

/** Whether an item is that of paid household seats. */
export function isAddOnItem({ price }: Pick<Stripe.SubscriptionItem, "price">): boolean {
  return price.metadata[ADD_ON_MARK] !== undefined;
}

/**
 * The product and yearly price of a plan's seats, found by the lookup key. A fee that has changed gets a new price, which
 * takes the key over.
 */
export async function ensureAddOnPrice(
  client: StripeClient,
  offer: AddOnOffer,
): Promise<{ priceId: string; outcome: Ensured; replacedPriceId: string | null }> {
  const currency = offer.currency.toLowerCase();
  const found = await findPrice(client, offer.lookupKey);
  if (found !== undefined && found.unit_amount === offer.feeCents && found.currency === currency) {
    return { priceId: found.id, outcome: "unchanged", replacedPriceId: null };
  }
  const metadata = { [ADD_ON_MARK]: offer.planSlug };
  const product = found === undefined ? await createProduct(client, offer) : idOf(found.product);
  const price = await asking(() =>
    client.prices.create({
      product,
      currency,
      unit_amount: offer.feeCents,
      recurring: { interval: "year" },
      lookup_key: offer.lookupKey,
      transfer_lookup_key: true,
      nickname: `${offer.planName}, household seat`,
      metadata,
    }),
  );
  const outcome = found === undefined ? "created" : "changed";
  return { priceId: price.id, outcome, replacedPriceId: found?.id ?? null };
}

async function findPrice(client: StripeClient, lookupKey: string): Promise<Stripe.Price | undefined> {
  const { data } = await asking(() =>
    client.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 }),
  );
  return data[0];
}

/** Keyed by its lookup key, so that a run that broke off before the price does not leave a second product behind. */
async function createProduct(client: StripeClient, offer: AddOnOffer): Promise<string> {
  const product = await asking(() =>
    client.products.create(
      { name: `${offer.planName}: household seat`, metadata: { [ADD_ON_MARK]: offer.planSlug } },
      { idempotencyKey: `product-${offer.lookupKey}` },
    ),
  );
  return product.id;
}

function idOf(reference: string | { id: string }): string {
  return typeof reference === "string" ? reference : reference.id;
}

export type AddOnChange = {
  readonly subscriptionId: string;
  /** Price of a seat, for when there was none so far or the fee has changed. */
  readonly lookupKey: string;
  /** Seats from now on. */
  readonly seats: number;
  /** The second that prorations are counted from: a preview and its change must name the same. */
  readonly at: Date;
};

export type AddOnQuote = {
  /** Seats that are paid for so far. */
  readonly from: number;
  /** Charged at once, to the cent; 0 when seats are given up. */
  readonly dueCents: number;
  /** Taken off the next charge, to the cent; 0 when seats are added. */
  readonly creditCents: number;
  /** Yearly fee of one seat. */
  readonly feeCents: number;
  readonly currency: string;
  /** End of the period that is being paid for. */
  readonly renewsOn: Date;
};

/** What a change of seats would cost or bring, as Stripe works it out; nothing is changed. Undefined: no price is set up. */
export async function quoteAddOns(
  client: StripeClient,
  change: AddOnChange,
): Promise<AddOnQuote | undefined> {
  const { subscription, items, from, price } = await planChange(client, change);
  if (price === undefined) return undefined;
  const preview = await asking(() =>
    client.invoices.createPreview({
      subscription: change.subscriptionId,
      subscription_details: {
        items,
        proration_behavior: "always_invoice",
        proration_date: secondsOf(change.at),
      },
    }),
  );
  const adds = change.seats > from;
  const credited = preview.lines.data
    .filter((line) => line.parent?.subscription_item_details?.proration === true)
    .filter((line) => line.period.start === secondsOf(change.at))
    .reduce((cents, line) => cents + line.amount, 0);
  const renewsOn = Math.max(...subscription.items.data.map((item) => item.current_period_end));
  return {
    from,
    dueCents: adds ? preview.amount_due : 0,
    creditCents: adds ? 0 : Math.max(0, -credited),
    feeCents: price.unit_amount ?? 0,
    currency: price.currency.toUpperCase(),
    renewsOn: new Date(renewsOn * 1000),
  };
}

/**
 * Carries a change of seats out. More seats are charged at once, or wait for the card's owner where the bank wants them
 * (see {@link chargeChange}), or nothing changes; what is left of the year of fewer seats is credited to the next charge.
 * Sent twice with the same `at`, it happens once. `overtaken`: somebody else has changed the seats since they were read.
 * @throws BillingError of kind `card` when the charge is declined.
 */
export async function changeAddOns(
  client: StripeClient,
  change: AddOnChange,
): Promise<"done" | "waits" | "overtaken"> {
  const { items, from } = await planChange(client, change);
  if (from === change.seats) return "done";
  const { subscriptionId, seats, at } = change;
  const idempotencyKey = `add-ons-${subscriptionId}-${from}-${seats}-${secondsOf(at)}`;
  const update = { items, proration_date: secondsOf(at) };
  try {
    if (seats > from) return await chargeChange(client, subscriptionId, update, idempotencyKey);
    const lower = { ...update, proration_behavior: "create_prorations" } as const;
    await asking(() => client.subscriptions.update(subscriptionId, lower, { idempotencyKey }));
    return "done";
  } catch (error) {
    if (isInvalid(error) && (await planChange(client, change)).from !== from) return "overtaken";
    throw error;
  }
}

type ItemChange = { id?: string; price?: string; quantity?: number; deleted?: boolean };

/** The items of a change: the one item of seats gets another quantity, comes or goes. */
async function planChange(client: StripeClient, { subscriptionId, lookupKey, seats }: AddOnChange) {
  const [subscription, price] = await Promise.all([
    asking(() => client.subscriptions.retrieve(subscriptionId)),
    findPrice(client, lookupKey),
  ]);
  const item = addOnItemOf(subscription);
  const items = itemsFor(item, price, seats);
  return { subscription, items, from: item?.quantity ?? 0, price: item?.price ?? price };
}

function itemsFor(
  item: Stripe.SubscriptionItem | undefined,
  price: Stripe.Price | undefined,
  seats: number,
): ItemChange[] {
  if (item !== undefined)
    return [seats === 0 ? { id: item.id, deleted: true } : { id: item.id, quantity: seats }];
  return price === undefined || seats === 0 ? [] : [{ price: price.id, quantity: seats }];
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
