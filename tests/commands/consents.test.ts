/** An agreement is kept once, however often and however much at once its form comes; the database holds it. */
import { expect, test } from "vitest";
import { cancelMembership } from "#app/commands/cancel-membership.ts";
import { changePlan, offerPlanChange } from "#app/commands/change-plan.ts";
import { resumeMembership } from "#app/commands/resume-membership.ts";
import { offerAddOnSeats, setAddOnSeats } from "#app/commands/set-add-on-seats.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { insertConsent } from "#app/db/consents.ts";
import { consentIntent, recordConsent } from "#app/domain/consent.ts";
import { renewalSentence } from "#app/domain/plan-change.ts";
import { membershipTerms } from "#app/domain/terms.ts";
import { JOIN_DAY, ONE_YEAR_ON, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { BASE_PLAN, createAccount, type TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const CLICKS = 6;

const click = <T>(form: () => Promise<T>) => Promise.all(Array.from({ length: CLICKS }, form));

const who = (account: TestAccount) => ({
  accountId: account.id,
  email: account.email,
  ip: "203.0.113.7",
  userAgent: "Test",
  now: billing.sandbox.now(),
});

async function joined() {
  const account = await billing.pay();
  const { id } = await billing.membershipOf(account);
  await syncMembership(billing.deps(), id, { now: billing.sandbox.now(), actor: "webhook" });
  return account;
}

async function intentsOf({ id }: TestAccount): Promise<string[]> {
  const rows = await database.pools.owner.sql<{ intent: string }[]>`
    select intent from consents where account_id = ${id} order by agreed_at, id`;
  return rows.map(({ intent }) => intent.split(":")[0] ?? "");
}

test("to the terms of joining: clicked at once, and again later on the same day, it is one", async () => {
  const account = await createAccount(database.pools.door);
  const opened = await click(() => billing.start(account));
  expect(new Set(opened.map((one) => one.ok && one.checkoutUrl)).size).toBe(1);
  await billing.start(account);
  expect(await intentsOf(account)).toEqual(["join"]);
  await billing.start(account, "plus");
  expect(await intentsOf(account)).toEqual(["join", "join"]);
});

test("to another plan, at the renewal and back: one each time that it is shown", async () => {
  const account = await joined();
  const change = async (planSlug: string) => {
    billing.sandbox.advanceTo(new Date(billing.sandbox.now().getTime() + 60_000));
    const at = billing.sandbox.now();
    const offered = await offerPlanChange(billing.deps(), { accountId: account.id, planSlug, at, now: at });
    const shown = offered.ok ? offered.offer.shown : "";
    return await click(() => changePlan(billing.deps(), { ...who(account), planSlug, at, shown }));
  };
  await change("plus");
  await change("base");
  await change("plus");
  await change("base");
  expect(await intentsOf(account)).toEqual(["join", ...Array.from({ length: 4 }, () => "change-plan")]);
});

test("to extra seats: one for a form, another for the next", async () => {
  const account = await joined();
  for (const seats of [1, 2]) {
    const now = billing.sandbox.now();
    const found = await offerAddOnSeats(billing.deps(), { accountId: account.id, seats, now });
    const shownTerms = found.ok ? found.offered.shownTerms : "";
    await click(() =>
      setAddOnSeats(billing.deps(), { ...who(account), seats, quotedAt: now, shownTerms, agreed: true }),
    );
  }
  expect(await intentsOf(account)).toEqual(["join", "seats", "seats"]);
});

test("to renewing again: one for each time that it is taken back", async () => {
  const account = await joined();
  const shown = renewalSentence(
    BASE_PLAN,
    0,
    (await billing.membershipOf(account)).paidThrough ?? ONE_YEAR_ON,
  );
  for (const minutes of [0, 5]) {
    await cancelMembership(billing.deps(), who(account));
    const shownAt = new Date(JOIN_DAY.getTime() + minutes * 60_000);
    await click(() => resumeMembership(billing.deps(), { ...who(account), shown, shownAt }));
  }
  expect(await intentsOf(account)).toEqual(["join", "resume", "resume"]);
});

test("Postgres itself keeps one of each intent, and says which was first", async () => {
  const account = await joined();
  const { id: membershipId } = await billing.membershipOf(account);
  const intent = consentIntent("seats", "mark");
  const consent = recordConsent(membershipTerms(BASE_PLAN, JOIN_DAY), "I agree.", who(account), intent);
  const owner = { accountId: account.id, membershipId };
  const kept = await click(() => insertConsent(database.pools.door.db, owner, consent));
  expect(kept.filter(Boolean)).toHaveLength(1);
});
