import { deleteEndedTokens } from "#app/db/account-tokens.ts";
import type { Pool } from "#app/db/client.server.ts";
import { deleteEndedWindows } from "#app/db/rate-limits.ts";
import { deleteExpiredSessions } from "#app/db/sessions.ts";
import { addDays } from "#app/domain/calendar-date.ts";

/** Days that a mailed link is remembered after its end: until then its page can say that it was used or has expired. */
const TOKEN_REMEMBERED_DAYS = 30;

/**
 * Sessions, counted tries and mailed links that are over are swept; none of them counts any more, so it can't come too
 * late.
 */
export async function sweepDoor(
  owner: Pool,
  now: Date,
): Promise<{ sessions: number; windows: number; tokens: number }> {
  const sessions = await deleteExpiredSessions(owner.db, now);
  const windows = await deleteEndedWindows(owner.db, now);
  const tokens = await deleteEndedTokens(owner.db, addDays(now, -TOKEN_REMEMBERED_DAYS));
  return { sessions, windows, tokens };
}
