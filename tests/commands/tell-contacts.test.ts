/** A changed mail address reaches Stripe: after a crash, an outage, two at once; and reconcile finds what still differs. */
import { describe, expect, test } from "vitest";
import { changeEmail, requestEmailChange } from "#app/commands/change-email.ts";
import { reconcileBilling } from "#app/commands/reconcile-billing.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { findContactDifference, tellContact, tellContacts } from "#app/commands/tell-contacts.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { tokenTo } from "#tests/support/mailbox.ts";
import { createAccount, PASSWORD, type TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const door = () => database.pools.door;
let lastIp = 0;
let lastAddress = 0;

async function joined(): Promise<TestAccount & { membershipId: string }> {
  const account = await billing.pay();
  const { id } = await billing.membershipOf(account);
  await syncMembership(billing.deps(), id, { now: billing.sandbox.now(), actor: "webhook" });
  return { ...account, membershipId: id };
}

/** Moves an account to another address, as its holder does; answers the address. */
async function move({ id }: TestAccount): Promise<string> {
  lastIp += 1;
  lastAddress += 1;
  const email = `moved.${lastAddress}@example.com`;
  const from = { ip: `198.51.100.${lastIp}`, origin: "https://club.example", now: billing.sandbox.now() };
  await requestEmailChange(door().db, { accountId: id, email, presentPassword: PASSWORD, ...from });
  const token = await tokenTo(door(), email, "/confirm-email");
  expect(await changeEmail(door().db, { token, keptSession: undefined, ...from })).toMatchObject({
    ok: true,
  });
  return email;
}

async function atStripe(account: TestAccount): Promise<string | null> {
  const { stripeCustomerId } = await billing.membershipOf(account);
  return billing.sandbox.state.customers.get(stripeCustomerId ?? "")?.email ?? null;
}

const stale = async ({ membershipId }: { membershipId: string }) => {
  const [row] = await database.pools.owner.sql`
    select contact_stale_at from memberships where id = ${membershipId}`;
  return row?.contact_stale_at !== null;
};

/** A client that does `before` when it tells Stripe an address, once. */
function interrupted(before: () => Promise<void>): StripeClient {
  const customers = Object.create(billing.stripe.customers) as StripeClient["customers"];
  const update = billing.stripe.customers.update.bind(billing.stripe.customers);
  let left = 1;
  customers.update = (async (...asked: Parameters<typeof update>) => {
    if (left > 0) {
      left -= 1;
      await before();
    }
    return await update(...asked);
  }) as typeof update;
  return Object.create(billing.stripe, { customers: { value: customers } }) as StripeClient;
}

describe("a changed address", () => {
  test("is noted with the change, told by the next run, and then there is nothing left to tell", async () => {
    const account = await joined();
    const email = await move(account);
    expect(await stale(account)).toBe(true);
    expect(await atStripe(account)).toBe(account.email);
    expect(await tellContacts(billing.deps())).toEqual({ told: 1, failed: 0 });
    expect(await atStripe(account)).toBe(email);
    expect(await stale(account)).toBe(false);
    expect(await tellContacts(billing.deps())).toEqual({ told: 0, failed: 0 });
  });

  test("waits for Stripe to come back; one that fails does not stop the rest", async () => {
    const [away, other] = [await joined(), await joined()];
    await move(away);
    const email = await move(other);
    await database.pools.owner.sql`
      update memberships set stripe_customer_id = 'cus_nobody' where id = ${away.membershipId}`;
    expect(await tellContacts(billing.deps())).toEqual({ told: 1, failed: 1 });
    expect(await atStripe(other)).toBe(email);
    expect(await stale(away)).toBe(true);
    await database.pools.owner.sql`
      update memberships set contact_stale_at = null, stripe_customer_id = null where id = ${away.membershipId}`;
    billing.sandbox.faults.apiFailures = 100;
    const last = await move(other);
    expect(await tellContacts(billing.deps())).toEqual({ told: 0, failed: 1 });
    billing.sandbox.faults.apiFailures = 0;
    expect(await tellContacts(billing.deps())).toEqual({ told: 1, failed: 0 });
    expect(await atStripe(other)).toBe(last);
  });

  test("broken off after Stripe was told and before that was noted: told again, with no harm", async () => {
    const account = await joined();
    const email = await move(account);
    await billing.stripe.customers.update((await billing.membershipOf(account)).stripeCustomerId ?? "", {
      email,
    });
    expect(await tellContacts(billing.deps())).toEqual({ told: 1, failed: 0 });
    expect(await atStripe(account)).toBe(email);
  });

  test("changed again while an older one is on its way: Stripe ends with the newest", async () => {
    const account = await joined();
    await move(account);
    let newest = "";
    const slow = interrupted(async () => {
      newest = await move(account);
      await tellContact(billing.deps(), account.membershipId);
    });
    await tellContact({ ...billing.deps(), stripe: slow }, account.membershipId);
    expect(await atStripe(account)).toBe(newest);
    expect(await stale(account)).toBe(false);
  });

  test("of somebody in a household seat or without a membership concerns no customer", async () => {
    await move(await createAccount(door()));
    expect(await tellContacts(billing.deps())).toEqual({ told: 0, failed: 0 });
  });
});

test("reconcile shows a name and an address that differ, mends them at Stripe, and finds nothing more", async () => {
  const account = await joined();
  const { stripeCustomerId } = await billing.membershipOf(account);
  await billing.stripe.customers.update(stripeCustomerId ?? "", {
    email: "other@example.com",
    name: "Other",
  });
  const found: unknown[] = [];
  const run = (dryRun: boolean) =>
    reconcileBilling(billing.deps(), {
      now: billing.sandbox.now(),
      actor: "operator",
      dryRun,
      onFinding: ({ after, contact }) => found.push({ id: after.id, contact }),
    });
  expect(await run(true)).toMatchObject({ changed: 1, failed: 0 });
  const { name, email, membershipId: id } = account;
  const at = { name: "Other", email: "other@example.com" };
  expect(found).toEqual([{ id, contact: { at, ours: { name, email } } }]);
  expect(await atStripe(account)).toBe("other@example.com");
  expect(await run(false)).toMatchObject({ changed: 1 });
  expect(await atStripe(account)).toBe(email);
  expect(await run(false)).toMatchObject({ changed: 0 });
  await billing.stripe.customers.del(stripeCustomerId ?? "");
  expect(await findContactDifference(billing.deps(), id)).toBeUndefined();
});
