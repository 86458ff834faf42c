/** Household seats that were offered. Run on the door role. Tokens are hashes already. */
import { and, asc, count, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { invitations } from "#app/db/tables.server.ts";

const columns = {
  id: invitations.id,
  membershipId: invitations.membershipId,
  email: invitations.email,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  acceptedAt: invitations.acceptedAt,
  revokedAt: invitations.revokedAt,
};

export type Invitation = {
  readonly id: string;
  readonly membershipId: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
};

export type NewInvitation = {
  readonly id: string;
  readonly membershipId: string;
  readonly email: string;
  readonly tokenSha256: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** Neither accepted nor revoked; it may have expired. */
const waiting = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));

/** Keeps an invitation. Call it under the membership's lock. */
export async function insertInvitation(tx: Db, invitation: NewInvitation): Promise<void> {
  await tx.insert(invitations).values(invitation);
}

/** Gives a waiting invitation a new link; the one before opens nothing from then on. */
export async function renewInvitation(
  tx: Db,
  id: string,
  link: { readonly tokenSha256: string; readonly expiresAt: Date },
): Promise<void> {
  await tx
    .update(invitations)
    .set(link)
    .where(and(eq(invitations.id, id), waiting));
}

/** The invitation of a membership to an address that waits for an answer, expired or not. */
export async function findWaitingInvitation(
  db: Db,
  membershipId: string,
  email: string,
): Promise<Invitation | undefined> {
  const [row] = await db
    .select(columns)
    .from(invitations)
    .where(and(eq(invitations.membershipId, membershipId), eq(invitations.email, email), waiting));
  return row;
}

/** The invitation whose link carries a token, whatever became of it. Reading it uses nothing up. */
export async function findInvitationByToken(db: Db, tokenSha256: string): Promise<Invitation | undefined> {
  const [row] = await db.select(columns).from(invitations).where(eq(invitations.tokenSha256, tokenSha256));
  return row;
}

/** The invitations of a membership that wait for an answer, expired ones too, oldest first; at most 100. */
export async function listWaitingInvitations(db: Db, membershipId: string): Promise<Invitation[]> {
  return await db
    .select(columns)
    .from(invitations)
    .where(and(eq(invitations.membershipId, membershipId), waiting))
    .orderBy(asc(invitations.createdAt), asc(invitations.id))
    .limit(100);
}

/** Invitations of a membership whose link works at `now`: each keeps a seat. */
export async function countOpenInvitations(db: Db, membershipId: string, now: Date): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(invitations)
    .where(and(eq(invitations.membershipId, membershipId), waiting, gt(invitations.expiresAt, now)));
  return row?.open ?? 0;
}

/** Takes an invitation of this membership back; answers its address, or undefined when it waits no longer. */
export async function revokeInvitation(
  tx: Db,
  membershipId: string,
  id: string,
  now: Date,
): Promise<string | undefined> {
  const [row] = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.id, id), eq(invitations.membershipId, membershipId), waiting))
    .returning({ email: invitations.email });
  return row?.email;
}

/** Uses an invitation's link up. Answers false when it opens nothing any more: used, taken back, replaced or expired. */
export async function spendInvitation(
  tx: Db,
  tokenSha256: string,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const used = await tx
    .update(invitations)
    .set({ acceptedAt: now, acceptedBy: accountId })
    .where(and(eq(invitations.tokenSha256, tokenSha256), waiting, gt(invitations.expiresAt, now)))
    .returning({ id: invitations.id });
  return used.length === 1;
}
