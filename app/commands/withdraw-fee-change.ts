/** Takes back a fee change that was announced at the desk, while no member knows of it. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { claimFeeChange, countFeeNotices, markFeeChangeWithdrawn } from "#app/db/fee-changes.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";

export type WithdrawFeeChangeResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-found" | "in-effect" | "members-told" };

/**
 * Withdraws a planned fee change, with an audit entry: present members keep the fee that they have. The plan's fee for
 * new members stays. Refuses once it has taken effect, or a notice of it is in the outbox, sent or not. Done again, it
 * changes nothing. On the door role.
 */
export async function withdrawFeeChange(
  db: Db,
  { changeId, actor, now }: { readonly changeId: string; readonly actor: Actor; readonly now: Date },
): Promise<WithdrawFeeChangeResult> {
  return await db.transaction(async (tx): Promise<WithdrawFeeChangeResult> => {
    const change = await claimFeeChange(tx, changeId);
    if (change === undefined) return { ok: false, reason: "not-found" };
    if (change.withdrawnAt !== null) return { ok: true };
    if (change.effectiveFrom <= now) return { ok: false, reason: "in-effect" };
    if ((await countFeeNotices(tx, changeId)) > 0) return { ok: false, reason: "members-told" };
    await markFeeChangeWithdrawn(tx, changeId, now);
    const { planSlug, fromCents, toCents, effectiveFrom } = change;
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "withdraw-fee-change",
      subjectKind: "plan",
      subjectId: planSlug,
      before: { changeId, fromCents, toCents, effectiveFrom },
      after: null,
    });
    return { ok: true };
  });
}
