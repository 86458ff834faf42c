/** Extra seats: what is shown is what is charged; what is not used comes back; nobody is left without the seat they were offered. */
import { describe, expect, test } from "vitest";
import { acceptInvitation } from "#app/commands/accept-invitation.ts";
import { inviteHouseholdMember } from "#app/commands/invite-household-member.ts";
import { offerAddOnSeats, type SetSeatsResult, setAddOnSeats } from "#app/commands/set-add-on-seats.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { listSeats } from "#app/db/seats.ts";
import { emailSchema } from "#app/domain/account.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { JOIN_DAY, ONE_YEAR_ON, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, type TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const billing = testBilling(database);
const door = () => database.pools.door.db;
const clock = () => billing.sandbox.now();

async function join(): Promise<TestAccount> {
  const account = await billing.pay();
  await look(account);
  return account;
}

async function look(account: TestAccount) {
  const { id } = await billing.membershipOf(account);
  await syncMembership(billing.deps(), id, { now: clock(), actor: "webhook" });
  return await billing.membershipOf(account);
}

const offer = (account: TestAccount, seats: number) =>
  offerAddOnSeats(billing.deps(), { accountId: account.id, seats, now: clock() });

async function quoteFor(account: TestAccount, seats: number) {
  const found = await offer(account, seats);
  if (!found.ok) throw new Error(found.reason);
  return found.offered;
}

async function set(account: TestAccount, seats: number, given = {}): Promise<SetSeatsResult> {
  const { shownTerms } = await quoteFor(account, seats);
  return await send(account, seats, { shownTerms, ...given });
}

function send(
  account: TestAccount,
  seats: number,
  given: { shownTerms: string; quotedAt?: Date; agreed?: boolean },
) {
  const now = clock();
  return setAddOnSeats(billing.deps(), {
    accountId: account.id,
    seats,
    now,
    quotedAt: now,
    agreed: true,
    ip: "203.0.113.7",
    userAgent: "Test",
    ...given,
  });
}

/** What the customer was charged for seats, newest last. */
async function chargesOf(account: TestAccount): Promise<number[]> {
  const { stripeCustomerId } = await billing.membershipOf(account);
  const { data } = await billing.stripe.charges.list({ customer: stripeCustomerId ?? "", limit: 100 });
  return data.map(({ amount }) => amount).toReversed();
}

const invite = (account: TestAccount, email: string) =>
  inviteHouseholdMember(door(), {
    accountId: account.id,
    email: emailSchema.parse(email),
    origin: "https://club.example",
    now: clock(),
  });

/** A client for which Stripe breaks down at the moment of the change, after it was priced. */
function failingAtUpdate({ stripe, sandbox }: typeof billing): StripeClient {
  const subscriptions = Object.create(stripe.subscriptions) as StripeClient["subscriptions"];
  const update = stripe.subscriptions.update.bind(stripe.subscriptions);
  subscriptions.update = ((...asked: Parameters<typeof update>) => {
    sandbox.faults.apiFailures = 100;
    return update(...asked);
  }) as typeof update;
  return Object.create(stripe, { subscriptions: { value: subscriptions } }) as StripeClient;
}

