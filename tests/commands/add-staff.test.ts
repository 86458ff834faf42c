import { expect, test } from "vitest";
import { verifyPassword } from "#app/auth/password.server.ts";
import { addStaff } from "#app/commands/add-staff.ts";
import { findAccountByEmail, findStaffRole } from "#app/db/accounts.ts";
import { emailSchema } from "#app/domain/account.ts";
import type { StaffRole } from "#app/domain/staff.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount } from "#tests/support/people.ts";

const database = testDatabase();
const add = (email: string, role: StaffRole) =>
  addStaff(database.pools.owner.db, { email: emailSchema.parse(email), role, now: new Date() });

test("makes the account with a password that is told once, and gives the role", async () => {
  const added = await add("jonas@club.example", "merchandiser");
  const account = await findAccountByEmail(database.pools.owner.db, "jonas@club.example");
  expect(account?.name).toBe("jonas");
  expect(await verifyPassword(account?.passwordHash, added.oneTimePassword ?? "")).toBe(true);
  expect(await findStaffRole(database.pools.owner.db, added.accountId)).toBe("merchandiser");
});

test("done again it changes nothing; another role takes the place of the first; each change is on the trail", async () => {
  const { id, email } = await createAccount(database.pools.owner);
  expect(await add(email, "support")).toEqual({ accountId: id, result: "role-given", oneTimePassword: null });
  expect((await add(email, "support")).result).toBe("unchanged");
  expect((await add(email, "admin")).result).toBe("role-changed");
  const trail = await database.pools.owner.sql`
    select before, after from audit_entries where subject_id = ${id} order by id`;
  expect(trail.map(({ before, after }) => [before?.role, after.role])).toEqual([
    [undefined, "support"],
    ["support", "admin"],
  ]);
});

test("only the owner can: the door's own role is refused by Postgres", async () => {
  const account = await createAccount(database.pools.door);
  const input = { email: emailSchema.parse(account.email), role: "admin", now: new Date() } as const;
  await expect(addStaff(database.pools.door.db, input)).rejects.toMatchObject({ cause: { code: "42501" } });
});
