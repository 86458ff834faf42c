/** Offers a household seat to a mail address, or sends the link of such an offer again. */
import { v7 as uuidv7 } from "uuid";
import { hashToken, makeToken } from "#app/auth/link-token.server.ts";
import { getAccount } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import {
  countOpenInvitations,
  findWaitingInvitation,
  insertInvitation,
  renewInvitation,
} from "#app/db/invitations.ts";
import { queueMail } from "#app/db/mails.ts";
import { findMembershipOf, lockMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { listSeats } from "#app/db/seats.ts";
import type { Email } from "#app/domain/account.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { entitlementOf, isEntitled } from "#app/domain/entitlement.ts";
import {
  freeSeats,
  INVITE_BY_MEMBERSHIP,
  invitationExpiry,
  invitationState,
  seatCapacity,
} from "#app/domain/household.ts";
import type { Membership, Plan } from "#app/domain/membership.ts";
import type { TooManyTries } from "#app/domain/rate-limit.ts";
import { householdInvitationMail } from "#app/email/household-invitation.ts";
import { tryAll } from "./sign-in.ts";

export type InviteHouseholdMember = {
  /** Who invites. */
  readonly accountId: string;
  readonly email: Email;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly now: Date;
  readonly requestId?: string;
};

export type InviteResult =
  /** `renewed`: an invitation was waiting, and has a new link; the one before opens nothing. */
  | { readonly ok: true; readonly invitationId: string; readonly renewed: boolean; readonly expiresAt: Date }
  | { readonly ok: false; readonly reason: "not-primary" | "not-entitled" | "already-in" | "no-free-seat" }
  | TooManyTries;

/**
 * Mails a single-use link that works for 14 days. An open invitation keeps its seat free, so whoever is invited finds
 * it. Only the primary of a membership that is open now invites.
 */
export async function inviteHouseholdMember(db: Db, input: InviteHouseholdMember): Promise<InviteResult> {
  const seated = await findMembershipOf(db, input.accountId);
  if (seated?.seat !== "primary") return { ok: false, reason: "not-primary" };
  const tries = await tryAll(db, [[INVITE_BY_MEMBERSHIP, seated.id]], input.now);
  if (!tries.ok) return tries;
  return await db.transaction(async (tx) => {
    const membership = await lockMembership(tx, seated.id);
    if (!isEntitled(entitlementOf(membership, input.now))) return { ok: false, reason: "not-entitled" };
    return await inviteInto(tx, membership, input);
  });
}

async function inviteInto(
  tx: Db,
  membership: Membership,
  input: InviteHouseholdMember,
): Promise<InviteResult> {
  const { accountId, email, now } = input;
  const membershipId = membership.id;
  const plan = await getPlan(tx, membership.planSlug);
  const seats = await listSeats(tx, membershipId);
  if (seats.some((seat) => seat.email.toLowerCase() === email.toLowerCase())) {
    return { ok: false, reason: "already-in" };
  }
  const waiting = await findWaitingInvitation(tx, membershipId, email);
  const keepsSeat = waiting !== undefined && invitationState(waiting, now) === "open";
  const capacity = seatCapacity({ householdSeats: plan.householdSeats, addOnSeats: membership.addOnSeats });
  const invited = await countOpenInvitations(tx, membershipId, now);
  const free = freeSeats({ capacity, taken: seats.length - 1, invited });
  if (!keepsSeat && free === 0) return { ok: false, reason: "no-free-seat" };

  const token = makeToken();
  const link = { tokenSha256: hashToken(token), expiresAt: invitationExpiry(now) };
  const id = waiting?.id ?? uuidv7();
  if (waiting === undefined) {
    await insertInvitation(tx, { id, membershipId, email, invitedBy: accountId, createdAt: now, ...link });
  } else {
    await renewInvitation(tx, id, link);
  }
  await tell(
    tx,
    { membershipId, invitationId: id, plan, token, ...link, renewed: waiting !== undefined },
    input,
  );
  return { ok: true, invitationId: id, renewed: waiting !== undefined, expiresAt: link.expiresAt };
}

type Offer = {
  readonly membershipId: string;
  readonly invitationId: string;
  readonly plan: Plan;
  readonly token: string;
  readonly tokenSha256: string;
  readonly expiresAt: Date;
  readonly renewed: boolean;
};

async function tell(tx: Db, offer: Offer, input: InviteHouseholdMember): Promise<void> {
  const { accountId, email, origin, now, requestId } = input;
  const { membershipId, invitationId, plan, token, tokenSha256, expiresAt, renewed } = offer;
  const primary = await getAccount(tx, accountId);
  await queueMail(tx, {
    // Each link is news: the one before no longer works.
    key: `household-invitation:${invitationId}:${tokenSha256.slice(0, 16)}`,
    mail: householdInvitationMail({
      primaryName: primary.name,
      planName: plan.name,
      acceptUrl: `${origin}/household/accept?token=${token}`,
      expiresOnText: formatCalendarDate(expiresAt),
    }),
    recipient: email,
    // Filed under who asked for it: the address may be nobody's account.
    accountId,
    membershipId,
    now,
  });
  await appendAudit(tx, {
    at: now,
    actorId: accountId,
    actor: primary.email,
    action: renewed ? "resend-invitation" : "invite-household-member",
    subjectKind: "membership",
    subjectId: membershipId,
    after: { invitationId, email, expiresAt },
    requestId,
  });
}
