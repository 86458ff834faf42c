import { expect, test } from "vitest";
import { signIn } from "#app/commands/sign-in.ts";
import { SIGN_IN_BY_EMAIL, SIGN_IN_BY_IP } from "#app/domain/rate-limit.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, PASSWORD } from "#tests/support/people.ts";

const database = testDatabase();
const NOW = new Date("2026-11-22T12:00:00Z");
const LATER = new Date(NOW.getTime() + SIGN_IN_BY_EMAIL.windowSeconds * 1000);
let lastIp = 0;
function newIp(): string {
  lastIp += 1;
  return `203.0.113.${lastIp}`;
}

const tryIt = (email: string, password: string, ip = newIp(), now = NOW) =>
  signIn(database.pools.door.db, { email, password, ip, now });

test("the right password opens the account, however its address is written", async () => {
  const account = await createAccount(database.pools.door, { email: "Ada@Example.com" });
  expect(await tryIt("ada@EXAMPLE.com", PASSWORD)).toEqual({ ok: true, accountId: account.id });
});

test("a wrong password and an address that nobody has get the same answer", async () => {
  const { email } = await createAccount(database.pools.door);
  const wrong = await tryIt(email, "not this one");
  expect(wrong).toEqual({ ok: false, reason: "wrong" });
  expect(await tryIt("nobody@example.com", "not this one")).toEqual(wrong);
});

test("guessing one account's password ends after a few tries, from wherever, until the window is over", async () => {
  const { email } = await createAccount(database.pools.door);
  for (let i = 0; i < SIGN_IN_BY_EMAIL.tries; i += 1) await tryIt(email, "not this one");
  expect(await tryIt(email, PASSWORD)).toEqual({
    ok: false,
    reason: "too-many-tries",
    retryAfterSeconds: SIGN_IN_BY_EMAIL.windowSeconds,
  });
  expect(await tryIt(email, PASSWORD, newIp(), LATER)).toMatchObject({ ok: true });
});

test("signing in starts the count afresh", async () => {
  const { email } = await createAccount(database.pools.door);
  for (let i = 1; i < SIGN_IN_BY_EMAIL.tries; i += 1) await tryIt(email, "not this one");
  expect(await tryIt(email, PASSWORD)).toMatchObject({ ok: true });
  expect(await tryIt(email, "not this one")).toMatchObject({ reason: "wrong" });
});

test("one address trying many accounts ends too", async () => {
  const ip = newIp();
  await database.pools.door.sql`
    insert into rate_limits (key, hits, window_ends_at)
    values (${`sign-in-from:${ip}`}, ${SIGN_IN_BY_IP.tries}, ${LATER.toISOString()})`;
  expect(await tryIt("somebody@example.com", "not this one", ip)).toMatchObject({ reason: "too-many-tries" });
});
