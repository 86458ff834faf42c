import { eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { writeRenewalNotices } from "#app/commands/write-renewal-notices.ts";
import { feeChanges, memberships } from "#app/db/tables.server.ts";
import { addDays, addYears } from "#app/domain/calendar-date.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, createPlans } from "#tests/support/people.ts";

const database = testDatabase();
const HOUR = 3_600_000;
const RENEWS = new Date("2027-11-22T17:00:00Z");

const db = () => database.pools.owner.db;
const write = (now: Date) => writeRenewalNotices(db(), now);
const daysBefore = (days: number) => addDays(RENEWS, -days);
const member = (given: Partial<typeof memberships.$inferInsert> = {}) =>
  createMember(database.pools.owner, { paidThrough: RENEWS, ...given });
const set = (id: string, standing: Partial<typeof memberships.$inferInsert>) =>
  db().update(memberships).set(standing).where(eq(memberships.id, id));

async function keysOf(membershipId: string): Promise<string[]> {
  const rows = await database.pools.owner.sql`
    select key from mails where membership_id = ${membershipId} order by created_at, key`;
  return rows.map(({ key }) => String(key).replace(membershipId, "m"));
}

beforeAll(() => createPlans(database.pools.owner));
afterEach(async () => {
  const { sql } = database.pools.owner;
  await sql`delete from mails`;
  await sql`delete from fee_changes`;
  await sql`update memberships set state = 'ended' where state <> 'pending'`;
});

describe("the reminders", () => {
  test("the primary member is written to, with date, amount and the way out", async () => {
    const ada = await member({ addOnSeats: 1 });
    await write(daysBefore(28));
    const [mail] = await database.pools.owner.sql`select * from mails`;
    expect(mail).toMatchObject({ recipient: ada.email, account_id: ada.id, membership_id: ada.membershipId });
    expect(mail?.subject).toBe("Your membership renews on 22 Nov 2027 for $90.00");
    expect(mail?.body_text).toContain("Cancel online on your membership page");
  });

  test("run again, and twice at once, each is written once", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => member()));
    const reports = await Promise.all([write(daysBefore(28)), write(daysBefore(28))]);
    expect(reports[0].written + reports[1].written).toBe(people.length);
    expect(await write(daysBefore(27))).toEqual({ looked: 20, written: 0 });
  });

  test("after three weeks of standstill the seven-day one still comes, alone; too late, none", async () => {
    const ada = await member();
    await write(daysBefore(6));
    expect(await keysOf(ada.membershipId)).toEqual(["renewal-reminder:m:2027-11-22:7"]);
    const late = await member();
    for (const days of [4, 1, 0, -1, -10]) await write(daysBefore(days));
    expect(await keysOf(late.membershipId)).toEqual([]);
  });

  test("cancelled between the two: told nothing more; going on again: the next one", async () => {
    const ada = await member();
    await write(daysBefore(28));
    await set(ada.membershipId, { cancelAt: RENEWS });
    await write(daysBefore(7));
    expect(await keysOf(ada.membershipId)).toHaveLength(1);
    await set(ada.membershipId, { cancelAt: null });
    await write(daysBefore(6));
    expect(await keysOf(ada.membershipId)).toEqual([
      "renewal-reminder:m:2027-11-22:28",
      "renewal-reminder:m:2027-11-22:7",
    ]);
  });

  test("whoever will be charged is told, suspended or not; whoever will not be, is not", async () => {
    const told = [await member({ suspendedAt: daysBefore(90) }), await member({ state: "past-due" })];
    const others = [
      await member({ state: "cancelled" }),
      await member({ state: "ended" }),
      await member({ state: "pending", stripeSubscriptionId: null }),
    ];
    await write(daysBefore(28));
    for (const { membershipId } of told) expect(await keysOf(membershipId)).toHaveLength(1);
    for (const { membershipId } of others) expect(await keysOf(membershipId)).toHaveLength(0);
  });

  test("a membership that renews to another plan is told that plan and its fee", async () => {
    await member({ planSlug: "plus", nextPlanSlug: "base" });
    await write(daysBefore(28));
    const [mail] = await database.pools.owner.sql`select subject, body_text from mails`;
    expect(mail?.subject).toContain("$60.00");
    expect(mail?.body_text).toContain("Plan: Club,");
  });

  test("more members than a batch, several renewing in the same instant", async () => {
    const template = await member();
    await database.pools.owner.sql`
      with people as (
        insert into accounts (id, email, name, password_hash, created_at)
        select gen_random_uuid(), 'batch' || i || '@example.com', 'B', 'x', now() from generate_series(1, 1200) i
        returning id
      ), contracts as (
        insert into memberships (id, number, plan_slug, state, paid_through, grace_days, stripe_subscription_id, created_at)
        select id, 'n' || id, 'base', 'active', ${RENEWS.toISOString()}, 14, 'sub_' || id, now() from people
        returning id
      )
      insert into membership_seats (membership_id, account_id, kind, since)
      select id, id, 'primary', now() from contracts`;
    expect(await write(daysBefore(28))).toEqual({ looked: 1201, written: 1201 });
    expect(await keysOf(template.membershipId)).toHaveLength(1);
  });
});

