/**
 * Brings a membership in line with Stripe, the truth of what was paid. The webhook, the return page, the nightly job and
 * the operator all come here.
 */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { getMembership, lockMembership, readDatabaseClock, saveStanding } from "#app/db/memberships.ts";
import { type BillingTruth, type Membership, standingFromBilling } from "#app/domain/membership.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { readBilling } from "#app/stripe/subscriptions.ts";

export type BillingDeps = { readonly db: Db; readonly stripe: StripeClient };

export type SyncOutcome = {
  /** `covered`: somebody else, who began to read after we were asked, has saved meanwhile. */
  readonly result: "changed" | "unchanged" | "covered" | "no-subscription";
  readonly before: Membership;
  readonly after: Membership;
  /** Live subscriptions besides the one that counts: somebody has to look. */
  readonly strayIds: readonly string[];
};

export type SyncOptions = {
  readonly now: Date;
  /** Who asks, for the audit trail: "webhook", "return page", "nightly job", "operator". */
  readonly actor: string;
  readonly requestId?: string;
  /** Says what would change, and changes nothing. */
  readonly dryRun?: boolean;
  /** Runs in the transaction that settles the outcome: both are committed or neither. */
  readonly onSettled?: (tx: Db, outcome: SyncOutcome) => Promise<void>;
};

/** Each round somebody saves, and who comes after that is covered: three rounds are the most that is seen. */
const MAX_ROUNDS = 6;

/**
 * Reads the subscription from Stripe and saves what it means, under the membership's lock. The lock is not held while
 * Stripe is asked: a slow Stripe must not hold the door's connections. Instead, what was read is saved only if nobody
 * has saved since the reading began; otherwise it is read again. So no older truth ever replaces a newer one, in
 * whatever order events come, and asking twice changes nothing.
 * @throws BillingError when Stripe can't be asked; Error when others kept saving in between.
 */
export async function syncMembership(
  deps: BillingDeps,
  membershipId: string,
  options: SyncOptions,
): Promise<SyncOutcome> {
  const askedAt = await readDatabaseClock(deps.db);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const readAt = await readDatabaseClock(deps.db);
    const before = await getMembership(deps.db, membershipId);
    const truth =
      before.stripeCustomerId === null
        ? undefined
        : await readBilling(deps.stripe, before.stripeCustomerId, before.stripeSubscriptionId);
    const outcome = await deps.db.transaction((tx) =>
      settle(tx, { before, truth, askedAt, readAt, options }),
    );
    if (outcome !== undefined) return outcome;
  }
  throw new Error(`Membership ${membershipId} kept changing while it was read.`);
}

type Reading = {
  readonly before: Membership;
  readonly truth: BillingTruth | undefined;
  readonly askedAt: Date;
  readonly readAt: Date;
  readonly options: SyncOptions;
};

/** Saves a reading, or answers undefined when it must be made again. */
async function settle(tx: Db, reading: Reading): Promise<SyncOutcome | undefined> {
  const { truth, askedAt, options } = reading;
  const current = await lockMembership(tx, reading.before.id);
  const overtaken = current.syncedAt?.getTime() !== reading.before.syncedAt?.getTime();
  if (overtaken && (current.syncedAt === null || current.syncedAt <= askedAt)) return undefined;
  const after = overtaken || truth === undefined ? current : applyTruth(current, truth, reading.readAt);
  const outcome: SyncOutcome = {
    result: resultOf(reading, overtaken, after),
    before: overtaken ? reading.before : current,
    after,
    strayIds: truth?.strayIds ?? [],
  };
  if (options.dryRun !== true) {
    if (!overtaken && truth !== undefined && after.syncedAt !== null) {
      await saveStanding(tx, current.id, standingOf(after), after.syncedAt);
    }
    if (outcome.result === "changed") await auditChange(tx, outcome, options);
    await options.onSettled?.(tx, outcome);
  }
  return outcome;
}

function applyTruth(current: Membership, truth: BillingTruth, readAt: Date): Membership {
  const planSlug = truth.subscription.planSlug ?? current.planSlug;
  // Each save carries a later time than the one before, even within a millisecond.
  const lastMs = current.syncedAt?.getTime() ?? 0;
  const syncedAt = new Date(Math.max(readAt.getTime(), lastMs + 1));
  return { ...current, ...standingFromBilling(truth), planSlug, syncedAt };
}

function resultOf(reading: Reading, overtaken: boolean, after: Membership): SyncOutcome["result"] {
  if (overtaken) return "covered";
  if (reading.truth === undefined) return "no-subscription";
  const same = JSON.stringify(standingOf(reading.before)) === JSON.stringify(standingOf(after));
  return same ? "unchanged" : "changed";
}

/** What a sync may change. */
function standingOf({ state, paidThrough, cancelAt, planSlug, stripeSubscriptionId }: Membership) {
  return {
    state: state as Exclude<Membership["state"], "pending">,
    paidThrough,
    cancelAt,
    planSlug,
    stripeSubscriptionId: stripeSubscriptionId ?? "",
  };
}

async function auditChange(tx: Db, { before, after }: SyncOutcome, options: SyncOptions): Promise<void> {
  await appendAudit(tx, {
    at: options.now,
    actorId: null,
    actor: options.actor,
    action: before.state === "pending" ? "join" : "sync-membership",
    subjectKind: "membership",
    subjectId: after.id,
    before: standingOf(before),
    after: standingOf(after),
    requestId: options.requestId,
  });
}
