import { expect, test } from "vitest";
import { signUp } from "#app/commands/sign-up.ts";
import { newAccountSchema } from "#app/domain/account.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, PASSWORD } from "#tests/support/people.ts";

const database = testDatabase();

function up(email: string, password: string) {
  const account = newAccountSchema.parse({ name: "Ada Pound", email, password });
  return signUp(database.pools.door.db, account, { ip: "203.0.113.7", now: new Date() });
}

const accountsOf = (email: string) => database.pools.owner.sql`
  select name, password_hash from accounts where email = ${email}`;

test("opens an account, with its password hashed", async () => {
  expect(await up("new@example.com", PASSWORD)).toMatchObject({ ok: true, isNew: true });
  const [account] = await accountsOf("new@example.com");
  expect(account).toMatchObject({ name: "Ada Pound" });
  expect(account?.password_hash).toMatch(/^\$argon2id\$/);
});

test("whoever has one already is let in with its password, and nothing about it changes", async () => {
  const { id, email } = await createAccount(database.pools.door, { name: "Ada Before" });
  expect(await up(email, PASSWORD)).toEqual({ ok: true, accountId: id, isNew: false });
  expect((await accountsOf(email))[0]).toMatchObject({ name: "Ada Before" });
});

test("with another password it is refused, and counts as a try at that account", async () => {
  const { email } = await createAccount(database.pools.door);
  for (let i = 0; i < 10; i += 1) {
    expect(await up(email, "another password")).toEqual({ ok: false, reason: "use-another-email" });
  }
  expect(await up(email, PASSWORD)).toMatchObject({ ok: false, reason: "too-many-tries" });
});

test("sent twice at once, it opens one account", async () => {
  const results = await Promise.all([up("twice@example.com", PASSWORD), up("TWICE@example.com", PASSWORD)]);
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(await accountsOf("twice@example.com")).toHaveLength(1);
});
