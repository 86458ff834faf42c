import { v7 as uuidv7 } from "uuid";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { confirmStillSure } from "#app/db/match-batches.ts";
import type { PairKey } from "#app/db/match-pairs.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";

/** Pairs that are confirmed at a time: what one page shows and one form carries. */
export const MAX_CONFIRMED_AT_ONCE = 500;

export type ConfirmSureResult = {
  /** Null where none was confirmed. */
  readonly batchId: string | null;
  readonly confirmed: number;
  /** Shown, but decided, changed or doubtful since. */
  readonly leftOut: number;
};

/**
 * Confirms as identical what was shown as sure for one retailer: exactly those pairs, and of them those that are sure still.
 * One transaction, one audit entry, one batch that can be taken back as one. @throws Error for more than fit one page.
 */
export async function confirmSureMatches(
  db: Db,
  { retailer, shown }: { retailer: string; shown: readonly PairKey[] },
  actor: Actor,
  now: Date,
): Promise<ConfirmSureResult> {
  if (shown.length > MAX_CONFIRMED_AT_ONCE) throw new Error(`More than ${MAX_CONFIRMED_AT_ONCE} at once.`);
  return db.transaction(async (tx) => {
    const batchId = uuidv7();
    const batch = { batchId, at: now, actorId: actor.id, actor: actor.name };
    const confirmed = await confirmStillSure(tx, retailer, shown, batch);
    const leftOut = shown.length - confirmed;
    if (confirmed === 0) return { batchId: null, confirmed, leftOut };
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "confirm-sure-matches",
      subjectKind: "match-batch",
      subjectId: batchId,
      before: null,
      after: { retailer, confirmed, leftOut },
    });
    return { batchId, confirmed, leftOut };
  });
}
