/** Name and mail address of a customer at Stripe: its receipts and payment pages carry them. */
import type { StripeClient } from "./client.ts";
import { asking } from "./problem.ts";

export type Contact = { readonly name: string; readonly email: string };

/** What Stripe has; undefined for a customer who was deleted there. */
export async function readContact(
  client: StripeClient,
  customerId: string,
): Promise<{ readonly name: string | null; readonly email: string | null } | undefined> {
  const customer = await asking(() => client.customers.retrieve(customerId));
  return customer.deleted === true ? undefined : { name: customer.name ?? null, email: customer.email };
}

/** Puts ours in its place. Done again, it is the same. */
export async function saveContact(client: StripeClient, customerId: string, contact: Contact): Promise<void> {
  const { name, email } = contact;
  await asking(() => client.customers.update(customerId, { name, email }));
}
