/** The demo club's members join like anybody else: account, consent, checkout, and the truth read back. They
 * joined some months ago, so that there is something that they bought and saved. */
import { signUp } from "#app/commands/sign-up.ts";
import { offerTerms, startJoin } from "#app/commands/start-join.ts";
import { type BillingDeps, syncMembership } from "#app/commands/sync-membership.ts";
import { findAccountByEmail } from "#app/db/accounts.ts";
import { findMembershipOf } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { emailSchema } from "#app/domain/account.ts";
import { daysBefore } from "./seed/dates.ts";
import { DEMO_PEOPLE, type DemoPerson } from "./seed/people.ts";
import { JOINED_DAYS, seedPurchases } from "./seed/purchases.ts";
import type { Sandbox } from "./stripe-sandbox/sandbox.ts";

/** Lets in every demo member who has no paid membership yet. Gives how many joined. */
export async function joinDemoMembers(deps: BillingDeps, sandbox: Sandbox, origin: string): Promise<number> {
  let joined = 0;
  for (const person of DEMO_PEOPLE) {
    if (person.planSlug !== null && (await join(deps, sandbox, origin, person, person.planSlug))) joined += 1;
  }
  return joined;
}

async function join(
  deps: BillingDeps,
  sandbox: Sandbox,
  origin: string,
  person: DemoPerson,
  planSlug: string,
): Promise<boolean> {
  const now = daysBefore(sandbox.now(), JOINED_DAYS);
  const accountId = await accountOf(deps, person, now);
  if ((await findMembershipOf(deps.db, accountId))?.paidThrough) return false;
  const { shownTerms } = offerTerms(await getPlan(deps.db, planSlug), now);
  const membershipId = await inThePast(sandbox, JOINED_DAYS, () =>
    payFor(deps, sandbox, { accountId, planSlug, shownTerms, origin, now }),
  );
  // What they are told of it, they are told now: a mail of months ago would be one that was never sent.
  await syncMembership(deps, membershipId, { now: sandbox.now(), actor: "demo club" });
  await seedPurchases(deps.db, membershipId, sandbox.now());
  return true;
}

/** Does `work` while the sandbox's clock is `days` behind, then lets it catch up. */
async function inThePast<T>(sandbox: Sandbox, days: number, work: () => Promise<T>): Promise<T> {
  const present = sandbox.now();
  sandbox.state.clockOffsetSeconds -= days * 86_400;
  try {
    return await work();
  } finally {
    sandbox.advanceTo(present);
  }
}

type Joining = {
  readonly accountId: string;
  readonly planSlug: string;
  readonly shownTerms: string;
  readonly origin: string;
  readonly now: Date;
};

/** Answers the membership. */
async function payFor(deps: BillingDeps, sandbox: Sandbox, joining: Joining): Promise<string> {
  const { accountId, planSlug, shownTerms, origin, now } = joining;
  const started = await startJoin(deps, {
    accountId,
    planSlug,
    shownTerms,
    origin,
    ip: "127.0.0.1",
    userAgent: "demo club",
    now,
  });
  if (!started.ok) throw new Error(`Account ${accountId} could not join the demo club: ${started.reason}`);
  const session = [...sandbox.state.checkoutSessions.values()].find((one) => one.url === started.checkoutUrl);
  if (session === undefined)
    throw new Error(`The sandbox does not know the checkout of account ${accountId}`);
  sandbox.completeCheckout(session.id);
  const membership = await findMembershipOf(deps.db, accountId);
  if (membership === undefined) throw new Error(`Account ${accountId} has no membership after joining`);
  return membership.id;
}

async function accountOf(deps: BillingDeps, person: DemoPerson, now: Date): Promise<string> {
  const email = emailSchema.parse(person.email);
  const known = await findAccountByEmail(deps.db, email);
  if (known !== undefined) return known.id;
  const opened = await signUp(
    deps.db,
    { name: person.name, email, password: person.password },
    { ip: "127.0.0.1", now },
  );
  if (!opened.ok) throw new Error(`The demo account ${email} could not be opened: ${opened.reason}`);
  return opened.accountId;
}
