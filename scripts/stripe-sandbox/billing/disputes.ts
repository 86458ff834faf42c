import { invalidRequest } from "../errors.ts";
import type { Dispute } from "../stored.ts";
import {
  addRecord,
  changeRecord,
  emit,
  getRecord,
  newId,
  nowFor,
  testClockOf,
  type World,
} from "../world.ts";
import { daySeconds } from "./calendar.ts";
import { addBalanceTransaction } from "./charges.ts";

const disputeFee = 1500;

const noEvidence: Dispute["evidence"] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The card's owner takes the money back through the bank: it leaves the balance with a fee until that is decided. */
export function openDispute(world: World, chargeId: string, reason: string): Dispute {
  const charge = getRecord(world, "charges", chargeId, "charge");
  if (!charge.paid || charge.disputed || charge.refunded) {
    throw invalidRequest("Only a paid charge that is neither refunded nor disputed can be disputed.");
  }
  const at = nowFor(world, testClockOf(world, charge));
  const amount = charge.amount - charge.amount_refunded;
  const id = newId("du_");
  const { currency } = charge;
  const withdrawal = addBalanceTransaction(world, {
    amount: -amount,
    currency,
    type: "adjustment",
    source: id,
    fee: disputeFee,
    at,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
  changeRecord(world, "charges", chargeId, (record) => {
    record.disputed = true;
  });
  const dispute: Dispute = {
    id,
    object: "dispute",
    amount,
    balance_transactions: [structuredClone(withdrawal)],
    charge: charge.id,
    created: at,
    currency,
    enhanced_eligibility_types: [],
    evidence: { ...noEvidence },
    evidence_details: {
      due_by: at + 9 * daySeconds,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: "card",
      card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "83" },
    },
    reason,
    status: "needs_response",
  };
  addRecord(world, "disputes", dispute, "charge.dispute.created");
  emit(world, "charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/** The bank decides: won, and the money comes back; lost, and it stays gone. */
export function closeDispute(world: World, id: string, result: "won" | "lost"): Dispute {
  const dispute = getRecord(world, "disputes", id);
  if (dispute.status === "won" || dispute.status === "lost") {
    throw invalidRequest("This dispute is already closed.");
  }
  if (result === "won") {
    const charge = getRecord(world, "charges", dispute.charge);
    const back = addBalanceTransaction(world, {
      amount: dispute.amount,
      currency: dispute.currency,
      type: "adjustment",
      source: id,
      fee: 0,
      at: nowFor(world, testClockOf(world, charge)),
      description: `Chargeback reversal for ${charge.id}`,
    });
    dispute.balance_transactions.push(structuredClone(back));
  }
  changeRecord(world, "disputes", id, (record) => {
    record.status = result;
  });
  emit(world, "charge.dispute.closed", dispute);
  if (result === "won") emit(world, "charge.dispute.funds_reinstated", dispute);
  return dispute;
}
