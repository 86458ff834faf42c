/** Ways into Stripe's own dashboard, for staff. */
import { env } from "#app/env.server.ts";
import { isLivemode } from "./client.ts";

/**
 * Where the dashboard shows our records, without a slash at the end; null when the sandbox stands in for Stripe, which has
 * no dashboard.
 */
export function dashboardAddress(): string | null {
  if (env.STRIPE_API_URL !== undefined) return null;
  return isLivemode() ? "https://dashboard.stripe.com" : "https://dashboard.stripe.com/test";
}
