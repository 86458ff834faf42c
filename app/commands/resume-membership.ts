/** A cancelled membership that still runs renews again. */
import type { Db } from "#app/db/client.server.ts";
import { insertConsent } from "#app/db/consents.ts";
import { getPlan } from "#app/db/plans.ts";
import { readRenewalFee } from "#app/db/renewals.ts";
import { consentIntent, recordConsent } from "#app/domain/consent.ts";
import type { Membership, Plan } from "#app/domain/membership.ts";
import { leavingFor, renewalSentence } from "#app/domain/plan-change.ts";
import { membershipTerms } from "#app/domain/terms.ts";
import { renewAgain } from "#app/stripe/leaving.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import { type MemberAsking, noteDeed, readBilledMembership, takeIn } from "./member-billing.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type ResumeResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "no-billing" | "ended" | "terms-changed" | "billing-unavailable" };

/** What renewing again would mean: the plan at the fee that this membership's own renewal asks, and the sentence to agree to. */
export async function offerResuming(
  db: Db,
  membership: Membership,
  now: Date,
): Promise<{ plan: Plan; renewsOn: Date; sentence: string }> {
  const nextPlan = await getPlan(db, membership.nextPlanSlug ?? membership.planSlug);
  const renewsOn = membership.paidThrough ?? now;
  const plan = { ...nextPlan, feeCents: await readRenewalFee(db, membership, { nextPlan, renewsOn, now }) };
  return { plan, renewsOn, sentence: renewalSentence(plan, membership.addOnSeats, renewsOn) };
}

/**
 * Takes a cancellation back, with a consent: a yearly charge begins again. `shown` is the sentence that the page showed, at `shownAt`.
 * Done again, it is the same. Refuses a membership that has ended: that one is joined again.
 */
export async function resumeMembership(
  deps: BillingDeps,
  asking: MemberAsking & { shown: string; shownAt: Date },
): Promise<ResumeResult> {
  const { accountId, now, shown, shownAt } = asking;
  try {
    const membership = await readBilledMembership(deps, asking);
    if (membership === undefined) return { ok: false, reason: "no-billing" };
    if (!leavingFor(membership, now).resume) {
      const renews = leavingFor(membership, now).cancel === "at-end";
      return renews ? { ok: true } : { ok: false, reason: "ended" };
    }
    const { plan, renewsOn, sentence } = await offerResuming(deps.db, membership, now);
    if (shown !== sentence) return { ok: false, reason: "terms-changed" };
    const intent = consentIntent("resume", shownAt.getTime(), sentence);
    const consent = recordConsent({ ...membershipTerms(plan, now), renewsOn }, sentence, asking, intent);
    await insertConsent(deps.db, { accountId, membershipId: membership.id }, consent);
    await renewAgain(deps.stripe, membership.stripeSubscriptionId);
    await noteDeed(deps, membership.id, asking, { action: "resume-membership" });
    await takeIn(deps, membership.id, asking);
    return { ok: true };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}
