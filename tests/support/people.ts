/** People for tests, written straight into the tables: nothing here asks Stripe or hashes slowly. */
import { randomInt } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { hashPassword } from "#app/auth/password.server.ts";
import { openSession } from "#app/auth/session.server.ts";
import type { Pool } from "#app/db/client.server.ts";
import { accounts, membershipSeats, memberships, plans, staffMembers } from "#app/db/tables.server.ts";
import { addYears } from "#app/domain/calendar-date.ts";
import { memberNumber } from "#app/domain/member-number.ts";
import type { Plan } from "#app/domain/membership.ts";
import type { StaffRole } from "#app/domain/staff.ts";

/** Everybody's password. */
export const PASSWORD = "correct horse battery";
let passwordHash: Promise<string> | undefined;

export const BASE_PLAN: Plan = {
  slug: "base",
  name: "Club",
  blurb: "The club price on everything.",
  feeCents: 6_000,
  currency: "USD",
  rewardBps: 0,
  rewardCapCents: 0,
  householdSeats: 1,
  addOnFeeCents: 3_000,
  maxAddOnSeats: 2,
  addOnLookupKey: "tallyhouse_base_seat_yearly",
  graceDays: 14,
  lookupKey: "tallyhouse_base_yearly",
};

export const PLUS_PLAN: Plan = {
  ...BASE_PLAN,
  slug: "plus",
  name: "Club Plus",
  blurb: "The club price, and a reward on top.",
  feeCents: 12_000,
  rewardBps: 200,
  rewardCapCents: 50_000,
  addOnLookupKey: "tallyhouse_plus_seat_yearly",
  lookupKey: "tallyhouse_plus_yearly",
};

export type TestAccount = { readonly id: string; readonly email: string; readonly name: string };

/** Puts the two plans on sale; those that are there stay as they are. Owner pool. */
export async function createPlans(pool: Pool): Promise<void> {
  await pool.db
    .insert(plans)
    .values([BASE_PLAN, PLUS_PLAN].map((plan, position) => ({ ...plan, onSale: true, position })))
    .onConflictDoNothing();
}

/** An account with {@link PASSWORD}. Owner or door pool. */
export async function createAccount(pool: Pool, given: Partial<TestAccount> = {}): Promise<TestAccount> {
  const id = given.id ?? uuidv7();
  const account = { id, email: given.email ?? `${id}@example.com`, name: given.name ?? "Ada Pound" };
  passwordHash ??= hashPassword(PASSWORD);
  await pool.db
    .insert(accounts)
    .values({ ...account, passwordHash: await passwordHash, createdAt: new Date() });
  return account;
}

export type TestMember = TestAccount & { readonly membershipId: string; readonly number: string };

/** An account with a membership: active and paid for a year from now, unless `given` says otherwise. Owner pool. */
export async function createMember(
  pool: Pool,
  given: Partial<TestAccount> & Partial<typeof memberships.$inferInsert> = {},
): Promise<TestMember> {
  await createPlans(pool);
  const { email, name, ...standing } = given;
  const account = await createAccount(pool, { ...(email && { email }), ...(name && { name }) });
  const membershipId = standing.id ?? uuidv7();
  const number = memberNumber(String(randomInt(10_000_000_000, 100_000_000_000)));
  await pool.db.insert(memberships).values({
    number,
    planSlug: "base",
    state: "active",
    paidThrough: addYears(new Date(), 1),
    graceDays: 14,
    stripeSubscriptionId: `sub_${membershipId}`,
    createdAt: new Date(),
    ...standing,
    id: membershipId,
  });
  await pool.db
    .insert(membershipSeats)
    .values({ membershipId, accountId: account.id, kind: "primary", since: new Date() });
  return { ...account, membershipId, number };
}

/** An account with a place at the desk. Owner pool. */
export async function createStaff(
  pool: Pool,
  role: StaffRole,
  given: Partial<TestAccount> = {},
): Promise<TestAccount> {
  const account = await createAccount(pool, given);
  await pool.db.insert(staffMembers).values({ accountId: account.id, role, addedAt: new Date() });
  return account;
}

/** The `Cookie` header of somebody who is signed in. Owner or door pool. */
export async function sessionCookie(pool: Pool, accountId: string): Promise<string> {
  const origin = { ip: "127.0.0.1", userAgent: "test", now: new Date() };
  const cookie = await openSession(pool.db, accountId, origin);
  return cookie.split(";")[0] as string;
}
