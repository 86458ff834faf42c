/** The demo club as `npm start` opens it: seeded, with the Stripe sandbox and its webhooks beside it. */
import type { Page } from "playwright-core";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { offerTerms, startJoin } from "#app/commands/start-join.ts";
import { type BillingDeps, syncMembership } from "#app/commands/sync-membership.ts";
import { findMembershipOf } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { openStripe } from "#app/stripe/client.ts";
import { joinDemoMembers } from "#scripts/demo-members.ts";
import { seedDemoClub } from "#scripts/seed/demo.ts";
import { DEMO_PEOPLE } from "#scripts/seed/people.ts";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { sessionIdIn } from "./billing.ts";
import { freePort, type OpenClub, openClub } from "./club.ts";
import type { TestDatabase } from "./database.ts";
import { createAccount, type TestAccount } from "./people.ts";

export type OpenDemoClub = OpenClub & {
  readonly stripe: SandboxServer;
  /** On the owner role. */
  readonly deps: BillingDeps;
};

const KEY = "sk_test_demo_club";
const WEBHOOK_SECRET = "whsec_demo_club";

/** Call it in `beforeAll`, after `testDatabase()`. */
export async function openDemoClub(database: TestDatabase): Promise<OpenDemoClub> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const webhook = { url: `${origin}/webhooks/stripe`, secret: WEBHOOK_SECRET };
  const stripe = await startSandboxServer({ port: 0, secretKey: KEY, webhook });
  const { owner } = database.pools;
  await seedDemoClub(owner, new Date());
  const deps = { db: owner.db, stripe: openStripe({ secretKey: KEY, apiUrl: stripe.url }) };
  await setUpBilling(deps, { now: new Date() });
  await joinDemoMembers(deps, stripe.sandbox, origin);
  const club = await openClub(database.url, {
    PORT: String(port),
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_URL: stripe.url,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  return {
    origin,
    stripe,
    deps,
    async close() {
      await club.close();
      await stripe.close();
    },
  };
}

/** Signs one of the demo people in through the form, as anybody would: "member", "merchandiser" ... Then at `then`. */
export async function signInAs(page: Page, club: OpenClub, who: string, then?: string): Promise<void> {
  const person = DEMO_PEOPLE.find(({ email }) => email.startsWith(`${who}@`));
  if (person === undefined) throw new Error(`Nobody in the demo club is ${who}.`);
  await page.goto(`${club.origin}/sign-in${then === undefined ? "" : `?then=${then}`}`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

export type JoinedMember = TestAccount & {
  readonly membershipId: string;
  readonly customerId: string;
  readonly subscriptionId: string;
};

/** Somebody new who has joined plan "base", and paid, at the time that it is in the sandbox. */
export async function joinDemoClub(
  { deps, stripe, origin }: OpenDemoClub,
  { owner }: TestDatabase["pools"],
  name: string,
): Promise<JoinedMember> {
  const now = stripe.sandbox.now();
  const account = await createAccount(owner, { name });
  const { shownTerms } = offerTerms(await getPlan(deps.db, "base"), now);
  const who = { accountId: account.id, ip: "127.0.0.1", userAgent: "test" };
  const started = await startJoin(deps, { ...who, planSlug: "base", shownTerms, origin, now });
  if (!started.ok) throw new Error(`${name} could not join: ${started.reason}`);
  const paid = stripe.sandbox.completeCheckout(sessionIdIn(stripe.sandbox, started.checkoutUrl));
  if (paid.kind !== "complete") throw new Error(`${name} could not pay: ${paid.kind}`);
  const membership = await findMembershipOf(deps.db, account.id);
  if (membership === undefined) throw new Error(`${name} has no membership after joining`);
  const { after } = await syncMembership(deps, membership.id, { now, actor: "test" });
  const { stripeCustomerId: customerId, stripeSubscriptionId: subscriptionId } = after;
  if (customerId === null || subscriptionId === null) throw new Error(`${name} is unknown to Stripe`);
  return { ...account, membershipId: after.id, customerId, subscriptionId };
}

/** Does `work` on a sandbox whose clock is `days` behind, then lets it catch up: what falls due on the way happens. */
export async function daysAgo<T>({ stripe }: OpenDemoClub, days: number, work: () => Promise<T>): Promise<T> {
  const { sandbox } = stripe;
  sandbox.state.clockOffsetSeconds -= days * 86_400;
  try {
    return await work();
  } finally {
    sandbox.advanceTo(new Date());
  }
}
