/** From the plan's page to Stripe's: the membership, the consent, and one checkout however often it is asked for. */
import { createHash, randomInt } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { getAccount, lockAccount } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { insertConsent } from "#app/db/consents.ts";
import {
  findMembershipOf,
  getMembership,
  insertMembership,
  replaceCheckout,
  saveCustomer,
} from "#app/db/memberships.ts";
import { findPlan } from "#app/db/plans.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { consentIntent, consentSentence, recordConsent } from "#app/domain/consent.ts";
import { entitlementOf, isEntitled } from "#app/domain/entitlement.ts";
import { memberNumber } from "#app/domain/member-number.ts";
import { isLive, type Membership, type Plan } from "#app/domain/membership.ts";
import { formatMoney } from "#app/domain/money.ts";
import { membershipTerms, type Terms, termsText } from "#app/domain/terms.ts";
import {
  createCheckout,
  ensureCustomer,
  expireCheckout,
  findCheckout,
  findPlanPrice,
} from "#app/stripe/checkout.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import { readBilling } from "#app/stripe/subscriptions.ts";
import { type BillingDeps, syncMembership } from "./sync-membership.ts";

export type StartJoin = {
  readonly accountId: string;
  readonly planSlug: string;
  /** What {@link offerTerms} gave the page: proves which terms were shown. */
  readonly shownTerms: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly now: Date;
};

export type JoinRefusal =
  | "plan-not-on-sale"
  | "terms-changed"
  | "already-member"
  | "subscription-open"
  | "household-seat"
  | "suspended"
  | "billing-unavailable";

export type StartJoinResult =
  | { readonly ok: true; readonly checkoutUrl: string }
  | { readonly ok: false; readonly reason: JoinRefusal };

/** The terms of a plan as its page shows them, the sentence beside the box, and the mark that comes back with the form. */
export function offerTerms(plan: Plan, now: Date): { terms: Terms; sentence: string; shownTerms: string } {
  const terms = membershipTerms(plan, now);
  const fee = formatMoney(plan.feeCents, plan.currency);
  const sentence = consentSentence(fee, formatCalendarDate(terms.renewsOn));
  const shownTerms = createHash("sha256")
    .update(`${termsText(terms)}\n${sentence}`)
    .digest("base64url");
  return { terms, sentence, shownTerms };
}

/**
 * Records the consent, once for the same terms on the same day, and opens Stripe's checkout for it. Clicked twice, or in two tabs, it leads to the same open
 * session; for another plan the first session is closed before the second is handed out. So at most one can be paid.
 * Refuses terms that are not today's (a page left open over midnight, a fee that changed meanwhile).
 */
