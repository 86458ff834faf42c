/** A Stripe account of a test's own, set up with the plans, and people who join through it. */
import { setupServer } from "msw/node";
import { afterAll, beforeAll } from "vitest";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { offerTerms, type StartJoinResult, startJoin } from "#app/commands/start-join.ts";
import type { BillingDeps } from "#app/commands/sync-membership.ts";
import { findMembershipOf, type SeatedMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { openStripe, type StripeClient } from "#app/stripe/client.ts";
import { createSandbox, type Sandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import type { TestDatabase } from "./database.ts";
import { createAccount, createPlans, type TestAccount } from "./people.ts";

/** When these tests begin; the sandbox stands still until it is advanced. */
export const JOIN_DAY = new Date("2026-11-22T17:00:00Z");
export const ONE_YEAR_ON = new Date("2027-11-22T17:00:00Z");

export type TestBilling = {
  readonly sandbox: Sandbox;
  readonly stripe: StripeClient;
  /** On the door role, as the pages and the webhook run. */
  deps(): BillingDeps;
  /** Sends somebody from the plan's page to checkout. */
  start(account: TestAccount, planSlug?: string, now?: Date): Promise<StartJoinResult>;
  /** An account that has paid at checkout; nothing has told us yet. */
  pay(planSlug?: string): Promise<TestAccount>;
  membershipOf(account: TestAccount): Promise<SeatedMembership>;
};

/** Id of the session behind a checkout's address. */
export function sessionIdIn(sandbox: Sandbox, checkoutUrl: string): string {
  for (const [id, session] of sandbox.state.checkoutSessions) if (session.url === checkoutUrl) return id;
  throw new Error(`No session at ${checkoutUrl}`);
}

/** Call it at the top of the file, after `testDatabase()`. */
export function testBilling(database: TestDatabase): TestBilling {
  const sandbox = createSandbox({ now: JOIN_DAY });
  const server = setupServer(...sandbox.handlers);
  const stripe = openStripe({ secretKey: "sk_test_sandbox" });
  const deps = () => ({ db: database.pools.door.db, stripe });
  beforeAll(async () => {
    server.listen({ onUnhandledRequest: "error" });
    await createPlans(database.pools.owner);
    await setUpBilling({ db: database.pools.owner.db, stripe }, { now: JOIN_DAY });
  });
  afterAll(() => {
    sandbox.close();
    server.close();
  });
  const start = async (account: TestAccount, planSlug = "base", now = sandbox.now()) => {
    const { shownTerms } = offerTerms(await getPlan(database.pools.door.db, planSlug), now);
    const origin = { origin: "https://club.example", ip: "203.0.113.7", userAgent: "Test", now };
    return await startJoin(deps(), { accountId: account.id, planSlug, shownTerms, ...origin });
  };
  return {
    sandbox,
    stripe,
    deps,
    start,
    async pay(planSlug) {
      const account = await createAccount(database.pools.door);
      const started = await start(account, planSlug);
      if (!started.ok) throw new Error(started.reason);
      const paid = sandbox.completeCheckout(sessionIdIn(sandbox, started.checkoutUrl));
      if (paid.kind !== "complete") throw new Error(`Checkout: ${paid.kind}`);
      return account;
    },
    async membershipOf(account) {
      const membership = await findMembershipOf(database.pools.door.db, account.id);
      if (membership === undefined) throw new Error(`${account.email} has no membership`);
      return membership;
    },
  };
}