describe("more seats", () => {
  test("cost what was shown, at once, and are there at once", async () => {
    const mina = await join();
    const { quote, terms } = await quoteFor(mina, 2);
    expect(quote).toMatchObject({ from: 0, to: 2, dueCents: 6_000, feeCents: 3_000, renewsOn: ONE_YEAR_ON });
    expect(terms[0]).toContain("$60.00 today");
    expect(await set(mina, 2)).toEqual({ ok: true, seats: 2 });
    expect(await chargesOf(mina)).toEqual([6_000, 6_000]);
    expect((await billing.membershipOf(mina)).addOnSeats).toBe(2);
  });

  test("the agreement is kept with the amount, and it is on the trail", async () => {
    const mina = await join();
    await set(mina, 1);
    const { id } = await billing.membershipOf(mina);
    const kept = await database.pools.owner.sql`
      select fee_cents, terms_shown from consents where membership_id = ${id} order by agreed_at desc, id desc limit 1`;
    expect(kept[0]).toMatchObject({ fee_cents: 3_000 });
    expect(kept[0]?.terms_shown).toContain("$30.00 today");
    const [entry] = await database.pools.owner.sql`
      select actor, before, after from audit_entries where subject_id = ${id} and action = 'set-add-on-seats'`;
    expect(entry).toMatchObject({
      actor: mina.email,
      before: { addOnSeats: 0 },
      after: { addOnSeats: 1, dueCents: 3_000 },
    });
  });

  test("nothing without the box, and nothing for other terms than those shown", async () => {
    const mina = await join();
    const { shownTerms } = await quoteFor(mina, 1);
    expect(await send(mina, 1, { shownTerms, agreed: false })).toEqual({ ok: false, reason: "not-agreed" });
    expect(await send(mina, 2, { shownTerms })).toEqual({ ok: false, reason: "terms-changed" });
    expect(await send(mina, 1, { shownTerms, quotedAt: addDays(clock(), -1) })).toEqual({
      ok: false,
      reason: "terms-changed",
    });
    expect(await chargesOf(mina)).toEqual([6_000]);
  });

  test("the same form sent twice at once is charged once", async () => {
    const mina = await join();
    const { shownTerms } = await quoteFor(mina, 1);
    await Promise.all([send(mina, 1, { shownTerms }), send(mina, 1, { shownTerms })]);
    expect(await chargesOf(mina)).toEqual([6_000, 3_000]);
    expect((await look(mina)).addOnSeats).toBe(1);
  });

  test("no more than the plan sells, and none of what is there already", async () => {
    const mina = await join();
    expect(await offer(mina, 3)).toEqual({ ok: false, reason: "too-many" });
    expect(await offer(mina, 0)).toEqual({ ok: false, reason: "unchanged" });
  });

  test("none for a membership that is set to end, or in somebody else's", async () => {
    const mina = await join();
    await database.pools.owner.sql`
      update memberships set cancel_at = ${ONE_YEAR_ON.toISOString()}
      where id = ${(await billing.membershipOf(mina)).id}`;
    expect(await offer(mina, 1)).toEqual({ ok: false, reason: "not-renewing" });
    const nobody = await createAccount(database.pools.door);
    expect(await offer(nobody, 1)).toEqual({ ok: false, reason: "not-primary" });
  });

  test("a card that is declined: nothing charged, nothing changed", async () => {
    const mina = await join();
    const { stripeSubscriptionId, stripeCustomerId } = await billing.membershipOf(mina);
    const failing = await billing.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: stripeCustomerId ?? "",
    });
    await billing.stripe.subscriptions.update(stripeSubscriptionId ?? "", {
      default_payment_method: failing.id,
    });
    expect(await set(mina, 1)).toEqual({ ok: false, reason: "card-declined" });
    expect((await look(mina)).addOnSeats).toBe(0);
    expect((await chargesOf(mina))[0]).toBe(6_000);
  });
});

describe("fewer seats", () => {
  test("what is left of the year is credited to the cent, and comes off the next charge", async () => {
    const mina = await join();
    await set(mina, 2);
    const { quote } = await quoteFor(mina, 1);
    expect(quote).toMatchObject({ from: 2, to: 1, dueCents: 0, creditCents: 3_000 });
    expect(await set(mina, 1)).toEqual({ ok: true, seats: 1 });
    expect(await chargesOf(mina)).toEqual([6_000, 6_000]);
    const { stripeSubscriptionId } = await billing.membershipOf(mina);
    const next = await billing.stripe.invoices.createPreview({ subscription: stripeSubscriptionId ?? "" });
    // The plan and one seat for the next year, less what is left of the other one.
    expect(next.amount_due).toBe(6_000 + 3_000 - 3_000);
  });

  test("not one in which somebody sits or to which somebody is invited", async () => {
    const mina = await join();
    await set(mina, 1);
    await invite(mina, "one@example.com");
    await invite(mina, "two@example.com");
    expect(await offer(mina, 0)).toEqual({ ok: false, reason: "seats-in-use" });
  });

  test("given up while somebody is invited to it: the seat or the invitation, never both", async () => {
    const mina = await join();
    await set(mina, 1);
    await invite(mina, "kept@example.com");
    const { shownTerms } = await quoteFor(mina, 0);
    const [given, offered] = await Promise.all([
      send(mina, 0, { shownTerms }),
      invite(mina, "raced@example.com"),
    ]);
    expect([given.ok, offered.ok].filter(Boolean)).toHaveLength(1);
    expect((await look(mina)).addOnSeats).toBe(given.ok ? 0 : 1);
  });

  test("Stripe not reached: the seats come back with the next look at it", async () => {
    const mina = await join();
    await set(mina, 1);
    const { shownTerms } = await quoteFor(mina, 0);
    const { id } = await billing.membershipOf(mina);
    const now = clock();
    const wish = { accountId: mina.id, seats: 0, shownTerms, agreed: false, quotedAt: now, now };
    const deps = { db: door(), stripe: failingAtUpdate(billing) };
    expect(await setAddOnSeats(deps, { ...wish, ip: "203.0.113.7", userAgent: "Test" })).toEqual({
      ok: false,
      reason: "billing-unavailable",
    });
    billing.sandbox.faults.apiFailures = 0;
    expect((await billing.membershipOf(mina)).addOnSeats).toBe(0);
    await syncMembership(billing.deps(), id, { now, actor: "nightly job" });
    expect((await billing.membershipOf(mina)).addOnSeats).toBe(1);
  });
});

