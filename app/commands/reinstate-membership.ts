import type { Db } from "#app/db/client.server.ts";
import { getMembership } from "#app/db/memberships.ts";
import { liftSuspension } from "#app/db/support-desk.ts";
import { type DeedRefusal, type DeskDeed, doDeskDeed } from "./desk-deed.ts";
import { queueNotices } from "./write-notices.ts";

export type ReinstateResult =
  | { readonly ok: true; readonly repeated: boolean }
  | { readonly ok: false; readonly reason: DeedRefusal["reason"] | "not-suspended" };

/**
 * Lifts a suspension, whoever or whatever put it there, and tells the member: what was paid for counts again. One that
 * came from a dispute does not come back while that dispute goes on.
 */
export async function reinstateMembership(db: Db, input: DeskDeed): Promise<ReinstateResult> {
  const { membershipId, now } = input;
  return await doDeskDeed<ReinstateResult>(db, input, {
    action: "reinstate-membership",
    repeated: () => ({ ok: true, repeated: true }),
    async work(tx, { suspendedAt, suspendedReason, suspendedByDispute }, note) {
      if (suspendedAt === null) return { ok: false, reason: "not-suspended" };
      await liftSuspension(tx, membershipId);
      await note({ suspendedAt, suspendedReason, suspendedByDispute }, { suspendedAt: null });
      const reinstated = await getMembership(tx, membershipId);
      await queueNotices(tx, reinstated, [{ kind: "reinstated", suspendedAt }], now);
      return { ok: true, repeated: false };
    },
  });
}
