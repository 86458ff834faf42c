/** What can go wrong with Stripe, in three words. */
import Stripe from "stripe";

/** `card`: the person can do something; `unavailable`: trying again helps; `invalid`: our mistake or a record that is gone. */
export type StripeProblem =
  | { readonly kind: "card"; readonly declineCode: string | null }
  | { readonly kind: "unavailable" }
  | { readonly kind: "invalid"; readonly code: string | null; readonly param: string | null };

export class BillingError extends Error {
  override name = "BillingError";
  readonly problem: StripeProblem;
  /** Stripe's id of the request, for its dashboard's log. */
  readonly stripeRequestId: string | undefined;

  constructor(problem: StripeProblem, message: string, stripeRequestId?: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
    this.stripeRequestId = stripeRequestId;
  }
}

/** Runs a call to Stripe. @throws BillingError for whatever Stripe or the way to it refuses. */
export async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    throw new BillingError(problemOf(error), error.message, error.requestId, error);
  }
}

/** Codes of a charge for which the bank wants to hear the card's owner. */
const ASKS_ITS_OWNER: ReadonlySet<string> = new Set([
  "authentication_required",
  "invoice_payment_intent_requires_action",
  "subscription_payment_intent_requires_action",
]);

function problemOf(error: Stripe.errors.StripeError): StripeProblem {
  if (error instanceof Stripe.errors.StripeCardError) {
    const asks = error.code !== undefined && ASKS_ITS_OWNER.has(error.code);
    return { kind: "card", declineCode: asks ? "authentication_required" : (error.decline_code ?? null) };
  }
  const { StripeConnectionError, StripeRateLimitError, StripeAPIError } = Stripe.errors;
  const passing = [StripeConnectionError, StripeRateLimitError, StripeAPIError].some(
    (type) => error instanceof type,
  );
  if (passing || error.statusCode === 409) return { kind: "unavailable" };
  return { kind: "invalid", code: error.code ?? null, param: error.param ?? null };
}

/** Whether `error` says that trying again later may help. */
export function isUnavailable(error: unknown): error is BillingError {
  return error instanceof BillingError && error.problem.kind === "unavailable";
}

/** Whether a charge was refused because the card's owner must confirm it at the bank. */
export function asksOwner(error: unknown): error is BillingError {
  return (
    error instanceof BillingError &&
    error.problem.kind === "card" &&
    error.problem.declineCode === "authentication_required"
  );
}

/** Whether Stripe would not have the request as it was: our mistake, or what it names is not as it was. */
export function isInvalid(error: unknown): error is BillingError {
  return error instanceof BillingError && error.problem.kind === "invalid";
}
