import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requestEmailChange } from "#app/commands/change-email.ts";
import { deliverMails, deliverOutbox } from "#app/commands/deliver-mails.ts";
import { inviteHouseholdMember } from "#app/commands/invite-household-member.ts";
import { requestPasswordReset } from "#app/commands/request-password-reset.ts";
import { resendMail } from "#app/commands/resend-mail.ts";
import { sendVerification } from "#app/commands/verify-email.ts";
import { claimDueMail, findMail, listMails, queueMail } from "#app/db/mails.ts";
import { emailSchema } from "#app/domain/account.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { LEASE_MINUTES, leaseUntil, MAX_TRIES, nextTryAt } from "#app/domain/mail-delivery.ts";
import { holdsSecretLink, LINK_NOT_KEPT, withoutLinks } from "#app/domain/timeline.ts";
import { messageIdOf, openPostman, type Postman } from "#app/email/smtp.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, createStaff, PASSWORD, type TestMember } from "#tests/support/people.ts";
import { openSmtpSink, type SmtpSink } from "#tests/support/smtp-sink.ts";

const database = testDatabase();
const NOW = new Date("2026-11-22T17:00:00Z");
const FROM = "Tallyhouse <club@club.example>";
const MAIL = {
  kind: "test",
  subject: "Five crates",
  text: "Five crates came.",
  html: "<p>Five crates came.</p>",
};

let sink: SmtpSink;
let postman: Postman;
beforeEach(async () => {
  sink = await openSmtpSink();
  postman = openPostman(sink.url, FROM);
});
afterEach(async () => {
  postman.close();
  await sink.close();
  await database.pools.owner.sql`delete from mails`;
});

const db = () => database.pools.owner.db;
const queue = (key: string, recipient = "ada@example.com") =>
  queueMail(database.pools.door.db, { key, mail: MAIL, recipient, now: NOW });
const deliver = (now = NOW) => deliverMails(db(), postman, { clock: () => now });
const only = async () => {
  const [listed] = await listMails(db(), undefined, 1);
  const mail = await findMail(db(), listed?.id ?? "");
  if (mail === undefined) throw new Error("No mail.");
  return mail;
};
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe("the outbox", () => {
  test("keeps one mail a key, whoever queues it and how often", async () => {
    const queued = await Promise.all(Array.from({ length: 5 }, () => queue("crates:1")));
    expect(queued.filter(Boolean)).toHaveLength(1);
    expect(await queue("crates:2")).toBe(true);
  });

  test("goes back with the transaction of what the mail tells", async () => {
    const broken = database.pools.door.db.transaction(async (tx) => {
      await queueMail(tx, { key: "crates:3", mail: MAIL, recipient: "ada@example.com", now: NOW });
      throw new Error("crash");
    });
    await expect(broken).rejects.toThrow("crash");
    expect(await listMails(db(), undefined, 10)).toEqual([]);
  });
});

describe("delivering", () => {
  test("hands over both forms, to the recipient, under the mail's own Message-ID, and once", async () => {
    await queue("crates");
    expect(await deliver()).toEqual({ sent: 1, failed: 0, givenUp: 0 });
    expect(await deliver()).toEqual({ sent: 0, failed: 0, givenUp: 0 });
    const mail = await only();
    expect(mail).toMatchObject({ sentAt: NOW, tries: 1, failedAt: null });
    const [letter] = sink.received;
    expect(letter?.to).toBe("ada@example.com");
    expect(letter?.raw).toContain(`Message-ID: ${messageIdOf(mail.id, FROM)}`);
    expect(letter?.raw).toMatch(/Content-Type: text\/plain[\s\S]*Content-Type: text\/html/);
    expect(letter?.raw).toContain("Auto-Submitted: auto-generated");
  });

  test("two deliverers at once send each mail once", async () => {
    for (let i = 0; i < 40; i += 1) await queue(`crates:${i}`, `member${i}@example.com`);
    const other = openPostman(sink.url, FROM);
    const reports = await Promise.all([
      deliver(),
      deliverMails(db(), other, { clock: () => NOW }).finally(() => other.close()),
    ]);
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(40);
    expect(new Set(sink.received.map(({ to }) => to)).size).toBe(40);
    expect(sink.received).toHaveLength(40);
  });

  test("a mail server that is down: tried again later and later, then given up for somebody to look at", async () => {
    await queue("crates");
    await sink.close();
    const triedAt: Date[] = [];
    const givenUp: string[] = [];
    for (let now = NOW; ; ) {
      await deliverMails(db(), postman, { clock: () => now, onGivenUp: (id) => givenUp.push(id) });
      triedAt.push(now);
      const { failedAt, dueAt, lastError } = await only();
      expect(lastError).toContain("ECONNREFUSED");
      if (failedAt !== null) break;
      expect(await deliverMails(db(), postman, { clock: () => new Date(dueAt.getTime() - 1) })).toMatchObject(
        {
          failed: 0,
        },
      );
      now = dueAt;
    }
    expect(triedAt).toHaveLength(MAX_TRIES);
    expect(givenUp).toEqual([(await only()).id]);
    expect(await deliver(addDays(NOW, 30))).toEqual({ sent: 0, failed: 0, givenUp: 0 });
    sink = await openSmtpSink();
  });

  test("a recipient that the server will never take is given up at once; a busy server is not", async () => {
    sink.answers.recipient = (to) => (to.startsWith("gone") ? "550 No such mailbox" : "451 Busy");
    await queue("crates", "gone@example.com");
    expect(await deliver()).toEqual({ sent: 0, failed: 1, givenUp: 1 });
    await database.pools.owner.sql`delete from mails`;
    await queue("crates", "busy@example.com");
    expect(await deliver()).toEqual({ sent: 0, failed: 1, givenUp: 0 });
    expect((await only()).dueAt).toEqual(nextTryAt(1, NOW));
    sink.answers = {};
    expect(await deliver(minutesLater(1))).toMatchObject({ sent: 1 });
    expect(await only()).toMatchObject({ tries: 2, lastError: null });
  });

  test("one bad mail holds nobody up", async () => {
    sink.answers.recipient = (to) => (to.startsWith("gone") ? "550 No such mailbox" : undefined);
    await queue("a", "gone@example.com");
    await queue("b", "ada@example.com");
    expect(await deliver()).toEqual({ sent: 1, failed: 1, givenUp: 1 });
  });
});

