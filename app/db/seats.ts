/** Who sits in a household. Run on the door role. Postgres itself refuses a seat more than there are (a trigger). */
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { accounts, membershipSeats, memberships, plans } from "#app/db/tables.server.ts";
import type { Seat } from "#app/domain/household.ts";

/** Far more than any plan has. */
const MAX_SEATS = 100;

/** Everybody who sits in a membership, the primary first, then who came first; at most 100. */
export async function listSeats(db: Db, membershipId: string): Promise<Seat[]> {
  return await db
    .select({
      accountId: membershipSeats.accountId,
      name: accounts.name,
      email: accounts.email,
      kind: membershipSeats.kind,
      since: membershipSeats.since,
    })
    .from(membershipSeats)
    .innerJoin(accounts, eq(accounts.id, membershipSeats.accountId))
    .where(eq(membershipSeats.membershipId, membershipId))
    .orderBy(sql`${membershipSeats.kind} = 'primary' desc`, asc(membershipSeats.since), asc(accounts.id))
    .limit(MAX_SEATS);
}

/** Gives an account a household seat. Call it under the locks of the membership and the account. */
export async function insertHouseholdSeat(
  tx: Db,
  seat: { readonly membershipId: string; readonly accountId: string; readonly now: Date },
): Promise<void> {
  const { membershipId, accountId, now } = seat;
  await tx.insert(membershipSeats).values({ membershipId, accountId, kind: "household", since: now });
}

/** Takes a household seat back; answers whether there was one. Never the primary's. */
export async function deleteHouseholdSeat(tx: Db, membershipId: string, accountId: string): Promise<boolean> {
  return await deleteSeat(tx, { membershipId, accountId, kind: "household" });
}

/** Takes the primary out of a membership that is over, so that the account can sit elsewhere. */
export async function deletePrimarySeat(tx: Db, membershipId: string, accountId: string): Promise<boolean> {
  return await deleteSeat(tx, { membershipId, accountId, kind: "primary" });
}

async function deleteSeat(
  tx: Db,
  seat: { membershipId: string; accountId: string; kind: Seat["kind"] },
): Promise<boolean> {
  const gone = await tx
    .delete(membershipSeats)
    .where(
      and(
        eq(membershipSeats.membershipId, seat.membershipId),
        eq(membershipSeats.accountId, seat.accountId),
        eq(membershipSeats.kind, seat.kind),
      ),
    )
    .returning({ accountId: membershipSeats.accountId });
  return gone.length === 1;
}

/**
 * Saves a lower number of paid seats ahead of Stripe, so that no seat is offered that is being given up. Call it under
 * the membership's lock; the next look at Stripe sets what is true.
 */
export async function lowerAddOnSeats(tx: Db, membershipId: string, addOnSeats: number): Promise<void> {
  await tx
    .update(memberships)
    .set({ addOnSeats: sql`least(${memberships.addOnSeats}, ${addOnSeats})` })
    .where(eq(memberships.id, membershipId));
}

/** Plans on sale that sell seats besides those that they include, with the price's lookup key; at most ten. */
export async function listAddOnOffers(db: Db) {
  const rows = await db
    .select({
      planSlug: plans.slug,
      planName: plans.name,
      feeCents: plans.addOnFeeCents,
      currency: plans.currency,
      lookupKey: plans.addOnLookupKey,
    })
    .from(plans)
    .where(and(eq(plans.onSale, true), isNotNull(plans.addOnLookupKey), sql`${plans.maxAddOnSeats} > 0`))
    .orderBy(asc(plans.position))
    .limit(10);
  return rows.map((row) => ({ ...row, lookupKey: row.lookupKey ?? "" }));
}
