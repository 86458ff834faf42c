import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { getMembership } from "#app/db/memberships.ts";
import { findDeed, lockDeskMembership, saveSuspension } from "#app/db/support-desk.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import type { Deed } from "#app/domain/support.ts";
import { queueNotices } from "./write-notices.ts";

export type SuspendMembership = Deed & {
  readonly membershipId: string;
  readonly actor: Actor;
  readonly now: Date;
};

export type SuspendResult =
  | { readonly ok: true; readonly repeated: boolean }
  | { readonly ok: false; readonly reason: "not-found" | "form-used" | "already-suspended" };

/**
 * Shuts a membership out from now on, whatever was paid for: its seats see no club price with their next page. Nothing
 * is charged or refunded by it, and the member is told. A suspension that came from a dispute stays as it is.
 */
export async function suspendMembership(db: Db, input: SuspendMembership): Promise<SuspendResult> {
  const { membershipId, token, reason, actor, now } = input;
  return await db.transaction(async (tx) => {
    const membership = await lockDeskMembership(tx, membershipId);
    if (membership === undefined) return { ok: false, reason: "not-found" };
    const deed = await findDeed(tx, token);
    if (deed !== undefined) {
      const same = deed.action === "suspend-membership" && deed.subjectId === membershipId;
      return same ? { ok: true, repeated: true } : { ok: false, reason: "form-used" };
    }
    if (membership.suspendedAt !== null) return { ok: false, reason: "already-suspended" };
    await saveSuspension(tx, membershipId, { at: now, reason });
    await appendAudit(tx, {
      id: token,
      at: now,
      ...actedBy(actor),
      action: "suspend-membership",
      subjectKind: "membership",
      subjectId: membershipId,
      before: { suspendedAt: null },
      after: { suspendedAt: now, reason },
    });
    const suspended = await getMembership(tx, membershipId);
    await queueNotices(tx, suspended, [{ kind: "suspended", since: now }], now);
    return { ok: true, repeated: false };
  });
}
