import type Stripe from "stripe";
import { z } from "zod";
import { invalidRequest, missingParam } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import {
  decimal,
  flag,
  integer,
  metadata,
  noParams,
  oneOf,
  pagination,
  params,
  range,
  text,
  wholeNumber,
} from "../params.ts";
import { route } from "../route.ts";
import type { Coupon, PromotionCode } from "../stored.ts";
import {
  addRecord,
  changeRecord,
  emit,
  getRecord,
  mergeMetadata,
  newId,
  nowFor,
  type World,
} from "../world.ts";
import { currency } from "./price-terms.ts";

const createCouponParams = params<Stripe.CouponCreateParams>()({
  amount_off: wholeNumber.optional(),
  currency: currency.optional(),
  duration: oneOf("forever", "once", "repeating").optional(),
  duration_in_months: integer.optional(),
  id: text.optional(),
  max_redemptions: integer.optional(),
  metadata,
  name: text.optional(),
  percent_off: decimal.optional(),
  redeem_by: integer.optional(),
});

function createCoupon(world: World, given: z.output<typeof createCouponParams>): Coupon {
  const duration = given.duration ?? "once";
  if ((given.amount_off === undefined) === (given.percent_off === undefined)) {
    throw invalidRequest("You must specify exactly one of percent_off or amount_off.", {
      param: "percent_off",
    });
  }
  if (given.percent_off !== undefined && (given.percent_off <= 0 || given.percent_off > 100)) {
    throw invalidRequest("Invalid percent_off: must be greater than 0 and at most 100.", {
      param: "percent_off",
    });
  }
  if (given.amount_off !== undefined && !given.currency) throw missingParam("currency");
  if (duration === "repeating" && !given.duration_in_months) throw missingParam("duration_in_months");
  const id = given.id ?? newId("", 8);
  if (world.state.coupons.has(id)) {
    throw invalidRequest("Coupon already exists.", { code: "resource_already_exists", param: "id" });
  }
  const coupon: Coupon = {
    id,
    object: "coupon",
    amount_off: given.amount_off ?? null,
    created: nowFor(world, null),
    currency: given.currency ?? null,
    duration,
    duration_in_months: given.duration_in_months ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: mergeMetadata({}, given.metadata),
    name: given.name ?? null,
    percent_off: given.percent_off ?? null,
    redeem_by: given.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
  return addRecord(world, "coupons", coupon, "coupon.created");
}

export const couponRoutes = [
  route("POST", "/v1/coupons", createCouponParams, ({ world, params }) => createCoupon(world, params)),
  route(
    "GET",
    "/v1/coupons",
    params<Stripe.CouponListParams>()({ ...pagination, created: range }),
    ({ world, params }) =>
      pageOf(world.state.coupons.values(), params, "/v1/coupons", (coupon) =>
        within(coupon.created, params.created),
      ),
  ),
  route("GET", "/v1/coupons/:id", noParams, ({ world, id }) => getRecord(world, "coupons", id)),
  route(
    "POST",
    "/v1/coupons/:id",
    params<Stripe.CouponUpdateParams>()({ metadata, name: text.optional() }),
    ({ world, id, params }) =>
      changeRecord(
        world,
        "coupons",
        id,
        (coupon) => {
          if (params.name !== undefined) coupon.name = params.name;
          coupon.metadata = mergeMetadata(coupon.metadata ?? {}, params.metadata);
        },
        "coupon.updated",
      ),
  ),
  route("DELETE", "/v1/coupons/:id", noParams, ({ world, id }) => {
    // A deleted coupon gives nothing new, but the discounts that came of it go on: the record stays, invalid.
    const coupon = changeRecord(world, "coupons", id, (record) => {
      record.valid = false;
    });
    emit(world, "coupon.deleted", coupon);
    return { id, object: "coupon", deleted: true };
  }),
];

const createCodeParams = params<Stripe.PromotionCodeCreateParams>()({
  active: flag.optional(),
  code: text.optional(),
  customer: text.optional(),
  expires_at: integer.optional(),
  max_redemptions: integer.optional(),
  metadata,
  promotion: z.strictObject({ type: oneOf("coupon"), coupon: text }),
  restrictions: z
    .strictObject({
      first_time_transaction: flag.optional(),
      minimum_amount: wholeNumber.optional(),
      minimum_amount_currency: currency.optional(),
    })
    .optional(),
});

function createCode(world: World, given: z.output<typeof createCodeParams>): PromotionCode {
  const coupon = getRecord(world, "coupons", given.promotion.coupon, "promotion[coupon]");
  if (!coupon.valid) throw invalidRequest("This coupon is not valid.", { param: "promotion[coupon]" });
  if (given.customer) getRecord(world, "customers", given.customer, "customer");
  const code = given.code ?? newId("", 8).toUpperCase();
  const taken = [...world.state.promotionCodes.values()].some(
    (other) => other.active && other.code.toLowerCase() === code.toLowerCase(),
  );
  if (taken)
    throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, {
      param: "code",
    });
  const record: PromotionCode = {
    id: newId("promo_"),
    object: "promotion_code",
    active: given.active ?? true,
    code,
    created: nowFor(world, null),
    customer: given.customer ?? null,
    customer_account: null,
    expires_at: given.expires_at ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: mergeMetadata({}, given.metadata),
    promotion: { type: "coupon", coupon: coupon.id },
    restrictions: {
      first_time_transaction: given.restrictions?.first_time_transaction ?? false,
      minimum_amount: given.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: given.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  };
  return addRecord(world, "promotionCodes", record, "promotion_code.created");
}

const listCodeParams = params<Stripe.PromotionCodeListParams>()({
  ...pagination,
  active: flag.optional(),
  code: text.optional(),
  coupon: text.optional(),
  created: range,
  customer: text.optional(),
});

export const promotionCodeRoutes = [
  route("POST", "/v1/promotion_codes", createCodeParams, ({ world, params }) => createCode(world, params)),
  route("GET", "/v1/promotion_codes", listCodeParams, ({ world, params }) =>
    pageOf(
      world.state.promotionCodes.values(),
      params,
      "/v1/promotion_codes",
      (code) =>
        (params.active === undefined || code.active === params.active) &&
        (!params.code || code.code.toLowerCase() === params.code.toLowerCase()) &&
        (!params.coupon || code.promotion.coupon === params.coupon) &&
        (!params.customer || code.customer === params.customer) &&
        within(code.created, params.created),
    ),
  ),
  route("GET", "/v1/promotion_codes/:id", noParams, ({ world, id }) =>
    getRecord(world, "promotionCodes", id),
  ),
  route(
    "POST",
    "/v1/promotion_codes/:id",
    params<Stripe.PromotionCodeUpdateParams>()({ active: flag.optional(), metadata }),
    ({ world, id, params }) =>
      changeRecord(
        world,
        "promotionCodes",
        id,
        (code) => {
          if (params.active !== undefined) code.active = params.active;
          code.metadata = mergeMetadata(code.metadata ?? {}, params.metadata);
        },
        "promotion_code.updated",
      ),
  ),
];
