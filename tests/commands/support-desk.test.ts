/** What the desk does to a membership: each deed once, with its reason on record, however often and by whom it is asked. */
import { beforeAll, describe, expect, test } from "vitest";
import { extendMembership } from "#app/commands/extend-membership.ts";
import { recordReading } from "#app/commands/record-reading.ts";
import { refundFeeAsStaff } from "#app/commands/refund-fee-as-staff.ts";
import { reinstateMembership } from "#app/commands/reinstate-membership.ts";
import { resendMail } from "#app/commands/resend-mail.ts";
import { suspendMembership } from "#app/commands/suspend-membership.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { listKnownKeys, queueMail } from "#app/db/mails.ts";
import { findDeskMembership, listDeskSeats } from "#app/db/support-desk.ts";
import { listTimeline } from "#app/db/timeline.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { createMember, createStaff, type TestMember } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const db = () => database.pools.door.db;
const NOW = new Date("2026-11-22T18:00:00.000Z");
const PAID = new Date("2027-05-01T12:00:00.000Z");
const REASON = "Parcel lost twice";
let priya: { id: string; name: string; requestId: string | undefined };
let omar: typeof priya;

beforeAll(async () => {
  const people = await Promise.all(
    ["priya", "omar"].map((name) =>
      createStaff(database.pools.owner, "support", { email: `${name}@club.test` }),
    ),
  );
  const actors = people.map(({ id, email }) => ({ id, name: email, requestId: "req" }));
  [priya, omar] = actors as [typeof priya, typeof priya];
});

const member = (given: Parameters<typeof createMember>[1] = {}) =>
  createMember(database.pools.owner, { paidThrough: PAID, ...given });
const deed = (membershipId: string, actor = priya) => ({
  membershipId,
  token: crypto.randomUUID(),
  reason: REASON,
  actor,
  now: NOW,
});
const standing = (id: string) => findDeskMembership(db(), id);

async function auditOf(membershipId: string) {
  return await database.pools.owner.sql`select action, actor, before, after from audit_entries
    where subject_kind = 'membership' and subject_id = ${membershipId} order by at, id`;
}

