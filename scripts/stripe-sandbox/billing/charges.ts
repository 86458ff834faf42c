import type { TestCard } from "../cards.ts";
import type { Decline } from "../errors.ts";
import type { BalanceTransaction, Charge, PaymentIntent, PaymentMethod } from "../stored.ts";
import { addRecord, newId, nowFor, testClockOf, type World } from "../world.ts";

/** Stripe's fee in the US: 2.9 % and 30 cents, rounded half up. */
function feeFor(amount: number): number {
  return Math.round((amount * 29) / 1000) + 30;
}

/** Books money in (a charge) or out (a refund, a dispute) on the account's balance. */
export function addBalanceTransaction(
  world: World,
  facts: Pick<BalanceTransaction, "amount" | "currency" | "type" | "source"> & {
    fee: number;
    at: number;
    description: string | null;
  },
): BalanceTransaction {
  const { amount, currency, type, source, fee, at } = facts;
  const fees =
    fee === 0
      ? []
      : [
          {
            amount: fee,
            application: null,
            currency,
            description: "Stripe processing fees",
            type: "stripe_fee",
          },
        ];
  return addRecord(world, "balanceTransactions", {
    id: newId("txn_"),
    object: "balance_transaction",
    amount,
    available_on: at + 2 * 86_400,
    balance_type: "payments",
    created: at,
    currency,
    description: facts.description,
    exchange_rate: null,
    fee,
    fee_details: fees,
    net: amount - fee,
    reporting_category: type === "adjustment" ? "dispute" : type,
    source,
    status: "pending",
    type,
  });
}

/** A card as a charge shows it. */
function cardDetails(method: PaymentMethod, card: TestCard, amount: number) {
  return {
    type: "card",
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: method.card?.checks ?? null,
      country: "US",
      electronic_commerce_indicator: null,
      exp_month: method.card?.exp_month ?? 12,
      exp_year: method.card?.exp_year ?? 2034,
      fingerprint: method.card?.fingerprint ?? null,
      funding: card.funding,
      installments: null,
      last4: card.number.slice(-4),
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: "unregulated",
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

function outcomeOf(decline: Decline | null): Charge["outcome"] {
  if (!decline) {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      risk_score: 12,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  }
  return {
    advice_code: "try_again_later",
    network_advice_code: null,
    network_decline_code: null,
    network_status: "declined_by_network",
    reason: decline.declineCode ?? decline.code,
    risk_level: "normal",
    risk_score: 12,
    seller_message: "The bank did not return any further details with this decline.",
    type: "issuer_declined",
  };
}

/** Records one try at charging a card for a payment intent: money in, money held (`captured` false), or a decline. */
export function addCharge(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  card: TestCard,
  result: { decline: Decline | null; captured: boolean },
): Charge {
  const at = nowFor(world, testClockOf(world, intent));
  const { decline, captured } = result;
  const paid = decline === null;
  const id = newId("ch_");
  const took = paid && captured;
  const booking = took
    ? addBalanceTransaction(world, {
        amount: intent.amount,
        currency: intent.currency,
        type: "charge",
        source: id,
        fee: feeFor(intent.amount),
        at,
        description: intent.description,
      })
    : null;
  const charge: Charge = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: took ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: booking?.id ?? null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: world.settings.accountName.toUpperCase().slice(0, 22),
    captured: took,
    created: at,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: cardDetails(method, card, intent.amount),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: paid ? `${world.publicUrl}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: paid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
  return addRecord(world, "charges", charge, paid ? "charge.succeeded" : "charge.failed");
}
