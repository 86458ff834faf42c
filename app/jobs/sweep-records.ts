import type { Pool } from "#app/db/client.server.ts";
import { deleteOldConsents, deleteOldMails } from "#app/db/retention.ts";
import { retentionEnds } from "#app/domain/retention.ts";

/** Consents and mails go when they need not be kept any more. */
export async function sweepRecords(owner: Pool, now: Date): Promise<{ consents: number; mails: number }> {
  const ends = retentionEnds(now);
  return {
    consents: await deleteOldConsents(owner.db, ends),
    mails: await deleteOldMails(owner.db, ends),
  };
}
