/**
 * Looks at every membership again: what a lost webhook left behind is put right here, a name or address that Stripe was not
 * told is put right there, and a dry run shows it first.
 */
import { listMembershipIdsToReconcile } from "#app/db/memberships.ts";
import { type BillingDeps, type SyncOutcome, syncMembership } from "./sync-membership.ts";
import { type ContactDifference, findContactDifference, tellContact } from "./tell-contacts.ts";

export type ReconcileOptions = {
  readonly now: Date;
  readonly actor: string;
  readonly dryRun?: boolean;
  /** Leave out memberships that were read at or after this. */
  readonly notReadSince?: Date;
  /** Called for each membership that changed (in a dry run: would change) or that needs somebody's eyes. */
  readonly onFinding?: (finding: ReconcileFinding) => void;
  readonly onFailure?: (membershipId: string, error: unknown) => void;
};

/** How a membership stood to Stripe. `contact`: the customer had another name or address than the primary member. */
export type ReconcileFinding = SyncOutcome & { readonly contact?: ContactDifference };

export type ReconcileReport = { readonly looked: number; readonly changed: number; readonly failed: number };

/** Memberships read at a time; Stripe takes 100 requests a second, and each reading is four. */
const BATCH = 8;

/** Syncs all memberships that have a Stripe customer, in batches. One that fails is counted, and does not stop the rest. */
export async function reconcileBilling(
  deps: BillingDeps,
  options: ReconcileOptions,
): Promise<ReconcileReport> {
  const report = { looked: 0, changed: 0, failed: 0 };
  let afterId: string | null = null;
  for (;;) {
    const before = options.notReadSince ?? null;
    const ids = await listMembershipIdsToReconcile(deps.db, { afterId, before, limit: BATCH });
    const last = ids.at(-1);
    if (last === undefined) return report;
    afterId = last;
    await Promise.all(ids.map((id) => reconcileOne(deps, id, options, report)));
  }
}

async function reconcileOne(
  deps: BillingDeps,
  id: string,
  options: ReconcileOptions,
  report: { looked: number; changed: number; failed: number },
): Promise<void> {
  const { now, actor, dryRun = false } = options;
  report.looked += 1;
  try {
    const outcome = await syncMembership(deps, id, { now, actor, dryRun });
    const contact = await findContactDifference(deps, id);
    if (contact !== undefined && !dryRun) await tellContact(deps, id);
    const changed = outcome.result === "changed" || contact !== undefined;
    if (changed) report.changed += 1;
    if (changed || outcome.strayIds.length > 0) {
      options.onFinding?.(contact === undefined ? outcome : { ...outcome, contact });
    }
  } catch (error) {
    report.failed += 1;
    options.onFailure?.(id, error);
  }
}
