import { expect, test } from "vitest";
import { requestVerification } from "#app/commands/verify-email.ts";
import { JOBS, startJobs } from "#app/jobs/schedule.ts";
import { sweepDoor } from "#app/jobs/sweep-door.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();

test("every job of the list is on the schedule once, also after another start", async () => {
  for (let start = 0; start < 2; start += 1) {
    const jobs = await startJobs(database.pools.owner, database.url);
    await jobs.stop();
  }
  const rows = await database.pools.owner.sql`select name, cron from jobs.schedule order by name`;
  const listed = JOBS.map(({ name, cron }) => ({ name, cron })).toSorted((a, b) =>
    a.name.localeCompare(b.name),
  );
  expect([...rows]).toEqual(listed);
});

test("the sweep takes what is over, and nothing else", async () => {
  const { owner } = database.pools;
  const account = await createAccount(owner);
  await sessionCookie(owner, account.id);
  const now = new Date();
  await requestVerification(owner.db, {
    accountId: account.id,
    ip: "203.0.113.7",
    origin: "https://club.example",
    now,
  });
  expect(await sweepDoor(owner, now)).toEqual({ sessions: 0, windows: 0, tokens: 0 });
  const inTwoMonths = new Date(now.getTime() + 60 * 86_400_000);
  expect(await sweepDoor(owner, inTwoMonths)).toEqual({ sessions: 1, windows: 2, tokens: 1 });
});
