/** What the form of a plan's page does. What was typed comes back with every refusal. */
import { type ChangePlanTermsResult, changePlanTerms } from "#app/commands/change-plan-terms.ts";
import type { BillingDeps } from "#app/commands/sync-membership.ts";
import { findPlan } from "#app/db/plans.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { Plan } from "#app/domain/membership.ts";
import { type PlanTerms, planTermsSchema } from "#app/domain/plan-terms.ts";
import { planTermsForm, termsMark } from "#app/domain/plan-terms-input.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";

export type PlanAnswer =
  | { readonly kind: "done"; readonly done: "set" | "add-on" | "same" }
  | { readonly kind: "refused"; readonly status: number; readonly errors: FormErrors; readonly typed: Typed };

type Given = {
  readonly deps: BillingDeps;
  readonly planSlug: string;
  readonly form: FormData;
  readonly actor: Actor;
  readonly now: Date;
};

/**
 * Sets the terms that the form says, unless somebody has set others since the page was shown. The same form sent twice
 * sets them once. Undefined: there is no such plan.
 */
export async function planAction({
  deps,
  planSlug,
  form,
  actor,
  now,
}: Given): Promise<PlanAnswer | undefined> {
  const plan = await findPlan(deps.db, planSlug);
  if (plan === undefined) return undefined;
  const parsed = parseForm(planTermsForm(plan.currency, now), form);
  if (!parsed.ok) return { kind: "refused", status: 422, errors: parsed.errors, typed: parsed.typed };
  const { terms, membersFrom, seen } = parsed.value;
  const current = termsMark(planTermsSchema.parse(plan));
  const changed = termsMark(terms) !== current;
  if (seen !== current)
    return changed ? refuse(CHANGED_MEANWHILE, parsed.typed) : { kind: "done", done: "same" };
  if (membersFrom !== null && terms.feeCents === plan.feeCents) return refuse(NOTHING_TO_TELL, parsed.typed);
  if (!changed) return { kind: "done", done: "same" };
  const result = await changePlanTerms(deps, {
    planSlug,
    terms,
    membersFrom,
    actor: { id: actor.id, name: actor.name },
    now,
    ...(actor.requestId !== undefined && { requestId: actor.requestId }),
  });
  if (!result.ok) return refuse(REFUSALS[result.reason], parsed.typed);
  return { kind: "done", done: needsSeatPrice(plan, terms) ? "add-on" : "set" };
}

/** Whether extra seats are sold for a fee that Stripe does not have yet: the command sees to the plan's own price alone. */
function needsSeatPrice(plan: Plan, terms: PlanTerms): boolean {
  const changed = terms.addOnFeeCents !== plan.addOnFeeCents || plan.maxAddOnSeats === 0;
  return plan.addOnLookupKey !== null && terms.maxAddOnSeats > 0 && changed;
}

type Reply = readonly [status: number, field: string, text: string];

const CHANGED_MEANWHILE: Reply = [
  409,
  "form",
  "Somebody has set other terms meanwhile. Look at the plan first, then press once more to set these.",
];
const NOTHING_TO_TELL: Reply = [
  422,
  "membersFrom",
  "The fee stays as it is, so there is nothing to tell. Change the fee, or leave this empty.",
];
const REFUSALS: Readonly<Record<Exclude<ChangePlanTermsResult, { ok: true }>["reason"], Reply>> = {
  "no-plan": [404, "form", "This plan is not there any more."],
  "out-of-limits": [422, "form", "These terms are outside of what a plan may have."],
  "too-soon": [422, "membersFrom", "That is too soon for members to be told in time."],
  "billing-unavailable": [503, "form", "Stripe does not answer. Nothing was changed; try again in a minute."],
};

function refuse([status, field, text]: Reply, typed: Typed): PlanAnswer {
  return { kind: "refused", status, errors: { [field]: text }, typed };
}
