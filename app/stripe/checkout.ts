/** Customers, their hosted checkout and their billing portal. */
import { createHash } from "node:crypto";
import { PORTAL_MARK } from "./catalogue.ts";
import type { StripeClient } from "./client.ts";
import { asking, BillingError } from "./problem.ts";

/**
 * The customer of a membership: made once however often this is asked at the same time (idempotency key; it names what is
 * asked, as Stripe refuses a key that comes with something else). Answers its id.
 */
export async function ensureCustomer(
  client: StripeClient,
  membership: { id: string; number: string },
  account: { name: string; email: string },
): Promise<string> {
  const mark = createHash("sha256").update(`${account.name}\n${account.email}`).digest("base64url");
  const customer = await asking(() =>
    client.customers.create(
      {
        name: account.name,
        email: account.email,
        metadata: { membership_id: membership.id, member_number: membership.number },
      },
      { idempotencyKey: `customer-${membership.id}-${mark}` },
    ),
  );
  return customer.id;
}

/** The price of a plan as Stripe has it now; undefined when none is set up. */
export async function findPlanPrice(
  client: StripeClient,
  lookupKey: string,
): Promise<{ id: string; feeCents: number; currency: string } | undefined> {
  const { data } = await asking(() =>
    client.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 }),
  );
  const price = data[0];
  if (price === undefined) return undefined;
  return { id: price.id, feeCents: price.unit_amount ?? 0, currency: price.currency.toUpperCase() };
}

export type Checkout = {
  readonly id: string;
  readonly state: "open" | "complete" | "expired";
  /** Where the person pays; null unless it is open. */
  readonly url: string | null;
  readonly membershipId: string | null;
  readonly priceId: string | null;
};

export type CheckoutOrder = {
  readonly membershipId: string;
  readonly customerId: string;
  readonly priceId: string;
  /** The session that this one takes the place of. */
  readonly previousSessionId: string | null;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly planSlug: string;
};

/**
 * Opens a hosted checkout. The same order asked for twice at the same time opens one session: the key names the order,
 * and the session that was there before.
 */
export async function createCheckout(client: StripeClient, order: CheckoutOrder): Promise<Checkout> {
  const { membershipId, customerId, priceId, previousSessionId, origin, planSlug } = order;
  const session = await asking(() =>
    client.checkout.sessions.create(
      {
        mode: "subscription",
        customer: customerId,
        client_reference_id: membershipId,
        line_items: [{ price: priceId, quantity: 1 }],
        metadata: { membership_id: membershipId, price_id: priceId },
        subscription_data: { metadata: { membership_id: membershipId } },
        allow_promotion_codes: true,
        success_url: `${origin}/join/return?session={CHECKOUT_SESSION_ID}`,
        cancel_url: `${origin}/join/${planSlug}`,
      },
      { idempotencyKey: `checkout-${membershipId}-${priceId}-${previousSessionId ?? "first"}` },
    ),
  );
  return checkoutFrom(session);
}

/** A session as it is now; undefined when Stripe does not know it. */
export async function findCheckout(client: StripeClient, sessionId: string): Promise<Checkout | undefined> {
  try {
    return checkoutFrom(await asking(() => client.checkout.sessions.retrieve(sessionId)));
  } catch (error) {
    if (error instanceof BillingError && error.problem.kind === "invalid") return undefined;
    throw error;
  }
}

/** Closes an open session. Answers false when it is open no longer: it was paid, or has expired. */
export async function expireCheckout(client: StripeClient, sessionId: string): Promise<boolean> {
  try {
    await asking(() => client.checkout.sessions.expire(sessionId));
    return true;
  } catch (error) {
    if (error instanceof BillingError && error.problem.kind === "invalid") return false;
    throw error;
  }
}

type Session = Awaited<ReturnType<StripeClient["checkout"]["sessions"]["retrieve"]>>;

function checkoutFrom(session: Session): Checkout {
  return {
    id: session.id,
    state: stateOf(session.status),
    url: session.url,
    membershipId: session.client_reference_id,
    priceId: session.metadata?.price_id ?? null,
  };
}

function stateOf(status: Session["status"]): Checkout["state"] {
  if (status === "open") return "open";
  return status === "complete" ? "complete" : "expired";
}

/** Opens Stripe's billing portal (card, invoices, cancelling). Answers its address, good for a few minutes. */
export async function createPortal(
  client: StripeClient,
  customerId: string,
  returnUrl: string,
): Promise<string> {
  const configurations = await asking(() =>
    client.billingPortal.configurations.list({ active: true, limit: 100 }),
  );
  const ours = configurations.data.find((found) => found.metadata?.[PORTAL_MARK] !== undefined);
  const session = await asking(() =>
    client.billingPortal.sessions.create({
      customer: customerId,
      return_url: returnUrl,
      ...(ours === undefined ? {} : { configuration: ours.id }),
    }),
  );
  return session.url;
}
