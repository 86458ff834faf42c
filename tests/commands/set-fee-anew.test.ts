/** A fee that is set again before an announced change applies: each member is charged what they were told last, in time. */
import { describe, expect, test } from "vitest";
import { applyFeeChanges } from "#app/commands/apply-fee-changes.ts";
import { changePlanTerms } from "#app/commands/change-plan-terms.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { writeRenewalNotices } from "#app/commands/write-renewal-notices.ts";
import { listOpenFeeChanges } from "#app/db/fee-changes.ts";
import { findPlan } from "#app/db/plans.ts";
import { readRenewalFee } from "#app/db/renewals.ts";
import { addDays, addYears } from "#app/domain/calendar-date.ts";
import { planTermsSchema } from "#app/domain/plan-terms.ts";
import { testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import type { TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const clock = () => billing.sandbox.now();
const owner = () => ({ ...billing.deps(), db: database.pools.owner.db });

type Member = { account: TestAccount; renewsOn: Date; feeCents: number };

/** Somebody who joins at the plan's fee of the day. */
async function join(): Promise<Member> {
  const account = await billing.pay("base");
  const { paidThrough, feeCents } = await look(account);
  return { account, renewsOn: paidThrough ?? clock(), feeCents: feeCents ?? 0 };
}

async function look(account: TestAccount) {
  const { id } = await billing.membershipOf(account);
  await syncMembership(billing.deps(), id, { now: clock(), actor: "webhook" });
  return await billing.membershipOf(account);
}

async function plan() {
  const found = await findPlan(database.pools.door.db, "base");
  if (found === undefined) throw new Error("No plan");
  return found;
}

/** Sets the fee `more` cents above today's; present members pay it from `membersFrom` on. */
async function raise(more: number, membersFrom: Date | null) {
  const found = await plan();
  const terms = { ...planTermsSchema.parse(found), feeCents: found.feeCents + more };
  const actor = { id: null, name: "operator" };
  const given = { planSlug: "base", terms, membersFrom, actor, now: clock() };
  expect(await changePlanTerms(billing.deps(), given)).toEqual({ ok: true });
  return terms.feeCents;
}

/** A day's jobs, at so many days before a renewal. */
async function day({ account, renewsOn }: Member, daysBefore: number): Promise<void> {
  billing.sandbox.advanceTo(addDays(renewsOn, -daysBefore));
  await writeRenewalNotices(owner().db, clock());
  await applyFeeChanges(owner(), clock());
  await look(account);
}

/** What the renewal charged. */
async function charged({ account, renewsOn }: Member): Promise<number | undefined> {
  billing.sandbox.advanceTo(new Date(renewsOn.getTime() + 2 * 3_600_000));
  const { stripeCustomerId, paidThrough } = await look(account);
  expect(paidThrough).toEqual(addYears(renewsOn, 1));
  const { data } = await billing.stripe.charges.list({ customer: stripeCustomerId ?? "" });
  return data[0]?.amount;
}

async function subjects({ account }: Member, kind: string): Promise<string[]> {
  const rows = await database.pools.owner.sql`
    select subject from mails where recipient = ${account.email} and kind = ${kind} order by created_at`;
  return rows.map(({ subject }) => String(subject));
}

const fee = (cents: number) => `$${(cents / 100).toFixed(2)}`;

/** What the membership's page says. */
async function shown({ account, renewsOn }: Member): Promise<number> {
  const membership = await billing.membershipOf(account);
  const nextPlan = await plan();
  return await readRenewalFee(database.pools.door.db, membership, { nextPlan, renewsOn, now: clock() });
}

describe("a fee set again", () => {
  test("after members were told: they are told that it stays, pay the old one, and hear of the newest next year", async () => {
    const ada = await join();
    billing.sandbox.advanceTo(addDays(ada.renewsOn, -60));
    const first = await raise(500, addDays(ada.renewsOn, -10));
    await day(ada, 25);
    expect(await subjects(ada, "fee-change")).toEqual([
      `The fee for Club changes on 22 Nov 2027: ${fee(ada.feeCents)} becomes ${fee(first)}`,
    ]);
    expect(await shown(ada)).toBe(first);
    billing.sandbox.advanceTo(addDays(ada.renewsOn, -20));
    const second = await raise(500, addDays(ada.renewsOn, 15));
    expect(await listOpenFeeChanges(database.pools.door.db, clock())).toMatchObject([{ toCents: second }]);
    await day(ada, 19);
    await day(ada, 18);
    expect(await subjects(ada, "fee-kept")).toEqual([
      `The fee for Club stays ${fee(ada.feeCents)} on 22 Nov 2027, not ${fee(first)}`,
    ]);
    expect(await shown(ada)).toBe(ada.feeCents);
    for (const days of [7, 6, 3, 1]) await day(ada, days);
    expect(await charged(ada)).toBe(ada.feeCents);

    const next = { ...ada, renewsOn: addYears(ada.renewsOn, 1) };
    for (const days of [29, 6]) await day(next, days);
    expect((await subjects(ada, "fee-change")).at(-1)).toContain(
      `${fee(ada.feeCents)} becomes ${fee(second)}`,
    );
    expect(await charged(next)).toBe(second);
  });

  test("in the last 7 days: what was told stands, at its own price, though the plan's is another by then", async () => {
    const ada = await join();
    billing.sandbox.advanceTo(addDays(ada.renewsOn, -60));
    const first = await raise(500, addDays(ada.renewsOn, -2));
    await day(ada, 25);
    billing.sandbox.advanceTo(addDays(ada.renewsOn, -6));
    await raise(500, addDays(ada.renewsOn, 40));
    for (const days of [5, 1]) await day(ada, days);
    expect(await subjects(ada, "fee-kept")).toEqual([]);
    expect(await charged(ada)).toBe(first);
  });

  test("before anybody was told: they hear of the newest alone, from the fee that is theirs", async () => {
    const ada = await join();
    billing.sandbox.advanceTo(addDays(ada.renewsOn, -80));
    await raise(500, addDays(ada.renewsOn, -30));
    billing.sandbox.advanceTo(addDays(ada.renewsOn, -60));
    const second = await raise(500, addDays(ada.renewsOn, -20));
    for (const days of [29, 6]) await day(ada, days);
    expect(await subjects(ada, "fee-change")).toHaveLength(1);
    expect((await subjects(ada, "fee-change"))[0]).toContain(`${fee(ada.feeCents)} becomes ${fee(second)}`);
    const reminder = (await mailsTo(database.pools.door, ada.account.email)).findLast(
      ({ kind }) => kind === "renewal-reminder",
    );
    expect(reminder?.text).toContain(fee(second));
    expect(await charged(ada)).toBe(second);
  });

  test("for new members alone: what was announced and has not taken effect is withdrawn", async () => {
    const ada = await join();
    billing.sandbox.advanceTo(addDays(ada.renewsOn, -60));
    await raise(500, addDays(ada.renewsOn, -5));
    await raise(500, null);
    for (const days of [29, 6, 1]) await day(ada, days);
    expect(await subjects(ada, "fee-change")).toEqual([]);
    expect(await charged(ada)).toBe(ada.feeCents);
  });
});
