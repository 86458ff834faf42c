import { setupServer } from "msw/node";
import Stripe from "stripe";
import { afterAll, beforeAll } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions } from "#scripts/stripe-sandbox/sandbox.ts";

export const startOfTime = new Date("2026-01-15T12:00:00Z");

/** A sandbox that stands still, answering the SDK's own client in this process. */
export function withSandbox(options: SandboxOptions = {}): { sandbox: Sandbox; stripe: Stripe } {
  const sandbox = createSandbox({ now: startOfTime, ...options });
  const server = setupServer(...sandbox.handlers);
  beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
  afterAll(() => {
    sandbox.close();
    server.close();
  });
  const stripe = new Stripe("sk_test_sandbox", { apiVersion: "2026-10-28.endive", maxNetworkRetries: 0 });
  return { sandbox, stripe };
}

/** A plan of the club: one product with a yearly price. */
export async function makePlan(
  stripe: Stripe,
  cents: number,
  name = "Club",
  interval: "year" | "month" = "year",
) {
  const product = await stripe.products.create({ name });
  return stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: cents,
    recurring: { interval },
  });
}

/** A customer whose card works (or does not: name another test card). */
export async function makeCustomer(stripe: Stripe, card = "pm_card_visa", testClock?: string) {
  return stripe.customers.create({
    email: "ada@example.com",
    name: "Ada Member",
    payment_method: card,
    invoice_settings: { default_payment_method: card },
    ...(testClock ? { test_clock: testClock } : {}),
  });
}

/** The error of a call that must fail. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("The call was expected to be refused.");
}

/** Types of the events so far. */
export function typesOf(sandbox: Sandbox): string[] {
  return sandbox.events().map((event) => event.type);
}

export function days(count: number): number {
  return count * 86_400_000;
}

export function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
