/** Charges to come, for the notices before them. Run on the owner's role, or the door's for one membership. */
import { and, asc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { accounts, feeChanges, membershipSeats, memberships, plans } from "#app/db/tables.server.ts";
import type { Membership, Plan } from "#app/domain/membership.ts";
import { type FeeChange, feeNoticeKeys, feeOutlook, type Renewing } from "#app/domain/renewal-fee.ts";
import { listKnownKeys } from "./mails.ts";

export type Recipient = { readonly accountId: string; readonly name: string; readonly email: string };
export type RenewingMember = Renewing & { readonly recipient: Recipient };

/** The last one of a page. */
export type RenewalCursor = { readonly renewsOn: Date; readonly membershipId: string };

/**
 * Memberships that will be charged after `from` and not after `until`, with the plan that they renew to and their primary
 * member: the soonest first, at most `limit`, behind `cursor`. A suspended one is charged too, so it is told too.
 */
export async function listRenewing(
  db: Db,
  page: {
    readonly from: Date;
    readonly until: Date;
    readonly cursor: RenewalCursor | undefined;
    readonly limit: number;
  },
): Promise<RenewingMember[]> {
  const { from, until, cursor, limit } = page;
  const rows = await db
    .select(columns)
    .from(memberships)
    .innerJoin(plans, eq(plans.slug, sql`coalesce(${memberships.nextPlanSlug}, ${memberships.planSlug})`))
    .innerJoin(
      membershipSeats,
      and(eq(membershipSeats.membershipId, memberships.id), eq(membershipSeats.kind, "primary")),
    )
    .innerJoin(accounts, eq(accounts.id, membershipSeats.accountId))
    .where(
      and(
        inArray(memberships.state, ["active", "past-due"]),
        isNull(memberships.cancelAt),
        gt(memberships.paidThrough, from),
        lte(memberships.paidThrough, until),
        cursor === undefined
          ? undefined
          : sql`(${memberships.paidThrough}, ${memberships.id}) > (${cursor.renewsOn.toISOString()}::timestamptz, ${cursor.membershipId}::uuid)`,
      ),
    )
    .orderBy(asc(memberships.paidThrough), asc(memberships.id))
    .limit(limit);
  // The range on paid_through leaves out those that have none.
  return rows.map(({ renewsOn, ...row }) => ({ ...row, renewsOn: renewsOn as Date }));
}

const columns = {
  membershipId: memberships.id,
  renewsOn: memberships.paidThrough,
  addOnSeats: memberships.addOnSeats,
  plan: {
    slug: plans.slug,
    name: plans.name,
    blurb: plans.blurb,
    // Members may stay on a price that new ones no longer get.
    feeCents: sql<number>`coalesce(${memberships.feeCents}, ${plans.feeCents})`,
    addOnFeeCents: plans.addOnFeeCents,
    currency: plans.currency,
  },
  recipient: { accountId: accounts.id, name: accounts.name, email: accounts.email },
};

/** The primary member of a membership: who is written to; undefined when nobody sits in it. */
export async function findPrimary(db: Db, membershipId: string): Promise<Recipient | undefined> {
  const [row] = await db
    .select(columns.recipient)
    .from(membershipSeats)
    .innerJoin(accounts, eq(accounts.id, membershipSeats.accountId))
    .where(and(eq(membershipSeats.membershipId, membershipId), eq(membershipSeats.kind, "primary")));
  return row;
}

/** Far more than a club makes in all its years. */
const MOST_CHANGES = 1_000;

/** Every fee change, also those that were withdrawn: somebody may have been told of them. The oldest first. */
export async function listFeeChanges(db: Db): Promise<FeeChange[]> {
  const { id, planSlug, fromCents, toCents, effectiveFrom, madeAt, withdrawnAt, stripePriceId } = feeChanges;
  return await db
    .select({ id, planSlug, fromCents, toCents, effectiveFrom, madeAt, withdrawnAt, stripePriceId })
    .from(feeChanges)
    .orderBy(asc(feeChanges.madeAt), asc(feeChanges.id))
    .limit(MOST_CHANGES);
}

/**
 * What a membership's next renewal asks for the plan that it renews to, in minor units, without seats: its subscription's own
 * fee, or a changed one that was told or is about to be. `nextPlan`: the plan of that renewal.
 */
export async function readRenewalFee(
  db: Db,
  membership: Pick<Membership, "id" | "feeCents" | "addOnSeats">,
  { nextPlan, renewsOn, now }: { nextPlan: Plan; renewsOn: Date; now: Date },
): Promise<number> {
  const { id: membershipId, addOnSeats } = membership;
  // A price that is none of ours says nothing of a fee.
  const feeCents = membership.feeCents ?? nextPlan.feeCents;
  const renewing: Renewing = { membershipId, renewsOn, addOnSeats, plan: { ...nextPlan, feeCents } };
  const changes = (await listFeeChanges(db)).filter(({ planSlug }) => planSlug === nextPlan.slug);
  if (changes.length === 0) return feeCents;
  const told = await listKnownKeys(db, feeNoticeKeys(renewing, changes, now));
  return feeOutlook(renewing, changes, told, now).feeCents;
}
