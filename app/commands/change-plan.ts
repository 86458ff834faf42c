/** Another plan: dearer at once, for what the page showed to the cent; cheaper with the next renewal; and back. */
import { createHash } from "node:crypto";
import { insertConsent } from "#app/db/consents.ts";
import { findPlan, getPlan } from "#app/db/plans.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { consentIntent, recordConsent } from "#app/domain/consent.ts";
import type { Plan } from "#app/domain/membership.ts";
import { formatMoney } from "#app/domain/money.ts";
import {
  isFresh,
  type PlanChangeRefusal,
  planChange,
  renewalSentence,
  type UpgradeQuote,
  upgradeSentence,
} from "#app/domain/plan-change.ts";
import { membershipTerms } from "#app/domain/terms.ts";
import { keepPlan, quoteUpgrade, readPaidFee, renewTo, upgradeNow } from "#app/stripe/plan-change.ts";
import { BillingError, isUnavailable } from "#app/stripe/problem.ts";
import {
  type BilledMembership,
  findBilledMembership,
  type MemberAsking,
  noteDeed,
  readBilledMembership,
  takeIn,
} from "./member-billing.ts";
import type { BillingDeps } from "./sync-membership.ts";

/** A change as its page shows it. */
export type PlanOffer = {
  readonly kind: "upgrade" | "downgrade" | "keep";
  readonly current: Plan;
  readonly wanted: Plan;
  /** What an upgrade costs; null for a change that costs nothing now. */
  readonly quote: UpgradeQuote | null;
  readonly renewsOn: Date;
  /** What the button agrees to. */
  readonly sentence: string;
  /** Comes back with the form: proves what was shown. */
  readonly shown: string;
};

export type PlanOfferResult =
  | { readonly ok: true; readonly offer: PlanOffer }
  | { readonly ok: false; readonly reason: PlanChangeRefusal | "no-billing" | "billing-unavailable" };

