import type { Db } from "#app/db/client.server.ts";
import { getMembership } from "#app/db/memberships.ts";
import { saveSuspension } from "#app/db/support-desk.ts";
import { type DeedRefusal, type DeskDeed, doDeskDeed } from "./desk-deed.ts";
import { queueNotices } from "./write-notices.ts";

export type SuspendResult =
  | { readonly ok: true; readonly repeated: boolean }
  | { readonly ok: false; readonly reason: DeedRefusal["reason"] | "already-suspended" };

/**
 * Shuts a membership out from now on, whatever was paid for: its seats see no club price with their next page. Nothing
 * is charged or refunded by it, and the member is told. A suspension that came from a dispute stays as it is.
 */
export async function suspendMembership(db: Db, input: DeskDeed): Promise<SuspendResult> {
  const { membershipId, reason, now } = input;
  return await doDeskDeed<SuspendResult>(db, input, {
    action: "suspend-membership",
    repeated: () => ({ ok: true, repeated: true }),
    async work(tx, membership, note) {
      if (membership.suspendedAt !== null) return { ok: false, reason: "already-suspended" };
      await saveSuspension(tx, membershipId, { at: now, reason });
      await note({ suspendedAt: null }, { suspendedAt: now });
      const suspended = await getMembership(tx, membershipId);
      await queueNotices(tx, suspended, [{ kind: "suspended", since: now }], now);
      return { ok: true, repeated: false };
    },
  });
}
