/** Fees that are to change for present members. Run on the door role. */
import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { feeChanges, mails } from "#app/db/tables.server.ts";
import { addYears } from "#app/domain/calendar-date.ts";

export type NewFeeChange = {
  readonly planSlug: string;
  readonly fromCents: number;
  readonly toCents: number;
  readonly effectiveFrom: Date;
  readonly madeBy: string | null;
  readonly madeAt: Date;
  /** Stripe's price that asks `toCents`. */
  readonly stripePriceId: string | null;
};

/** Plans a change of a plan's fee for those who have it. */
export async function insertFeeChange(db: Db, change: NewFeeChange): Promise<void> {
  await db.insert(feeChanges).values({ id: uuidv7(), ...change });
}

/** A fee change as the desk sees it. */
export type OpenFeeChange = {
  readonly id: string;
  readonly planSlug: string;
  readonly fromCents: number;
  readonly toCents: number;
  readonly effectiveFrom: Date;
  /** Memberships that renew on the plan and were there when the change was made. */
  readonly members: number;
  /** Notices of it in the outbox, sent or not. */
  readonly told: number;
};

/** The plans are few, and each changes its fee once in years. */
const MOST_OPEN = 50;

/** Changes that still reach members: not withdrawn, and in effect for less than the year of a membership. The soonest first. */
export async function listOpenFeeChanges(db: Db, now: Date): Promise<OpenFeeChange[]> {
  const { id, planSlug, fromCents, toCents, effectiveFrom } = feeChanges;
  return await db
    .select({
      id,
      planSlug,
      fromCents,
      toCents,
      effectiveFrom,
      // Written out: the columns of the outer table need its name in here.
      members: sql<number>`(
        select count(*)::int from memberships m
        where coalesce(m.next_plan_slug, m.plan_slug) = fee_changes.plan_slug
          and m.state in ('active', 'past-due') and m.cancel_at is null and m.created_at <= fee_changes.made_at)`,
      told: sql<number>`(
        select count(*)::int from mails
        where kind = 'fee-change' and split_part(key, ':', 3) = fee_changes.id::text)`,
    })
    .from(feeChanges)
    .where(and(isNull(feeChanges.withdrawnAt), gt(effectiveFrom, addYears(now, -1))))
    .orderBy(asc(effectiveFrom), asc(id))
    .limit(MOST_OPEN);
}

/** A change, withdrawn or not, held against others who would withdraw it until the transaction ends. */
export async function claimFeeChange(tx: Db, id: string) {
  const [change] = await tx.select().from(feeChanges).where(eq(feeChanges.id, id)).for("update");
  return change;
}

/** Notices of a change in the outbox, by the last part of their keys. */
export async function countFeeNotices(db: Db, changeId: string): Promise<number> {
  return await db.$count(
    mails,
    and(eq(mails.kind, "fee-change"), sql`split_part(${mails.key}, ':', 3) = ${changeId}`),
  );
}

/** Marks a change as withdrawn: it is told and asked no more. */
export async function markFeeChangeWithdrawn(tx: Db, id: string, now: Date): Promise<void> {
  await tx.update(feeChanges).set({ withdrawnAt: now }).where(eq(feeChanges.id, id));
}

/**
 * Withdraws the changes of a plan that have not taken effect by `now`, because its fee is set anew; answers their ids. Call
 * it in the transaction that holds the plan's row.
 */
export async function supersedeFeeChanges(tx: Db, planSlug: string, now: Date): Promise<string[]> {
  const superseded = await tx
    .update(feeChanges)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(feeChanges.planSlug, planSlug),
        isNull(feeChanges.withdrawnAt),
        gt(feeChanges.effectiveFrom, now),
      ),
    )
    .returning({ id: feeChanges.id });
  return superseded.map(({ id }) => id);
}
