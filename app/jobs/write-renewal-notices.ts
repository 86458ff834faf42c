import { type RenewalNoticesReport, writeRenewalNotices } from "#app/commands/write-renewal-notices.ts";
import type { Pool } from "#app/db/client.server.ts";

/** Once a day; days on which it did not run are made up for where the law's windows still allow it. */
export async function writeRenewalNoticesDaily(owner: Pool, now: Date): Promise<RenewalNoticesReport> {
  return await writeRenewalNotices(owner.db, now);
}
