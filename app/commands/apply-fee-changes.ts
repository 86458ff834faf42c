/** A changed fee reaches a present member with the next renewal, once it was told in time and can't be told otherwise. */
import { listKnownKeys } from "#app/db/mails.ts";
import { getMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { listFeeChanges, listRenewing, type RenewalCursor, type RenewingMember } from "#app/db/renewals.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { type FeeChange, feeNoticeKeys, feeOutlook, LAST_FEE_NOTICE_DAYS } from "#app/domain/renewal-fee.ts";
import { renewAtFee } from "#app/stripe/plan-change.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type FeeChangesReport = { readonly looked: number; readonly moved: number; readonly failed: number };

const BATCH = 200;

/**
 * Moves the subscriptions of members whose notice of a changed fee is in the outbox to the price of that fee, without a
 * proration, in the last 7 days before the renewal that the notice named: until then the change may still be withdrawn or
 * set anew, and be told so. Who could not be told in time renews at the old fee. Done again, it changes nothing more. A
 * member who can't be moved now is tried again the next day.
 */
export async function applyFeeChanges(
  deps: BillingDeps,
  now: Date,
  onFailure: (membershipId: string, error: unknown) => void = () => {},
): Promise<FeeChangesReport> {
  const changes = await listFeeChanges(deps.db);
  // A day more: the last 7 days begin by the calendar.
  const until = addDays(now, LAST_FEE_NOTICE_DAYS + 1);
  const report = { looked: 0, moved: 0, failed: 0 };
  let cursor: RenewalCursor | undefined;
  for (;;) {
    const members = await listRenewing(deps.db, { from: now, until, cursor, limit: BATCH });
    report.looked += members.length;
    for (const { member, change } of await listToMove(deps, members, changes, now)) {
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

type ToMove = { readonly member: RenewingMember; readonly change: FeeChange };

async function listToMove(
  { db }: BillingDeps,
  members: readonly RenewingMember[],
  changes: readonly FeeChange[],
  now: Date,
): Promise<ToMove[]> {
  const told = await listKnownKeys(
    db,
    members.flatMap((member) => feeNoticeKeys(member, changes, now)),
  );
  return members.flatMap((member) => {
    const { change, isFinal } = feeOutlook(member, changes, told, now);
    return isFinal && change !== null ? [{ member, change }] : [];
  });
}

/** Answers false where nothing is left to do, or where the price of the fee is not known any more. */
async function move(deps: BillingDeps, { membershipId, plan }: RenewingMember, change: FeeChange) {
  const { stripeSubscriptionId } = await getMembership(deps.db, membershipId);
  if (stripeSubscriptionId === null) return false;
  const current = await getPlan(deps.db, plan.slug);
  const { toCents: feeCents, stripePriceId: priceId } = change;
  if (priceId === null && current.feeCents !== feeCents) return false;
  return await renewAtFee(deps.stripe, stripeSubscriptionId, { plan: current, feeCents, priceId });
}
