import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { getMembership } from "#app/db/memberships.ts";
import { findDeed, liftSuspension, lockDeskMembership } from "#app/db/support-desk.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import type { Deed } from "#app/domain/support.ts";
import { queueNotices } from "./write-notices.ts";

export type ReinstateMembership = Deed & {
  readonly membershipId: string;
  readonly actor: Actor;
  readonly now: Date;
};

export type ReinstateResult =
  | { readonly ok: true; readonly repeated: boolean }
  | { readonly ok: false; readonly reason: "not-found" | "form-used" | "not-suspended" };

/**
 * Lifts a suspension, whoever or whatever put it there, and tells the member: what was paid for counts again. One that came from a dispute
 * does not come back while that dispute goes on.
 */
export async function reinstateMembership(db: Db, input: ReinstateMembership): Promise<ReinstateResult> {
  const { membershipId, token, reason, actor, now } = input;
  return await db.transaction(async (tx) => {
    const membership = await lockDeskMembership(tx, membershipId);
    if (membership === undefined) return { ok: false, reason: "not-found" };
    const deed = await findDeed(tx, token);
    if (deed !== undefined) {
      const same = deed.action === "reinstate-membership" && deed.subjectId === membershipId;
      return same ? { ok: true, repeated: true } : { ok: false, reason: "form-used" };
    }
    const { suspendedAt, suspendedReason, suspendedByDispute } = membership;
    if (suspendedAt === null) return { ok: false, reason: "not-suspended" };
    await liftSuspension(tx, membershipId);
    await appendAudit(tx, {
      id: token,
      at: now,
      ...actedBy(actor),
      action: "reinstate-membership",
      subjectKind: "membership",
      subjectId: membershipId,
      before: { suspendedAt, suspendedReason, suspendedByDispute },
      after: { suspendedAt: null, reason },
    });
    const reinstated = await getMembership(tx, membershipId);
    await queueNotices(tx, reinstated, [{ kind: "reinstated", suspendedAt }], now);
    return { ok: true, repeated: false };
  });
}
