/** Random lives of a membership at Stripe, each in a sandbox of its own, and what our side is told of them. */
import fc from "fast-check";
import { getResponse } from "msw";
import Stripe from "stripe";
import { handleStripeEvent } from "#app/commands/handle-stripe-event.ts";
import { offerTerms, startJoin } from "#app/commands/start-join.ts";
import type { BillingDeps } from "#app/commands/sync-membership.ts";
import type { Pools } from "#app/db/client.server.ts";
import { findMembershipOf } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { STRIPE_API_VERSION, type StripeClient } from "#app/stripe/client.ts";
import { cancelAtEnd, renewAgain } from "#app/stripe/leaving.ts";
import { keepPlan, renewTo, upgradeNow } from "#app/stripe/plan-change.ts";
import { BillingError } from "#app/stripe/problem.ts";
import { verifyWebhook } from "#app/stripe/webhook.ts";
import { closeDispute, openDispute } from "#scripts/stripe-sandbox/billing/disputes.ts";
import { createSandbox, type Sandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import { parseState } from "#scripts/stripe-sandbox/state.ts";
import { BASE_PLAN, createAccount, PLUS_PLAN, type TestAccount } from "./people.ts";

const SECRET = "whsec_lives";
const DAY_MS = 86_400_000;
const START = new Date("2026-11-22T17:00:00Z");

/** What happens in a life. `told` is a webhook that comes (again): which of those so far, as a share of them. */
export type Step =
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "told"; readonly share: number }
  | { readonly kind: "dispute" | "refund"; readonly share: number }
  | { readonly kind: "decide"; readonly result: "won" | "lost" }
  | { readonly kind: "card"; readonly card: "pm_card_visa" | "pm_card_chargeCustomerFail" }
  | {
      readonly kind:
        | "upgrade"
        | "downgrade"
        | "keep"
        | "cancel"
        | "cancel-now"
        | "resume"
        | "pay"
        | "part-refund"
        | "join";
    };

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const simple = fc.constantFrom(
  ...([
    "upgrade",
    "downgrade",
    "keep",
    "cancel",
    "cancel-now",
    "resume",
    "pay",
    "part-refund",
    "join",
  ] as const),
);
const cards = ["pm_card_visa", "pm_card_chargeCustomerFail"] as const;

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("days" as const), days: fc.integer({ min: 1, max: 200 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("told" as const), share }) },
  { weight: 6, arbitrary: simple.map((kind) => ({ kind })) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("card" as const), card: fc.constantFrom(...cards) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("dispute" as const, "refund" as const), share }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("decide" as const),
      result: fc.constantFrom("won" as const, "lost" as const),
    }),
  },
);

export type Life = { readonly account: TestAccount; readonly sandbox: Sandbox; readonly deps: BillingDeps };

/** A client that reaches a sandbox by a function call: a thousand lives need no network. */
function directClient(sandbox: Sandbox): StripeClient {
  const ask = async (url: string | URL | Request, init?: RequestInit) => {
    const answer = await getResponse(sandbox.handlers, new Request(url, init));
    if (answer === undefined) throw new Error("The sandbox has no such address.");
    return answer;
  };
  return new Stripe("sk_test_lives", {
    apiVersion: STRIPE_API_VERSION,
    httpClient: Stripe.createFetchHttpClient(ask as typeof fetch),
    telemetry: false,
  });
}

/** A household that has joined and paid, in a copy of the account that `stateText` holds; nothing has told us yet. */
export async function beginLife(pools: Pools, stateText: string): Promise<Life> {
  const sandbox = createSandbox({ now: START, state: parseState(stateText) });
  const deps = { db: pools.door.db, stripe: directClient(sandbox) };
  const life = { account: await createAccount(pools.door), sandbox, deps };
  await join(life);
  return life;
}

