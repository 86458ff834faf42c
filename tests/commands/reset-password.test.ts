import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashToken } from "#app/auth/link-token.server.ts";
import { requestPasswordReset } from "#app/commands/request-password-reset.ts";
import { resetPassword } from "#app/commands/reset-password.ts";
import { signIn } from "#app/commands/sign-in.ts";
import { findLink } from "#app/commands/spend-link.ts";
import type { Pool } from "#app/db/client.server.ts";
import { RESET_REQUEST_BY_EMAIL, RESET_REQUEST_BY_IP, SIGN_IN_BY_EMAIL } from "#app/domain/rate-limit.ts";
import { countingPool } from "#tests/support/count-statements.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo, tokenTo } from "#tests/support/mailbox.ts";
import { createAccount, PASSWORD, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const door = () => database.pools.door;
const NOW = new Date("2026-11-22T12:00:00Z");
const HOUR_LATER = new Date("2026-11-22T13:00:00Z");
const NEW_PASSWORD = "battery staple horse";
const origin = "https://club.example";
let lastIp = 0;
function newIp(): string {
  lastIp += 1;
  return `203.0.113.${lastIp}`;
}

const ask = (email: string, now = NOW, ip = newIp()) =>
  requestPasswordReset(door().db, { email, ip, origin, now });
const reset = (token: string, now = NOW, password = NEW_PASSWORD) =>
  resetPassword(door().db, { token, password, ip: newIp(), origin, now });
const enters = async (email: string, password: string) =>
  (await signIn(door().db, { email, password, ip: newIp(), now: NOW })).ok;
const sessionsOf = async (accountId: string) =>
  (await door().sql`select 1 from sessions where account_id = ${accountId}`).length;

async function askedToken(email: string, now = NOW): Promise<string> {
  expect(await ask(email, now)).toEqual({ ok: true });
  return await tokenTo(door(), email, "/reset-password");
}

describe("the link", () => {
  test("sets a new password: the old one and every session end, and the address is told and proved", async () => {
    const { id, email } = await createAccount(door());
    await sessionCookie(door(), id);
    expect(await reset(await askedToken(email))).toEqual({ ok: true });
    expect([await enters(email, PASSWORD), await enters(email, NEW_PASSWORD)]).toEqual([false, true]);
    expect(await sessionsOf(id)).toBe(0);
    expect((await mailsTo(door(), email)).map(({ kind }) => kind)).toEqual([
      "reset-password",
      "password-changed",
    ]);
    const [account] = await door().sql`select email_verified_at from accounts where id = ${id}`;
    expect(account?.email_verified_at).not.toBeNull();
  });

  test("is not in the database's own table: only its hash is", async () => {
    const { id, email } = await createAccount(door());
    const token = await askedToken(email);
    const rows = await door().sql`select token_sha256 from account_tokens where account_id = ${id}`;
    expect(rows.map(({ token_sha256 }) => token_sha256)).toEqual([hashToken(token)]);
    expect(await reset(hashToken(token).slice(0, 43))).toMatchObject({ problem: "unknown" });
  });

  test("can be looked at as often as a mail scanner likes", async () => {
    const { email } = await createAccount(door());
    const token = await askedToken(email);
    const link = { token, purpose: "reset-password", now: NOW } as const;
    for (let i = 0; i < 3; i += 1) expect(await findLink(door().db, link)).toMatchObject({ ok: true });
    expect(await reset(token)).toEqual({ ok: true });
  });

  test("works once", async () => {
    const { email } = await createAccount(door());
    const token = await askedToken(email);
    await reset(token);
    expect(await reset(token, NOW, "a third password")).toEqual({
      ok: false,
      reason: "link",
      problem: "used",
    });
    expect(await enters(email, "a third password")).toBe(false);
  });

  test("works for an hour", async () => {
    const { email } = await createAccount(door());
    const token = await askedToken(email);
    expect(await reset(token, HOUR_LATER)).toEqual({ ok: false, reason: "link", problem: "expired" });
  });

  test("ends when a newer one is sent", async () => {
    const { email } = await createAccount(door());
    const first = await askedToken(email);
    const second = await askedToken(email);
    expect(second).not.toBe(first);
    expect(await reset(first)).toEqual({ ok: false, reason: "link", problem: "expired" });
    expect(await reset(second)).toEqual({ ok: true });
  });

  test.each(["", "no token", "A".repeat(43)])("%j is none", async (token) => {
    expect(await reset(token)).toEqual({ ok: false, reason: "link", problem: "unknown" });
  });

  test("is not spent on a password that is refused", async () => {
    const { email } = await createAccount(door());
    const token = await askedToken(email);
    expect(await reset(token, NOW, email.toUpperCase())).toEqual({
      ok: false,
      reason: "password-is-address",
    });
    expect(await reset(token)).toEqual({ ok: true });
  });

  test("lets in somebody whose sign-in was locked by too many tries", async () => {
    const { email } = await createAccount(door());
    for (let i = 0; i <= SIGN_IN_BY_EMAIL.tries; i += 1) await enters(email, "not this one");
    expect(await enters(email, PASSWORD)).toBe(false);
    await reset(await askedToken(email));
    expect(await enters(email, NEW_PASSWORD)).toBe(true);
  });
});

describe("at once", () => {
  test("of many uses of one link exactly one wins, and its password counts", async () => {
    const { email } = await createAccount(door());
    const token = await askedToken(email);
    const passwords = Array.from({ length: 8 }, (_, i) => `password number ${i}`);
    const results = await Promise.all(passwords.map((password) => reset(token, NOW, password)));
    const winners = passwords.filter((_, i) => results[i]?.ok);
    expect(winners).toHaveLength(1);
    expect(results.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 7 }, () => ({ ok: false, reason: "link", problem: "used" })),
    );
    expect(await enters(email, winners[0] as string)).toBe(true);
    expect((await mailsTo(door(), email)).filter(({ kind }) => kind === "password-changed")).toHaveLength(1);
  });

  test("of links asked for at once, exactly one is live", async () => {
    const { id, email } = await createAccount(door());
    await Promise.all(Array.from({ length: RESET_REQUEST_BY_EMAIL.tries }, () => ask(email)));
    const live = await door().sql`
      select 1 from account_tokens
      where account_id = ${id} and used_at is null and expires_at > ${NOW.toISOString()}`;
    expect(live).toHaveLength(1);
  });
});

