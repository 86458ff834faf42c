import { whyUnusable } from "../billing/discounts.ts";
import type { CheckoutSession, PromotionCode } from "../stored.ts";
import { getRecord, nowFor, testClockOf, type World } from "../world.ts";
import { retotalSession } from "./totals.ts";

/** Puts a code that somebody typed on an open session, or says why it does not count. */
export function applyPromotionCode(
  world: World,
  session: CheckoutSession,
  typed: string,
): { ok: true } | { ok: false; message: string } {
  const order = world.state.checkoutOrders.get(session.id);
  const code = [...world.state.promotionCodes.values()].find(
    (candidate) => candidate.active && candidate.code.toLowerCase() === typed.trim().toLowerCase(),
  );
  if (!order || !code) return { ok: false, message: "This code is invalid." };
  const coupon = getRecord(world, "coupons", code.promotion.coupon ?? "");
  const at = nowFor(world, testClockOf(world, session));
  if (whyUnusable(coupon, code, at)) return { ok: false, message: "This code has expired." };
  const refusal = whyNotFor(world, session, code);
  if (refusal) return { ok: false, message: refusal };
  order.discounts = [{ coupon: coupon.id, promotionCode: code.id }];
  retotalSession(world, session, order);
  return { ok: true };
}

export function removePromotionCode(world: World, session: CheckoutSession): void {
  const order = world.state.checkoutOrders.get(session.id);
  if (!order) return;
  order.discounts = [];
  retotalSession(world, session, order);
}

function whyNotFor(world: World, session: CheckoutSession, code: PromotionCode): string | null {
  const { customer } = session;
  if (code.customer && code.customer !== customer) return "This code is invalid.";
  const bought = [...world.state.charges.values()].some(
    (charge) => charge.paid && charge.customer === customer,
  );
  if (code.restrictions.first_time_transaction && customer && bought) {
    return "This code is for first-time customers only.";
  }
  const least = code.restrictions.minimum_amount;
  if (least !== null && (session.amount_subtotal ?? 0) < least) {
    return "Your order does not reach the amount that this code asks for.";
  }
  return null;
}
