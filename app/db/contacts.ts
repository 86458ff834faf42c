/** Whose name and mail address Stripe must be told. Run on the door role, or the owner's for jobs. */
import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { accounts, membershipSeats, memberships } from "#app/db/tables.server.ts";

/** What Stripe should have of a membership's primary member. */
export type MemberContact = {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  /** Since when Stripe has something else, as far as we know; null when it was told. */
  readonly staleAt: Date | null;
};

/** Notes, in the transaction that changes an account's address, that Stripe has an older one. */
export async function markContactStale(tx: Db, accountId: string, now: Date): Promise<void> {
  const theirs = tx
    .select({ id: membershipSeats.membershipId })
    .from(membershipSeats)
    .where(and(eq(membershipSeats.accountId, accountId), eq(membershipSeats.kind, "primary")));
  await tx.update(memberships).set({ contactStaleAt: now }).where(inArray(memberships.id, theirs));
}

/** The contact of a membership; undefined while Stripe knows no customer, or when nobody sits in it. */
export async function findContact(db: Db, membershipId: string): Promise<MemberContact | undefined> {
  const [row] = await db
    .select({
      customerId: memberships.stripeCustomerId,
      name: accounts.name,
      email: accounts.email,
      staleAt: memberships.contactStaleAt,
    })
    .from(memberships)
    .innerJoin(
      membershipSeats,
      and(eq(membershipSeats.membershipId, memberships.id), eq(membershipSeats.kind, "primary")),
    )
    .innerJoin(accounts, eq(accounts.id, membershipSeats.accountId))
    .where(and(eq(memberships.id, membershipId), isNotNull(memberships.stripeCustomerId)));
  return row === undefined ? undefined : { ...row, customerId: row.customerId ?? "" };
}

/** Memberships whose contact Stripe must be told, who waits longest first; at most `limit`. */
export async function listStaleContacts(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(isNotNull(memberships.contactStaleAt), isNotNull(memberships.stripeCustomerId)))
    .orderBy(asc(memberships.contactStaleAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Notes that Stripe was told what was stale since `staleAt`; what became stale after that stays noted. */
export async function markContactTold(db: Db, membershipId: string, staleAt: Date): Promise<void> {
  await db
    .update(memberships)
    .set({ contactStaleAt: null })
    .where(and(eq(memberships.id, membershipId), eq(memberships.contactStaleAt, staleAt)));
}