export async function startJoin(deps: BillingDeps, input: StartJoin): Promise<StartJoinResult> {
  const plan = await findPlan(deps.db, input.planSlug);
  if (plan === undefined || !plan.onSale) return { ok: false, reason: "plan-not-on-sale" };
  const { terms, sentence, shownTerms } = offerTerms(plan, input.now);
  if (shownTerms !== input.shownTerms) return { ok: false, reason: "terms-changed" };
  const prepared = await deps.db.transaction(async (tx) => {
    const found = await prepareMembership(tx, plan, input);
    if (found.ok) {
      const { id: membershipId, stripeSubscriptionId } = found.membership;
      const intent = consentIntent("join", stripeSubscriptionId ?? "first", shownTerms);
      const consent = recordConsent(terms, sentence, input, intent);
      await insertConsent(tx, { accountId: input.accountId, membershipId }, consent);
    }
    return found;
  });
  if (!prepared.ok) return prepared;
  try {
    return await openCheckout(deps, plan, prepared.membership, input);
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}

type Prepared =
  | { readonly ok: true; readonly membership: Membership }
  | { readonly ok: false; readonly reason: JoinRefusal };

/** The account's one membership, made under the account's lock when there is none. */
async function prepareMembership(tx: Db, plan: Plan, { accountId, now }: StartJoin): Promise<Prepared> {
  await lockAccount(tx, accountId);
  const membership = await findMembershipOf(tx, accountId);
  if (membership === undefined) {
    return { ok: true, membership: await newMembership(tx, plan, accountId, now) };
  }
  const entitlement = entitlementOf(membership, now);
  if (entitlement.kind === "suspended") return { ok: false, reason: "suspended" };
  if (isEntitled(entitlement)) return { ok: false, reason: "already-member" };
  if (membership.seat === "household") return { ok: false, reason: "household-seat" };
  return { ok: true, membership };
}

async function newMembership(tx: Db, plan: Plan, accountId: string, now: Date): Promise<Membership> {
  const id = uuidv7();
  const { slug: planSlug, graceDays } = plan;
  for (;;) {
    const number = memberNumber(String(randomInt(10_000_000_000, 100_000_000_000)));
    if (await insertMembership(tx, { id, number, planSlug, graceDays, accountId, now })) break;
  }
  return await getMembership(tx, id);
}

/** Rounds of being overtaken by another tab. */
const MAX_ROUNDS = 5;

async function openCheckout(
  deps: BillingDeps,
  plan: Plan,
  prepared: Membership,
  input: StartJoin,
): Promise<StartJoinResult> {
  const customerId = prepared.stripeCustomerId ?? (await makeCustomer(deps, prepared, input.accountId));
  const price = await findPlanPrice(deps.stripe, plan.lookupKey);
  // What was agreed to is what is charged, or nothing is.
  if (price === undefined || price.feeCents !== plan.feeCents || price.currency !== plan.currency) {
    throw new Error(`Stripe's price for ${plan.lookupKey} is not the plan's: run "club billing setup".`);
  }
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { checkoutSessionId } = await getMembership(deps.db, prepared.id);
    if (checkoutSessionId !== null) {
      const open = await findCheckout(deps.stripe, checkoutSessionId);
      if (open?.state === "open" && open.url !== null) {
        if (open.priceId === price.id) return { ok: true, checkoutUrl: open.url };
        if (!(await expireCheckout(deps.stripe, open.id))) continue;
      }
    }
    // After the session was seen closed: whatever it led to is there to be found.
    const refusal = await refuseSecondSubscription(deps, prepared.id, customerId, input.now);
    if (refusal !== undefined) return { ok: false, reason: refusal };
    const opened = await createCheckout(deps.stripe, {
      membershipId: prepared.id,
      customerId,
      priceId: price.id,
      previousSessionId: checkoutSessionId,
      origin: input.origin,
      planSlug: plan.slug,
    });
    const saved = await replaceCheckout(deps.db, prepared.id, checkoutSessionId, opened.id);
    if (saved && opened.url !== null) return { ok: true, checkoutUrl: opened.url };
    await closeUnlessCurrent(deps, prepared.id, opened.id);
  }
  return { ok: false, reason: "billing-unavailable" };
}

async function makeCustomer(deps: BillingDeps, membership: Membership, accountId: string): Promise<string> {
  const account = await getAccount(deps.db, accountId);
  const customerId = await ensureCustomer(deps.stripe, membership, account);
  await saveCustomer(deps.db, membership.id, customerId);
  return (await getMembership(deps.db, membership.id)).stripeCustomerId ?? customerId;
}

/** A membership has one live subscription at most: when Stripe has one, it is taken in instead of asking for a second. */
async function refuseSecondSubscription(
  deps: BillingDeps,
  membershipId: string,
  customerId: string,
  now: Date,
): Promise<JoinRefusal | undefined> {
  const truth = await readBilling(deps.stripe, customerId, null);
  if (truth === undefined || !isLive(truth.subscription)) return undefined;
  const { after } = await syncMembership(deps, membershipId, { now, actor: "join page" });
  return isEntitled(entitlementOf(after, now)) ? "already-member" : "subscription-open";
}

/** A session that lost the race was never handed out; close it, unless the winner got the very same one. */
async function closeUnlessCurrent(deps: BillingDeps, membershipId: string, sessionId: string): Promise<void> {
  const { checkoutSessionId } = await getMembership(deps.db, membershipId);
  if (checkoutSessionId !== sessionId) await expireCheckout(deps.stripe, sessionId);
}
