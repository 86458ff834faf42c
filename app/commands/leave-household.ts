/** Somebody gives their own household seat up. */
import { getAccount } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { findMembershipOf, lockMembership } from "#app/db/memberships.ts";
import { deleteHouseholdSeat } from "#app/db/seats.ts";

export type LeaveResult =
  | { readonly ok: true }
  /** A primary does not leave: they cancel the membership. */
  | { readonly ok: false; readonly reason: "no-household-seat" };

/** Ends the account's own household seat at once, also when the membership is closed: then it can join on its own. */
export async function leaveHousehold(
  db: Db,
  input: { readonly accountId: string; readonly now: Date; readonly requestId?: string },
): Promise<LeaveResult> {
  const { accountId, now, requestId } = input;
  const membership = await findMembershipOf(db, accountId);
  if (membership?.seat !== "household") return { ok: false, reason: "no-household-seat" };
  return await db.transaction(async (tx) => {
    await lockMembership(tx, membership.id);
    if (!(await deleteHouseholdSeat(tx, membership.id, accountId))) {
      return { ok: false, reason: "no-household-seat" };
    }
    const { email } = await getAccount(tx, accountId);
    await appendAudit(tx, {
      at: now,
      actorId: accountId,
      actor: email,
      action: "leave-household",
      subjectKind: "membership",
      subjectId: membership.id,
      before: { accountId, email },
      requestId,
    });
    return { ok: true };
  });
}
