/** A household from the first invitation to the last seat: who may, what a link is worth, and what races come to. */
import { describe, expect, test } from "vitest";
import { acceptInvitation, findSeatOffer } from "#app/commands/accept-invitation.ts";
import { inviteHouseholdMember } from "#app/commands/invite-household-member.ts";
import { leaveHousehold } from "#app/commands/leave-household.ts";
import { removeHouseholdMember } from "#app/commands/remove-household-member.ts";
import { revokeInvitation } from "#app/commands/revoke-invitation.ts";
import { listSeats } from "#app/db/seats.ts";
import { emailSchema } from "#app/domain/account.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { JOIN_DAY, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, type TestAccount, type TestMember } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const now = JOIN_DAY;
const origin = "https://club.example";
const door = () => database.pools.door.db;

const member = (given = {}) => createMember(database.pools.owner, given);
const account = () => createAccount(database.pools.owner);

function invite(by: TestAccount, email: string, at = now) {
  return inviteHouseholdMember(door(), {
    accountId: by.id,
    email: emailSchema.parse(email),
    origin,
    now: at,
  });
}

/** The token in the newest mail to an address: the only place that holds it. */
async function tokenFor(email: string): Promise<string> {
  const [mail] = await database.pools.owner.sql`
    select body_text from mails where recipient = ${email} and kind = 'household-invitation'
    order by created_at desc, id desc limit 1`;
  return /token=([\w-]{43})/.exec(mail?.body_text)?.[1] ?? "";
}

async function invited(by: TestAccount, email: string): Promise<string> {
  const result = await invite(by, email);
  if (!result.ok) throw new Error(result.reason);
  return await tokenFor(email);
}

function accept(by: TestAccount, token: string, at = now) {
  return acceptInvitation(billing.deps(), { accountId: by.id, token, origin, now: at });
}

async function holdersOf({ membershipId }: TestMember): Promise<string[]> {
  return (await listSeats(door(), membershipId)).map(({ accountId }) => accountId);
}

async function trailOf({ membershipId }: TestMember): Promise<string[]> {
  const entries = await database.pools.owner.sql`
    select action from audit_entries where subject_id = ${membershipId} order by at, id`;
  return entries.map(({ action }) => action);
}

