import { applyFeeChanges, type FeeChangesReport } from "#app/commands/apply-fee-changes.ts";
import type { Pool } from "#app/db/client.server.ts";
import { log } from "#app/http/log.ts";
import { stripe } from "#app/stripe/client.ts";

/** Once a day, after the notices were written: who was told of a new fee is put on it for the renewal. */
export async function applyFeeChangesDaily(owner: Pool, now: Date): Promise<FeeChangesReport> {
  return await applyFeeChanges({ db: owner.db, stripe: stripe() }, now, (membershipId, error) =>
    log.error({ membershipId, err: error }, "fee not changed"),
  );
}
