import type Stripe from "stripe";
import { z } from "zod";
import { closeDispute } from "../billing/disputes.ts";
import { refund } from "../billing/refunds.ts";
import { pageOf, within } from "../lists.ts";
import { flag, integer, metadata, noParams, oneOf, pagination, params, range, text } from "../params.ts";
import { route } from "../route.ts";
import type { Dispute } from "../stored.ts";
import { changeRecord, getRecord, mergeMetadata, type World } from "../world.ts";

const ofPayment = { ...pagination, charge: text.optional(), created: range, payment_intent: text.optional() };

export const chargeRoutes = [
  route(
    "GET",
    "/v1/charges",
    params<Stripe.ChargeListParams>()({
      ...pagination,
      created: range,
      customer: text.optional(),
      payment_intent: text.optional(),
    }),
    ({ world, params }) =>
      pageOf(
        world.state.charges.values(),
        params,
        "/v1/charges",
        (charge) =>
          (!params.customer || charge.customer === params.customer) &&
          (!params.payment_intent || charge.payment_intent === params.payment_intent) &&
          within(charge.created, params.created),
      ),
  ),
  route("GET", "/v1/charges/:id", noParams, ({ world, id }) => getRecord(world, "charges", id)),
  route(
    "POST",
    "/v1/charges/:id",
    params<Stripe.ChargeUpdateParams>()({ description: text.optional(), metadata }),
    ({ world, id, params }) =>
      changeRecord(
        world,
        "charges",
        id,
        (charge) => {
          if (params.description !== undefined) charge.description = params.description;
          charge.metadata = mergeMetadata(charge.metadata, params.metadata);
        },
        "charge.updated",
      ),
  ),
];

export const refundRoutes = [
  route(
    "POST",
    "/v1/refunds",
    params<Stripe.RefundCreateParams>()({
      amount: integer.optional(),
      charge: text.optional(),
      metadata,
      payment_intent: text.optional(),
      reason: oneOf("duplicate", "fraudulent", "requested_by_customer").optional(),
    }),
    ({ world, params }) => refund(world, { ...params, metadata: mergeMetadata({}, params.metadata) }),
  ),
  route("GET", "/v1/refunds", params<Stripe.RefundListParams>()(ofPayment), ({ world, params }) =>
    pageOf(
      world.state.refunds.values(),
      params,
      "/v1/refunds",
      (record) =>
        (!params.charge || record.charge === params.charge) &&
        (!params.payment_intent || record.payment_intent === params.payment_intent) &&
        within(record.created, params.created),
    ),
  ),
  route("GET", "/v1/refunds/:id", noParams, ({ world, id }) => getRecord(world, "refunds", id)),
  route(
    "POST",
    "/v1/refunds/:id",
    params<Stripe.RefundUpdateParams>()({ metadata }),
    ({ world, id, params }) =>
      changeRecord(
        world,
        "refunds",
        id,
        (record) => {
          record.metadata = mergeMetadata(record.metadata ?? {}, params.metadata);
        },
        "refund.updated",
      ),
  ),
];

const disputeParams = params<Stripe.DisputeUpdateParams>()({
  evidence: z
    .strictObject({
      customer_email_address: text.optional(),
      customer_name: text.optional(),
      product_description: text.optional(),
      service_date: text.optional(),
      shipping_date: text.optional(),
      shipping_tracking_number: text.optional(),
      uncategorized_text: text.optional(),
    })
    .optional(),
  metadata,
  submit: flag.optional(),
});

/** Evidence goes to the bank at once unless it is only staged; `winning_evidence` and `losing_evidence` decide. */
function answerDispute(world: World, id: string, given: z.output<typeof disputeParams>): Dispute {
  const submits = given.evidence !== undefined && given.submit !== false;
  const dispute = changeRecord(
    world,
    "disputes",
    id,
    (record) => {
      Object.assign(record.evidence, given.evidence);
      if (given.evidence) record.evidence_details.has_evidence = true;
      if (submits) {
        record.status = "under_review";
        record.evidence_details.submission_count += 1;
        record.evidence_details.submission_method = "manual";
      }
      record.metadata = mergeMetadata(record.metadata, given.metadata);
    },
    "charge.dispute.updated",
  );
  const verdict = submits ? dispute.evidence.uncategorized_text : null;
  if (verdict === "winning_evidence") return closeDispute(world, id, "won");
  if (verdict === "losing_evidence") return closeDispute(world, id, "lost");
  return dispute;
}

export const disputeRoutes = [
  route("GET", "/v1/disputes", params<Stripe.DisputeListParams>()(ofPayment), ({ world, params }) =>
    pageOf(
      world.state.disputes.values(),
      params,
      "/v1/disputes",
      (dispute) =>
        (!params.charge || dispute.charge === params.charge) &&
        (!params.payment_intent || dispute.payment_intent === params.payment_intent) &&
        within(dispute.created, params.created),
    ),
  ),
  route("GET", "/v1/disputes/:id", noParams, ({ world, id }) => getRecord(world, "disputes", id)),
  route("POST", "/v1/disputes/:id", disputeParams, ({ world, id, params }) =>
    answerDispute(world, id, params),
  ),
  route("POST", "/v1/disputes/:id/close", noParams, ({ world, id }) => closeDispute(world, id, "lost")),
];

export const balanceRoutes = [
  route(
    "GET",
    "/v1/balance_transactions",
    params<Stripe.BalanceTransactionListParams>()({
      ...pagination,
      created: range,
      source: text.optional(),
      type: text.optional(),
    }),
    ({ world, params }) =>
      pageOf(
        world.state.balanceTransactions.values(),
        params,
        "/v1/balance_transactions",
        (booking) =>
          (!params.source || booking.source === params.source) &&
          (!params.type || booking.type === params.type) &&
          within(booking.created, params.created),
      ),
  ),
  route("GET", "/v1/balance_transactions/:id", noParams, ({ world, id }) =>
    getRecord(world, "balanceTransactions", id),
  ),
];