async function join({ account, sandbox, deps }: Life): Promise<void> {
  const now = sandbox.now();
  const { shownTerms } = offerTerms(await getPlan(deps.db, "base"), now);
  const origin = { origin: "https://club.example", ip: "203.0.113.7", userAgent: "Test", now };
  const started = await startJoin(deps, { accountId: account.id, planSlug: "base", shownTerms, ...origin });
  if (!started.ok) return;
  for (const [id, session] of sandbox.state.checkoutSessions) {
    if (session.url === started.checkoutUrl) sandbox.completeCheckout(id);
  }
}

/** One step. What Stripe refuses (a refund of a disputed charge, a change of what has ended) just does not happen. */
export async function live(life: Life, step: Step): Promise<void> {
  try {
    await take(life, step);
  } catch (error) {
    const refused = error instanceof BillingError || error instanceof Stripe.errors.StripeError;
    if (!refused || /sandbox failed/.test(error.message)) throw error;
  }
}

async function take(life: Life, step: Step): Promise<void> {
  const { sandbox, deps } = life;
  const { stripe } = deps;
  const subscription = [...sandbox.state.subscriptions.values()].at(-1);
  const paid = [...sandbox.state.charges.values()].filter((charge) => charge.paid);
  if (subscription === undefined) return;
  const { id, customer } = subscription;
  switch (step.kind) {
    case "days":
      return sandbox.advanceTo(new Date(sandbox.now().getTime() + step.days * DAY_MS));
    case "told":
      return await tell(life, step.share);
    case "join":
      return await join(life);
    case "card": {
      const method = await stripe.paymentMethods.attach(step.card, { customer });
      await stripe.subscriptions.update(id, { default_payment_method: method.id });
      return;
    }
    case "upgrade":
      await upgradeNow(stripe, { subscriptionId: id, plan: PLUS_PLAN, at: sandbox.now() });
      return;
    case "downgrade":
      return await renewTo(stripe, id, BASE_PLAN);
    case "keep":
      return await keepPlan(stripe, id, PLUS_PLAN);
    case "cancel":
      return await cancelAtEnd(stripe, id);
    case "cancel-now":
      await stripe.subscriptions.cancel(id);
      return;
    case "resume":
      return await renewAgain(stripe, id);
    case "pay": {
      const open = [...sandbox.state.invoices.values()].find((invoice) => invoice.status === "open");
      if (open !== undefined) await stripe.invoices.pay(open.id);
      return;
    }
    case "refund":
    case "part-refund": {
      const charge = paid[step.kind === "refund" ? Math.floor(step.share * paid.length) : 0];
      const part = step.kind === "refund" ? {} : { amount: 500 };
      if (charge !== undefined) await stripe.refunds.create({ charge: charge.id, ...part });
      return;
    }
    case "dispute": {
      const charge = paid.filter(({ disputed, refunded }) => !disputed && !refunded)[0];
      if (charge !== undefined) openDispute(sandbox.world, charge.id, "fraudulent");
      return;
    }
    case "decide": {
      const open = [...sandbox.state.disputes.values()].find(({ status }) => status === "needs_response");
      if (open !== undefined) closeDispute(sandbox.world, open.id, step.result);
      return;
    }
    default: {
      const impossible: never = step;
      throw new Error(`Unknown step ${JSON.stringify(impossible)}`);
    }
  }
}

/** One of the webhooks so far comes, for the first time or again; the others may be lost. */
export async function tell({ sandbox, deps }: Life, share: number): Promise<void> {
  const events = sandbox.events();
  const sent = events[Math.floor(share * events.length)];
  if (sent === undefined) return;
  const { body, headers } = sandbox.signedWebhook(sent.id, SECRET);
  const signature = new Headers(headers).get("Stripe-Signature") ?? "";
  const event = verifyWebhook(deps.stripe, body, signature, SECRET);
  if (event === undefined) throw new Error("The sandbox's own signature was refused.");
  await handleStripeEvent(deps, event, { now: sandbox.now(), livemode: false });
}

/** The membership, without the time at which it was read. */
export async function membershipIn({ account, deps }: Life) {
  const membership = await findMembershipOf(deps.db, account.id);
  if (membership === undefined) throw new Error("A life without a membership.");
  return { ...membership, syncedAt: null };
}
