/** Webhooks: verified on the raw body, and read for one thing, whom to look at again. */
import Stripe from "stripe";
import { STRIPE_API_VERSION, type StripeClient } from "./client.ts";
import { asking, BillingError } from "./problem.ts";

/** An event as we use it. What it says happened is not used: the truth is read from Stripe again. */
export type BillingEvent = {
  readonly id: string;
  readonly type: string;
  readonly livemode: boolean;
  readonly createdAt: Date;
  /** Whose it is; null for an event about no customer. */
  readonly customerId: string | null;
  /** The charge of an event that names no customer: a dispute's. */
  readonly chargeId: string | null;
  /** The endpoint was made for another API version than ours: its shapes may differ, the ids do not. */
  readonly otherVersion: boolean;
};

/** The event that `rawBody` holds, or undefined when its signature is not ours or too old (5 minutes). */
export function verifyWebhook(
  client: StripeClient,
  rawBody: string,
  signature: string,
  secret: string,
): BillingEvent | undefined {
  try {
    const event = client.webhooks.constructEvent(rawBody, signature, secret);
    return {
      id: event.id,
      type: event.type,
      livemode: event.livemode,
      createdAt: new Date(event.created * 1000),
      customerId: customerOf(event.type, event.data.object),
      chargeId: chargeOf(event.data.object),
      otherVersion: event.api_version !== STRIPE_API_VERSION,
    };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return undefined;
    throw error;
  }
}

/** Every object that belongs to a customer names it in `customer`; a customer is its own. */
function customerOf(type: string, object: object): string | null {
  const { id, customer } = object as { id?: unknown; customer?: unknown };
  if (/^customer\.(created|updated|deleted)$/.test(type)) return typeof id === "string" ? id : null;
  if (typeof customer === "string") return customer;
  if (typeof customer === "object" && customer !== null && "id" in customer) return String(customer.id);
  return null;
}

/** Disputes and refunds name their charge. */
function chargeOf(object: object): string | null {
  const { charge } = object as { charge?: unknown };
  return typeof charge === "string" ? charge : null;
}

/** The customer who made a charge; null for one without, or one that Stripe does not know. */
export async function findChargeCustomer(client: StripeClient, chargeId: string): Promise<string | null> {
  try {
    const { customer } = await asking(() => client.charges.retrieve(chargeId));
    return typeof customer === "string" ? customer : (customer?.id ?? null);
  } catch (error) {
    if (error instanceof BillingError && error.problem.kind === "invalid") return null;
    throw error;
  }
}
