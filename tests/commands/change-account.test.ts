/** Another address and another password: who must prove what, who is told, and what ends. */
import { describe, expect, test } from "vitest";
import { hashSessionId } from "#app/auth/lucia.server.ts";
import { changeEmail, requestEmailChange } from "#app/commands/change-email.ts";
import { changePassword } from "#app/commands/change-password.ts";
import { endSessions } from "#app/commands/end-session.ts";
import { requestPasswordReset } from "#app/commands/request-password-reset.ts";
import { resetPassword } from "#app/commands/reset-password.ts";
import { signIn } from "#app/commands/sign-in.ts";
import { CHANGE_EMAIL_TO, OWN_PASSWORD_BY_ACCOUNT } from "#app/domain/rate-limit.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo, tokenTo } from "#tests/support/mailbox.ts";
import { createAccount, PASSWORD, sessionCookie, type TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const door = () => database.pools.door;
const NOW = new Date("2026-11-22T12:00:00Z");
const NEW_PASSWORD = "battery staple horse";
let lastIp = 0;
function from() {
  lastIp += 1;
  return { ip: `203.0.113.${lastIp}`, origin: "https://club.example", now: NOW };
}

async function session(account: TestAccount): Promise<string> {
  const cookie = await sessionCookie(door(), account.id);
  return hashSessionId(cookie.split("=")[1] as string);
}
const sessionsOf = async ({ id }: TestAccount) =>
  (await door().sql`select id from sessions where account_id = ${id}`).map((row) => row.id as string);
const kindsTo = async (email: string) => (await mailsTo(door(), email)).map(({ kind }) => kind);
const enters = async (email: string, password: string) =>
  (await signIn(door().db, { email, password, ...from() })).ok;
const auditOf = ({ id }: TestAccount) => database.pools.owner.sql`
  select action, before, after from audit_entries where subject_id = ${id} order by at, id`;

const change = ({ id }: TestAccount, given: Partial<Parameters<typeof changePassword>[1]> = {}) =>
  changePassword(door().db, {
    accountId: id,
    presentPassword: PASSWORD,
    password: NEW_PASSWORD,
    keptSession: undefined,
    ...from(),
    ...given,
  });
const ask = ({ id }: TestAccount, email: string, presentPassword = PASSWORD) =>
  requestEmailChange(door().db, { accountId: id, email, presentPassword, ...from() });
const confirm = (token: string, keptSession?: string) =>
  changeEmail(door().db, { token, keptSession, ...from() });

describe("another password", () => {
  test("ends every session but this one, tells the address, and stays in the record without the password", async () => {
    const account = await createAccount(door());
    const [here] = [await session(account), await session(account), await session(account)];
    expect(await change(account, { keptSession: here })).toEqual({ ok: true, endedSessions: 2 });
    expect(await sessionsOf(account)).toEqual([here]);
    expect(await enters(account.email, NEW_PASSWORD)).toBe(true);
    expect(await kindsTo(account.email)).toEqual(["password-changed"]);
    expect(await auditOf(account)).toMatchObject([{ action: "change-password", before: null, after: null }]);
  });

  test("asks for the present one, a few times", async () => {
    const account = await createAccount(door());
    for (let i = 0; i < OWN_PASSWORD_BY_ACCOUNT.tries; i += 1) {
      expect(await change(account, { presentPassword: "not this one" })).toMatchObject({
        reason: "wrong-password",
      });
    }
    expect(await change(account)).toMatchObject({ reason: "too-many-tries", retryAfterSeconds: 900 });
    expect(await enters(account.email, PASSWORD)).toBe(true);
  });

  test("is not the address", async () => {
    const account = await createAccount(door());
    expect(await change(account, { password: account.email.toUpperCase() })).toMatchObject({
      reason: "password-is-address",
    });
  });

  test("two at once: one is made, the other's present password is past", async () => {
    const account = await createAccount(door());
    const passwords = ["the first of two", "the second of two"];
    const results = await Promise.all(passwords.map((password) => change(account, { password })));
    expect(results.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: "wrong-password" });
    expect(await enters(account.email, passwords[results.findIndex(({ ok }) => ok)] as string)).toBe(true);
  });

  test("ends the links that were under way: to a reset and to another address", async () => {
    const account = await createAccount(door());
    await requestPasswordReset(door().db, { email: account.email, ...from() });
    await ask(account, "thief@example.com");
    await change(account);
    const reset = await tokenTo(door(), account.email, "/reset-password");
    expect(await resetPassword(door().db, { token: reset, password: PASSWORD, ...from() })).toMatchObject({
      problem: "expired",
    });
    const moved = await tokenTo(door(), "thief@example.com", "/confirm-email");
    expect(await confirm(moved)).toMatchObject({ problem: "expired" });
  });
});

