/** Memberships and their seats. Run on the door role. */
import { and, asc, eq, gt, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { membershipSeats, memberships } from "#app/db/tables.server.ts";
import type { Membership, StandingFromBilling, Suspension } from "#app/domain/membership.ts";

const columns = {
  id: memberships.id,
  number: memberships.number,
  planSlug: memberships.planSlug,
  state: memberships.state,
  paidThrough: memberships.paidThrough,
  graceDays: memberships.graceDays,
  cancelAt: memberships.cancelAt,
  suspendedAt: memberships.suspendedAt,
  suspendedReason: memberships.suspendedReason,
  suspendedByDispute: memberships.suspendedByDispute,
  extendedUntil: memberships.extendedUntil,
  nextPlanSlug: memberships.nextPlanSlug,
  feeCents: memberships.feeCents,
  addOnSeats: memberships.addOnSeats,
  pendingUntil: memberships.pendingUntil,
  stripeCustomerId: memberships.stripeCustomerId,
  stripeSubscriptionId: memberships.stripeSubscriptionId,
  checkoutSessionId: memberships.checkoutSessionId,
  syncedAt: memberships.syncedAt,
};

export type SeatedMembership = Membership & { readonly seat: "primary" | "household" };

/** The membership in which an account has a seat. */
export async function findMembershipOf(db: Db, accountId: string): Promise<SeatedMembership | undefined> {
  const [row] = await db
    .select({ ...columns, seat: membershipSeats.kind })
    .from(membershipSeats)
    .innerJoin(memberships, eq(memberships.id, membershipSeats.membershipId))
    .where(eq(membershipSeats.accountId, accountId));
  return row;
}

/** @throws Error when there is none. */
export async function getMembership(db: Db, id: string): Promise<Membership> {
  const [row] = await db.select(columns).from(memberships).where(eq(memberships.id, id));
  if (row === undefined) throw new Error(`No membership ${id}`);
  return row;
}

/** Holds a membership's row until the transaction ends, and reads it. */
export async function lockMembership(tx: Db, id: string): Promise<Membership> {
  const [row] = await tx.select(columns).from(memberships).where(eq(memberships.id, id)).for("update");
  if (row === undefined) throw new Error(`No membership ${id}`);
  return row;
}

/** The membership of a Stripe customer: its id. */
export async function findMembershipIdByCustomer(db: Db, customerId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(eq(memberships.stripeCustomerId, customerId));
  return row?.id;
}

export type NewMembership = {
  readonly id: string;
  readonly number: string;
  readonly planSlug: string;
  readonly graceDays: number;
  readonly accountId: string;
  readonly now: Date;
};

/** A membership that waits for its payment, with its primary seat. Answers false when the number is taken. */
export async function insertMembership(tx: Db, membership: NewMembership): Promise<boolean> {
  const { id, number, planSlug, graceDays, accountId, now } = membership;
  const inserted = await tx
    .insert(memberships)
    .values({ id, number, planSlug, graceDays, state: "pending", createdAt: now })
    .onConflictDoNothing({ target: memberships.number })
    .returning({ id: memberships.id });
  if (inserted.length === 0) return false;
  await tx.insert(membershipSeats).values({ membershipId: id, accountId, kind: "primary", since: now });
  return true;
}

/** Keeps the Stripe customer of a membership; the first one stays. */
export async function saveCustomer(db: Db, id: string, customerId: string): Promise<void> {
  await db
    .update(memberships)
    .set({ stripeCustomerId: customerId })
    .where(and(eq(memberships.id, id), isNull(memberships.stripeCustomerId)));
}

/**
 * Puts `nextId` in the place of the checkout session that was there. Answers false, and changes nothing, when it is
 * another one by now: somebody else was faster.
 */
export async function replaceCheckout(
  db: Db,
  id: string,
  previousId: string | null,
  nextId: string,
): Promise<boolean> {
  const same =
    previousId === null
      ? isNull(memberships.checkoutSessionId)
      : eq(memberships.checkoutSessionId, previousId);
  const saved = await db
    .update(memberships)
    .set({ checkoutSessionId: nextId })
    .where(and(eq(memberships.id, id), same))
    .returning({ id: memberships.id });
  return saved.length === 1;
}

/** Saves what Stripe's truth means. Call it under {@link lockMembership}. `readAt`: when reading that truth began. */
export async function saveStanding(
  tx: Db,
  id: string,
  standing: StandingFromBilling & Suspension & { planSlug: string },
  readAt: Date,
): Promise<void> {
  await tx
    .update(memberships)
    .set({ ...standing, syncedAt: readAt })
    .where(eq(memberships.id, id));
}

/** The database's clock: the one that all processes share. */
export async function readDatabaseClock(db: Db): Promise<Date> {
  const [row] = await db.execute<{ ms: string }>(
    sql`select trunc(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  return new Date(Number(row?.ms));
}

/**
 * A page of memberships that have a Stripe customer, by id after `afterId`, leaving out those that were read at or
 * after `before` (null: none left out).
 */
export async function listMembershipIdsToReconcile(
  db: Db,
  { afterId, before, limit }: { afterId: string | null; before: Date | null; limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        isNotNull(memberships.stripeCustomerId),
        afterId === null ? undefined : gt(memberships.id, afterId),
        before === null ? undefined : or(isNull(memberships.syncedAt), lt(memberships.syncedAt, before)),
      ),
    )
    .orderBy(asc(memberships.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
