import { describe, expect, test } from "vitest";
import { signUp } from "#app/commands/sign-up.ts";
import { requestVerification, verifyEmail } from "#app/commands/verify-email.ts";
import { newAccountSchema } from "#app/domain/account.ts";
import { VERIFY_REQUEST_BY_ACCOUNT } from "#app/domain/rate-limit.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo, tokenTo } from "#tests/support/mailbox.ts";
import { createAccount, PASSWORD } from "#tests/support/people.ts";

const database = testDatabase();
const door = () => database.pools.door;
const NOW = new Date("2026-11-22T12:00:00Z");
const from = { ip: "203.0.113.7", origin: "https://club.example", now: NOW };

const request = (accountId: string, ip = from.ip) =>
  requestVerification(door().db, { ...from, accountId, ip });
const verify = (token: string, now = NOW) => verifyEmail(door().db, { token, ip: from.ip, now });
const verifiedAt = async (id: string) =>
  (await door().sql`select email_verified_at from accounts where id = ${id}`)[0]?.email_verified_at;

describe("confirming an address", () => {
  test("begins with the account, and ends with the link", async () => {
    const email = "new@example.com";
    const account = newAccountSchema.parse({ name: "Ada Pound", email, password: PASSWORD });
    const opened = await signUp(door().db, account, from);
    if (!opened.ok) throw new Error("The account was not opened.");
    expect(await verifiedAt(opened.accountId)).toBeNull();
    const token = await tokenTo(door(), email, "/verify-email");
    expect(await verify(token)).toEqual({ ok: true, email });
    expect(await verifiedAt(opened.accountId)).not.toBeNull();
    expect(await verify(token)).toEqual({ ok: false, reason: "link", problem: "used" });
    expect(await request(opened.accountId)).toEqual({ ok: false, reason: "verified" });
  });

  test("two clicks at once: one confirms, the other is told that it was done", async () => {
    const { id, email } = await createAccount(door());
    await request(id);
    const token = await tokenTo(door(), email, "/verify-email");
    const results = await Promise.all([verify(token), verify(token)]);
    expect(results.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ problem: "used" });
  });

  test("a link to somewhere else confirms nothing", async () => {
    const { id, email } = await createAccount(door());
    await request(id);
    const token = await tokenTo(door(), email, "/verify-email");
    await door().sql`update accounts set email = 'moved@example.com' where id = ${id}`;
    expect(await verify(token)).toEqual({ ok: false, reason: "link", problem: "expired" });
    expect(await verifiedAt(id)).toBeNull();
  });

  test("has seven days", async () => {
    const { id, email } = await createAccount(door());
    await request(id);
    const token = await tokenTo(door(), email, "/verify-email");
    expect(await verify(token, new Date("2026-11-29T12:00:00Z"))).toMatchObject({ problem: "expired" });
    expect(await verify(token, new Date("2026-11-29T11:59:59Z"))).toMatchObject({ ok: true });
  });

  test("the link can be sent again a few times an hour", async () => {
    const { id, email } = await createAccount(door());
    for (let i = 0; i < VERIFY_REQUEST_BY_ACCOUNT.tries; i += 1) {
      expect(await request(id, `198.51.100.${i}`)).toEqual({ ok: true });
    }
    expect(await request(id, "198.51.100.99")).toMatchObject({ reason: "too-many-tries" });
    expect(await mailsTo(door(), email)).toHaveLength(VERIFY_REQUEST_BY_ACCOUNT.tries);
  });
});
