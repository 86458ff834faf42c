/** A change that the bank wants confirmed: what it is and where that is done, and how it is let go. */
import { findPlan } from "#app/db/plans.ts";
import type { Plan } from "#app/domain/membership.ts";
import { dropPendingChange, findPendingChange, type PendingChange } from "#app/stripe/pending-change.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import {
  type BilledMembership,
  type MemberAsking,
  noteDeed,
  readBilledMembership,
  takeIn,
} from "./member-billing.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type WaitingChange = Pick<PendingChange, "url" | "dueCents" | "currency" | "until"> & {
  /** What would be other than now: the plan, else the paid household seats. */
  readonly plan: Plan | null;
  readonly addOnSeats: number;
};

export type WaitingChangeResult =
  /** `change` is null when none waits: it was confirmed, dropped or forgotten, as `membership` shows. */
  | { readonly ok: true; readonly membership: BilledMembership; readonly change: WaitingChange | null }
  | { readonly ok: false; readonly reason: "no-billing" | "billing-unavailable" };

/**
 * The change that waits for the member, after Stripe was asked and the membership brought in line: what the webhook does
 * too, whoever is first.
 */
export async function findWaitingChange(
  deps: BillingDeps,
  asking: MemberAsking,
): Promise<WaitingChangeResult> {
  try {
    const membership = await readBilledMembership(deps, asking);
    if (membership === undefined) return { ok: false, reason: "no-billing" };
    if (membership.pendingUntil === null) return { ok: true, membership, change: null };
    const pending = await findPendingChange(deps.stripe, membership.stripeSubscriptionId);
    if (pending === undefined) return { ok: true, membership, change: null };
    const { planSlug, addOnSeats, url, dueCents, currency, until } = pending;
    const moves = planSlug !== null && planSlug !== membership.planSlug;
    const plan = moves ? ((await findPlan(deps.db, planSlug)) ?? null) : null;
    return { ok: true, membership, change: { plan, addOnSeats, url, dueCents, currency, until } };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}

export type DropChangeResult =
  | { readonly ok: true; readonly membership: BilledMembership | undefined }
  | { readonly ok: false; readonly reason: "no-billing" | "billing-unavailable" };

/**
 * Lets the waiting change go: nothing is charged for it any more. Where it was confirmed a moment before, it stays done,
 * which the membership in the answer shows. Done again, it is the same.
 */
export async function dropWaitingChange(deps: BillingDeps, asking: MemberAsking): Promise<DropChangeResult> {
  try {
    const membership = await readBilledMembership(deps, asking);
    if (membership === undefined) return { ok: false, reason: "no-billing" };
    if (membership.pendingUntil === null) return { ok: true, membership };
    await dropPendingChange(deps.stripe, membership.stripeSubscriptionId);
    await noteDeed(deps, membership.id, asking, { action: "drop-waiting-change" });
    await takeIn(deps, membership.id, asking);
    return { ok: true, membership: await readBilledMembership(deps, asking) };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}
