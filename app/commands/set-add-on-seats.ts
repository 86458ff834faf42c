/** Household seats beyond those of the plan: priced to the cent, agreed to, then bought or given up. */
import { createHash } from "node:crypto";
import { getAccount } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { insertConsent } from "#app/db/consents.ts";
import { countOpenInvitations } from "#app/db/invitations.ts";
import { findMembershipOf, lockMembership, type SeatedMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { listSeats, lowerAddOnSeats } from "#app/db/seats.ts";
import { consentIntent } from "#app/domain/consent.ts";
import { entitlementOf } from "#app/domain/entitlement.ts";
import { SEATS_BY_MEMBERSHIP, type SeatQuote, seatTermsText } from "#app/domain/household.ts";
import type { Plan } from "#app/domain/membership.ts";
import { isChangeWaiting } from "#app/domain/plan-change.ts";
import type { TooManyTries } from "#app/domain/rate-limit.ts";
import { TERMS_VERSION } from "#app/domain/terms.ts";
import { changeAddOns, quoteAddOns } from "#app/stripe/add-ons.ts";
import { BillingError, isUnavailable } from "#app/stripe/problem.ts";
import { tryAll } from "./sign-in.ts";
import { type BillingDeps, syncMembership } from "./sync-membership.ts";

export type SeatsRefusal =
  | "not-primary"
  /** The plan sells none, or none is set up in Stripe. */
  | "not-sold"
  | "too-many"
  | "unchanged"
  /** Lapsed, cancelled, unpaid or suspended: there is no year whose rest could be paid for. */
  | "not-renewing"
  /** Another plan comes with the next renewal: what a seat then costs depends on it. */
  | "plan-changing"
  /** Another change waits for the bank's confirmation. */
  | "change-waiting"
  /** Somebody sits in it, or is invited to it. */
  | "seats-in-use"
  | "billing-unavailable";

export type OfferedSeats = {
  readonly quote: SeatQuote;
  /** The terms as the page shows them. */
  readonly terms: readonly string[];
  /** Comes back with the form: proves which terms were shown. */
  readonly shownTerms: string;
};

export type OfferSeatsResult =
  | { readonly ok: true; readonly offered: OfferedSeats }
  | { readonly ok: false; readonly reason: SeatsRefusal }
  | TooManyTries;

type Wish = { readonly accountId: string; readonly seats: number; readonly now: Date };

/** What `seats` paid seats in all would cost or bring from now on. Asks Stripe; changes nothing. */
export async function offerAddOnSeats(deps: BillingDeps, wish: Wish): Promise<OfferSeatsResult> {
  const allowed = await judgeWish(deps.db, wish);
  return allowed.ok ? await quote(deps, allowed, wish, wish.now) : allowed;
}

export type SetAddOnSeats = Wish & {
  /** The instant that the quote was made for, from the form: the proration counts from it. */
  readonly quotedAt: Date;
  readonly shownTerms: string;
  /** Whether the box beside the terms was ticked; giving up needs none. */
  readonly agreed: boolean;
  readonly ip: string;
  readonly userAgent: string;
  readonly requestId?: string;
};

export type SetSeatsResult =
  | { readonly ok: true; readonly seats: number }
  /** The bank wants the member: until they have confirmed nothing is changed or charged. */
  | { readonly ok: true; readonly waits: true }
  | { readonly ok: false; readonly reason: SeatsRefusal | "terms-changed" | "not-agreed" | "card-declined" }
  | TooManyTries;

/** A quote stands for half an hour. */
const QUOTE_MS = 1_800_000;

/**
 * Buys or gives up seats as quoted. More: the card is charged what was shown, at once, or nothing changes. Fewer: only
 * seats in which nobody sits and to which nobody is invited; what is left of their year is taken off the next charge.
 * Two such forms sent at once never cost more than was agreed to: Stripe bills the difference to what it finds.
 */
export async function setAddOnSeats(deps: BillingDeps, input: SetAddOnSeats): Promise<SetSeatsResult> {
  const { quotedAt, now } = input;
  const allowed = await judgeWish(deps.db, input);
  if (!allowed.ok) return allowed;
  const ageMs = now.getTime() - quotedAt.getTime();
  if (!(ageMs > -1_000 && ageMs < QUOTE_MS)) return { ok: false, reason: "terms-changed" };
  const offer = await quote(deps, allowed, input, quotedAt);
  if (!offer.ok) return offer;
  if (offer.offered.shownTerms !== input.shownTerms) return { ok: false, reason: "terms-changed" };
  const { from, to } = offer.offered.quote;
  const { membership, plan } = allowed;
  if (to > from && !input.agreed) return { ok: false, reason: "not-agreed" };
  if (to > from) await keepConsent(deps.db, membership, offer.offered, input);
  else if (!(await holdBack(deps.db, membership.id, plan, to, now)))
    return { ok: false, reason: "seats-in-use" };
  return await change(deps, allowed, offer.offered, input);
}

type Allowed = {
  readonly ok: true;
  readonly membership: SeatedMembership & { readonly stripeSubscriptionId: string };
  readonly plan: Plan;
  readonly lookupKey: string;
};

async function judgeWish(
  db: Db,
  { accountId, seats, now }: Wish,
): Promise<Allowed | { ok: false; reason: SeatsRefusal } | TooManyTries> {
  const membership = await findMembershipOf(db, accountId);
  if (membership?.seat !== "primary") return { ok: false, reason: "not-primary" };
  const plan = await getPlan(db, membership.planSlug);
  const { stripeSubscriptionId, state } = membership;
  if (plan.addOnLookupKey === null || plan.maxAddOnSeats === 0) return { ok: false, reason: "not-sold" };
  if (seats > plan.maxAddOnSeats) return { ok: false, reason: "too-many" };
  const renews = state === "active" && entitlementOf(membership, now).kind === "active";
  if (!renews || stripeSubscriptionId === null) return { ok: false, reason: "not-renewing" };
  if (membership.nextPlanSlug !== null) return { ok: false, reason: "plan-changing" };
  if (isChangeWaiting(membership, now)) return { ok: false, reason: "change-waiting" };
  const tries = await tryAll(db, [[SEATS_BY_MEMBERSHIP, membership.id]], now);
  if (!tries.ok) return tries;
  return {
    ok: true,
    membership: { ...membership, stripeSubscriptionId },
    plan,
    lookupKey: plan.addOnLookupKey,
  };
}

async function quote(
  deps: BillingDeps,
  { membership, plan, lookupKey }: Allowed,
  { seats, now }: Wish,
  at: Date,
): Promise<{ ok: true; offered: OfferedSeats } | { ok: false; reason: SeatsRefusal }> {
  try {
    const asked = { subscriptionId: membership.stripeSubscriptionId, lookupKey, seats, at };
    const found = await quoteAddOns(deps.stripe, asked);
    if (found === undefined) return { ok: false, reason: "not-sold" };
    if (found.from === seats) return { ok: false, reason: "unchanged" };
    if (seats < found.from && !(await areFree(deps.db, membership.id, plan, seats, now))) {
      return { ok: false, reason: "seats-in-use" };
    }
    const complete: SeatQuote = { ...found, to: seats };
    const terms = seatTermsText(complete);
    const mark = `${Math.floor(at.getTime() / 1000)}\n${found.from}\n${terms.join("\n")}`;
    const shownTerms = createHash("sha256").update(mark).digest("base64url");
    return { ok: true, offered: { quote: complete, terms, shownTerms } };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}

/** Whether everybody who sits or is invited has a place when `addOnSeats` are paid for. */
async function areFree(
  db: Db,
  membershipId: string,
  plan: Plan,
  addOnSeats: number,
  now: Date,
): Promise<boolean> {
  const taken = (await listSeats(db, membershipId)).length - 1;
  const invited = await countOpenInvitations(db, membershipId, now);
  return taken + invited <= plan.householdSeats + addOnSeats;
}

/**
 * Takes seats that are to be given up out of what can be offered, before Stripe is asked: an invitation sent at the same
 * moment is either seen here or finds no seat. Should Stripe not be reached, the next look at it puts them back.
 */
async function holdBack(
  db: Db,
  membershipId: string,
  plan: Plan,
  addOnSeats: number,
  now: Date,
): Promise<boolean> {
  return await db.transaction(async (tx) => {
    await lockMembership(tx, membershipId);
    if (!(await areFree(tx, membershipId, plan, addOnSeats, now))) return false;
    await lowerAddOnSeats(tx, membershipId, addOnSeats);
    return true;
  });
}

async function keepConsent(
  db: Db,
  membership: SeatedMembership,
  { quote: agreed, terms, shownTerms }: OfferedSeats,
  { accountId, ip, userAgent, now }: SetAddOnSeats,
): Promise<void> {
  await insertConsent(
    db,
    { accountId, membershipId: membership.id },
    {
      planSlug: membership.planSlug,
      termsVersion: TERMS_VERSION,
      termsShown: `Extra household seats\n${terms.join(" ")}\n\n[x] ${SEATS_CONSENT}`,
      feeCents: agreed.dueCents,
      renewsOn: agreed.renewsOn,
      ip,
      userAgent: userAgent.slice(0, 400),
      agreedAt: now,
      intent: consentIntent("seats", shownTerms),
    },
  );
}

/** The sentence beside the box. */
export const SEATS_CONSENT = "I agree to pay this for the extra seats, today and with every renewal.";

async function change(
  deps: BillingDeps,
  { membership, lookupKey }: Allowed,
  { quote: agreed }: OfferedSeats,
  { accountId, quotedAt, now, requestId }: SetAddOnSeats,
): Promise<SetSeatsResult> {
  const { email } = await getAccount(deps.db, accountId);
  const { from, to, dueCents, creditCents } = agreed;
  const request = requestId === undefined ? {} : { requestId };
  const sync = (onSettled?: (tx: Db) => Promise<void>) =>
    syncMembership(deps, membership.id, { now, actor: email, ...request, ...(onSettled && { onSettled }) });
  const subscriptionId = membership.stripeSubscriptionId;
  try {
    const order = { subscriptionId, lookupKey, seats: to, at: quotedAt };
    const outcome = await changeAddOns(deps.stripe, order);
    if (outcome === "overtaken") {
      await sync();
      return { ok: false, reason: "terms-changed" };
    }
    const waits = outcome === "waits";
    await sync((tx) =>
      appendAudit(tx, {
        at: now,
        actorId: accountId,
        actor: email,
        action: "set-add-on-seats",
        subjectKind: "membership",
        subjectId: membership.id,
        before: { addOnSeats: from },
        after: { addOnSeats: to, dueCents, creditCents, ...(waits && { waits }) },
        ...request,
      }),
    );
    return waits ? { ok: true, waits } : { ok: true, seats: to };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    const declined = error instanceof BillingError && error.problem.kind === "card";
    if (!declined) throw error;
    await sync();
    return { ok: false, reason: "card-declined" };
  }
}
