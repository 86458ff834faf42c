/** `club check` as the operator runs it: a process with an exit code. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { openStripe } from "#app/stripe/client.ts";
import { startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { freePort } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, createPlans } from "#tests/support/people.ts";

const database = testDatabase();
const MAIN = fileURLToPath(new URL("../../scripts/club/main.ts", import.meta.url));

type Ran = { readonly code: number; readonly out: string };

function runCheck(args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: database.url, ...settings };
    const child = execFile(process.execPath, [MAIN, "check", ...args], { env }, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out: out + err });
    });
  });
}

beforeAll(async () => {
  await createPlans(database.pools.owner);
});

describe("club check", () => {
  test("ends with 0 in a sound club, with 1 and what it found in one that is not", async () => {
    const sound = await runCheck([]);
    expect(sound.out).toMatch(/^Sound: \d+ checks, nothing found\.$/m);
    expect(sound.code).toBe(0);
    const { membershipId } = await createMember(database.pools.owner);
    const broken = await runCheck(["--json"]);
    expect(broken.code).toBe(1);
    const { sound: isSound, results } = JSON.parse(broken.out);
    expect(isSound).toBe(false);
    const found = results.filter((one: { found: number }) => one.found > 0);
    expect(found).toMatchObject([
      { name: "joined-has-consent", found: 1, examples: [{ subject: membershipId }] },
    ]);
    const said = await runCheck(["--only", "joined-has-consent", "--examples", "0"]);
    expect(said.out).toContain("BROKEN  joined-has-consent: 1 found.");
    expect(said.out).toContain("1 check, 1 broken.");
  });

  test("wrong use ends with 2", async () => {
    expect((await runCheck(["--only", "no-such-check"])).code).toBe(2);
    expect((await runCheck(["--examples", "many"])).code).toBe(2);
  });

  test("with --stripe, a subscription that nobody's membership goes by is found", async () => {
    const stripe = await startSandboxServer({ port: await freePort() });
    const client = openStripe({ secretKey: "sk_test_check", apiUrl: stripe.url });
    const { owner } = database.pools;
    await setUpBilling({ db: owner.db, stripe: client }, { now: new Date() });
    const price = (await client.prices.list({ lookup_keys: ["tallyhouse_base_yearly"] })).data[0]?.id ?? "";
    const subscribe = async (customer: string) =>
      await client.subscriptions.create({ customer, items: [{ price }] });
    const newCustomer = async () =>
      await client.customers.create({
        payment_method: "pm_card_visa",
        invoice_settings: { default_payment_method: "pm_card_visa" },
      });
    const ours = await newCustomer();
    const { membershipId } = await createMember(owner, {
      stripeCustomerId: ours.id,
      stripeSubscriptionId: null,
      state: "pending",
      paidThrough: null,
    });
    await subscribe(ours.id);
    await syncMembership({ db: owner.db, stripe: client }, membershipId, { now: new Date(), actor: "test" });
    const settings = { STRIPE_SECRET_KEY: "sk_test_check", STRIPE_API_URL: stripe.url };
    const only = ["--only", "one-primary-seat", "--stripe", "--json"];
    expect((await runCheck(only, settings)).code).toBe(0);

    const twice = await subscribe(ours.id);
    const stranger = await subscribe((await newCustomer()).id);
    const broken = await runCheck(only, settings);
    expect(broken.code).toBe(1);
    const { results } = JSON.parse(broken.out);
    expect(results).toMatchObject([
      { name: "one-primary-seat", found: 0 },
      { name: "stripe-subscription-has-membership", found: 1, examples: [{ subject: stranger.id }] },
      { name: "stripe-subscription-is-the-one", found: 1, examples: [{ subject: twice.id }] },
    ]);
    await stripe.close();
    const unreachable = await runCheck(only, settings);
    expect(unreachable.out).toContain("Stripe could not be asked");
    expect(unreachable.code).toBe(1);
  }, 60_000);
});
