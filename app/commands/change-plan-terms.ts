/** Fees, seats, reward and grace of a plan, set by staff: for new terms now, for present members with notice. */
import { appendAudit } from "#app/db/audit.ts";
import { insertFeeChange, supersedeFeeChanges } from "#app/db/fee-changes.ts";
import { findPlan, updatePlanTerms } from "#app/db/plans.ts";
import { mayReachMembersFrom, type PlanTerms, planTermsSchema } from "#app/domain/plan-terms.ts";
import { ensurePlanPrice } from "#app/stripe/catalogue.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type ChangePlanTerms = {
  readonly planSlug: string;
  readonly terms: PlanTerms;
  /** From which renewals on present members pay a changed fee; null: they keep the fee that they have. */
  readonly membersFrom: Date | null;
  readonly actor: { readonly id: string | null; readonly name: string };
  readonly now: Date;
  readonly requestId?: string;
};

export type ChangePlanTermsResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "no-plan" | "out-of-limits" | "too-soon" | "billing-unavailable" };

/**
 * Sets a plan's terms, with an audit entry. A changed fee gets its price at Stripe first: when Stripe is away nothing
 * changes. Subscriptions stay on the price that they have, until {@link applyFeeChanges} moves them. A fee that is set anew
 * withdraws every change that has not taken effect yet; who was told of one is told that it does not come (see
 * {@link feeOutlook}).
 */
export async function changePlanTerms(
  deps: BillingDeps,
  { planSlug, terms, membersFrom, actor, now, requestId }: ChangePlanTerms,
): Promise<ChangePlanTermsResult> {
  const plan = await findPlan(deps.db, planSlug);
  if (plan === undefined) return { ok: false, reason: "no-plan" };
  if (!planTermsSchema.safeParse(terms).success) return { ok: false, reason: "out-of-limits" };
  const reaches = membersFrom !== null && terms.feeCents !== plan.feeCents;
  if (reaches && !mayReachMembersFrom(membersFrom, now)) return { ok: false, reason: "too-soon" };
  let stripePriceId: string;
  try {
    stripePriceId = (await ensurePlanPrice(deps.stripe, { ...plan, ...terms })).priceId;
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
  await deps.db.transaction(async (tx) => {
    await updatePlanTerms(tx, planSlug, terms);
    const isSetAnew = terms.feeCents !== plan.feeCents;
    const superseded = isSetAnew ? await supersedeFeeChanges(tx, planSlug, now) : [];
    if (reaches) {
      const change = { planSlug, fromCents: plan.feeCents, toCents: terms.feeCents, stripePriceId };
      await insertFeeChange(tx, { ...change, effectiveFrom: membersFrom, madeBy: actor.id, madeAt: now });
    }
    await appendAudit(tx, {
      at: now,
      actorId: actor.id,
      actor: actor.name,
      action: "change-plan-terms",
      subjectKind: "plan",
      subjectId: planSlug,
      before: planTermsSchema.parse(plan),
      after: {
        ...terms,
        membersFrom: reaches ? membersFrom : null,
        ...(superseded.length > 0 && { superseded }),
      },
      requestId,
    });
  });
  return { ok: true };
}