describe("inviting", () => {
  test("a link by mail; the database keeps its hash alone", async () => {
    const mina = await member({ name: "Mina Okafor" });
    const token = await invited(mina, "ben@example.com");
    expect(token).toHaveLength(43);
    expect(await findSeatOffer(door(), token, now)).toMatchObject({
      ok: true,
      offer: { primaryName: "Mina Okafor", planName: "Club", invitedEmail: "ben@example.com" },
    });
    const kept = await database.pools.owner
      .sql`select token_sha256 from invitations where email = 'ben@example.com'`;
    expect(kept.map(({ token_sha256 }) => token_sha256)).not.toContain(token);
    expect(await trailOf(mina)).toEqual(["invite-household-member"]);
  });

  test("an open invitation keeps its seat: a second one finds none, until it is taken back", async () => {
    const mina = await member();
    const first = await invite(mina, "first@example.com");
    expect(await invite(mina, "second@example.com")).toEqual({ ok: false, reason: "no-free-seat" });
    const invitationId = first.ok ? first.invitationId : "";
    const back = { accountId: mina.id, invitationId, now };
    expect(await revokeInvitation(door(), back)).toEqual({ ok: true, email: "first@example.com" });
    expect(await revokeInvitation(door(), back)).toEqual({ ok: false, reason: "not-waiting" });
    expect(await invite(mina, "second@example.com")).toMatchObject({ ok: true, renewed: false });
  });

  test("an expired one keeps none", async () => {
    const mina = await member();
    await invite(mina, "late@example.com");
    expect(await invite(mina, "next@example.com", addDays(now, 14))).toMatchObject({ ok: true });
    expect(await invite(mina, "late@example.com", addDays(now, 14))).toEqual({
      ok: false,
      reason: "no-free-seat",
    });
  });

  test("sent again, there is a new link and the old one opens nothing", async () => {
    const mina = await member();
    const old = await invited(mina, "again@example.com");
    const again = await invited(mina, "AGAIN@example.com").catch(() => "");
    const newest = again || (await tokenFor("again@example.com"));
    expect(newest).not.toBe(old);
    expect(await findSeatOffer(door(), old, now)).toEqual({ ok: false, reason: "unknown" });
    expect((await findSeatOffer(door(), newest, now)).ok).toBe(true);
    expect(await trailOf(mina)).toEqual(["invite-household-member", "resend-invitation"]);
  });

  test("two at once for the last seat: one", async () => {
    const mina = await member();
    const both = await Promise.all([invite(mina, "left@example.com"), invite(mina, "right@example.com")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("only the primary of a membership that is open", async () => {
    const mina = await member();
    const ben = await account();
    await accept(ben, await invited(mina, "ben.seat@example.com"));
    expect(await invite(ben, "x@example.com")).toEqual({ ok: false, reason: "not-primary" });
    expect(await invite(await account(), "x@example.com")).toEqual({ ok: false, reason: "not-primary" });
    const lapsed = await member({ state: "ended" });
    expect(await invite(lapsed, "x@example.com")).toEqual({ ok: false, reason: "not-entitled" });
    expect(await invite(mina, ben.email)).toEqual({ ok: false, reason: "already-in" });
  });

  test("twenty a day, whatever becomes of them", async () => {
    const mina = await member();
    for (let i = 0; i < 20; i += 1) await invite(mina, "often@example.com");
    expect(await invite(mina, "often@example.com")).toMatchObject({ reason: "too-many-tries" });
  });
});

describe("taking a seat", () => {
  test("whoever has the link, with any account; the primary is told who it was", async () => {
    const mina = await member();
    const ben = await account();
    const token = await invited(mina, "ben.work@example.com");
    expect(await accept(ben, token)).toEqual({ ok: true });
    expect(await holdersOf(mina)).toEqual([mina.id, ben.id]);
    const [mail] = await database.pools.owner
      .sql`select body_text from mails where recipient = ${mina.email}`;
    expect(mail?.body_text).toContain(ben.email);
    expect(await trailOf(mina)).toContain("accept-invitation");
  });

  test("a link works once", async () => {
    const mina = await member({ addOnSeats: 1 });
    const token = await invited(mina, "once@example.com");
    expect(await accept(await account(), token)).toEqual({ ok: true });
    expect(await accept(await account(), token)).toEqual({ ok: false, reason: "accepted" });
  });

  test("one link clicked by two at once: one seat", async () => {
    const mina = await member({ addOnSeats: 2 });
    const token = await invited(mina, "both@example.com");
    const people = [await account(), await account()];
    const results = await Promise.all(people.map((one) => accept(one, token)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await holdersOf(mina)).toHaveLength(2);
  });

  test("two links for the last seat, taken at once: exactly one sits, and the other's link stays good", async () => {
    const mina = await member({ addOnSeats: 1 });
    const tokens = [await invited(mina, "one@example.com"), await invited(mina, "two@example.com")];
    // A seat went away meanwhile, as when it is given up at Stripe.
    await database.pools.owner.sql`update memberships set add_on_seats = 0 where id = ${mina.membershipId}`;
    const people = [await account(), await account()];
    const results = await Promise.all(people.map((one, index) => accept(one, tokens[index] ?? "")));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const loser = results.findIndex(({ ok }) => !ok);
    expect(results[loser]).toEqual({ ok: false, reason: "no-free-seat" });
    expect((await findSeatOffer(door(), tokens[loser] ?? "", now)).ok).toBe(true);
    expect(await holdersOf(mina)).toHaveLength(2);
  });

  test("expired, taken back, made up: nothing", async () => {
    const mina = await member();
    const ben = await account();
    const result = await invite(mina, "old@example.com");
    const token = await tokenFor("old@example.com");
    expect(await accept(ben, token, addDays(now, 14))).toEqual({ ok: false, reason: "expired" });
    const invitationId = result.ok ? result.invitationId : "";
    await revokeInvitation(door(), { accountId: mina.id, invitationId, now });
    expect(await accept(ben, token)).toEqual({ ok: false, reason: "revoked" });
    expect(await accept(ben, "x".repeat(43))).toEqual({ ok: false, reason: "unknown" });
  });

  test("in a membership that is closed: not now", async () => {
    const mina = await member();
    const token = await invited(mina, "closed@example.com");
    await database.pools.owner.sql`update memberships set state = 'ended' where id = ${mina.membershipId}`;
    expect(await accept(await account(), token)).toEqual({ ok: false, reason: "membership-closed" });
  });
});

describe("taking a seat with a membership of one's own", () => {
  test("that is open, unpaid or suspended: not before it has ended", async () => {
    const mina = await member();
    const token = await invited(mina, "own@example.com");
    for (const standing of [
      {},
      { state: "past-due" as const, paidThrough: addDays(now, -30) },
      { state: "ended" as const, suspendedAt: addDays(now, -1) },
    ]) {
      expect(await accept(await member(standing), token)).toEqual({ ok: false, reason: "own-membership" });
    }
  });

  test("that has ended: it is left, and the seat is theirs", async () => {
    const mina = await member();
    const former = await member({ state: "ended", paidThrough: addDays(now, -100) });
    const token = await invited(mina, "former@example.com");
    expect(await accept(former, token)).toEqual({ ok: true });
    expect(await holdersOf(mina)).toEqual([mina.id, former.id]);
    expect(await trailOf(former)).toEqual(["leave-ended-membership"]);
  });

  test("whose checkout is open: that is closed first, so that nobody pays for an empty membership", async () => {
    const mina = await member();
    const ben = await account();
    await billing.start(ben);
    expect(await accept(ben, await invited(mina, "checkout@example.com"))).toEqual({ ok: true });
    expect([...billing.sandbox.state.checkoutSessions.values()].map(({ status }) => status)).toEqual([
      "expired",
    ]);
  });

  test("that was paid just now, and we don't know yet: refused", async () => {
    const mina = await member();
    const ben = await billing.pay();
    expect(await accept(ben, await invited(mina, "paid@example.com"))).toEqual({
      ok: false,
      reason: "own-membership",
    });
  });

  test("or a seat in another household: that one is left first", async () => {
    const [mina, zoe] = [await member(), await member()];
    const ben = await account();
    await accept(ben, await invited(mina, "first.home@example.com"));
    const token = await invited(zoe, "second.home@example.com");
    expect(await accept(ben, token)).toEqual({ ok: false, reason: "other-household" });
    expect(await leaveHousehold(door(), { accountId: ben.id, now })).toEqual({ ok: true });
    expect(await accept(ben, token)).toEqual({ ok: true });
    expect(await holdersOf(mina)).toEqual([mina.id]);
  });
});

describe("giving a seat up", () => {
  test("the primary takes it back; its holder is told, and the seat is free again", async () => {
    const mina = await member();
    const ben = await account();
    await accept(ben, await invited(mina, "removed@example.com"));
    const removal = { accountId: mina.id, holderId: ben.id, now };
    expect(await removeHouseholdMember(door(), removal)).toMatchObject({ ok: true });
    expect(await removeHouseholdMember(door(), removal)).toEqual({ ok: false, reason: "no-such-seat" });
    const mails = await database.pools.owner.sql`select kind from mails where recipient = ${ben.email}`;
    expect(mails.map(({ kind }) => kind)).toEqual(["seat-ended"]);
    expect(await invite(mina, "successor@example.com")).toMatchObject({ ok: true });
  });

  test("nobody removes the primary, and no holder removes another", async () => {
    const mina = await member({ addOnSeats: 1 });
    const [ben, zoe] = [await account(), await account()];
    await accept(ben, await invited(mina, "a@example.com"));
    await accept(zoe, await invited(mina, "b@example.com"));
    expect(await removeHouseholdMember(door(), { accountId: ben.id, holderId: zoe.id, now })).toEqual({
      ok: false,
      reason: "not-primary",
    });
    expect(await removeHouseholdMember(door(), { accountId: mina.id, holderId: mina.id, now })).toEqual({
      ok: false,
      reason: "no-such-seat",
    });
    expect(await leaveHousehold(door(), { accountId: mina.id, now })).toEqual({
      ok: false,
      reason: "no-household-seat",
    });
  });

  test("a stranger's household is out of reach", async () => {
    const [mina, eve] = [await member(), await member()];
    const ben = await account();
    await accept(ben, await invited(mina, "safe@example.com"));
    expect(await removeHouseholdMember(door(), { accountId: eve.id, holderId: ben.id, now })).toEqual({
      ok: false,
      reason: "no-such-seat",
    });
    const open = await member();
    const invitation = await invite(open, "theirs@example.com");
    const invitationId = invitation.ok ? invitation.invitationId : "";
    expect(await revokeInvitation(door(), { accountId: eve.id, invitationId, now })).toEqual({
      ok: false,
      reason: "not-waiting",
    });
  });
});
