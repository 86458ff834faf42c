/** What a member's own billing deeds have in common: whose it is, what Stripe says first, and a trail. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { findMembershipOf, type SeatedMembership } from "#app/db/memberships.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import { type BillingDeps, syncMembership } from "./sync-membership.ts";

/** A member who asks for something, from where. */
export type MemberAsking = {
  readonly accountId: string;
  /** Mail address, for the trail. */
  readonly email: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly now: Date;
  readonly requestId?: string;
  /** Who does it for them, where that is somebody at the desk. */
  readonly staff?: { readonly id: string; readonly name: string };
};

export type BilledMembership = SeatedMembership & {
  readonly stripeCustomerId: string;
  readonly stripeSubscriptionId: string;
};

/** The account's membership where it has the primary seat and something was ever paid; else undefined. */
export async function findBilledMembership(
  deps: BillingDeps,
  accountId: string,
): Promise<BilledMembership | undefined> {
  const membership = await findMembershipOf(deps.db, accountId);
  if (membership?.seat !== "primary") return undefined;
  const { stripeCustomerId, stripeSubscriptionId } = membership;
  if (stripeCustomerId === null || stripeSubscriptionId === null) return undefined;
  return { ...membership, stripeCustomerId, stripeSubscriptionId };
}

/** The same, after Stripe was asked: nobody decides about money on an old reading. @throws BillingError */
export async function readBilledMembership(
  deps: BillingDeps,
  { accountId, now, email }: MemberAsking,
): Promise<BilledMembership | undefined> {
  const known = await findBilledMembership(deps, accountId);
  if (known === undefined) return undefined;
  await syncMembership(deps, known.id, { now, actor: email });
  return await findBilledMembership(deps, accountId);
}

/**
 * Takes in what a deed has changed at Stripe, and runs `tell` in the transaction that saves it. When Stripe is gone by
 * now, its webhook will bring the change; the deed is done, so `tell` runs all the same.
 */
export async function takeIn(
  deps: BillingDeps,
  membershipId: string,
  asking: MemberAsking,
  tell: (tx: Db) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const onSettled = async (tx: Db) => void (await tell(tx));
  try {
    await syncMembership(deps, membershipId, { now: asking.now, actor: asking.email, onSettled });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    await deps.db.transaction(onSettled);
  }
}

/** Notes what a member asked for. */
export async function noteDeed(
  deps: BillingDeps,
  membershipId: string,
  asking: MemberAsking,
  deed: { readonly action: string; readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  const { accountId, email, now, requestId, staff } = asking;
  await appendAudit(deps.db, {
    at: now,
    actorId: staff?.id ?? accountId,
    actor: staff?.name ?? email,
    subjectKind: "membership",
    subjectId: membershipId,
    requestId,
    ...deed,
  });
}
