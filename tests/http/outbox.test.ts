/** The demo club's outbox, and that nobody else has one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { queueMail } from "#app/db/mails.ts";
import { verifyAddressMail } from "#app/email/verify-address.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
let demo: OpenClub;
let real: OpenClub;
let mailId = "";

beforeAll(async () => {
  const verifyUrl = "https://club.example/verify-email?token=abc";
  for (let i = 0; i < 60; i += 1) {
    const mail = verifyAddressMail({ name: `Ada & Co ${i}`, verifyUrl, validMinutes: 60 });
    const recipient = `member${i}@example.com`;
    await queueMail(database.pools.door.db, {
      key: `k${i}`,
      mail,
      recipient,
      now: new Date(1_800_000_000_000 + i),
    });
  }
  const [row] = await database.pools.owner.sql`select id from mails where key = 'k59'`;
  mailId = String(row?.id);
  demo = await openClub(database.url);
  real = await openClub(database.url, { DEMO: "0" });
});
afterAll(async () => {
  await demo?.close();
  await real?.close();
});

test("outside the demo there is no outbox", async () => {
  for (const path of ["/dev/mails", `/dev/mails/${mailId}`, `/dev/mails/${mailId}/html`, "/dev/mails.data"]) {
    const answer = await fetch(real.origin + path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).not.toContain("member59");
  }
});

test("the list goes on page by page, newest first, and is kept by nobody", async () => {
  const answer = await fetch(`${demo.origin}/dev/mails`);
  expect(answer.headers.get("Cache-Control")).toContain("no-store");
  const page = await answer.text();
  expect(page).toContain("member59@example.com");
  expect(page).not.toContain("member9@example.com");
  const next = /href="(\/dev\/mails\?after=[^"]+)"/.exec(page)?.[1] ?? "";
  expect(await (await fetch(demo.origin + next)).text()).toContain("member9@example.com");
});

test("a mail shows its text; its HTML stands alone under a policy that lets nothing run", async () => {
  const page = await (await fetch(`${demo.origin}/dev/mails/${mailId}`)).text();
  expect(page).toContain('href="https://club.example/verify-email?token=abc"');
  const html = await fetch(`${demo.origin}/dev/mails/${mailId}/html`);
  const policy = html.headers.get("Content-Security-Policy") ?? "";
  expect(policy).toMatch(/default-src 'none'.*sandbox/);
  expect(policy).not.toContain("script");
  expect(await html.text()).toContain("Ada &amp; Co 59");
});

test("what is no mail is not found", async () => {
  for (const id of ["x", "00000000-0000-7000-8000-000000000000"]) {
    expect((await fetch(`${demo.origin}/dev/mails/${id}`)).status).toBe(404);
  }
});
