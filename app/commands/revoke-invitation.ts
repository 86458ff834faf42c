/** Takes back an offered household seat: its link opens nothing from then on. */
import { getAccount } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { revokeInvitation as markRevoked } from "#app/db/invitations.ts";
import { findMembershipOf, lockMembership } from "#app/db/memberships.ts";

export type RevokeInvitation = {
  readonly accountId: string;
  readonly invitationId: string;
  readonly now: Date;
  readonly requestId?: string;
};

export type RevokeResult =
  | { readonly ok: true; readonly email: string }
  /** `not-waiting`: it was accepted or taken back already, or is none of this household's. */
  | { readonly ok: false; readonly reason: "not-primary" | "not-waiting" };

/** By the primary alone, also when the membership has ended: a link that is out can always be called back. */
export async function revokeInvitation(db: Db, input: RevokeInvitation): Promise<RevokeResult> {
  const { accountId, invitationId, now, requestId } = input;
  const membership = await findMembershipOf(db, accountId);
  if (membership?.seat !== "primary") return { ok: false, reason: "not-primary" };
  return await db.transaction(async (tx) => {
    await lockMembership(tx, membership.id);
    const email = await markRevoked(tx, membership.id, invitationId, now);
    if (email === undefined) return { ok: false, reason: "not-waiting" };
    await appendAudit(tx, {
      at: now,
      actorId: accountId,
      actor: (await getAccount(tx, accountId)).email,
      action: "revoke-invitation",
      subjectKind: "membership",
      subjectId: membership.id,
      before: { invitationId, email },
      requestId,
    });
    return { ok: true, email };
  });
}
