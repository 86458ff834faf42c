import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { hasDeedSince } from "#app/db/support-desk.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";

/** Looking again within this time is the same reading. */
const SAME_READING_MS = 3_600_000;

/**
 * Keeps that somebody at the desk opened a member's page: once an hour for each of them, so that paging back and forth
 * does not drown the record. Two pages opened in the same moment may leave two entries; nothing depends on their number.
 */
export async function recordReading(
  db: Db,
  { membershipId, actor, now }: { membershipId: string; actor: Actor & { id: string }; now: Date },
): Promise<void> {
  const deed = { actorId: actor.id, action: "read-membership", membershipId };
  if (await hasDeedSince(db, deed, new Date(now.getTime() - SAME_READING_MS))) return;
  await appendAudit(db, {
    at: now,
    ...actedBy(actor),
    action: deed.action,
    subjectKind: "membership",
    subjectId: membershipId,
  });
}
