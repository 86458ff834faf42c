/** Random lives of a membership at Stripe, each in a sandbox of its own, and what our side is told of them. */
import { and, eq, ne, sql } from "drizzle-orm";
import fc from "fast-check";
import { getResponse } from "msw";
import Stripe from "stripe";
import { v7 as uuidv7 } from "uuid";
import { applyFeeChanges } from "#app/commands/apply-fee-changes.ts";
import { changePlanTerms } from "#app/commands/change-plan-terms.ts";
import { extendMembership } from "#app/commands/extend-membership.ts";
import { handleStripeEvent } from "#app/commands/handle-stripe-event.ts";
import { offerRefund, refundFee } from "#app/commands/refund-fee.ts";
import { reinstateMembership } from "#app/commands/reinstate-membership.ts";
import { removeHouseholdMember } from "#app/commands/remove-household-member.ts";
import { offerTerms, startJoin } from "#app/commands/start-join.ts";
import { suspendMembership } from "#app/commands/suspend-membership.ts";
import type { BillingDeps } from "#app/commands/sync-membership.ts";
import { writeRenewalNotices } from "#app/commands/write-renewal-notices.ts";
import type { Pools } from "#app/db/client.server.ts";
import { findMembershipOf, getMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { insertHouseholdSeat, listSeats } from "#app/db/seats.ts";
import { accounts, feeChanges, mails, memberships, plans } from "#app/db/tables.server.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import { seatCapacity } from "#app/domain/household.ts";
import { planTermsSchema } from "#app/domain/plan-terms.ts";
import { changeAddOns } from "#app/stripe/add-ons.ts";
import { PLAN_MARK } from "#app/stripe/catalogue.ts";
import { STRIPE_API_VERSION, type StripeClient } from "#app/stripe/client.ts";
import { cancelAtEnd, renewAgain } from "#app/stripe/leaving.ts";
import { dropPendingChange } from "#app/stripe/pending-change.ts";
import { keepPlan, renewTo, upgradeNow } from "#app/stripe/plan-change.ts";
import { BillingError } from "#app/stripe/problem.ts";
import { verifyWebhook } from "#app/stripe/webhook.ts";
import { collectInvoice } from "#scripts/stripe-sandbox/billing/collecting.ts";
import { closeDispute, openDispute } from "#scripts/stripe-sandbox/billing/disputes.ts";
import { createSandbox, type Sandbox } from "#scripts/stripe-sandbox/sandbox.ts";
import { parseState } from "#scripts/stripe-sandbox/state.ts";
import { BASE_PLAN, createAccount, PLUS_PLAN, type TestAccount } from "./people.ts";

const SECRET = "whsec_lives";
const DAY_MS = 86_400_000;
const START = new Date("2026-11-22T17:00:00Z");

/** Fees of plan "base" that staff set now and then; it begins each life with the first. */
const FEES = [BASE_PLAN.feeCents, 6_500, 7_000, 5_500] as const;

/**
 * What happens in a life. `told` is a webhook that comes (again): which of those so far, as a share of them. `near`: the
 * next renewal is so many days ahead. `jobs`: the daily notices, and the moves to a changed fee. `fee`: staff set the fee,
 * for present members from so many days ahead on.
 */
export type Step =
  | { readonly kind: "days" | "near"; readonly days: number }
  | { readonly kind: "told"; readonly share: number }
  | { readonly kind: "dispute" | "refund"; readonly share: number }
  | { readonly kind: "decide"; readonly result: "won" | "lost" }
  | { readonly kind: "card"; readonly card: (typeof CARDS)[number] }
  | { readonly kind: "seats"; readonly seats: number }
  | { readonly kind: (typeof SIMPLE)[number] }
  | ClubStep;

type ClubStep =
  | { readonly kind: (typeof AT_CLUB)[number] }
  | { readonly kind: "fee"; readonly cents: (typeof FEES)[number]; readonly leadDays: number | null };

const CARDS = ["pm_card_visa", "pm_card_chargeCustomerFail", "pm_card_authenticationRequired"] as const;
const SIMPLE = [
  "upgrade",
  "downgrade",
  "keep",
  "cancel",
  "cancel-now",
  "resume",
  "pay",
  "part-refund",
  "join",
  // The bank's answer to a change that waits for it.
  "confirm",
  "drop",
] as const;
/** In the household somebody sits down or is removed; deeds of the desk; the daily jobs. */
const AT_CLUB = ["sit", "remove", "suspend", "reinstate", "extend", "refund-fee", "jobs"] as const;

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const kindOf = <K extends string>(...kinds: readonly K[]) => fc.constantFrom(...kinds);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kindOf("days"), days: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: kindOf("near"), days: fc.integer({ min: 1, max: 31 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: kindOf("told"), share }) },
  { weight: 10, arbitrary: kindOf(...SIMPLE, ...AT_CLUB).map((kind) => ({ kind })) },
  { weight: 2, arbitrary: fc.record({ kind: kindOf("jobs") }) },
  { weight: 3, arbitrary: fc.record({ kind: kindOf("card"), card: fc.constantFrom(...CARDS) }) },
  { weight: 2, arbitrary: fc.record({ kind: kindOf("seats"), seats: fc.integer({ min: 0, max: 2 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kindOf("fee"),
      cents: fc.constantFrom(...FEES),
      leadDays: fc.option(fc.integer({ min: 30, max: 120 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kindOf("dispute", "refund"), share }) },
  { weight: 2, arbitrary: fc.record({ kind: kindOf("decide"), result: kindOf("won", "lost") }) },
);

export type Life = {
  readonly account: TestAccount;
  readonly sandbox: Sandbox;
  readonly deps: BillingDeps;
  /** The same on the owner's role, as the jobs run. */
  readonly owner: BillingDeps;
  /** Fees of plan "base" that the member agreed to by joining or choosing it. */
  readonly agreedCents: Set<number>;
};

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
  // Each life begins with the plans as they were, and is none of the jobs' business when it is over.
  await pools.owner.db.delete(feeChanges);
  await pools.owner.db.update(plans).set({ feeCents: FEES[0] }).where(eq(plans.slug, "base"));
  const sandbox = createSandbox({ now: START, state: parseState(stateText) });
  const stripe = directClient(sandbox);
  const life: Life = {
    account: await createAccount(pools.door),
    sandbox,
    deps: { db: pools.door.db, stripe },
    owner: { db: pools.owner.db, stripe },
    agreedCents: new Set(),
  };
  await join(life);
  return life;
}

/** Takes a life off the table: what it left asks for no renewal any more. */
export async function endLife({ account, owner, sandbox }: Life): Promise<void> {
  const { id } = await membershipIn({ account, deps: owner });
  await owner.db
    .update(memberships)
    .set({ state: "ended" })
    .where(and(eq(memberships.id, id), ne(memberships.state, "pending")));
  sandbox.close();
}

async function join({ account, sandbox, deps, agreedCents }: Life): Promise<void> {
  const now = sandbox.now();
  const plan = await getPlan(deps.db, "base");
  const { shownTerms } = offerTerms(plan, now);
  const origin = { origin: "https://club.example", ip: "203.0.113.7", userAgent: "Test", now };
  const started = await startJoin(deps, { accountId: account.id, planSlug: "base", shownTerms, ...origin });
  if (!started.ok) return;
  agreedCents.add(plan.feeCents);
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
    case "near": {
      const endMs = (subscription.items.data[0]?.current_period_end ?? 0) * 1_000 - step.days * DAY_MS;
      return sandbox.advanceTo(new Date(Math.max(sandbox.now().getTime(), endMs)));
    }
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
    case "downgrade": {
      const plan = await getPlan(deps.db, "base");
      await renewTo(stripe, id, plan);
      life.agreedCents.add(plan.feeCents);
      return;
    }
    case "confirm": {
      const present = { method: null, present: true, confirmedNow: true };
      if (subscription.pending_update !== null) {
        collectInvoice(sandbox.world, subscription.latest_invoice ?? "", present);
      }
      return;
    }
    case "drop":
      return await dropPendingChange(stripe, id);
    case "seats": {
      const plan = subscription.items.data.some(({ price }) => price.lookup_key === PLUS_PLAN.lookupKey)
        ? PLUS_PLAN
        : BASE_PLAN;
      const lookupKey = plan.addOnLookupKey ?? "";
      await changeAddOns(stripe, { subscriptionId: id, lookupKey, seats: step.seats, at: sandbox.now() });
      return;
    }
    case "sit":
    case "remove":
    case "suspend":
    case "reinstate":
    case "extend":
    case "refund-fee":
    case "jobs":
    case "fee":
      return await takeAtClub(life, step);
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

/** What happens at the club rather than at Stripe. */
async function takeAtClub(life: Life, step: ClubStep): Promise<void> {
  const { account, sandbox, deps, owner } = life;
  const now = sandbox.now();
  const { id: membershipId, extendedUntil } = await membershipIn(life);
  const deed = { membershipId, token: uuidv7(), reason: "as lives go", now };
  const actor = { id: null, name: "operator", requestId: undefined };
  switch (step.kind) {
    case "sit":
      return await sitDown(life, membershipId);
    case "remove": {
      const holder = (await listSeats(deps.db, membershipId)).find(({ kind }) => kind === "household");
      if (holder === undefined) return;
      await removeHouseholdMember(deps.db, { accountId: account.id, holderId: holder.accountId, now });
      return;
    }
    case "suspend":
      await suspendMembership(deps.db, { ...deed, actor });
      return;
    case "reinstate":
      await reinstateMembership(deps.db, { ...deed, actor });
      return;
    case "extend":
      await extendMembership(deps.db, { ...deed, days: 20, seenUntil: extendedUntil, actor });
      return;
    case "refund-fee": {
      const offered = await offerRefund(deps, { accountId: account.id, now });
      const shownCents = offered.ok ? offered.offer.totalCents : 0;
      const from = { email: account.email, ip: "203.0.113.7", userAgent: "Test" };
      await refundFee(deps, { ...from, accountId: account.id, now, shownCents });
      return;
    }
    case "jobs":
      await writeRenewalNotices(owner.db, now);
      await applyFeeChanges(owner, now, (_id, error) => {
        throw error;
      });
      return;
    case "fee": {
      const terms = { ...planTermsSchema.parse(await getPlan(deps.db, "base")), feeCents: step.cents };
      const membersFrom = step.leadDays === null ? null : addDays(now, step.leadDays);
      await changePlanTerms(deps, { planSlug: "base", terms, membersFrom, actor, now });
      return;
    }
    default: {
      const impossible: never = step;
      throw new Error(`Unknown step ${JSON.stringify(impossible)}`);
    }
  }
}

/** Somebody takes a household seat, where one is free as far as the club knows. */
async function sitDown({ sandbox, owner }: Life, membershipId: string): Promise<void> {
  const { addOnSeats, planSlug } = await getMembership(owner.db, membershipId);
  const { householdSeats } = await getPlan(owner.db, planSlug);
  const taken = (await listSeats(owner.db, membershipId)).length - 1;
  if (taken >= seatCapacity({ householdSeats, addOnSeats })) return;
  const id = uuidv7();
  const person = {
    id,
    email: `${id}@example.com`,
    name: "Sid Seat",
    passwordHash: "x",
    createdAt: sandbox.now(),
  };
  await owner.db.insert(accounts).values(person);
  await insertHouseholdSeat(owner.db, { membershipId, accountId: id, now: sandbox.now() });
}

/**
 * Fees of plan "base" that renewals asked and of which the member neither was told nor had agreed to them, in cents: there
 * must be none.
 */
export async function untoldFees(life: Life): Promise<number[]> {
  const { sandbox, owner, agreedCents } = life;
  const { id } = await membershipIn(life);
  const told = await owner.db
    .select({ cents: feeChanges.toCents })
    .from(mails)
    .innerJoin(feeChanges, sql`${feeChanges.id}::text = split_part(${mails.key}, ':', 3)`)
    .where(and(eq(mails.membershipId, id), eq(mails.kind, "fee-change")));
  const known = new Set([...agreedCents, ...told.map(({ cents }) => cents)]);
  const renewals = [...sandbox.state.invoices.values()].filter(
    ({ billing_reason }) => billing_reason === "subscription_cycle",
  );
  const fees = renewals
    .flatMap(({ lines }) => lines.data)
    .filter((line) => line.parent?.subscription_item_details?.proration === false)
    .flatMap((line) => sandbox.state.prices.get(line.pricing?.price_details?.price ?? "") ?? [])
    .filter(({ metadata }) => metadata[PLAN_MARK] === "base")
    .map(({ unit_amount }) => unit_amount ?? 0);
  return fees.filter((cents) => !known.has(cents));
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
export async function membershipIn({ account, deps }: Pick<Life, "account" | "deps">) {
  const membership = await findMembershipOf(deps.db, account.id);
  if (membership === undefined) throw new Error("A life without a membership.");
  return { ...membership, syncedAt: null };
}
