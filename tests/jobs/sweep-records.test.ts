import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { queueMail } from "#app/db/mails.ts";
import { consents } from "#app/db/tables.server.ts";
import { addDays, addYears } from "#app/domain/calendar-date.ts";
import { sweepRecords } from "#app/jobs/sweep-records.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember } from "#tests/support/people.ts";

const database = testDatabase();
const AGREED = new Date("2026-11-22T17:00:00Z");
const MAIL = { kind: "welcome", subject: "S", text: "T", html: "H" };

/** A membership with a consent and a mail of {@link AGREED}. */
async function memberWith(standing: Parameters<typeof createMember>[1]) {
  const { owner } = database.pools;
  const { id: accountId, membershipId, email } = await createMember(owner, standing);
  const about = { accountId, membershipId };
  const shown = { planSlug: "base", termsVersion: "1", termsShown: "Terms", feeCents: 6_000 };
  const origin = { ip: "203.0.113.7", userAgent: "Test", agreedAt: AGREED };
  await owner.db
    .insert(consents)
    .values({ id: uuidv7(), ...about, ...shown, ...origin, renewsOn: addYears(AGREED, 1) });
  await queueMail(owner.db, {
    key: `welcome:${membershipId}`,
    mail: MAIL,
    recipient: email,
    ...about,
    now: AGREED,
  });
}

test("a consent is kept 3 years, or a year past the end, whichever is longer; its mails as long", async () => {
  const { owner } = database.pools;
  const sweep = (now: Date) => sweepRecords(owner, now);
  await memberWith({ state: "cancelled", paidThrough: addYears(AGREED, 1) });
  await memberWith({ state: "cancelled", paidThrough: addYears(AGREED, 5) });
  await memberWith({ state: "active", paidThrough: addYears(AGREED, 9) });
  await memberWith({ state: "pending", paidThrough: null, stripeSubscriptionId: null });
  expect(await sweep(addYears(AGREED, 3))).toEqual({ consents: 0, mails: 0 });
  expect(await sweep(addDays(addYears(AGREED, 3), 1))).toEqual({ consents: 2, mails: 2 });
  expect(await sweep(addYears(AGREED, 6))).toEqual({ consents: 0, mails: 0 });
  expect(await sweep(addDays(addYears(AGREED, 6), 1))).toEqual({ consents: 1, mails: 1 });
  expect(await sweep(addYears(AGREED, 30))).toEqual({ consents: 0, mails: 0 });
});

test("one whose money did not come may have run a year longer than it paid", async () => {
  await memberWith({ state: "ended", paidThrough: addYears(AGREED, 2) });
  expect(await sweepRecords(database.pools.owner, addYears(AGREED, 4))).toEqual({ consents: 0, mails: 0 });
  const later = addDays(addYears(AGREED, 4), 1);
  expect(await sweepRecords(database.pools.owner, later)).toEqual({ consents: 1, mails: 1 });
});

test("a mail about an account alone goes after a year", async () => {
  const { owner } = database.pools;
  const account = await createAccount(owner);
  await queueMail(owner.db, {
    key: "reset:1",
    mail: MAIL,
    recipient: account.email,
    accountId: account.id,
    now: AGREED,
  });
  expect(await sweepRecords(owner, addDays(AGREED, 365))).toEqual({ consents: 0, mails: 0 });
  expect(await sweepRecords(owner, addDays(AGREED, 366))).toEqual({ consents: 0, mails: 1 });
});
