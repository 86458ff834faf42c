/** The end of a feed's key: what it sends from now on is refused; what it has sent stays, under its name. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { endFeedKey } from "#app/db/feed-keys.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";

/** Revokes the key, with an audit entry; answers whether it was in use until now. */
export async function revokeFeedKey(db: Db, id: string, actor: Actor, now: Date): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const ended = await endFeedKey(tx, id, now);
    if (!ended) return false;
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "revoke-feed-key",
      subjectKind: "feed-key",
      subjectId: id,
      after: { revokedAt: now.toISOString() },
    });
    return true;
  });
}