/** What choosing a plan would mean and cost now. `at`: the second that an upgrade is counted from. */
export async function offerPlanChange(
  deps: BillingDeps,
  asked: { accountId: string; planSlug: string; at: Date; now: Date },
): Promise<PlanOfferResult> {
  const membership = await findBilledMembership(deps, asked.accountId);
  if (membership === undefined) return { ok: false, reason: "no-billing" };
  try {
    return await offerFor(deps, membership, asked);
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}

async function offerFor(
  deps: BillingDeps,
  membership: BilledMembership,
  { planSlug, at, now }: { planSlug: string; at: Date; now: Date },
): Promise<PlanOfferResult> {
  const [current, wanted] = await Promise.all([
    getPlan(deps.db, membership.planSlug),
    findPlan(deps.db, planSlug),
  ]);
  if (wanted === undefined) return { ok: false, reason: "not-on-sale" };
  const change = planChange(membership, current, wanted, now);
  if (!change.ok) return change;
  const { kind } = change;
  const order = { subscriptionId: membership.stripeSubscriptionId, plan: wanted, at };
  const quote = kind === "upgrade" ? await quoteUpgrade(deps.stripe, order) : null;
  const renewsOn = quote?.renewsOn ?? membership.paidThrough ?? now;
  const { addOnSeats } = membership;
  const kept = kind === "keep" ? await readPaidFee(deps.stripe, order.subscriptionId) : undefined;
  const renewing = { ...wanted, feeCents: kept ?? wanted.feeCents };
  const sentence =
    quote === null
      ? renewalSentence(renewing, addOnSeats, renewsOn)
      : upgradeSentence(quote, wanted, addOnSeats);
  const shown = createHash("sha256")
    .update(JSON.stringify([kind, wanted.slug, sentence, quote]))
    .digest("base64url");
  return { ok: true, offer: { kind, current, wanted, quote, renewsOn, sentence, shown } };
}

export type ChangePlanResult =
  | { readonly ok: true; readonly kind: PlanOffer["kind"] | "done-already" | "confirm" }
  | {
      readonly ok: false;
      readonly reason:
        | Exclude<PlanChangeRefusal, "same-plan">
        | "no-billing"
        | "price-changed"
        | "card-declined"
        | "billing-unavailable";
    };

/**
 * Carries out what the page showed, or refuses: nothing is charged that was not shown. Clicked twice, or again after an
 * answer was lost, it happens once: Stripe's truth is read first, and the charge carries a key. `confirm`: the bank wants
 * the member; until they have confirmed nothing is changed or charged (see {@link findWaitingChange}).
 */
export async function changePlan(
  deps: BillingDeps,
  asking: MemberAsking & { planSlug: string; at: Date; shown: string },
): Promise<ChangePlanResult> {
  try {
    const membership = await readBilledMembership(deps, asking);
    if (membership === undefined) return { ok: false, reason: "no-billing" };
    const offered = await offerFor(deps, membership, asking);
    if (!offered.ok) {
      const { reason } = offered;
      return reason === "same-plan" ? { ok: true, kind: "done-already" } : { ok: false, reason };
    }
    const { offer } = offered;
    const stale = offer.kind === "upgrade" && !isFresh(asking.at, asking.now);
    if (stale || offer.shown !== asking.shown) return await refuseUnlessDone(deps, asking);
    await keepAgreement(deps, membership, offer, asking);
    const outcome = await carryOut(deps, membership, offer, asking.at);
    await takeIn(deps, membership.id, asking);
    return { ok: true, kind: outcome === "waits" ? "confirm" : offer.kind };
  } catch (error) {
    if (error instanceof BillingError && error.problem.kind === "card") {
      return { ok: false, reason: "card-declined" };
    }
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}

/** The price differs also when another click has changed the plan since Stripe was read: then there is nothing to refuse. */
async function refuseUnlessDone(
  deps: BillingDeps,
  asking: MemberAsking & { planSlug: string },
): Promise<ChangePlanResult> {
  const membership = await readBilledMembership(deps, asking);
  const done = membership?.planSlug === asking.planSlug && membership.nextPlanSlug === null;
  return done ? { ok: true, kind: "done-already" } : { ok: false, reason: "price-changed" };
}

async function carryOut(
  { stripe }: BillingDeps,
  { stripeSubscriptionId }: BilledMembership,
  { kind, wanted }: PlanOffer,
  at: Date,
): Promise<"done" | "waits"> {
  switch (kind) {
    case "upgrade":
      return await upgradeNow(stripe, { subscriptionId: stripeSubscriptionId, plan: wanted, at });
    case "downgrade":
      await renewTo(stripe, stripeSubscriptionId, wanted);
      return "done";
    case "keep":
      await keepPlan(stripe, stripeSubscriptionId, wanted);
      return "done";
    default: {
      const impossible: never = kind;
      throw new Error(`Unknown change ${impossible}`);
    }
  }
}

/** The consent and the trail, before anything is charged; once for a form that is sent twice. */
async function keepAgreement(
  deps: BillingDeps,
  membership: BilledMembership,
  offer: PlanOffer,
  asking: MemberAsking & { at: Date },
): Promise<void> {
  const terms = { ...membershipTerms(offer.wanted, asking.now), renewsOn: offer.renewsOn };
  const shown = offer.quote === null ? [] : offer.quote.lines.map((line) => priceLine(line, offer.quote));
  const heading = `Change of plan, ${formatCalendarDate(asking.now)}`;
  const section = { heading, sentences: [`From ${offer.current.name} to ${offer.wanted.name}.`, ...shown] };
  const intent = consentIntent("change-plan", asking.at.getTime(), offer.shown);
  const consent = recordConsent({ ...terms, sections: [section] }, offer.sentence, asking, intent);
  const owner = { accountId: asking.accountId, membershipId: membership.id };
  await deps.db.transaction(async (tx) => {
    if (!(await insertConsent(tx, owner, consent))) return;
    await noteDeed({ ...deps, db: tx }, membership.id, asking, {
      action: "change-plan",
      before: { planSlug: offer.current.slug },
      after: { planSlug: offer.wanted.slug, kind: offer.kind, dueCents: offer.quote?.dueCents ?? 0 },
    });
  });
}

function priceLine({ text, cents }: UpgradeQuote["lines"][number], quote: UpgradeQuote | null): string {
  return `${text}: ${formatMoney(cents, quote?.currency ?? "USD")}.`;
}