describe("a fee that changes", () => {
  test("is told once, with the old and the new fee and the date; withdrawn, it is not", async () => {
    const ada = await member();
    const made = {
      planSlug: "base",
      fromCents: 6_000,
      madeAt: daysBefore(90),
      effectiveFrom: daysBefore(60),
    };
    const gone = { ...made, id: crypto.randomUUID(), toCents: 9_900, withdrawnAt: daysBefore(80) };
    await db()
      .insert(feeChanges)
      .values([{ ...made, id: crypto.randomUUID(), toCents: 6_500 }, gone]);
    for (const days of [40, 30, 20, 10]) await write(daysBefore(days));
    const rows = await database.pools.owner.sql`
      select subject from mails where membership_id = ${ada.membershipId} and kind = 'fee-change'`;
    expect(rows.map(({ subject }) => subject)).toEqual([
      "The fee for Club changes on 22 Nov 2027: $60.00 becomes $65.00",
    ]);
    const [reminder] = await database.pools.owner
      .sql`select subject from mails where kind = 'renewal-reminder'`;
    expect(reminder?.subject).toContain("$65.00");
  });
});

describe("day after day", () => {
  test("four hundred days, hour by hour around the dates that matter: each notice exactly once", async () => {
    // One joins on a leap day; one's date changes in New York between midnight there and in UTC.
    const leap = await member({ paidThrough: new Date("2029-02-28T03:30:00Z") });
    const plain = await member({ paidThrough: new Date("2028-12-24T17:00:00Z") });
    const from = new Date("2028-02-29T03:30:00Z");
    let renewed = false;
    for (let now = from; now < addDays(from, 400); now = new Date(now.getTime() + stepAt(now) * HOUR)) {
      if (!renewed && now >= new Date("2028-12-24T17:00:00Z")) {
        await set(plain.membershipId, { paidThrough: addYears(new Date("2028-12-24T17:00:00Z"), 1) });
        renewed = true;
      }
      if (now >= new Date("2029-02-28T03:30:00Z")) await set(leap.membershipId, { state: "ended" });
      await write(now);
    }
    expect(await keysOf(leap.membershipId)).toEqual([
      "yearly-reminder:m:2029-02-27",
      "renewal-reminder:m:2029-02-27:28",
      "renewal-reminder:m:2029-02-27:7",
    ]);
    expect(await keysOf(plain.membershipId)).toEqual([
      "yearly-reminder:m:2028-12-24",
      "renewal-reminder:m:2028-12-24:28",
      "renewal-reminder:m:2028-12-24:7",
    ]);
  }, 60_000);
});

/** Hours to the next run: every hour in the months in which notices fall due, else twice a day. */
function stepAt(now: Date): number {
  return [0, 1, 11].includes(now.getUTCMonth()) ? 1 : 13;
}
