/**
 * Brings a membership in line with Stripe, the truth of what was paid. The webhook, the return page, the nightly job and
 * the operator all come here. Where the truth ends a membership that Stripe would go on to charge, it is stopped there.
 */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { getMembership, lockMembership, readDatabaseClock, saveStanding } from "#app/db/memberships.ts";
import {
  type BillingTruth,
  isLive,
  type Membership,
  reasonToStop,
  standingFromBilling,
  suspensionAfter,
} from "#app/domain/membership.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { readBilling, stopSubscription, UNPAID_COMMENT } from "#app/stripe/subscriptions.ts";
import { releaseSurplusSeats } from "./release-surplus-seats.ts";
import { writeNotices } from "./write-notices.ts";

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
    const truth = await readTruth(deps.stripe, before, options);
    const outcome = await deps.db.transaction((tx) =>
      settle(tx, { before, truth, askedAt, readAt, options }),
    );
    if (outcome !== undefined) return outcome;
  }
  throw new Error(`Membership ${membershipId} kept changing while it was read.`);
}

/** What Stripe has, after stopping there what must not go on. */
async function readTruth(
  stripe: StripeClient,
  membership: Membership,
  { now, dryRun }: SyncOptions,
): Promise<BillingTruth | undefined> {
  const { stripeCustomerId, stripeSubscriptionId } = membership;
  if (stripeCustomerId === null) return undefined;
  const truth = await readBilling(stripe, stripeCustomerId, stripeSubscriptionId);
  if (truth === undefined || dryRun === true) return truth;
  const reason = reasonToStop(truth, membership, now);
  const owesForNothing = !isLive(truth.subscription) && truth.openInvoiceIds.length > 0;
  if (reason === undefined && !owesForNothing) return truth;
  await stopSubscription(stripe, truth, reason === "grace-over" ? UNPAID_COMMENT : undefined);
  return await readBilling(stripe, stripeCustomerId, stripeSubscriptionId);
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
      await releaseSurplusSeats(tx, after, options);
    }
    if (outcome.result === "changed") await auditChange(tx, outcome, options);
    const { before, result } = outcome;
    const payments = truth?.payments ?? [];
    await writeNotices(tx, { before, after, changed: result === "changed", payments }, options.now);
    await options.onSettled?.(tx, outcome);
  }
  return outcome;
}

function applyTruth(current: Membership, truth: BillingTruth, readAt: Date): Membership {
  const planSlug = truth.subscription.planSlug ?? current.planSlug;
  // Each save carries a later time than the one before, even within a millisecond.
  const lastMs = current.syncedAt?.getTime() ?? 0;
  const syncedAt = new Date(Math.max(readAt.getTime(), lastMs + 1));
  return {
    ...current,
    ...standingFromBilling(truth, current.graceDays),
    ...suspensionAfter(current, truth.openDisputes),
    planSlug,
    syncedAt,
  };
}

function resultOf(reading: Reading, overtaken: boolean, after: Membership): SyncOutcome["result"] {
  if (overtaken) return "covered";
  if (reading.truth === undefined) return "no-subscription";
  const same = JSON.stringify(standingOf(reading.before)) === JSON.stringify(standingOf(after));
  return same ? "unchanged" : "changed";
}

/** What a sync may change. */
function standingOf(membership: Membership) {
  const { state, paidThrough, cancelAt, planSlug, nextPlanSlug, feeCents, addOnSeats, stripeSubscriptionId } =
    membership;
  const { pendingUntil, suspendedAt, suspendedReason, suspendedByDispute } = membership;
  return {
    state: state as Exclude<Membership["state"], "pending">,
    paidThrough,
    cancelAt,
    planSlug,
    nextPlanSlug,
    feeCents,
    addOnSeats,
    pendingUntil,
    stripeSubscriptionId: stripeSubscriptionId ?? "",
    suspendedAt,
    suspendedReason,
    suspendedByDispute,
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