describe("seats that went away at Stripe", () => {
  test("who came last loses theirs, is told, and it is on the trail", async () => {
    const mina = await join();
    await set(mina, 1);
    const { id, stripeSubscriptionId } = await billing.membershipOf(mina);
    const holders: TestAccount[] = [];
    for (const email of ["first.in@example.com", "last.in@example.com"]) {
      const holder = await createAccount(database.pools.door);
      await invite(mina, email);
      const [mail] = await database.pools.owner.sql`select body_text from mails where recipient = ${email}`;
      const token = /token=([\w-]{43})/.exec(mail?.body_text)?.[1] ?? "";
      const now = addDays(clock(), holders.length);
      await acceptInvitation(billing.deps(), {
        accountId: holder.id,
        token,
        origin: "https://club.example",
        now,
      });
      holders.push(holder);
    }
    const { items } = await billing.stripe.subscriptions.retrieve(stripeSubscriptionId ?? "");
    const addOn = items.data.find(({ price }) => price.lookup_key === "tallyhouse_base_seat_yearly");
    await billing.stripe.subscriptionItems.del(addOn?.id ?? "");
    expect((await look(mina)).addOnSeats).toBe(0);
    const seats = await listSeats(door(), id);
    expect(seats.map(({ accountId }) => accountId)).toEqual([mina.id, holders[0]?.id]);
    const mails = await database.pools.owner.sql`
      select kind from mails where recipient = ${holders[1]?.email ?? ""}`;
    expect(mails.map(({ kind }) => kind)).toEqual(["seat-ended"]);
    const trail = await database.pools.owner.sql`
      select actor from audit_entries where subject_id = ${id} and action = 'release-seat'`;
    expect(trail.map(({ actor }) => actor)).toEqual(["webhook"]);
  });

  test("nothing else changes by looking again", async () => {
    expect(JOIN_DAY).toEqual(clock());
    const mina = await join();
    await set(mina, 1);
    const before = await billing.membershipOf(mina);
    const after = await look(mina);
    expect({ ...after, syncedAt: null }).toEqual({ ...before, syncedAt: null });
  });
});

describe("in the middle of a year", () => {
  test("the rest of it is paid, and the rest of what is given up comes back, each to the cent", async () => {
    const mina = await join();
    billing.sandbox.advanceTo(new Date("2027-05-24T17:00:00Z"));
    // 182 of 365 days are left: $30.00 x 182 / 365 is $14.96 (14.9589), Stripe rounds to the nearest cent.
    const { quote } = await quoteFor(mina, 1);
    expect(quote).toMatchObject({ dueCents: 1_496, feeCents: 3_000, renewsOn: ONE_YEAR_ON });
    expect(await set(mina, 1)).toEqual({ ok: true, seats: 1 });
    expect(await chargesOf(mina)).toEqual([6_000, 1_496]);
    billing.sandbox.advanceTo(new Date("2027-08-23T17:00:00Z"));
    // 91 of the 182 days that were paid for are left.
    expect((await quoteFor(mina, 0)).quote).toMatchObject({ dueCents: 0, creditCents: 748 });
    await set(mina, 0);
    billing.sandbox.advanceTo(new Date("2027-11-23T17:00:00Z"));
    expect((await look(mina)).addOnSeats).toBe(0);
    expect(await chargesOf(mina)).toEqual([6_000, 1_496, 6_000 - 748]);
  });
});
