/**
 * Somebody takes an offered household seat. Whoever has the link may: people of one household have several addresses and
 * accounts, the primary vouches for the seat, is told at once who took it, and can take it back. Reading an offer uses
 * nothing up.
 */
import { hashToken } from "#app/auth/link-token.server.ts";
import { getAccount, lockAccount } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { findInvitationByToken, type Invitation, spendInvitation } from "#app/db/invitations.ts";
import { queueMail } from "#app/db/mails.ts";
import {
  findMembershipOf,
  getMembership,
  lockMembership,
  type SeatedMembership,
} from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { deletePrimarySeat, insertHouseholdSeat, listSeats } from "#app/db/seats.ts";
import { entitlementOf, isEntitled } from "#app/domain/entitlement.ts";
import { freeSeats, invitationState, seatCapacity } from "#app/domain/household.ts";
import { isLive, type Membership } from "#app/domain/membership.ts";
import { seatTakenMail } from "#app/email/seat-taken.ts";
import { expireCheckout, findCheckout } from "#app/stripe/checkout.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import { readBilling } from "#app/stripe/subscriptions.ts";
import type { BillingDeps } from "./sync-membership.ts";

/** Why a link opens nothing. `unknown`: never ours, cut off on its way, or replaced by a newer one. */
export type OfferProblem = "unknown" | "accepted" | "revoked" | "expired" | "membership-closed";

export type SeatOffer = {
  readonly membershipId: string;
  readonly primaryName: string;
  readonly planName: string;
  readonly invitedEmail: string;
  readonly expiresAt: Date;
};

export type FoundOffer =
  | { readonly ok: true; readonly offer: SeatOffer }
  | { readonly ok: false; readonly reason: OfferProblem };

/** What a link offers, for its page. Changes nothing. */
export async function findSeatOffer(db: Db, token: string, now: Date): Promise<FoundOffer> {
  const invitation = await findInvitationByToken(db, hashToken(token));
  const problem = await problemOf(db, invitation, now);
  if (problem !== undefined || invitation === undefined) return { ok: false, reason: problem ?? "unknown" };
  const { membershipId, email, expiresAt } = invitation;
  const { planSlug } = await getMembership(db, membershipId);
  const { name: planName } = await getPlan(db, planSlug);
  const primary = (await listSeats(db, membershipId)).find(({ kind }) => kind === "primary");
  return {
    ok: true,
    offer: { membershipId, primaryName: primary?.name ?? "", planName, invitedEmail: email, expiresAt },
  };
}

async function problemOf(
  db: Db,
  invitation: Invitation | undefined,
  now: Date,
): Promise<OfferProblem | undefined> {
  if (invitation === undefined) return "unknown";
  const state = invitationState(invitation, now);
  if (state !== "open") return state;
  const membership = await getMembership(db, invitation.membershipId);
  return isEntitled(entitlementOf(membership, now)) ? undefined : "membership-closed";
}

export type AcceptInvitation = {
  readonly accountId: string;
  readonly token: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly now: Date;
  readonly requestId?: string;
};

export type AcceptRefusal =
  | OfferProblem
  | "already-in"
  | "other-household"
  /** The account has a membership of its own that is open, suspended, or may be charged for again. */
  | "own-membership"
  | "no-free-seat"
  | "billing-unavailable";

export type AcceptResult = { readonly ok: true } | { readonly ok: false; readonly reason: AcceptRefusal };

/**
 * Gives the account the seat, once. A membership of its own that is over (never paid, ended) is left for it: its open
 * checkout is closed first, so that nobody pays for a membership in which nobody sits. A refusal uses no link up.
 */
export async function acceptInvitation(deps: BillingDeps, input: AcceptInvitation): Promise<AcceptResult> {
  const { accountId, now } = input;
  const tokenSha256 = hashToken(input.token);
  const invitation = await findInvitationByToken(deps.db, tokenSha256);
  const problem = await problemOf(deps.db, invitation, now);
  if (problem !== undefined || invitation === undefined) return { ok: false, reason: problem ?? "unknown" };
  const own = await findMembershipOf(deps.db, accountId);
  const refusal = await refuseForOwn(deps, own, invitation.membershipId, now);
  if (refusal !== undefined) return { ok: false, reason: refusal };
  return await deps.db.transaction((tx) => takeSeat(tx, { invitation, tokenSha256, own }, input));
}

