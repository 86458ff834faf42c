import { invalidRequest, missingParam } from "../errors.ts";
import type { Charge, Refund } from "../stored.ts";
import {
  addRecord,
  changedFields,
  changeRecord,
  emit,
  getRecord,
  newId,
  nowFor,
  testClockOf,
  type World,
} from "../world.ts";
import { addBalanceTransaction } from "./charges.ts";

export interface RefundRequest {
  charge?: string | undefined;
  payment_intent?: string | undefined;
  amount?: number | undefined;
  reason?: string | undefined;
  metadata: Record<string, string>;
}

function chargeToRefund(world: World, request: RefundRequest): Charge {
  if (request.charge) return getRecord(world, "charges", request.charge, "charge");
  if (!request.payment_intent) throw missingParam("charge");
  const intent = getRecord(world, "paymentIntents", request.payment_intent, "payment_intent");
  const charge = world.state.charges.get(intent.latest_charge ?? "");
  if (!charge?.paid) {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      param: "payment_intent",
    });
  }
  return charge;
}

function requireRefundable(charge: Charge, amount: number): void {
  if (charge.disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  }
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: "charge_already_refunded",
    });
  }
  if (amount < 1) {
    throw invalidRequest("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount",
    });
  }
  if (amount > left) {
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`, {
      param: "amount",
    });
  }
}

/** Gives back a payment or a part of it, at once. The invoice it paid stays paid. */
export function refund(world: World, request: RefundRequest): Refund {
  const charge = chargeToRefund(world, request);
  const amount = request.amount ?? charge.amount_captured - charge.amount_refunded;
  requireRefundable(charge, amount);
  const at = nowFor(world, testClockOf(world, charge));
  const id = newId("re_");
  const booking = addBalanceTransaction(world, {
    amount: -amount,
    currency: charge.currency,
    type: "refund",
    source: id,
    fee: 0,
    at,
    description: "REFUND FOR PAYMENT",
  });
  const record = addRecord(world, "refunds", {
    id,
    object: "refund",
    amount,
    balance_transaction: booking.id,
    charge: charge.id,
    created: at,
    currency: charge.currency,
    destination_details: {
      type: "card",
      card: { type: "pending", reference_status: "pending", reference_type: "acquirer_reference_number" },
    },
    metadata: request.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    customer: charge.customer,
    customer_account: null,
    reason: request.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  });
  const before = structuredClone(charge);
  changeRecord(world, "charges", charge.id, (changed) => {
    changed.amount_refunded += amount;
    changed.refunded = changed.amount_refunded === changed.amount;
  });
  const previous = changedFields({ ...before }, { ...charge });
  emit(world, "charge.refunded", charge, previous ?? undefined);
  emit(world, "refund.created", record);
  emit(world, "charge.refund.updated", record);
  return record;
}