describe("an address that nobody has", () => {
  let counted: { pool: Pool; statements: string[] };
  beforeAll(() => {
    counted = countingPool(database.url, "door");
  });
  afterAll(() => counted.pool.close());

  const statementsFor = async (email: string) => {
    counted.statements.length = 0;
    const answer = await requestPasswordReset(counted.pool.db, { email, ip: newIp(), origin, now: NOW });
    const shapes = counted.statements.map((text) => text.split(/\s/, 2).join(" ").toLowerCase());
    return { answer, shapes };
  };

  test("gets the same answer after the same statements, but no mail and no link", async () => {
    const { email } = await createAccount(door());
    await statementsFor("first@example.com");
    const known = await statementsFor(email);
    const unknown = await statementsFor("nobody@example.com");
    expect(unknown.answer).toEqual(known.answer);
    const work = ({ shapes }: typeof known) =>
      shapes.filter((shape) => !/^(?:savepoint|release|rollback)/.test(shape));
    expect(work(unknown)).toEqual(work(known));
    expect(work(known).length).toBeGreaterThan(6);
    expect(await mailsTo(door(), "nobody@example.com")).toEqual([]);
    expect(await mailsTo(door(), email)).toHaveLength(1);
  });

  test("is refused after as many tries as one that has an account", async () => {
    const { email } = await createAccount(door());
    for (const address of [email, "unknown@example.com"]) {
      for (let i = 0; i < RESET_REQUEST_BY_EMAIL.tries; i += 1) expect((await ask(address)).ok).toBe(true);
      expect(await ask(address)).toEqual({
        ok: false,
        reason: "too-many-tries",
        retryAfterSeconds: RESET_REQUEST_BY_EMAIL.windowSeconds,
      });
      expect((await ask(address, HOUR_LATER)).ok).toBe(true);
    }
  });
});

test("one address that asks for many accounts is refused too", async () => {
  const ip = newIp();
  for (let i = 0; i < RESET_REQUEST_BY_IP.tries; i += 1) await ask(`person.${i}@example.com`, NOW, ip);
  expect(await ask("one.more@example.com", NOW, ip)).toMatchObject({ reason: "too-many-tries" });
});
