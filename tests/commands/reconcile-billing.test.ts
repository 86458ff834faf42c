import { expect, test } from "vitest";
import { reconcileBilling } from "#app/commands/reconcile-billing.ts";
import type { SyncOutcome } from "#app/commands/sync-membership.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);

test("a lost webhook is shown by a dry run, put right by the real one, and then there is nothing left to do", async () => {
  const paid = await Promise.all(Array.from({ length: 11 }, () => billing.pay()));
  await createMember(database.pools.owner, { stripeCustomerId: null });
  const findings: SyncOutcome[] = [];
  const run = (dryRun: boolean) =>
    reconcileBilling(billing.deps(), {
      now: new Date(),
      actor: "operator",
      dryRun,
      onFinding: (outcome) => findings.push(outcome),
    });
  expect(await run(true)).toEqual({ looked: 11, changed: 11, failed: 0 });
  expect(findings).toHaveLength(11);
  for (const account of paid) expect((await billing.membershipOf(account)).state).toBe("pending");
  expect(await run(false)).toEqual({ looked: 11, changed: 11, failed: 0 });
  for (const account of paid) expect((await billing.membershipOf(account)).state).toBe("active");
  expect(await run(false)).toEqual({ looked: 11, changed: 0, failed: 0 });
});

test("what was read since yesterday is left out of the nightly run", async () => {
  const now = new Date();
  const options = { now, actor: "nightly job" };
  const yesterday = await reconcileBilling(billing.deps(), { ...options, notReadSince: addDays(now, -1) });
  expect(yesterday.looked).toBe(0);
  const tomorrow = await reconcileBilling(billing.deps(), { ...options, notReadSince: addDays(now, 1) });
  expect(tomorrow.looked).toBe(11);
});

test("one that can't be read is named and does not stop the rest", async () => {
  const member = await createMember(database.pools.owner, { stripeCustomerId: "cus_gone" });
  const failures: string[] = [];
  const report = await reconcileBilling(billing.deps(), {
    now: new Date(),
    actor: "operator",
    onFailure: (membershipId) => failures.push(membershipId),
  });
  expect(report).toMatchObject({ looked: 12, failed: 1 });
  expect(failures).toEqual([member.membershipId]);
});
