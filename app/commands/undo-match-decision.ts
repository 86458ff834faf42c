import { v7 as uuidv7 } from "uuid";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { undoDecisions } from "#app/db/match-batches.ts";
import { lookAgainAt } from "#app/db/match-decisions.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";

export type UndoResult =
  /** `moved`: decided anew by somebody since, and left as they are. */
  | { readonly ok: true; readonly undone: number; readonly moved: number }
  /** `moved`: none of it stands as it was decided. `not-found`: it is no decision of this person's. */
  | { readonly ok: false; readonly reason: "not-found" | "moved" };

/**
 * Takes back a decision of the actor's own, or a batch of them, by its id: in one transaction with the record and the audit
 * entry. What somebody has decided anew since stays. Taken back twice does nothing more.
 */
export async function undoMatchDecision(db: Db, id: string, actor: Actor, now: Date): Promise<UndoResult> {
  const actorId = actor.id;
  if (actorId === null) return { ok: false, reason: "not-found" };
  return db.transaction(async (tx) => {
    const undo = { actorId, actor: actor.name, at: now, batchId: uuidv7() };
    const { asked, undone } = await undoDecisions(tx, id, undo);
    if (asked === 0) return { ok: false, reason: "not-found" };
    if (undone.length === 0) return { ok: false, reason: "moved" };
    await lookAgainAt(tx, undone);
    const moved = asked - undone.length;
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "undo-match-decision",
      subjectKind: asked === 1 ? "match" : "match-batch",
      subjectId: asked === 1 ? `${undone[0]?.skuId}.${undone[0]?.listingId}` : id,
      before: { decision: id, matches: asked },
      after: { undone: undone.length, moved },
    });
    return { ok: true, undone: undone.length, moved };
  });
}
