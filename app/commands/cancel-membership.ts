/** Leaving: one step, no reason asked, and what is paid for stays. */
import { leavingFor } from "#app/domain/plan-change.ts";
import { cancelAtEnd } from "#app/stripe/leaving.ts";
import { dropPendingChange } from "#app/stripe/pending-change.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import { readBilling, stopSubscription } from "#app/stripe/subscriptions.ts";
import { type MemberAsking, noteDeed, readBilledMembership, takeIn } from "./member-billing.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type CancelResult =
  | { readonly ok: true; readonly until: Date | null }
  | { readonly ok: false; readonly reason: "no-billing" | "billing-unavailable" };

/**
 * Cancels: no charge any more, also for a change that waits for the bank, and the paid time stays. Where a renewal waits for its payment, it is dropped and the
 * membership ends now: nothing is owed. Done again, it is the same.
 */
export async function cancelMembership(deps: BillingDeps, asking: MemberAsking): Promise<CancelResult> {
  try {
    const membership = await readBilledMembership(deps, asking);
    if (membership === undefined) return { ok: false, reason: "no-billing" };
    const { cancel } = leavingFor(membership, asking.now);
    if (cancel === null) return { ok: true, until: membership.paidThrough };
    const { id, stripeCustomerId, stripeSubscriptionId } = membership;
    if (membership.pendingUntil !== null) await dropPendingChange(deps.stripe, stripeSubscriptionId);
    if (cancel === "at-end") await cancelAtEnd(deps.stripe, stripeSubscriptionId);
    else {
      const truth = await readBilling(deps.stripe, stripeCustomerId, stripeSubscriptionId);
      if (truth !== undefined) await stopSubscription(deps.stripe, truth);
    }
    await noteDeed(deps, id, asking, { action: "cancel-membership", after: { cancel } });
    await takeIn(deps, id, asking);
    return { ok: true, until: membership.paidThrough };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}
