import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { openStripe } from "#app/stripe/client.ts";
import { createSandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createPlans } from "#tests/support/people.ts";

const database = testDatabase();
const sandbox = createSandbox();
const server = setupServer(...sandbox.handlers);
const stripe = openStripe({ secretKey: "sk_test_sandbox" });
const publicUrl = "https://club.example";

const setUp = () => setUpBilling({ db: database.pools.owner.db, stripe }, { publicUrl, now: new Date() });
const outcomes = async () => (await setUp()).steps.map(({ name, outcome }) => `${name}: ${outcome}`);

beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  await createPlans(database.pools.owner);
});
afterAll(() => server.close());

test("an empty account gets the prices, the portal and the endpoint, and its secret is told once", async () => {
  const report = await setUp();
  expect(report.steps.map(({ what, outcome }) => `${what}: ${outcome}`)).toEqual([
    "price: created",
    "price: created",
    "price: created",
    "price: created",
    "portal: created",
    "webhook: created",
  ]);
  expect(report.webhookSecret).toMatch(/^whsec_/);
  const [endpoint] = sandbox.state.webhookEndpoints.values();
  expect(endpoint).toMatchObject({ url: `${publicUrl}/webhooks/stripe`, api_version: "2026-10-28.endive" });
});

test("again, everything is there already", async () => {
  expect(await outcomes()).toEqual([
    "tallyhouse_base_yearly: unchanged",
    "tallyhouse_plus_yearly: unchanged",
    "tallyhouse_base_seat_yearly: unchanged",
    "tallyhouse_plus_seat_yearly: unchanged",
    "billing portal: unchanged",
    `${publicUrl}/webhooks/stripe: unchanged`,
  ]);
  expect((await setUp()).webhookSecret).toBeNull();
  expect(sandbox.state.products.size).toBe(4);
  expect(sandbox.state.prices.size).toBe(4);
});

test("a fee that changed makes a new price of the same product, which takes the key over; it is on the trail", async () => {
  await database.pools.owner.sql`update plans set fee_cents = 6500 where slug = 'base'`;
  expect((await outcomes())[0]).toBe("tallyhouse_base_yearly: changed");
  expect((await outcomes())[0]).toBe("tallyhouse_base_yearly: unchanged");
  const { data } = await stripe.prices.list({ lookup_keys: ["tallyhouse_base_yearly"] });
  expect(data.map(({ unit_amount }) => unit_amount)).toEqual([6_500]);
  expect(sandbox.state.products.size).toBe(4);
  const entries = await database.pools.owner.sql`
    select after from audit_entries where subject_kind = 'plan' and subject_id = 'base' and after ? 'feeCents' order by at, id`;
  expect(entries.map(({ after }) => after.feeCents)).toEqual([6_000, 6_500]);
});

test("an endpoint that was switched off is switched on again", async () => {
  const [endpoint] = sandbox.state.webhookEndpoints.values();
  await stripe.webhookEndpoints.update(endpoint?.id ?? "", { disabled: true });
  expect((await outcomes()).at(-1)).toBe(`${publicUrl}/webhooks/stripe: changed`);
});

test("a seat's fee that changed makes a new price, which bears no plan's mark", async () => {
  await database.pools.owner.sql`update plans set add_on_fee_cents = 3500 where slug = 'base'`;
  expect(await outcomes()).toContain("tallyhouse_base_seat_yearly: changed");
  const { data } = await stripe.prices.list({ lookup_keys: ["tallyhouse_base_seat_yearly"] });
  expect(data.map(({ unit_amount }) => unit_amount)).toEqual([3_500]);
  expect(Object.keys(data[0]?.metadata ?? {})).toEqual(["tallyhouse_add_on"]);
});
