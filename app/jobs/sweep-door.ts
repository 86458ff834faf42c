import type { Pool } from "#app/db/client.server.ts";
import { deleteEndedWindows } from "#app/db/rate-limits.ts";
import { deleteExpiredSessions } from "#app/db/sessions.ts";

/** Sessions and counted tries that are over are swept; neither counts any more, so it can't come too late. */
export async function sweepDoor(owner: Pool, now: Date): Promise<{ sessions: number; windows: number }> {
  const sessions = await deleteExpiredSessions(owner.db, now);
  const windows = await deleteEndedWindows(owner.db, now);
  return { sessions, windows };
}
