import { v7 as uuidv7 } from "uuid";
import { appendAudit } from "#app/db/audit.ts";
import { findTakeBackOf } from "#app/db/change-sets.ts";
import type { Db } from "#app/db/client.server.ts";
import { fillTakeBack } from "#app/db/club-prices.ts";
import { insertDraft, lockChangeSet, saveTally } from "#app/db/drafts.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { movedCount } from "#app/domain/change-set.ts";

export type TakeBackResult =
  /** `made` is false when a draft (or publication) that takes it back is there already: that one is answered. */
  | { readonly ok: true; readonly made: boolean; readonly changeSetId: string }
  /** `nothing-left`: every price has moved since, or had none before. */
  | { readonly ok: false; readonly reason: "not-found" | "not-published" | "nothing-left" };

/**
 * Makes a draft that puts back the prices of before a published change set. A SKU whose price has moved since keeps it, and one
 * that had no price before keeps its first: both are noted in the draft. The draft is published like any other.
 */
export async function takeBackChangeSet(
  db: Db,
  originalId: string,
  actor: Actor,
  now: Date,
): Promise<TakeBackResult> {
  try {
    return await db.transaction((tx) => takeBackLocked(tx, originalId, actor, now));
  } catch (error) {
    if (error instanceof NothingLeft) return { ok: false, reason: "nothing-left" };
    throw error;
  }
}

/** Thrown inside the transaction, so that the empty draft goes with it. */
class NothingLeft extends Error {}

async function takeBackLocked(tx: Db, originalId: string, actor: Actor, now: Date): Promise<TakeBackResult> {
  const original = await lockChangeSet(tx, originalId);
  if (original === undefined) return { ok: false, reason: "not-found" };
  if (original.state !== "published") return { ok: false, reason: "not-published" };
  const known = await findTakeBackOf(tx, originalId);
  if (known !== undefined) return { ok: true, made: false, changeSetId: known.id };

  const id = uuidv7();
  const { scope, scopeKey } = original;
  const name = `Take back: ${original.name}`;
  await insertDraft(tx, { id, name, scope, scopeKey, madeBy: actor.id, madeAt: now, takesBack: originalId });
  const tally = await fillTakeBack(tx, id, originalId);
  if (movedCount(tally) === 0) throw new NothingLeft();
  await saveTally(tx, id, tally);
  await appendAudit(tx, {
    at: now,
    ...actedBy(actor),
    action: "take-back-change-set",
    subjectKind: "change-set",
    subjectId: originalId,
    before: { state: "published" },
    after: { takenBackBy: id, tally },
  });
  return { ok: true, made: true, changeSetId: id };
}