describe("extending", () => {
  test("adds days behind what is paid for, and records before, after and why", async () => {
    const { membershipId } = await member();
    const result = await extendMembership(db(), { ...deed(membershipId), days: 30, seenUntil: null });
    const until = addDays(PAID, 30);
    expect(result).toEqual({ ok: true, extendedUntil: until, repeated: false });
    expect(await standing(membershipId)).toMatchObject({ extendedUntil: until, paidThrough: PAID });
    expect(await auditOf(membershipId)).toMatchObject([
      {
        action: "extend-membership",
        actor: "priya@club.test",
        before: { extendedUntil: null },
        after: { extendedUntil: until.toISOString(), days: 30, reason: REASON },
      },
    ]);
  });

  test("a double click gives the days once", async () => {
    const { membershipId } = await member();
    const input = { ...deed(membershipId), days: 30, seenUntil: null };
    const both = await Promise.all([extendMembership(db(), input), extendMembership(db(), input)]);
    expect(both.map((one) => one.ok && one.repeated).sort()).toEqual([false, true]);
    expect((await standing(membershipId))?.extendedUntil).toEqual(addDays(PAID, 30));
    expect(await auditOf(membershipId)).toHaveLength(1);
  });

  test("of two supporters at once one is told to look again", async () => {
    const { membershipId } = await member();
    const both = await Promise.all([
      extendMembership(db(), { ...deed(membershipId), days: 30, seenUntil: null }),
      extendMembership(db(), { ...deed(membershipId, omar), days: 10, seenUntil: null }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.filter(({ ok }) => !ok)).toEqual([{ ok: false, reason: "changed-meanwhile" }]);
    expect(await auditOf(membershipId)).toHaveLength(1);
  });

  test.each([
    ["pending", "not-joined"],
    ["ended", "ended"],
  ] as const)("one that is %s is refused", async (state, reason) => {
    const { membershipId } = await member({ state, paidThrough: null });
    const result = await extendMembership(db(), { ...deed(membershipId), days: 5, seenUntil: null });
    expect(result).toEqual({ ok: false, reason });
    expect(await auditOf(membershipId)).toEqual([]);
  });

  test("a form of another membership does nothing here", async () => {
    const [one, other] = [await member(), await member()];
    const input = { ...deed(one.membershipId), days: 5, seenUntil: null };
    await extendMembership(db(), input);
    const result = await extendMembership(db(), { ...input, membershipId: other.membershipId });
    expect(result).toEqual({ ok: false, reason: "form-used" });
    const missing = await extendMembership(db(), { ...input, membershipId: crypto.randomUUID() });
    expect(missing).toEqual({ ok: false, reason: "not-found" });
  });
});

describe("suspending and reinstating", () => {
  test("shut out and let in again, each with its reason on record", async () => {
    const { membershipId } = await member();
    const suspend = deed(membershipId);
    expect(await suspendMembership(db(), suspend)).toEqual({ ok: true, repeated: false });
    expect(await suspendMembership(db(), suspend)).toEqual({ ok: true, repeated: true });
    expect(await suspendMembership(db(), deed(membershipId, omar))).toEqual({
      ok: false,
      reason: "already-suspended",
    });
    expect(await standing(membershipId)).toMatchObject({ suspendedAt: NOW, suspendedReason: REASON });
    const lift = { ...deed(membershipId, omar), now: addDays(NOW, 1) };
    expect(await reinstateMembership(db(), lift)).toEqual({ ok: true, repeated: false });
    expect(await standing(membershipId)).toMatchObject({ suspendedAt: null, suspendedReason: null });
    expect(await reinstateMembership(db(), deed(membershipId))).toEqual({
      ok: false,
      reason: "not-suspended",
    });
    const entries = new Map((await auditOf(membershipId)).map((entry) => [entry.action, entry]));
    expect(entries.size).toBe(2);
    expect(entries.get("suspend-membership")?.actor).toBe("priya@club.test");
    expect(entries.get("reinstate-membership")).toMatchObject({
      actor: "omar@club.test",
      before: { suspendedReason: REASON },
      after: { reason: REASON },
    });
    const told = ["suspended", "reinstated"].map((kind) => `${kind}:${membershipId}:${NOW.toISOString()}`);
    expect(await listKnownKeys(db(), told)).toEqual(new Set(told));
  });

  test("each is told to the member once, every time anew, and never the desk's reason", async () => {
    const { membershipId, email } = await member();
    for (let round = 0; round < 2; round += 1) {
      const now = addDays(NOW, round);
      const [shut, lift] = [deed(membershipId), deed(membershipId)].map((one) => ({ ...one, now }));
      if (shut === undefined || lift === undefined) throw new Error("No deeds.");
      await Promise.all([suspendMembership(db(), shut), suspendMembership(db(), shut)]);
      await Promise.all([reinstateMembership(db(), lift), reinstateMembership(db(), lift)]);
    }
    const mails = await mailsTo(database.pools.door, email);
    const kinds = mails.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["reinstated", "reinstated", "suspended", "suspended"]);
    expect(mails.some(({ text }) => text.includes(REASON))).toBe(false);
  });

  test("what breaks off the deed takes its mail with it", async () => {
    const { membershipId, email } = await member();
    const broken = db().transaction(async (tx) => {
      await suspendMembership(tx, deed(membershipId));
      throw new Error("crash");
    });
    await expect(broken).rejects.toThrow("crash");
    expect(await mailsTo(database.pools.door, email)).toEqual([]);
  });

  test("of two who suspend at once one is first", async () => {
    const { membershipId } = await member();
    const both = await Promise.all([
      suspendMembership(db(), deed(membershipId)),
      suspendMembership(db(), deed(membershipId, omar)),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await auditOf(membershipId)).toHaveLength(1);
  });

  test("a dispute that the desk has lifted stays named, so that it does not suspend again", async () => {
    const { membershipId } = await member({
      suspendedAt: NOW,
      suspendedReason: "x",
      suspendedByDispute: "dp_1",
    });
    await reinstateMembership(db(), deed(membershipId));
    expect(await standing(membershipId)).toMatchObject({ suspendedAt: null, suspendedByDispute: "dp_1" });
  });
});

describe("sending a mail again", () => {
  async function sentMail(to: TestMember, text = "Your year is paid.", sent = true): Promise<string> {
    const mail = { kind: "receipt", subject: "Receipt", text, html: `<p>${text}</p>` };
    const key = `receipt:${crypto.randomUUID()}`;
    await queueMail(db(), { key, mail, recipient: "old@example.com", accountId: to.id, now: NOW });
    const [row] = await database.pools.owner.sql`update mails set sent_at = ${sent ? NOW.toISOString() : null}
      where key = ${key} returning id`;
    return row?.id;
  }
  const mailsOf = (accountId: string) =>
    database.pools.owner
      .sql`select key, recipient, sent_at from mails where account_id = ${accountId} order by created_at, id`;

  test("goes to the address of today, once for a double click", async () => {
    const ada = await member();
    const input = { ...deed(ada.membershipId), mailId: await sentMail(ada) };
    const both = await Promise.all([resendMail(db(), input), resendMail(db(), input)]);
    expect(both).toContainEqual({ ok: true, recipient: ada.email, repeated: false });
    expect(both).toContainEqual({ ok: true, recipient: ada.email, repeated: true });
    const [first, again, ...more] = await mailsOf(ada.id);
    expect(more).toEqual([]);
    expect(again).toMatchObject({
      key: `${first?.key}:again:${NOW.toISOString()}`,
      recipient: ada.email,
      sent_at: null,
    });
  });

  test("not one that waits, lets its reader in, or belongs to somebody else", async () => {
    const [ada, ben] = [await member(), await member()];
    const waiting = await sentMail(ada, "Hello", false);
    const secret = await sentMail(ada, "https://club.example/reset/9fJ2kQ0sLm3nB7vXz1aYtR5w");
    const bens = await sentMail(ben);
    const send = (mailId: string) => resendMail(db(), { ...deed(ada.membershipId), mailId });
    expect(await send(waiting)).toEqual({ ok: false, reason: "waiting" });
    expect(await send(secret)).toEqual({ ok: false, reason: "secret-link" });
    expect(await send(bens)).toEqual({ ok: false, reason: "not-found" });
    expect(await mailsOf(ada.id)).toHaveLength(2);
  });
});

describe("refunding the fee", () => {
  test("gives the money back once, for two clicks at once and a third one, and names who did it", async () => {
    const account = await billing.pay();
    const { id: membershipId } = await billing.membershipOf(account);
    const now = billing.sandbox.now();
    await syncMembership(billing.deps(), membershipId, { now, actor: "webhook" });
    const input = { ...deed(membershipId), now, shownCents: 6_000 };
    const changed = await refundFeeAsStaff(billing.deps(), { ...input, shownCents: 5_999 });
    expect(changed).toEqual({ ok: false, reason: "amount-changed" });
    const both = await Promise.all([
      refundFeeAsStaff(billing.deps(), input),
      refundFeeAsStaff(billing.deps(), input),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1);
    expect(await refundFeeAsStaff(billing.deps(), input)).toEqual({ ok: true, repeated: true });
    const refunds = [...billing.sandbox.state.refunds.values()];
    expect(refunds.map(({ amount }) => amount)).toEqual([6_000]);
    expect(await standing(membershipId)).toMatchObject({ state: "ended", paidThrough: null });
    const entries = await auditOf(membershipId);
    const own = entries.filter(({ action }) => action === "refund-fee-as-staff");
    expect(own).toMatchObject([
      { actor: "priya@club.test", before: { state: "active" }, after: { reason: REASON, totalCents: 6_000 } },
    ]);
    expect(entries.find(({ action }) => action === "refund-fee")).toMatchObject({ actor: "priya@club.test" });
    const mails = await mailsTo(database.pools.door, account.email);
    const told = mails.filter(({ kind }) => kind === "refund-made");
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain("we sent $60.00 back to the card");
  });
});

describe("reading a member's page", () => {
  test("is on record once an hour for each who reads", async () => {
    const { membershipId } = await member();
    const read = (actor: typeof priya, minutes: number) =>
      recordReading(db(), { membershipId, actor, now: new Date(NOW.getTime() + minutes * 60_000) });
    await read(priya, 0);
    await read(priya, 30);
    await read(omar, 31);
    await read(priya, 61);
    expect((await auditOf(membershipId)).map(({ actor }) => actor)).toEqual([
      "priya@club.test",
      "omar@club.test",
      "priya@club.test",
    ]);
  });
});

describe("the timeline", () => {
  test("has every source on the door role, and pages through all of it", async () => {
    const account = await billing.pay();
    const { id: membershipId } = await billing.membershipOf(account);
    await suspendMembership(db(), deed(membershipId));
    const mail = { kind: "welcome", subject: "Welcome", text: "See https://club.example/x", html: "" };
    await queueMail(db(), {
      key: `welcome:${membershipId}`,
      mail,
      recipient: account.email,
      membershipId,
      now: NOW,
    });
    await database.pools.owner
      .sql`insert into stripe_events (id, type, livemode, created_at, received_at, membership_id)
      select 'evt_' || n, 'invoice.paid', false, ${NOW.toISOString()}, ${NOW.toISOString()}, ${membershipId}
      from generate_series(1, 5) n`;
    const seats = await listDeskSeats(db(), membershipId);
    const subject = { membershipId, accountIds: seats.map(({ accountId }) => accountId) };
    const lists = await listTimeline(db(), subject, { cursor: undefined, limit: 3 });
    const kinds = new Set(lists.flat().map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["stripe-event", "mail", "consent", "audit"]));
    const events = lists.flat().filter(({ kind }) => kind === "stripe-event");
    expect(events.map(({ id }) => id)).toEqual(["evt_5", "evt_4", "evt_3"]);
    const cursor = { at: NOW, kind: "stripe-event", id: "evt_3" } as const;
    const rest = (await listTimeline(db(), subject, { cursor, limit: 3 })).flat();
    expect(rest.filter(({ kind }) => kind === "stripe-event").map(({ id }) => id)).toEqual([
      "evt_2",
      "evt_1",
    ]);
    expect(rest.some(({ kind, at }) => kind === "mail" && at.getTime() === NOW.getTime())).toBe(false);
    expect(lists.flat().find(({ kind }) => kind === "mail")).toMatchObject({ text: "See [link]" });
  });
});
