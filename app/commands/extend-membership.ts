import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { findDeed, lockDeskMembership, saveExtension } from "#app/db/support-desk.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { type Deed, extendedTo } from "#app/domain/support.ts";

export type ExtendMembership = Deed & {
  readonly membershipId: string;
  /** Whole days, 1 to 366. */
  readonly days: number;
  /** The extension that the page showed. */
  readonly seenUntil: Date | null;
  readonly actor: Actor;
  readonly now: Date;
};

export type ExtendResult =
  /** `repeated`: this form had been sent before; nothing was given twice. */
  | { readonly ok: true; readonly extendedUntil: Date; readonly repeated: boolean }
  /** `ended`: days given do not open what ended for want of money. `changed-meanwhile`: somebody else has extended it since the page was shown. */
  | {
      readonly ok: false;
      readonly reason: "not-found" | "form-used" | "not-joined" | "ended" | "changed-meanwhile";
    };

/**
 * Gives days on top of what was paid for. Stripe knows nothing of it: the next charge stays when it was. The same form
 * sent twice gives them once; of two people who extend from the same page one is told to look again.
 */
export async function extendMembership(db: Db, input: ExtendMembership): Promise<ExtendResult> {
  const { membershipId, days, seenUntil, token, reason, actor, now } = input;
  return await db.transaction(async (tx) => {
    const membership = await lockDeskMembership(tx, membershipId);
    if (membership === undefined) return { ok: false, reason: "not-found" };
    const { extendedUntil: before, paidThrough } = membership;
    const deed = await findDeed(tx, token);
    if (deed !== undefined) {
      const same = deed.action === "extend-membership" && deed.subjectId === membershipId;
      return same && before !== null
        ? { ok: true, extendedUntil: before, repeated: true }
        : { ok: false, reason: "form-used" };
    }
    if (membership.state === "pending") return { ok: false, reason: "not-joined" };
    if (membership.state === "ended") return { ok: false, reason: "ended" };
    if (before?.getTime() !== seenUntil?.getTime()) return { ok: false, reason: "changed-meanwhile" };
    const extendedUntil = extendedTo(membership, days, now);
    await saveExtension(tx, membershipId, extendedUntil);
    await appendAudit(tx, {
      id: token,
      at: now,
      ...actedBy(actor),
      action: "extend-membership",
      subjectKind: "membership",
      subjectId: membershipId,
      before: { extendedUntil: before, paidThrough },
      after: { extendedUntil, paidThrough, days, reason },
    });
    return { ok: true, extendedUntil, repeated: false };
  });
}
