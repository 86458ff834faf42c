import { beforeAll, describe, expect, test } from "vitest";
import { withdrawFeeChange } from "#app/commands/withdraw-fee-change.ts";
import { insertFeeChange, listOpenFeeChanges } from "#app/db/fee-changes.ts";
import { queueMail } from "#app/db/mails.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { feeChangeMail } from "#app/email/fee-change.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember } from "#tests/support/people.ts";

const database = testDatabase();
const door = () => database.pools.door.db;
const actor = { id: null, name: "operator", requestId: undefined };
const NOW = new Date("2026-11-22T17:00:00Z");
const EFFECTIVE = addDays(NOW, 60);
let membershipId = "";

beforeAll(async () => {
  ({ membershipId } = await createMember(database.pools.owner, { createdAt: addDays(NOW, -1) }));
  await createMember(database.pools.owner, { createdAt: addDays(NOW, 1) });
  await createMember(database.pools.owner, { createdAt: addDays(NOW, -1), cancelAt: EFFECTIVE });
});

/** Plans a change and answers its id. */
async function plan(effectiveFrom = EFFECTIVE): Promise<string> {
  const known = new Set((await listOpenFeeChanges(door(), NOW)).map(({ id }) => id));
  const fees = { planSlug: "base", fromCents: 6_000, toCents: 6_500, stripePriceId: null };
  await insertFeeChange(door(), { ...fees, effectiveFrom, madeBy: null, madeAt: NOW });
  const made = (await listOpenFeeChanges(door(), NOW)).find(({ id }) => !known.has(id));
  if (made === undefined) throw new Error("The change is not listed");
  return made.id;
}

const withdraw = (changeId: string, now = NOW) => withdrawFeeChange(door(), { changeId, actor, now });
const listed = async (id: string) => (await listOpenFeeChanges(door(), NOW)).find((one) => one.id === id);
const trail = (id: string) =>
  database.pools.owner.sql`select before from audit_entries
    where action = 'withdraw-fee-change' and before->>'changeId' = ${id}`;

describe("withdrawing a fee change", () => {
  test("it reaches who renewed on the plan when it was made; withdrawn, it is gone, with one entry", async () => {
    const id = await plan();
    expect(await listed(id)).toMatchObject({ toCents: 6_500, members: 1, told: 0 });
    expect(await Promise.all([withdraw(id), withdraw(id)])).toEqual([{ ok: true }, { ok: true }]);
    expect(await withdraw(id)).toEqual({ ok: true });
    expect(await listed(id)).toBeUndefined();
    expect(await trail(id)).toHaveLength(1);
  });

  test("from the instant on which it takes effect: refused", async () => {
    const id = await plan();
    expect(await withdraw(id, EFFECTIVE)).toEqual({ ok: false, reason: "in-effect" });
    expect(await withdraw(id, new Date(EFFECTIVE.getTime() - 1))).toEqual({ ok: true });
  });

  test("once somebody's notice is in the outbox: refused, and another change's notice does not count", async () => {
    const [told, other] = [await plan(), await plan(addDays(EFFECTIVE, 1))];
    const facts = { name: "Ada", planName: "Club", fromCents: 6_000, toCents: 6_500, currency: "USD" };
    const mail = feeChangeMail({ ...facts, effectiveOn: EFFECTIVE, clubUrl: "https://club.example" });
    const key = `fee-change:${membershipId}:${told}`;
    await queueMail(door(), { key, mail, recipient: "ada@club.test", membershipId, now: NOW });
    expect(await withdraw(told)).toEqual({ ok: false, reason: "members-told" });
    expect(await listed(told)).toMatchObject({ told: 1 });
    expect(await withdraw(other)).toEqual({ ok: true });
  });

  test("one that is not there: refused", async () => {
    expect(await withdraw(crypto.randomUUID())).toEqual({ ok: false, reason: "not-found" });
  });
});
