/** What the support desk reads and changes of a membership. Run on the door role: it has no prices. */
import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { accounts, invitations, mails, membershipSeats, memberships } from "#app/db/tables.server.ts";
import type { MembershipState } from "#app/domain/entitlement.ts";

/** What only the desk looks at, besides the standing. */
export type DeskMembership = {
  readonly id: string;
  readonly number: string;
  readonly state: MembershipState;
  readonly planSlug: string;
  readonly nextPlanSlug: string | null;
  readonly addOnSeats: number;
  readonly paidThrough: Date | null;
  readonly extendedUntil: Date | null;
  readonly suspendedAt: Date | null;
  readonly suspendedReason: string | null;
  readonly suspendedByDispute: string | null;
  readonly stripeCustomerId: string | null;
  readonly createdAt: Date;
};

const columns = {
  id: memberships.id,
  number: memberships.number,
  state: memberships.state,
  planSlug: memberships.planSlug,
  nextPlanSlug: memberships.nextPlanSlug,
  addOnSeats: memberships.addOnSeats,
  paidThrough: memberships.paidThrough,
  extendedUntil: memberships.extendedUntil,
  suspendedAt: memberships.suspendedAt,
  suspendedReason: memberships.suspendedReason,
  suspendedByDispute: memberships.suspendedByDispute,
  stripeCustomerId: memberships.stripeCustomerId,
  createdAt: memberships.createdAt,
};

/** A membership as the desk shows it. */
export async function findDeskMembership(db: Db, id: string): Promise<DeskMembership | undefined> {
  const [row] = await db.select(columns).from(memberships).where(eq(memberships.id, id));
  return row;
}

/** The same, held until the transaction ends: deeds at the desk queue up here. */
export async function lockDeskMembership(tx: Db, id: string): Promise<DeskMembership | undefined> {
  const [row] = await tx.select(columns).from(memberships).where(eq(memberships.id, id)).for("update");
  return row;
}

export type DeskSeat = {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerifiedAt: Date | null;
  readonly kind: "primary" | "household";
  readonly since: Date;
};

/** Who sits in a membership, the primary first; at most 50. */
export async function listDeskSeats(db: Db, membershipId: string): Promise<DeskSeat[]> {
  return await db
    .select({
      accountId: accounts.id,
      name: accounts.name,
      email: accounts.email,
      emailVerifiedAt: accounts.emailVerifiedAt,
      kind: membershipSeats.kind,
      since: membershipSeats.since,
    })
    .from(membershipSeats)
    .innerJoin(accounts, eq(accounts.id, membershipSeats.accountId))
    .where(eq(membershipSeats.membershipId, membershipId))
    .orderBy(sql`${membershipSeats.kind} = 'primary' desc`, asc(membershipSeats.since))
    .limit(50);
}

/** Addresses that were offered a seat and have not answered; at most 20. */
export async function listOpenInvitations(
  db: Db,
  membershipId: string,
  now: Date,
): Promise<{ email: string; expiresAt: Date }[]> {
  return await db
    .select({ email: invitations.email, expiresAt: invitations.expiresAt })
    .from(invitations)
    .where(
      and(
        eq(invitations.membershipId, membershipId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .orderBy(asc(invitations.createdAt))
    .limit(20);
}

/** Sets the end of what was given on top. Call it under {@link lockDeskMembership}. */
export async function saveExtension(tx: Db, id: string, extendedUntil: Date): Promise<void> {
  await tx.update(memberships).set({ extendedUntil }).where(eq(memberships.id, id));
}

/** Suspends on the desk's own account. Call it under {@link lockDeskMembership}. */
export async function saveSuspension(
  tx: Db,
  id: string,
  { at, reason }: { readonly at: Date; readonly reason: string },
): Promise<void> {
  await tx
    .update(memberships)
    .set({ suspendedAt: at, suspendedReason: reason, suspendedByDispute: null })
    .where(eq(memberships.id, id));
}

/**
 * Lifts a suspension. A dispute stays named, so that the next look at Stripe does not suspend for the same one again.
 * Call it under {@link lockDeskMembership}.
 */
export async function liftSuspension(tx: Db, id: string): Promise<void> {
  await tx
    .update(memberships)
    .set({ suspendedAt: null, suspendedReason: null })
    .where(eq(memberships.id, id));
}

/** The entry that a form's mark left in the audit: what it did, and to what. */
export async function findDeed(
  db: Db,
  token: string,
): Promise<{ action: string; subjectId: string } | undefined> {
  const [row] = await db.execute<{ action: string; subjectId: string }>(
    sql`select action, subject_id as "subjectId" from membership_audit where id = ${token}::uuid`,
  );
  return row;
}

/** Whether `actorId` has an entry of this kind about a membership since then. */
export async function hasDeedSince(
  db: Db,
  deed: { readonly actorId: string; readonly action: string; readonly membershipId: string },
  since: Date,
): Promise<boolean> {
  const { actorId, action, membershipId } = deed;
  const rows = await db.execute(
    sql`select 1 from membership_audit where subject_kind = 'membership' and subject_id = ${membershipId}
      and at > ${since.toISOString()}::timestamptz and action = ${action} and actor_id = ${actorId}::uuid limit 1`,
  );
  return rows.length > 0;
}

export type SentMail = {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sentAt: Date | null;
  readonly failedAt: Date | null;
  readonly accountId: string;
  readonly membershipId: string | null;
  /** Where its reader gets mail now. */
  readonly currentEmail: string;
};

/** A mail of a membership or of somebody who sits in it, with its reader's address of today. */
export async function findMailOf(
  db: Db,
  membershipId: string,
  mailId: string,
): Promise<SentMail | undefined> {
  const [row] = await db
    .select({
      id: mails.id,
      key: mails.key,
      kind: mails.kind,
      subject: mails.subject,
      text: mails.bodyText,
      html: mails.bodyHtml,
      sentAt: mails.sentAt,
      failedAt: mails.failedAt,
      accountId: accounts.id,
      membershipId: mails.membershipId,
      currentEmail: accounts.email,
    })
    .from(mails)
    .innerJoin(membershipSeats, eq(membershipSeats.membershipId, membershipId))
    .innerJoin(accounts, eq(accounts.id, membershipSeats.accountId))
    .where(
      and(
        eq(mails.id, mailId),
        sql`(${mails.accountId} = ${accounts.id} or (${mails.accountId} is null
          and ${mails.membershipId} = ${membershipId} and ${membershipSeats.kind} = 'primary'))`,
      ),
    );
  return row;
}
