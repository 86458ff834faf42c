/** The whole fee of the current year back, whenever a member asks; the membership ends with it. */
import type { Db } from "#app/db/client.server.ts";
import { entitlementOf } from "#app/domain/entitlement.ts";
import { listRefundable, type RefundablePayment, refundPayment } from "#app/stripe/leaving.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import {
  type BilledMembership,
  findBilledMembership,
  type MemberAsking,
  noteDeed,
  readBilledMembership,
  takeIn,
} from "./member-billing.ts";
import type { BillingDeps } from "./sync-membership.ts";
import { queueNotices } from "./write-notices.ts";

export type RefundRefusal = "no-billing" | "nothing-paid" | "suspended" | "disputed" | "billing-unavailable";

export type RefundOffer = {
  readonly payments: readonly RefundablePayment[];
  readonly totalCents: number;
  readonly currency: string;
};

export type RefundOfferResult =
  | { readonly ok: true; readonly offer: RefundOffer }
  | { readonly ok: false; readonly reason: RefundRefusal };

/** What a member would get back now: all payments of the running year, an upgrade's and seats' too. */
export async function offerRefund(
  deps: BillingDeps,
  { accountId, now }: { accountId: string; now: Date },
): Promise<RefundOfferResult> {
  const membership = await findBilledMembership(deps, accountId);
  if (membership === undefined) return { ok: false, reason: "no-billing" };
  try {
    return await offerFor(deps, membership, now);
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}

async function offerFor(
  deps: BillingDeps,
  membership: BilledMembership,
  now: Date,
): Promise<RefundOfferResult> {
  const { kind } = entitlementOf(membership, now);
  if (kind === "suspended") return { ok: false, reason: "suspended" };
  if (kind !== "active" && kind !== "paid-through") return { ok: false, reason: "nothing-paid" };
  const { stripeCustomerId: customerId, stripeSubscriptionId: subscriptionId } = membership;
  const payments = await listRefundable(deps.stripe, { customerId, subscriptionId }, now);
  const first = payments[0];
  if (first === undefined) return { ok: false, reason: "nothing-paid" };
  if (payments.some(({ disputed }) => disputed)) return { ok: false, reason: "disputed" };
  const totalCents = payments.reduce((cents, { leftCents }) => cents + leftCents, 0);
  return { ok: true, offer: { payments, totalCents, currency: first.currency } };
}

export type RefundResult =
  | { readonly ok: true; readonly totalCents: number; readonly currency: string }
  | { readonly ok: false; readonly reason: RefundRefusal | "amount-changed" };

/**
 * Gives everything back that was shown, and ends the membership at once; the member is told by mail. The fee itself goes last: an attempt that breaks
 * off before leaves a member who can ask again for the rest. No payment goes back twice.
 */
export async function refundFee(
  deps: BillingDeps,
  asking: MemberAsking & { shownCents: number },
): Promise<RefundResult> {
  try {
    const membership = await readBilledMembership(deps, asking);
    if (membership === undefined) return { ok: false, reason: "no-billing" };
    const offered = await offerFor(deps, membership, asking.now);
    if (!offered.ok) return offered;
    const { payments, totalCents, currency } = offered.offer;
    if (totalCents !== asking.shownCents) return { ok: false, reason: "amount-changed" };
    await noteDeed(deps, membership.id, asking, { action: "refund-fee", after: { totalCents } });
    for (const payment of payments) await refundPayment(deps.stripe, payment);
    await takeIn(deps, membership.id, asking, (tx) => tellRefund(tx, membership, offered.offer, asking.now));
    return { ok: true, totalCents, currency };
  } catch (error) {
    if (isUnavailable(error)) return { ok: false, reason: "billing-unavailable" };
    throw error;
  }
}

/** Two clicks at once gave the same payments back, so they tell it under the same key. */
async function tellRefund(
  tx: Db,
  membership: BilledMembership,
  offer: RefundOffer,
  now: Date,
): Promise<void> {
  const last = offer.payments.at(-1);
  if (last === undefined) return;
  const { totalCents: amountCents, currency } = offer;
  const { paymentIntentId } = last;
  const notice = { kind: "refund-made", paymentIntentId, amountCents, currency, refundedAt: now } as const;
  await queueNotices(tx, membership, [notice], now);
}
