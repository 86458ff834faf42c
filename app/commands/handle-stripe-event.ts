/** Takes in a verified webhook: whom it is about is looked at again, and the event is done when that is saved. */

import type { Db } from "#app/db/client.server.ts";
import { findMembershipIdByCustomer } from "#app/db/memberships.ts";
import { type EventOutcome, markEventHandled, recordEvent } from "#app/db/stripe-events.ts";
import { openUntil } from "#app/domain/notices.ts";
import { type BillingEvent, findChargeCustomer } from "#app/stripe/webhook.ts";
import { type BillingDeps, type SyncOutcome, syncMembership } from "./sync-membership.ts";
import { queueNotices } from "./write-notices.ts";

export type EventContext = {
  readonly now: Date;
  /** Whether we work with real money. */
  readonly livemode: boolean;
  readonly requestId?: string;
};

/**
 * Handles an event however often and in whatever order it comes. Only the customer's id (or that of the charge) is taken from it. An event of
 * the other mode, or about nobody we know, is kept with that outcome and changes nothing.
 * @throws BillingError or Error when the work could not be done: the event stays open, and Stripe must send it again.
 */
export async function handleStripeEvent(
  deps: BillingDeps,
  event: BillingEvent,
  context: EventContext,
): Promise<EventOutcome> {
  const { now, requestId } = context;
  const { alreadyHandled } = await recordEvent(deps.db, event, now);
  if (alreadyHandled) return { result: "duplicate" };
  const settleWithout = async (outcome: EventOutcome) => {
    await markEventHandled(deps.db, event.id, { membershipId: null, outcome, now });
    return outcome;
  };
  if (event.livemode !== context.livemode) return await settleWithout({ result: "other-mode" });
  const customerId =
    event.customerId ??
    (event.chargeId === null ? null : await findChargeCustomer(deps.stripe, event.chargeId));
  if (customerId === null) return await settleWithout({ result: "no-customer" });
  const membershipId = await findMembershipIdByCustomer(deps.db, customerId);
  if (membershipId === undefined) return await settleWithout({ result: "unknown-customer" });
  const synced = await syncMembership(deps, membershipId, {
    now,
    actor: "webhook",
    ...(requestId === undefined ? {} : { requestId }),
    onSettled: async (tx, outcome) => {
      if (event.type === "invoice.payment_action_required") await tellToConfirm(tx, outcome, now);
      await markEventHandled(tx, event.id, { membershipId, outcome: outcomeOf(event, outcome), now });
    },
  });
  return outcomeOf(event, synced);
}

/** The bank wants the cardholder: no standing shows it, so this one thing is told because the event says so. */
async function tellToConfirm(tx: Db, { after }: SyncOutcome, now: Date): Promise<void> {
  if (after.state !== "past-due") return;
  const notice = { kind: "card-needs-authentication", openUntil: openUntil(after) } as const;
  await queueNotices(tx, after, [notice], now);
}

function outcomeOf(event: BillingEvent, { result, strayIds }: SyncOutcome): EventOutcome {
  if (strayIds.length > 0) return { result, detail: `Other live subscriptions: ${strayIds.join(", ")}` };
  if (event.otherVersion) return { result, detail: "The endpoint has another API version than ours." };
  return { result };
}
