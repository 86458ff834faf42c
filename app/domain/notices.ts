/** Which messages a change of a membership asks for. What was queued already is told by the key of each. */
import { addDays, isoCalendarDate } from "./calendar-date.ts";
import { entitlementOf, graceEnd } from "./entitlement.ts";
import type { Membership, Payment } from "./membership.ts";

/** Something that a member must be told. */
export type Notice =
  | { readonly kind: "welcome"; readonly payment: Payment }
  | { readonly kind: "payment-receipt"; readonly payment: Payment }
  | { readonly kind: "payment-failed"; readonly openUntil: Date }
  | { readonly kind: "card-needs-authentication"; readonly openUntil: Date }
  | { readonly kind: "cancellation-confirmed"; readonly openUntil: Date }
  | { readonly kind: "resumed"; readonly renewsOn: Date }
  | {
      readonly kind: "membership-ended";
      readonly endedOn: Date;
      readonly because: "cancelled" | "not-paid" | "refunded";
    }
  | { readonly kind: "suspended"; readonly since: Date }
  /** `suspendedAt`: when the suspension began that is lifted. */
  | { readonly kind: "reinstated"; readonly suspendedAt: Date }
  | {
      readonly kind: "refund-made";
      /** The payment that went back last: it goes back once. */
      readonly paymentIntentId: string;
      readonly amountCents: number;
      readonly currency: string;
      readonly refundedAt: Date;
    };

/** A payment that we hear of later than this gets no receipt: a history that is read in is no news. */
const RECEIPT_DAYS = 30;

/** Receipts that the payments ask for: the first of a subscription welcomes. Free ones too: they begin or go on a year. */
export function receiptsFor(payments: readonly Payment[], now: Date): Notice[] {
  return payments
    .filter(({ paidAt }) => paidAt > addDays(now, -RECEIPT_DAYS))
    .map((payment) => ({ kind: payment.reason === "join" ? "welcome" : "payment-receipt", payment }));
}

/**
 * What a change from `before` to `after` must be followed by. The same twice asks for nothing. Payments are told by
 * {@link receiptsFor}: they may change no standing, and a standing may change without one.
 */
export function noticesFor(before: Membership, after: Membership, now: Date): Notice[] {
  const suspension = suspensionNotice(before, after);
  const life = lifeNotice(before, after, now);
  return [suspension, life].filter((notice) => notice !== undefined);
}

function suspensionNotice(before: Membership, after: Membership): Notice | undefined {
  if (before.suspendedAt === null && after.suspendedAt !== null) {
    return { kind: "suspended", since: after.suspendedAt };
  }
  if (before.suspendedAt !== null && after.suspendedAt === null) {
    return { kind: "reinstated", suspendedAt: before.suspendedAt };
  }
  return undefined;
}

function lifeNotice(before: Membership, after: Membership, now: Date): Notice | undefined {
  if (isOver(after, now)) {
    if (before.state === "pending" || isOver(before, now)) return undefined;
    return { kind: "membership-ended", endedOn: now, because: endReason(before, after) };
  }
  if (after.state === "past-due") {
    return before.state === "past-due" ? undefined : { kind: "payment-failed", openUntil: openUntil(after) };
  }
  if (before.state === "pending") return undefined;
  const sameContract = before.stripeSubscriptionId === after.stripeSubscriptionId;
  if (willStop(after) && (!willStop(before) || !sameContract)) {
    return { kind: "cancellation-confirmed", openUntil: openUntil(after) };
  }
  if (willStop(before) && !willStop(after) && sameContract && after.paidThrough !== null) {
    return { kind: "resumed", renewsOn: after.paidThrough };
  }
  return undefined;
}

/** Stopped for good: nothing is paid for any more, and nothing will be asked. A suspension is another matter. */
export function isOver(membership: Membership, now: Date): boolean {
  if (membership.state === "ended") return true;
  if (membership.state !== "cancelled") return false;
  return entitlementOf({ ...membership, suspendedAt: null }, now).kind === "lapsed";
}

function willStop({ state, cancelAt }: Membership): boolean {
  return state === "cancelled" || cancelAt !== null;
}

function endReason(before: Membership, after: Membership): "cancelled" | "not-paid" | "refunded" {
  if (after.state === "cancelled") return "cancelled";
  const lost = before.paidThrough !== null && (after.paidThrough ?? NEVER) < before.paidThrough;
  return lost ? "refunded" : "not-paid";
}

const NEVER = new Date(0);

/** Until when the door stays open if nothing more is paid. */
export function openUntil(membership: Membership): Date {
  const { state, paidThrough, extendedUntil } = membership;
  const paid = state === "past-due" ? graceEnd(membership) : paidThrough;
  const dates = [paid, extendedUntil].filter((date) => date !== null);
  return new Date(Math.max(0, ...dates.map((date) => date.getTime())));
}

/**
 * What makes a notice about `after` one of its kind in the outbox. Payments are told once however often they are seen,
 * a failed renewal once a period, a suspension and its end once for each, a refund once for the payment that went back,
 * whatever else has a turning point once for each saving of it (`syncedAt`).
 */
export function noticeKey(notice: Notice, after: Membership): string {
  const subject = `${notice.kind}:${after.id}`;
  switch (notice.kind) {
    case "welcome":
    case "payment-receipt":
      return `${subject}:${notice.payment.invoiceId}`;
    case "payment-failed":
    case "card-needs-authentication":
      return `${subject}:${after.paidThrough === null ? "first" : isoCalendarDate(after.paidThrough)}`;
    case "suspended":
      return `${subject}:${notice.since.toISOString()}`;
    case "reinstated":
      return `${subject}:${notice.suspendedAt.toISOString()}`;
    case "refund-made":
      return `${subject}:${notice.paymentIntentId}`;
    case "cancellation-confirmed":
    case "resumed":
    case "membership-ended":
      return `${subject}:${after.syncedAt?.toISOString() ?? "never"}`;
    default: {
      const impossible: never = notice;
      throw new Error(`Unknown notice ${JSON.stringify(impossible)}`);
    }
  }
}