describe("another address", () => {
  test("counts once it is confirmed from there; the old one is told, and every other session ends", async () => {
    const account = await createAccount(door());
    const [here] = [await session(account), await session(account)];
    expect(await ask(account, "ada.new@example.com")).toEqual({ ok: true });
    expect(await enters(account.email, PASSWORD)).toBe(true);
    const token = await tokenTo(door(), "ada.new@example.com", "/confirm-email");
    expect(await confirm(token, here)).toEqual({ ok: true, email: "ada.new@example.com" });
    expect(await enters(account.email, PASSWORD)).toBe(false);
    expect(await enters("ada.new@example.com", PASSWORD)).toBe(true);
    expect(await sessionsOf(account)).toEqual([here]);
    expect(await kindsTo(account.email)).toEqual(["address-changed"]);
    expect((await mailsTo(door(), account.email))[0]?.text).not.toContain("ada.new@example.com");
    expect(await auditOf(account)).toMatchObject([
      { action: "change-email", before: { email: account.email }, after: { email: "ada.new@example.com" } },
    ]);
  });

  test("confirmed by a browser that is not signed in to the account, ends every session", async () => {
    const account = await createAccount(door());
    const somebody = await createAccount(door());
    await session(account);
    const theirs = await session(somebody);
    await ask(account, "ada.phone@example.com");
    await confirm(await tokenTo(door(), "ada.phone@example.com", "/confirm-email"), theirs);
    expect([await sessionsOf(account), await sessionsOf(somebody)]).toEqual([[], [theirs]]);
  });

  test("asks for the password, and for another address than the present one", async () => {
    const account = await createAccount(door());
    expect(await ask(account, "ada.other@example.com", "not this one")).toMatchObject({
      reason: "wrong-password",
    });
    expect(await ask(account, account.email)).toMatchObject({ reason: "same-address" });
    expect(await kindsTo("ada.other@example.com")).toEqual([]);
  });

  test("that has an account gets the same answer and no link: its owner is told", async () => {
    const account = await createAccount(door());
    const holder = await createAccount(door());
    expect(await ask(account, holder.email)).toEqual({ ok: true });
    expect(await kindsTo(holder.email)).toEqual(["address-in-use"]);
  });

  test("that got an account since the link was sent is refused, and nothing changes", async () => {
    const account = await createAccount(door());
    await ask(account, "contested@example.com");
    await createAccount(door(), { email: "Contested@example.com" });
    const here = await session(account);
    const token = await tokenTo(door(), "contested@example.com", "/confirm-email");
    expect(await confirm(token)).toEqual({ ok: false, reason: "address-taken" });
    expect(await sessionsOf(account)).toEqual([here]);
    expect(await enters(account.email, PASSWORD)).toBe(true);
  });

  test("for which two accounts hold a link goes to one of them", async () => {
    const accounts = [await createAccount(door()), await createAccount(door())] as const;
    const tokens: string[] = [];
    for (const account of accounts) {
      await ask(account, "wanted@example.com");
      tokens.push(await tokenTo(door(), "wanted@example.com", "/confirm-email"));
    }
    const results = await Promise.all(tokens.map((token) => confirm(token)));
    expect(results.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: "address-taken" });
  });

  test("ends a reset link that went to the old one", async () => {
    const account = await createAccount(door());
    await requestPasswordReset(door().db, { email: account.email, ...from() });
    await ask(account, "ada.moved@example.com");
    await confirm(await tokenTo(door(), "ada.moved@example.com", "/confirm-email"));
    const token = await tokenTo(door(), account.email, "/reset-password");
    expect(await resetPassword(door().db, { token, password: NEW_PASSWORD, ...from() })).toMatchObject({
      problem: "expired",
    });
  });

  test("gets few mails from people who say that it is theirs", async () => {
    for (let i = 0; i < CHANGE_EMAIL_TO.tries; i += 1) {
      await ask(await createAccount(door()), "stranger@example.com");
    }
    expect(await ask(await createAccount(door()), "stranger@example.com")).toMatchObject({
      reason: "too-many-tries",
    });
    expect(await kindsTo("stranger@example.com")).toHaveLength(CHANGE_EMAIL_TO.tries);
  });
});

describe("signing out elsewhere", () => {
  test("one session, or all others; never somebody else's", async () => {
    const account = await createAccount(door());
    const somebody = await createAccount(door());
    const theirs = await session(somebody);
    const [here, second] = [await session(account), await session(account), await session(account)];
    const end = (which: Parameters<typeof endSessions>[1]["which"]) =>
      endSessions(door().db, { account, which, ...from() });
    expect(await end({ one: theirs })).toEqual({ ok: true, ended: 0 });
    expect(await end({ one: second as string })).toEqual({ ok: true, ended: 1 });
    expect(await end({ one: second as string })).toEqual({ ok: true, ended: 0 });
    expect(await end({ allBut: here as string })).toEqual({ ok: true, ended: 1 });
    expect([await sessionsOf(account), await sessionsOf(somebody)]).toEqual([[here], [theirs]]);
  });
});
