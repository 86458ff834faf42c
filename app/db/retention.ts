/** Records whose time to be kept is over. Owner only. */
import { and, eq, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { consents, mails, memberships } from "#app/db/tables.server.ts";
import type { RetentionEnds } from "#app/domain/retention.ts";

/**
 * The last instant at which a membership may have run. One that ended for want of money, or whose money went back, may
 * have run up to a year past what counts as paid: it is taken to have done so.
 */
function isOverSince(madeAt: SQL, endedBefore: Date): SQL {
  return sql`(${memberships.state} = 'pending' or (
    ${memberships.state} in ('cancelled', 'ended')
    and greatest(
      coalesce(${memberships.paidThrough}, ${madeAt})
        + case when ${memberships.state} = 'ended' then interval '1 year' else interval '0' end,
      ${memberships.cancelAt},
      ${memberships.extendedUntil}
    ) < ${endedBefore.toISOString()}::timestamptz))`;
}

/** Deletes consents that need not be kept any more; answers how many. */
export async function deleteOldConsents(db: Db, { madeBefore, endedBefore }: RetentionEnds): Promise<number> {
  const over = db
    .select({ id: consents.id })
    .from(consents)
    .innerJoin(memberships, eq(memberships.id, consents.membershipId))
    .where(and(lt(consents.agreedAt, madeBefore), isOverSince(sql`${consents.agreedAt}`, endedBefore)));
  const gone = await db.delete(consents).where(sql`${consents.id} in ${over}`).returning({ id: consents.id });
  return gone.length;
}

/**
 * Deletes mails that need not be kept any more: those about a membership prove that its notices were written, and stay as
 * long as its consents. Answers how many.
 */
export async function deleteOldMails(db: Db, ends: RetentionEnds): Promise<number> {
  const over = db
    .select({ id: mails.id })
    .from(mails)
    .innerJoin(memberships, eq(memberships.id, mails.membershipId))
    .where(and(lt(mails.createdAt, ends.madeBefore), isOverSince(sql`${mails.createdAt}`, ends.endedBefore)));
  const ofMemberships = await db.delete(mails).where(sql`${mails.id} in ${over}`).returning({ id: mails.id });
  const ofAccounts = await db
    .delete(mails)
    .where(and(isNull(mails.membershipId), lt(mails.createdAt, ends.accountMailsBefore)))
    .returning({ id: mails.id });
  return ofMemberships.length + ofAccounts.length;
}
