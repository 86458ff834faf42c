/** The primary takes a household seat back. */
import { getAccount } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { queueMail } from "#app/db/mails.ts";
import { findMembershipOf, lockMembership } from "#app/db/memberships.ts";
import { deleteHouseholdSeat, listSeats } from "#app/db/seats.ts";
import { clubUrl } from "#app/email/club-url.ts";
import { seatEndedMail } from "#app/email/seat-ended.ts";

export type RemoveHouseholdMember = {
  /** Who removes. */
  readonly accountId: string;
  /** Whose seat it is. */
  readonly holderId: string;
  readonly now: Date;
  readonly requestId?: string;
};

export type RemoveResult =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: "not-primary" | "no-such-seat" };

/**
 * Ends a seat at once: who somebody is, is read with every request, so the holder's next one is that of an account
 * without a membership. The account stays; its holder is told.
 */
export async function removeHouseholdMember(db: Db, input: RemoveHouseholdMember): Promise<RemoveResult> {
  const { accountId, holderId, now, requestId } = input;
  const membership = await findMembershipOf(db, accountId);
  if (membership?.seat !== "primary") return { ok: false, reason: "not-primary" };
  const membershipId = membership.id;
  return await db.transaction(async (tx) => {
    await lockMembership(tx, membershipId);
    const holder = (await listSeats(tx, membershipId)).find((seat) => seat.accountId === holderId);
    if (holder === undefined || !(await deleteHouseholdSeat(tx, membershipId, holderId))) {
      return { ok: false, reason: "no-such-seat" };
    }
    await appendAudit(tx, {
      at: now,
      actorId: accountId,
      actor: (await getAccount(tx, accountId)).email,
      action: "remove-household-member",
      subjectKind: "membership",
      subjectId: membershipId,
      before: { accountId: holderId, email: holder.email },
      requestId,
    });
    await queueMail(tx, {
      key: `seat-ended:${membershipId}:${holderId}:${holder.since.getTime()}`,
      mail: seatEndedMail({ name: holder.name, reason: "removed", clubUrl: clubUrl() }),
      recipient: holder.email,
      accountId: holderId,
      membershipId,
      now,
    });
    return { ok: true, name: holder.name };
  });
}
