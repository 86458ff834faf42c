import { type ReconcileReport, reconcileBilling } from "#app/commands/reconcile-billing.ts";
import type { Pool } from "#app/db/client.server.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { log } from "#app/http/log.ts";
import { stripe } from "#app/stripe/client.ts";

/** Once a night every membership that no webhook or page has touched since yesterday is looked at again. */
export async function reconcileNightly(owner: Pool, now: Date): Promise<ReconcileReport> {
  return await reconcileBilling(
    { db: owner.db, stripe: stripe() },
    {
      now,
      actor: "nightly job",
      notReadSince: addDays(now, -1),
      onFinding: ({ after, result, strayIds }) =>
        log.warn({ membershipId: after.id, result, strayIds }, "membership differed from Stripe"),
      onFailure: (membershipId, error) => log.error({ membershipId, err: error }, "membership not read"),
    },
  );
}
