import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import {
  countChanges,
  listMovedSinceDraft,
  lockPricesOf,
  type MovedSku,
  writePrices,
} from "#app/db/club-prices.ts";
import { closeChangeSet, lockChangeSet } from "#app/db/drafts.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { mayPublish } from "#app/domain/change-set.ts";

/** SKUs that a refusal names; it counts all of them. */
const NAMED_SKUS = 20;

export type PublishResult =
  | { readonly ok: true; readonly published: number }
  | { readonly ok: false; readonly reason: "not-found" | "already-published" | "already-discarded" | "empty" }
  /** The draft is stale: these prices have moved since it was made. Propose again. */
  | {
      readonly ok: false;
      readonly reason: "prices-moved";
      readonly count: number;
      readonly first: readonly MovedSku[];
    };

/**
 * Publishes a draft: every current price, its history with the waterfall, the change set's state and the audit entry, in one
 * transaction, so that a reader sees all of it or nothing. Refused when it is no draft any more, and when any of its prices
 * has moved since it was made. Locks the change set, then current prices in SKU order: of two publications exactly one wins.
 */
export async function publishChangeSet(
  db: Db,
  changeSetId: string,
  actor: Actor,
  now: Date,
): Promise<PublishResult> {
  try {
    return await db.transaction((tx) => publishLocked(tx, changeSetId, actor, now));
  } catch (error) {
    if (!(error instanceof PricesMoved)) throw error;
    return { ok: false, reason: "prices-moved", ...(await listMovedSinceDraft(db, changeSetId, NAMED_SKUS)) };
  }
}

/** Thrown once something is written, so that it is rolled back. */
class PricesMoved extends Error {}

async function publishLocked(tx: Db, changeSetId: string, actor: Actor, now: Date): Promise<PublishResult> {
  const changeSet = await lockChangeSet(tx, changeSetId);
  if (changeSet === undefined) return { ok: false, reason: "not-found" };
  const verdict = mayPublish(changeSet.state);
  if (verdict !== "yes") return { ok: false, reason: verdict };
  await lockPricesOf(tx, changeSetId);
  const moved = await listMovedSinceDraft(tx, changeSetId, NAMED_SKUS);
  if (moved.count > 0) return { ok: false, reason: "prices-moved", ...moved };
  const changes = await countChanges(tx, changeSetId);
  if (changes === 0) return { ok: false, reason: "empty" };
  const written = await writePrices(tx, changeSetId, now);
  if (written !== changes) throw new PricesMoved();
  await closeChangeSet(tx, changeSetId, { state: "published", by: actor.id, at: now });
  await appendAudit(tx, {
    at: now,
    ...actedBy(actor),
    action: "publish-change-set",
    subjectKind: "change-set",
    subjectId: changeSetId,
    before: { state: "draft" },
    after: { state: "published", prices: changes, tally: changeSet.tally },
  });
  return { ok: true, published: changes };
}
