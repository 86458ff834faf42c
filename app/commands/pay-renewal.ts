/** The way to Stripe's page of a renewal that is not paid yet: another card, or the bank's confirmation. */
import { findInvoicePage } from "#app/stripe/leaving.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import { type MemberAsking, readBilledMembership } from "./member-billing.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type PayRenewalResult =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: "nothing-open" | "billing-unavailable" };

/** Answers where the open renewal is paid. After the grace there is none: it has been dropped, and nothing is owed. */
export async function openRenewalInvoice(deps: BillingDeps, asking: MemberAsking): Promise<PayRenewalResult> {
  try {
    const membership = await readBilledMembership(deps, asking);
    const url =
      membership === undefined
        ? undefined
        : await findInvoicePage(deps.stripe, membership.stripeSubscriptionId);
    return url === undefined ? { ok: false, reason: "nothing-open" } : { ok: true, url };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}