async function refuseForOwn(
  deps: BillingDeps,
  own: SeatedMembership | undefined,
  membershipId: string,
  now: Date,
): Promise<AcceptRefusal | undefined> {
  if (own === undefined) return undefined;
  if (own.id === membershipId) return "already-in";
  if (own.seat === "household") return "other-household";
  const { kind } = entitlementOf(own, now);
  if (own.state === "active" || own.state === "past-due" || !(kind === "pending" || kind === "lapsed")) {
    return "own-membership";
  }
  try {
    return (await isOver(deps, own)) ? undefined : "own-membership";
  } catch (error) {
    if (isUnavailable(error)) return "billing-unavailable";
    throw error;
  }
}

/** Whether nothing can be charged for a membership any more. Closes its open checkout. */
async function isOver({ stripe }: BillingDeps, own: Membership): Promise<boolean> {
  if (own.stripeCustomerId === null) return true;
  if (own.checkoutSessionId !== null) {
    const checkout = await findCheckout(stripe, own.checkoutSessionId);
    if (checkout?.state === "open" && !(await expireCheckout(stripe, checkout.id))) return false;
  }
  const truth = await readBilling(stripe, own.stripeCustomerId, own.stripeSubscriptionId);
  return truth === undefined || !isLive(truth.subscription);
}

type Taking = {
  readonly invitation: Invitation;
  readonly tokenSha256: string;
  readonly own: SeatedMembership | undefined;
};

/** Under the locks of the membership and then of the account: the last seat goes to whoever is first. */
async function takeSeat(
  tx: Db,
  { invitation, tokenSha256, own }: Taking,
  input: AcceptInvitation,
): Promise<AcceptResult> {
  const { accountId, now } = input;
  const membership = await lockMembership(tx, invitation.membershipId);
  await lockAccount(tx, accountId);
  const current = await findMembershipOf(tx, accountId);
  const moved = current?.id !== own?.id || current?.checkoutSessionId !== own?.checkoutSessionId;
  if (moved) return { ok: false, reason: current?.id === membership.id ? "already-in" : "own-membership" };
  if (!isEntitled(entitlementOf(membership, now))) return { ok: false, reason: "membership-closed" };
  const { householdSeats } = await getPlan(tx, membership.planSlug);
  const seats = await listSeats(tx, membership.id);
  const capacity = seatCapacity({ householdSeats, addOnSeats: membership.addOnSeats });
  // Other open invitations don't count here: who comes first sits.
  if (freeSeats({ capacity, taken: seats.length - 1, invited: 0 }) === 0) {
    return { ok: false, reason: "no-free-seat" };
  }
  if (!(await spendInvitation(tx, tokenSha256, accountId, now))) {
    return {
      ok: false,
      reason: (await problemOf(tx, await findInvitationByToken(tx, tokenSha256), now)) ?? "unknown",
    };
  }
  if (own !== undefined) await deletePrimarySeat(tx, own.id, accountId);
  await insertHouseholdSeat(tx, { membershipId: membership.id, accountId, now });
  await tell(
    tx,
    { invitation, own, primaryId: seats.find(({ kind }) => kind === "primary")?.accountId },
    input,
  );
  return { ok: true };
}

async function tell(
  tx: Db,
  { invitation, own, primaryId }: Pick<Taking, "invitation" | "own"> & { primaryId: string | undefined },
  { accountId, origin, now, requestId }: AcceptInvitation,
): Promise<void> {
  const { id: invitationId, membershipId, email: invitedEmail } = invitation;
  const holder = await getAccount(tx, accountId);
  const entry = { at: now, actorId: accountId, actor: holder.email, subjectKind: "membership", requestId };
  await appendAudit(tx, {
    ...entry,
    action: "accept-invitation",
    subjectId: membershipId,
    after: { invitationId, invitedEmail, accountId, email: holder.email },
  });
  if (own !== undefined) {
    await appendAudit(tx, {
      ...entry,
      action: "leave-ended-membership",
      subjectId: own.id,
      before: { accountId, email: holder.email },
    });
  }
  if (primaryId === undefined) return;
  const primary = await getAccount(tx, primaryId);
  await queueMail(tx, {
    key: `seat-taken:${invitationId}`,
    mail: seatTakenMail({
      primaryName: primary.name,
      holderName: holder.name,
      holderEmail: holder.email,
      invitedEmail,
      householdUrl: `${origin}/membership/household`,
    }),
    recipient: primary.email,
    accountId: primary.id,
    membershipId,
    now,
  });
}
