import { expect, test } from "vitest";
import { signUp } from "#app/commands/sign-up.ts";
import { newAccountSchema } from "#app/domain/account.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
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

test("asks a new address to be confirmed, and tells the owner of a known one, once a day", async () => {
  const mailed = (email: string, now: string, password = PASSWORD) => {
    const account = newAccountSchema.parse({ name: "Ada Pound", email, password });
    const origin = "https://club.example";
    return signUp(database.pools.door.db, account, { ip: "203.0.113.8", origin, now: new Date(now) });
  };
  const kinds = async (email: string) => (await mailsTo(database.pools.door, email)).map(({ kind }) => kind);
  await mailed("mailed@example.com", "2026-11-22T12:00:00Z");
  expect(await kinds("mailed@example.com")).toEqual(["verify-address"]);
  const { email } = await createAccount(database.pools.door);
  for (const now of ["2026-11-22T12:00:00Z", "2026-11-22T13:00:00Z", "2026-11-23T12:00:00Z"]) {
    await mailed(email, now, "another password");
  }
  expect(await kinds(email)).toEqual(["address-in-use", "address-in-use"]);
  await mailed(email, "2026-11-24T12:00:00Z");
  expect(await kinds(email)).toHaveLength(2);
});

test("sent twice at once, it opens one account", async () => {
  const results = await Promise.all([up("twice@example.com", PASSWORD), up("TWICE@example.com", PASSWORD)]);
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(await accountsOf("twice@example.com")).toHaveLength(1);
});
