import { invalidRequest } from "../errors.ts";
import type { Coupon, Discount, InvoiceLine, PromotionCode } from "../stored.ts";
import { addRecord, changeRecord, emit, getRecord, newId, nowFor, type World } from "../world.ts";
import { addMonths } from "./calendar.ts";

/** A discount as a request names it: a coupon, or a promotion code that stands for one. */
export interface DiscountChoice {
  coupon?: string | undefined;
  promotion_code?: string | undefined;
}

export interface ChosenDiscount {
  coupon: string;
  promotionCode: string | null;
}

function couponOf(code: PromotionCode): string {
  return code.promotion.coupon ?? "";
}

/** The coupon behind a choice, or Stripe's refusal when it is unknown, used up or out of date. */
export function chooseDiscount(
  world: World,
  choice: DiscountChoice,
  param: string,
  at: number,
): ChosenDiscount {
  const code = choice.promotion_code
    ? getRecord(world, "promotionCodes", choice.promotion_code, `${param}[promotion_code]`)
    : null;
  if (!code && !choice.coupon) throw invalidRequest("Missing required param: discounts.", { param });
  const couponId = code ? couponOf(code) : (choice.coupon ?? "");
  const coupon = getRecord(world, "coupons", couponId, `${param}[coupon]`);
  const problem = whyUnusable(coupon, code, at);
  if (problem) throw invalidRequest(problem, { param, code: "coupon_expired" });
  return { coupon: coupon.id, promotionCode: code?.id ?? null };
}

/** Why a coupon or code cannot be redeemed now; null when it can. */
export function whyUnusable(coupon: Coupon, code: PromotionCode | null, at: number): string | null {
  if (!coupon.valid || (coupon.redeem_by !== null && at > coupon.redeem_by)) {
    return `Coupon expired: ${coupon.id}`;
  }
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) {
    return `Coupon ${coupon.id} is used up and cannot be applied.`;
  }
  if (!code) return null;
  const expired = code.expires_at !== null && at > code.expires_at;
  const usedUp = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions;
  return !code.active || expired || usedUp ? "This promotion code is invalid." : null;
}

/** The discount that a coupon gives, not yet recorded. */
export function draftDiscount(
  world: World,
  chosen: ChosenDiscount,
  target: {
    customer: string | null;
    subscription: string | null;
    checkoutSession: string | null;
    start: number;
  },
): Discount {
  const coupon = getRecord(world, "coupons", chosen.coupon);
  const months = coupon.duration === "repeating" ? coupon.duration_in_months : null;
  return {
    id: newId("di_"),
    object: "discount",
    checkout_session: target.checkoutSession,
    customer: target.customer,
    customer_account: null,
    end: months === null ? null : addMonths(target.start, months),
    invoice: null,
    invoice_item: null,
    promotion_code: chosen.promotionCode,
    source: { type: "coupon", coupon: coupon.id },
    start: target.start,
    subscription: target.subscription,
    subscription_item: null,
  };
}

/** Records a discount and counts it against its coupon and code. */
export function redeem(world: World, discount: Discount): Discount {
  changeRecord(world, "coupons", discount.source.coupon ?? "", (coupon) => {
    coupon.times_redeemed += 1;
    if (coupon.max_redemptions !== null) coupon.valid = coupon.times_redeemed < coupon.max_redemptions;
  });
  if (discount.promotion_code) {
    changeRecord(world, "promotionCodes", discount.promotion_code, (code) => {
      code.times_redeemed += 1;
      if (code.max_redemptions !== null) code.active &&= code.times_redeemed < code.max_redemptions;
    });
  }
  return addRecord(world, "discounts", discount, "customer.discount.created");
}

/** The discounts of a subscription that still count at a moment. */
export function currentDiscounts(world: World, ids: string[], at: number): Discount[] {
  return ids
    .map((id) => getRecord(world, "discounts", id))
    .filter((discount) => discount.end === null || at < discount.end);
}

/** After an invoice: a coupon for one invoice is used up, a repeating one may have run out. */
export function retireDiscounts(world: World, subscriptionId: string, used: string[]): void {
  const subscription = getRecord(world, "subscriptions", subscriptionId);
  const at = nowFor(world, subscription.test_clock);
  const gone = subscription.discounts.filter((id) => {
    const discount = getRecord(world, "discounts", id);
    const coupon = world.state.coupons.get(discount.source.coupon ?? "");
    return (
      (coupon?.duration === "once" && used.includes(id)) || (discount.end !== null && at >= discount.end)
    );
  });
  if (gone.length === 0) return;
  changeRecord(world, "subscriptions", subscriptionId, (record) => {
    record.discounts = record.discounts.filter((id) => !gone.includes(id));
  });
  for (const id of gone) {
    const discount = changeRecord(world, "discounts", id, (record) => {
      record.end ??= at;
    });
    emit(world, "customer.discount.deleted", discount);
  }
}

/**
 * Splits an amount over weights so that the parts are whole and add up exactly: each is rounded down, and what is
 * left over goes, one unit each, to the parts that lost most.
 */
export function allocate(amount: number, weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (amount * weight) / total);
  const parts = exact.map(Math.floor);
  const order = exact.map((value, index) => ({ index, lost: value - Math.floor(value) }));
  order.sort((a, b) => b.lost - a.lost || a.index - b.index);
  let left = amount - parts.reduce((sum, part) => sum + part, 0);
  for (const { index } of order) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** What a coupon takes off an amount: a percentage rounded half up, or a fixed sum, never more than the amount. */
export function amountOff(coupon: Pick<Coupon, "amount_off" | "percent_off">, amount: number): number {
  if (coupon.percent_off !== null)
    return Math.round((amount * Math.round(coupon.percent_off * 100)) / 10_000);
  return Math.min(amount, coupon.amount_off ?? 0);
}

/** Writes discounts into the lines that take them, one after the other; returns what each took off in all. */
export function discountLines(
  world: World,
  lines: InvoiceLine[],
  discounts: Discount[],
): Array<{ amount: number; discount: string }> {
  const open = lines.filter((line) => line.discountable && line.amount > 0);
  const left = open.map((line) => line.amount);
  return discounts.map((discount) => {
    const coupon = getRecord(world, "coupons", discount.source.coupon ?? "");
    const total = amountOff(
      coupon,
      left.reduce((sum, amount) => sum + amount, 0),
    );
    allocate(total, left).forEach((amount, index) => {
      const line = open[index];
      if (!line) return;
      left[index] = (left[index] ?? 0) - amount;
      line.discount_amounts = [...(line.discount_amounts ?? []), { amount, discount: discount.id }];
    });
    return { amount: total, discount: discount.id };
  });
}

/** A line's amount after its discounts. */
export function netAmount(line: InvoiceLine): number {
  return line.amount - (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
}
