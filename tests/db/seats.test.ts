/** The limit of seats as Postgres itself holds it, whatever the code above it does. */
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { deleteHouseholdSeat, insertHouseholdSeat, listSeats } from "#app/db/seats.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember } from "#tests/support/people.ts";

const database = testDatabase();
const now = new Date();

async function sit(membershipId: string): Promise<string> {
  const { id: accountId } = await createAccount(database.pools.owner);
  await insertHouseholdSeat(database.pools.door.db, { membershipId, accountId, now });
  return accountId;
}

/** The trigger's own name for it. */
const FULL = { cause: { code: "23514", constraint_name: "membership_seats_limit" } };

describe("household seats", () => {
  test("no more than the plan includes", async () => {
    const { membershipId } = await createMember(database.pools.owner);
    await sit(membershipId);
    await expect(sit(membershipId)).rejects.toMatchObject(FULL);
  });

  test("and those that are paid for", async () => {
    const { membershipId } = await createMember(database.pools.owner, { addOnSeats: 1 });
    await sit(membershipId);
    await sit(membershipId);
    await expect(sit(membershipId)).rejects.toMatchObject(FULL);
    expect(await listSeats(database.pools.door.db, membershipId)).toHaveLength(3);
  });

  test("of many who sit down at once, as many as there are seats", async () => {
    const { membershipId } = await createMember(database.pools.owner, { addOnSeats: 1 });
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => sit(membershipId)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  });

  test("a seat that was given up can be taken again", async () => {
    const { membershipId } = await createMember(database.pools.owner);
    const holder = await sit(membershipId);
    expect(await deleteHouseholdSeat(database.pools.door.db, membershipId, holder)).toBe(true);
    expect(await deleteHouseholdSeat(database.pools.door.db, membershipId, holder)).toBe(false);
    await sit(membershipId);
  });

  test("no way around by changing rows", async () => {
    const { membershipId } = await createMember(database.pools.owner);
    const elsewhere = await createMember(database.pools.owner);
    await sit(membershipId);
    const moved = await sit(elsewhere.membershipId);
    await expect(
      database.pools.owner.sql`
        update membership_seats set membership_id = ${membershipId} where account_id = ${moved}`,
    ).rejects.toMatchObject(FULL.cause);
    await expect(
      database.pools.owner
        .sql`insert into membership_seats values (${membershipId}, ${uuidv7()}, 'primary', now())`,
    ).rejects.toMatchObject({ code: "23505" });
  });

  test("the primary's seat is never given up as a household seat", async () => {
    const primary = await createMember(database.pools.owner);
    expect(await deleteHouseholdSeat(database.pools.door.db, primary.membershipId, primary.id)).toBe(false);
  });
});
