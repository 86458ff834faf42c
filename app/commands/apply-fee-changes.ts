/** A changed fee reaches a present member with the next renewal, once it was told in time. */
import { listKnownKeys } from "#app/db/mails.ts";
import { getMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { listFeeChanges, listRenewing, type RenewalCursor, type RenewingMember } from "#app/db/renewals.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { type FeeChange, renewalNoticeKey, renewalNoticesDue } from "#app/domain/renewal.ts";
import { FEE_CHANGE_NOTICE_DAYS } from "#app/domain/terms.ts";
import { renewAtCurrentFee } from "#app/stripe/plan-change.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type FeeChangesReport = { readonly looked: number; readonly moved: number; readonly failed: number };

const BATCH = 200;

/**
 * Moves the subscriptions of members whose notice of a changed fee is in the outbox to the new price, without a
 * proration: it is asked with the renewal that the notice named, and not before. Who could not be told in time renews at
 * the old fee. Done again, it changes nothing more. A member who can't be moved now is tried again the next day.
 */
export async function applyFeeChanges(
  deps: BillingDeps,
  now: Date,
  onFailure: (membershipId: string, error: unknown) => void = () => {},
): Promise<FeeChangesReport> {
  const changes = await listFeeChanges(deps.db);
  const until = addDays(now, FEE_CHANGE_NOTICE_DAYS);
  const report = { looked: 0, moved: 0, failed: 0 };
  let cursor: RenewalCursor | undefined;
  for (;;) {
    const members = await listRenewing(deps.db, { from: now, until, cursor, limit: BATCH });
    report.looked += members.length;
    for (const { member, change } of await listTold(deps, members, changes, now)) {
      try {
        if (await move(deps, member, change)) report.moved += 1;
      } catch (error) {
        report.failed += 1;
        onFailure(member.membershipId, error);
      }
    }
    cursor = members.at(-1);
    if (cursor === undefined || members.length < BATCH) return report;
  }
}

type Told = { readonly member: RenewingMember; readonly change: FeeChange };

async function listTold(
  { db }: BillingDeps,
  members: readonly RenewingMember[],
  changes: readonly FeeChange[],
  now: Date,
): Promise<Told[]> {
  const due = members.flatMap((member) =>
    renewalNoticesDue(member, changes, now).flatMap((notice) =>
      notice.kind === "fee-change"
        ? [{ member, change: notice.change, key: renewalNoticeKey(notice, member) }]
        : [],
    ),
  );
  const known = await listKnownKeys(
    db,
    due.map(({ key }) => key),
  );
  return due.filter(({ key }) => known.has(key));
}

/** Answers false where the plan's fee is another by now than the one that was told, or nothing is left to do. */
async function move(deps: BillingDeps, { membershipId, plan }: RenewingMember, change: FeeChange) {
  const now = await getPlan(deps.db, plan.slug);
  if (now.feeCents !== change.toCents) return false;
  const { stripeSubscriptionId } = await getMembership(deps.db, membershipId);
  if (stripeSubscriptionId === null) return false;
  return await renewAtCurrentFee(deps.stripe, stripeSubscriptionId, now);
}
