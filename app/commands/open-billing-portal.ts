/** The way to Stripe's portal: change the card, see invoices, cancel. */
import { findMembershipOf } from "#app/db/memberships.ts";
import { createPortal } from "#app/stripe/checkout.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type PortalResult =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: "no-billing" | "billing-unavailable" };

/** Opens the portal for the membership whose primary seat the account has. Household seats have no billing of their own. */
export async function openBillingPortal(
  deps: BillingDeps,
  accountId: string,
  returnUrl: string,
): Promise<PortalResult> {
  const membership = await findMembershipOf(deps.db, accountId);
  if (membership?.seat !== "primary" || membership.stripeCustomerId === null) {
    return { ok: false, reason: "no-billing" };
  }
  try {
    return { ok: true, url: await createPortal(deps.stripe, membership.stripeCustomerId, returnUrl) };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}
