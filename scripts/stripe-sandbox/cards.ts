import type { Decline } from "./errors.ts";

/** One of Stripe's test cards and what it does. */
export interface TestCard {
  number: string;
  brand: string;
  funding: "credit" | "debit";
  /** Ids that stand for the card in the API. */
  tokens: string[];
  /** What a person should know about it. */
  note: string;
  /** Refused as soon as it is used or saved. */
  decline?: Decline;
  /** Saved without complaint, then refused when charged. */
  chargeDecline?: Decline;
  /** Its bank wants its owner to confirm: once, or each time. */
  confirm?: "once" | "always";
  /** A charge is disputed at once, for this reason. */
  dispute?: "fraudulent" | "product_not_received";
}

function declined(declineCode: string, message: string): Decline {
  return { code: "card_declined", declineCode, message };
}

const generic = declined("generic_decline", "Your card was declined.");
const noFunds = declined("insufficient_funds", "Your card has insufficient funds.");
const expired: Decline = {
  code: "expired_card",
  declineCode: "expired_card",
  message: "Your card has expired.",
};
const wrongCvc: Decline = {
  code: "incorrect_cvc",
  declineCode: "incorrect_cvc",
  message: "Your card's security code is incorrect.",
};
const processing: Decline = {
  code: "processing_error",
  declineCode: "processing_error",
  message: "An error occurred while processing your card. Try again in a little bit.",
};

/** The bank asks for its customer, who is not there. */
export const authenticationRequired: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message:
    "Your card was declined. This transaction requires authentication. Please go to the payment page to confirm it.",
};

/** What Stripe answers to a real card in test mode. */
export const notATestCard = declined(
  "test_mode_live_card",
  "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
);

export const authenticationFailed: Decline = {
  code: "payment_intent_authentication_failure",
  declineCode: null,
  message:
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
};

const visa = { brand: "visa", funding: "credit" } as const;

export const testCards: readonly TestCard[] = [
  { ...visa, number: "4242424242424242", tokens: ["pm_card_visa"], note: "succeeds" },
  {
    brand: "visa",
    funding: "debit",
    number: "4000056655665556",
    tokens: ["pm_card_visa_debit"],
    note: "succeeds (debit)",
  },
  {
    brand: "mastercard",
    funding: "credit",
    number: "5555555555554444",
    tokens: ["pm_card_mastercard"],
    note: "succeeds (Mastercard)",
  },
  {
    brand: "amex",
    funding: "credit",
    number: "378282246310005",
    tokens: ["pm_card_amex"],
    note: "succeeds (Amex)",
  },
  {
    brand: "discover",
    funding: "credit",
    number: "6011111111111117",
    tokens: ["pm_card_discover"],
    note: "succeeds (Discover)",
  },
  {
    ...visa,
    number: "4000000000000002",
    tokens: ["pm_card_visa_chargeDeclined", "pm_card_chargeDeclined"],
    note: "is declined",
    decline: generic,
  },
  {
    ...visa,
    number: "4000000000009995",
    tokens: ["pm_card_visa_chargeDeclinedInsufficientFunds", "pm_card_chargeDeclinedInsufficientFunds"],
    note: "has insufficient funds",
    decline: noFunds,
  },
  {
    ...visa,
    number: "4000000000009987",
    tokens: ["pm_card_visa_chargeDeclinedLostCard"],
    note: "was reported lost",
    decline: declined("lost_card", "Your card was declined."),
  },
  {
    ...visa,
    number: "4000000000009979",
    tokens: ["pm_card_visa_chargeDeclinedStolenCard"],
    note: "was reported stolen",
    decline: declined("stolen_card", "Your card was declined."),
  },
  {
    ...visa,
    number: "4000000000000069",
    tokens: ["pm_card_chargeDeclinedExpiredCard"],
    note: "has expired",
    decline: expired,
  },
  {
    ...visa,
    number: "4000000000000127",
    tokens: ["pm_card_chargeDeclinedIncorrectCvc"],
    note: "has another security code",
    decline: wrongCvc,
  },
  {
    ...visa,
    number: "4000000000000119",
    tokens: ["pm_card_chargeDeclinedProcessingError"],
    note: "meets a processing error",
    decline: processing,
  },
  {
    ...visa,
    number: "4000000000000341",
    tokens: ["pm_card_chargeCustomerFail"],
    note: "can be saved; charges fail",
    chargeDecline: generic,
  },
  {
    ...visa,
    number: "4000002500003155",
    tokens: ["pm_card_authenticationRequiredOnSetup"],
    note: "asks for confirmation once",
    confirm: "once",
  },
  {
    ...visa,
    number: "4000002760003184",
    tokens: ["pm_card_authenticationRequired"],
    note: "asks for confirmation each time",
    confirm: "always",
  },
  {
    ...visa,
    number: "4000000000000259",
    tokens: ["pm_card_createDispute"],
    note: "succeeds, then is disputed as fraud",
    dispute: "fraudulent",
  },
  {
    ...visa,
    number: "4000000000002685",
    tokens: ["pm_card_createDisputeProductNotReceived"],
    note: "succeeds, then is disputed: nothing received",
    dispute: "product_not_received",
  },
];

export function findTestCard(number: string): TestCard | undefined {
  return testCards.find((card) => card.number === number);
}

export function findCardByToken(token: string): TestCard | undefined {
  return testCards.find((card) => card.tokens.includes(token));
}

export type CardDecision =
  | { kind: "approved" }
  | { kind: "declined"; decline: Decline }
  | { kind: "confirm" };

/**
 * What the bank says to a use of a card. `confirmed`: its owner has just confirmed, or did when the card was saved
 * and the bank asks only once. `present`: the owner is there to be asked.
 */
export function decide(
  card: TestCard,
  use: { charge: boolean; present: boolean; confirmedNow: boolean; confirmedBefore: boolean },
): CardDecision {
  if (card.decline) return { kind: "declined", decline: card.decline };
  if (use.charge && card.chargeDecline) return { kind: "declined", decline: card.chargeDecline };
  const asks =
    card.confirm === "always"
      ? !use.confirmedNow
      : card.confirm === "once" && !use.confirmedBefore && !use.confirmedNow;
  if (!asks) return { kind: "approved" };
  return use.present ? { kind: "confirm" } : { kind: "declined", decline: authenticationRequired };
}