describe("a deliverer that dies", () => {
  test("with a mail in hand: nobody else takes it before its claim runs out, then it is sent", async () => {
    await queue("crates");
    expect(await claimDueMail(db(), NOW, leaseUntil(NOW))).toBeDefined();
    expect(await deliver(minutesLater(LEASE_MINUTES - 1))).toMatchObject({ sent: 0 });
    expect(await deliver(minutesLater(LEASE_MINUTES))).toMatchObject({ sent: 1 });
  });

  test("after the server took the mail: it goes out once more, under the same Message-ID", async () => {
    await queue("crates");
    sink.hangUpAfterNext = true;
    expect(await deliver()).toMatchObject({ sent: 0, failed: 1 });
    expect(await deliver(minutesLater(1))).toMatchObject({ sent: 1 });
    const ids = sink.received.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test("of the mail, every time: it is given up in the end", async () => {
    await queue("crates");
    let now = NOW;
    for (let i = 0; i < MAX_TRIES; i += 1) {
      expect(await claimDueMail(db(), now, leaseUntil(now))).toBeDefined();
      now = leaseUntil(now);
    }
    expect(await deliver(now)).toEqual({ sent: 0, failed: 1, givenUp: 1 });
    expect(sink.received).toEqual([]);
  });
});

const origin = "https://club.example";
const from = { ip: "203.0.113.7", origin, now: NOW };
const door = () => database.pools.door.db;

describe.each<[string, (member: TestMember) => Promise<unknown>]>([
  ["a new password", ({ email }) => requestPasswordReset(door(), { email, ...from })],
  ["a proof of address", (member) => door().transaction((tx) => sendVerification(tx, member, origin, NOW))],
  [
    "another address",
    ({ id, email }) =>
      requestEmailChange(door(), {
        accountId: id,
        presentPassword: PASSWORD,
        email: emailSchema.parse(`new-${email}`),
        ...from,
      }),
  ],
  [
    "a seat in a household",
    ({ id, email }) =>
      inviteHouseholdMember(door(), {
        accountId: id,
        email: emailSchema.parse(`guest-${email}`),
        origin,
        now: NOW,
      }),
  ],
])("the link to %s", (_, ask) => {
  const TOKEN = /token=[\w-]{43}/;
  const waitingMail = async () => {
    const member = await createMember(database.pools.owner, { paidThrough: addDays(NOW, 90) });
    await ask(member);
    return { member, mail: await only() };
  };
  const bodyOf = async () => {
    const { bodyText, bodyHtml } = await only();
    return bodyText + bodyHtml;
  };

  test("is in the mail until it was sent, never at the desk, and nowhere afterwards", async () => {
    const { member, mail } = await waitingMail();
    expect(mail.bodyText).toMatch(TOKEN);
    expect(holdsSecretLink(mail.bodyText)).toBe(true);
    expect(withoutLinks(mail.bodyText)).not.toMatch(TOKEN);
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(sink.received[0]?.raw.replaceAll("=\r\n", "").replaceAll("=3D", "=")).toMatch(TOKEN);
    expect(await only()).toMatchObject({ subject: mail.subject, bodyText: LINK_NOT_KEPT });
    expect(await bodyOf()).not.toContain("token");
    const { id, email: name } = await createStaff(database.pools.owner, "support");
    const again = { membershipId: member.membershipId, mailId: mail.id, token: crypto.randomUUID() };
    const actor = { id, name, requestId: undefined };
    expect(await resendMail(door(), { ...again, reason: "Lost", actor, now: NOW })).toEqual({
      ok: false,
      reason: "secret-link",
    });
  });

  test("stays while it will be tried again, and goes when it is given up", async () => {
    await waitingMail();
    sink.answers.recipient = () => "451 Busy";
    expect(await deliver()).toEqual({ sent: 0, failed: 1, givenUp: 0 });
    expect(await bodyOf()).toMatch(TOKEN);
    sink.answers.recipient = () => "550 No such mailbox";
    expect(await deliver(minutesLater(1))).toEqual({ sent: 0, failed: 1, givenUp: 1 });
    expect(await bodyOf()).not.toContain("token");
  });
});

test("a mail without such a link is kept as it was sent", async () => {
  await queue("crates");
  await deliver();
  expect(await only()).toMatchObject({ bodyText: MAIL.text, bodyHtml: MAIL.html });
});

test("without a mail server a link stays to be read", async () => {
  const member = await createMember(database.pools.owner);
  await requestPasswordReset(door(), { email: member.email, ...from });
  expect(await deliverOutbox(db(), { clock: () => NOW })).toEqual({ kept: true });
  expect((await only()).bodyText).toContain("/reset-password?token=");
});
