import { allocate, amountOff } from "../billing/discounts.ts";
import type { CheckoutOrder } from "../state.ts";
import type { CheckoutSession, Coupon } from "../stored.ts";
import { changeRecord, getRecord, type World } from "../world.ts";

/** What is paid on the page: nothing during a trial, else the lines less their discounts. In minor units. */
export interface CheckoutTotals {
  subtotal: number;
  discount: number;
  total: number;
}

export function couponsOf(world: World, order: CheckoutOrder): Coupon[] {
  return order.discounts.map((discount) => getRecord(world, "coupons", discount.coupon));
}

export function hasTrial(order: CheckoutOrder): boolean {
  return order.trialDays !== null || order.trialEnd !== null;
}

/** Works out an order's amounts, and writes each line's share of the discounts into it. */
export function totalOrder(world: World, order: CheckoutOrder): CheckoutTotals {
  for (const line of order.lines) {
    const full = (line.price?.unit_amount ?? 0) * (line.quantity ?? 1);
    line.amount_subtotal = hasTrial(order) ? 0 : full;
    line.amount_discount = 0;
    line.amount_total = line.amount_subtotal;
  }
  for (const coupon of couponsOf(world, order)) {
    const left = order.lines.map((line) => line.amount_total);
    const taken = amountOff(
      coupon,
      left.reduce((sum, amount) => sum + amount, 0),
    );
    allocate(taken, left).forEach((amount, index) => {
      const line = order.lines[index];
      if (!line) return;
      line.amount_discount += amount;
      line.amount_total -= amount;
    });
  }
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    subtotal: sum(order.lines.map((line) => line.amount_subtotal)),
    discount: sum(order.lines.map((line) => line.amount_discount)),
    total: sum(order.lines.map((line) => line.amount_total)),
  };
}

/** Brings a session's amounts up to date with its order. */
export function retotalSession(world: World, session: CheckoutSession, order: CheckoutOrder): void {
  const { subtotal, discount, total } = totalOrder(world, order);
  changeRecord(world, "checkoutSessions", session.id, (record) => {
    record.amount_subtotal = subtotal;
    record.amount_total = total;
    record.total_details = { amount_discount: discount, amount_shipping: 0, amount_tax: 0 };
    record.discounts = order.discounts.map(({ coupon, promotionCode }) =>
      promotionCode ? { coupon: null, promotion_code: promotionCode } : { coupon, promotion_code: null },
    );
  });
}
