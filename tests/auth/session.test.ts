import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashSessionId, sessionCookieName } from "#app/auth/lucia.server.ts";
import { endSession, findViewer, openSession, sessionIdOf } from "#app/auth/session.server.ts";
import type { Pool } from "#app/db/client.server.ts";
import { countingPool } from "#tests/support/count-statements.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, createStaff, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const door = () => database.pools.door;
const DAY = 86_400_000;

const withCookie = (cookie: string) => new Request("http://club.example/", { headers: { Cookie: cookie } });

async function signedIn(accountId: string): Promise<string> {
  const sessionId = sessionIdOf(withCookie(await sessionCookie(door(), accountId)));
  if (sessionId === undefined) throw new Error("The cookie carries no session id.");
  return sessionId;
}

const viewerNow = (sessionId: string) => findViewer(door().db, sessionId, new Date());

describe("who is behind a session", () => {
  test("an account", async () => {
    const { id, name, email } = await createAccount(door());
    expect(await viewerNow(await signedIn(id))).toEqual({
      kind: "account",
      account: { id, name, email },
      membership: undefined,
    });
  });

  test("a member, with the membership", async () => {
    const member = await createMember(database.pools.owner);
    expect(await viewerNow(await signedIn(member.id))).toMatchObject({
      kind: "member",
      membership: { id: member.membershipId, number: member.number, planName: "Club", entitled: true },
    });
  });

  test("somebody whose membership has lapsed is an account, from the very instant", async () => {
    const paidThrough = new Date("2027-01-01T00:00:00Z");
    const member = await createMember(database.pools.owner, { paidThrough, cancelAt: paidThrough });
    const sessionId = await signedIn(member.id);
    const kindAt = async (now: Date) => (await findViewer(door().db, sessionId, now)).kind;
    expect(await kindAt(new Date(paidThrough.getTime() - 1))).toBe("member");
    expect(await kindAt(paidThrough)).toBe("account");
  });

  test("staff, with the role, a membership of one's own or none", async () => {
    const staff = await createStaff(database.pools.owner, "merchandiser");
    expect(await viewerNow(await signedIn(staff.id))).toMatchObject({
      kind: "staff",
      role: "merchandiser",
      membership: undefined,
    });
  });

  test("nobody, when the id opens nothing", async () => {
    expect(await viewerNow("a".repeat(40))).toEqual({ kind: "visitor" });
  });
});

describe("the id", () => {
  test("is in the cookie alone; the table holds its hash, which opens nothing itself", async () => {
    const account = await createAccount(door());
    const sessionId = await signedIn(account.id);
    const rows = await door().sql`select id from sessions where account_id = ${account.id}`;
    expect(rows.map(({ id }) => id)).toEqual([hashSessionId(sessionId)]);
    expect(await viewerNow(hashSessionId(sessionId))).toEqual({ kind: "visitor" });
  });

  test("travels in a cookie that scripts can't read and other sites don't send", async () => {
    const account = await createAccount(door());
    const origin = { ip: "203.0.113.7", userAgent: "Browser", now: new Date() };
    const cookie = await openSession(door().db, account.id, origin);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\/(;|$)/);
    expect(cookie).not.toMatch(/Domain=/);
  });

  test.each([
    "",
    "other=1",
    `${sessionCookieName}=`,
    `${sessionCookieName}=short`,
    `x${sessionCookieName}=${"a".repeat(40)}`,
  ])("%j carries none", (cookie) => {
    expect(sessionIdOf(withCookie(cookie))).toBeUndefined();
  });

  test("is found among other cookies", () => {
    const id = "abcde".repeat(8);
    expect(sessionIdOf(withCookie(`theme=dark; ${sessionCookieName}=${id}; a=b`))).toBe(id);
  });
});

describe("signing in and out", () => {
  test("gives a new id, and ends the session that the browser came with", async () => {
    const account = await createAccount(door());
    const before = await signedIn(account.id);
    const origin = { ip: "203.0.113.7", userAgent: "Browser", now: new Date() };
    const cookie = await openSession(door().db, account.id, origin, before);
    const after = sessionIdOf(withCookie(cookie.split(";")[0] as string));
    expect(after).not.toBe(before);
    expect((await viewerNow(before)).kind).toBe("visitor");
    expect((await viewerNow(after as string)).kind).toBe("account");
  });

  test("signing out ends it in the database, and makes the browser forget", async () => {
    const account = await createAccount(door());
    const cookie = await sessionCookie(door(), account.id);
    const forget = await endSession(door().db, withCookie(cookie));
    expect(forget).toMatch(/Max-Age=0/);
    expect((await viewerNow(sessionIdOf(withCookie(cookie)) as string)).kind).toBe("visitor");
  });
});

describe("time", () => {
  const setExpiry = (accountId: string, at: Date) =>
    door()
      .sql`update sessions set expires_at = ${at.toISOString()} where account_id = ${accountId} returning id`;

  test("ends a session that was not used for 30 days", async () => {
    const account = await createAccount(door());
    const sessionId = await signedIn(account.id);
    await setExpiry(account.id, new Date(Date.now() - 1));
    expect((await viewerNow(sessionId)).kind).toBe("visitor");
    expect(await door().sql`select 1 from sessions where account_id = ${account.id}`).toHaveLength(0);
  });

  test("is given anew to one that is used in its second half", async () => {
    const account = await createAccount(door());
    const sessionId = await signedIn(account.id);
    await setExpiry(account.id, new Date(Date.now() + 10 * DAY));
    expect((await viewerNow(sessionId)).kind).toBe("account");
    const [row] = await door().sql`
      select expires_at > now() + interval '29 days' as renewed from sessions where account_id = ${account.id}`;
    expect(row?.renewed).toBe(true);
  });
});

describe("what it costs", () => {
  let counted: { pool: Pool; statements: string[] };
  beforeAll(() => {
    counted = countingPool(database.url, "door");
  });
  afterAll(() => counted.pool.close());

  test("one query tells everything about a member", async () => {
    const member = await createMember(database.pools.owner);
    const sessionId = await signedIn(member.id);
    await findViewer(counted.pool.db, sessionId, new Date());
    counted.statements.length = 0;
    expect((await findViewer(counted.pool.db, sessionId, new Date())).kind).toBe("member");
    expect(counted.statements).toHaveLength(1);
  });
});
