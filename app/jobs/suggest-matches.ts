import { suggestMatches } from "#app/commands/suggest-matches.ts";
import type { Pool } from "#app/db/client.server.ts";
import { hasImportSinceLastRun } from "#app/db/match-runs.ts";

/** Every night what is new or has changed is looked at, wherever it came from. */
export async function suggestMatchesNightly(owner: Pool, now: Date): Promise<object> {
  return suggestMatches(owner, { askedBy: "nightly job", now });
}

/** Soon after a file has been read in, its listings are looked at. Asks one question when there is none. */
export async function suggestMatchesAfterImports(owner: Pool, now: Date): Promise<object> {
  if (!(await hasImportSinceLastRun(owner.db))) return { listings: 0 };
  return suggestMatches(owner, { askedBy: "after an import", now });
}
