import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { closeChangeSet, lockChangeSet } from "#app/db/drafts.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { mayPublish } from "#app/domain/change-set.ts";

export type DiscardResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-found" | "already-published" | "already-discarded" };

/** Discards a draft: it stays on record and can never be published. Refused when it is no draft any more. */
export async function discardChangeSet(
  db: Db,
  changeSetId: string,
  actor: Actor,
  now: Date,
): Promise<DiscardResult> {
  return db.transaction(async (tx) => {
    const changeSet = await lockChangeSet(tx, changeSetId);
    if (changeSet === undefined) return { ok: false, reason: "not-found" };
    const verdict = mayPublish(changeSet.state);
    if (verdict !== "yes") return { ok: false, reason: verdict };
    await closeChangeSet(tx, changeSetId, { state: "discarded", by: actor.id, at: now });
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "discard-change-set",
      subjectKind: "change-set",
      subjectId: changeSetId,
      before: { state: "draft" },
      after: { state: "discarded", tally: changeSet.tally },
    });
    return { ok: true };
  });
}
