/** What a member is told as the membership lives: the sync tells it, whoever asks for the sync. */
import { describe, expect, test } from "vitest";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { queueNotices } from "#app/commands/write-notices.ts";
import { ONE_YEAR_ON, testBilling } from "#tests/support/billing.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { TestAccount } from "#tests/support/people.ts";

const database = testDatabase();
const DAY = 86_400_000;

function witness(billing: ReturnType<typeof testBilling>) {
  const look = async (account: TestAccount) => {
    const { id } = await billing.membershipOf(account);
    return await syncMembership(billing.deps(), id, { now: billing.sandbox.now(), actor: "webhook" });
  };
  /** Kinds of the mails to an account so far, in order. */
  const told = async (account: TestAccount) => {
    const rows = await database.pools.owner.sql`
      select kind from mails where account_id = ${account.id} order by created_at, id`;
    return rows.map(({ kind }) => kind);
  };
  const text = async (account: TestAccount, kind: string) => {
    const [mail] = await database.pools.owner.sql`
      select body_text from mails where account_id = ${account.id} and kind = ${kind}`;
    return String(mail?.body_text);
  };
  return { look, told, text };
}

describe("within the first year", () => {
  const billing = testBilling(database);
  const { look, told, text } = witness(billing);

  test("joining is told once, with receipt, number, dates and the way out, however often it is looked at", async () => {
    const account = await billing.pay("plus");
    await Promise.all(Array.from({ length: 5 }, () => look(account)));
    await look(account);
    expect(await told(account)).toEqual(["welcome"]);
    const welcome = await text(account, "welcome");
    expect(welcome).toContain("Paid: $120.00 on 22 Nov 2026");
    expect(welcome).toContain("Next charge: $120.00 on 22 Nov 2027");
    expect(welcome).toContain("Cancel online");
  });

  test("a dry run tells nobody", async () => {
    const account = await billing.pay();
    const { id } = await billing.membershipOf(account);
    const options = { now: billing.sandbox.now(), actor: "operator", dryRun: true };
    await syncMembership(billing.deps(), id, options);
    expect(await told(account)).toEqual([]);
  });

  test("what breaks the saving takes the mail with it; the next look writes it", async () => {
    const account = await billing.pay();
    const { id } = await billing.membershipOf(account);
    const onSettled = () => Promise.reject(new Error("crash"));
    const options = { now: billing.sandbox.now(), actor: "webhook", onSettled };
    await expect(syncMembership(billing.deps(), id, options)).rejects.toThrow("crash");
    expect(await told(account)).toEqual([]);
    await look(account);
    expect(await told(account)).toEqual(["welcome"]);
  });

  test("cancelled, resumed, cancelled again: each is confirmed", async () => {
    const account = await billing.pay();
    const { after } = await look(account);
    for (const cancel of [true, false, true]) {
      await billing.stripe.subscriptions.update(after.stripeSubscriptionId ?? "", {
        cancel_at_period_end: cancel,
      });
      await look(account);
      await look(account);
    }
    const kinds = ["welcome", "cancellation-confirmed", "resumed", "cancellation-confirmed"];
    expect(await told(account)).toEqual(kinds);
    expect(await text(account, "resumed")).toContain("Date of the charge: 22 Nov 2027");
  });

  test("the fee given back ends it, and that is told", async () => {
    const account = await billing.pay();
    const { after } = await look(account);
    const charges = await billing.stripe.charges.list({ customer: after.stripeCustomerId ?? "" });
    await billing.stripe.refunds.create({ charge: charges.data[0]?.id ?? "" });
    await look(account);
    expect(await told(account)).toEqual(["welcome", "membership-ended"]);
    expect(await text(account, "membership-ended")).toContain("went back to your card");
  });

  test("a notice given twice is queued once", async () => {
    const account = await billing.pay();
    const { after } = await look(account);
    const notice = { kind: "suspended", since: billing.sandbox.now() } as const;
    const { db } = billing.deps();
    expect(await queueNotices(db, after, [notice], billing.sandbox.now())).toBe(1);
    expect(await queueNotices(db, after, [notice], billing.sandbox.now())).toBe(0);
  });
});

describe("a renewal", () => {
  const billing = testBilling(database);
  const { look, told, text } = witness(billing);

  test("that is paid brings its receipt; one that fails says until when the door is open; then the end", async () => {
    const [payer, failer] = [await billing.pay(), await billing.pay()];
    await look(payer);
    const { after } = await look(failer);
    const customer = after.stripeCustomerId ?? "";
    const bad = await billing.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await billing.stripe.subscriptions.update(after.stripeSubscriptionId ?? "", {
      default_payment_method: bad.id,
    });
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + DAY));
    for (const account of [payer, failer, payer, failer]) await look(account);
    expect(await told(payer)).toEqual(["welcome", "payment-receipt"]);
    expect(await text(payer, "payment-receipt")).toContain("Paid through: 22 Nov 2028");
    expect(await told(failer)).toEqual(["welcome", "payment-failed"]);
    expect(await text(failer, "payment-failed")).toContain("Open until: 6 Dec 2027");
    billing.sandbox.advanceTo(new Date(ONE_YEAR_ON.getTime() + 40 * DAY));
    await look(failer);
    await look(failer);
    expect(await told(failer)).toEqual(["welcome", "payment-failed", "membership-ended"]);
    expect(await text(failer, "membership-ended")).toContain("could not be charged");
  });
});
