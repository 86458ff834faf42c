/** What a decline says: Stripe's `code`, the bank's `decline_code`, and the sentence for the card's owner. */
export interface Decline {
  code: string;
  declineCode: string | null;
  message: string;
}

export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  doc_url?: string;
  charge?: string;
  payment_intent?: unknown;
  payment_method?: unknown;
  setup_intent?: unknown;
  request_log_url?: string;
}

/** A refusal in Stripe's words; the API turns it into the error object and status that the SDK expects. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body.code ? { ...body, doc_url: docUrl(body.code) } : body;
  }
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}

export function invalidRequest(message: string, more: { code?: string; param?: string } = {}): StripeRefusal {
  return new StripeRefusal(400, { type: "invalid_request_error", message, ...more });
}

export function missingParam(param: string): StripeRefusal {
  return invalidRequest(`Missing required param: ${param}.`, { code: "parameter_missing", param });
}

export function unknownParam(param: string): StripeRefusal {
  return invalidRequest(`Received unknown parameter: ${param}`, { code: "parameter_unknown", param });
}

/** An id that names nothing: 404 when it was in the path (`param` is "id"), 400 when it was a parameter. */
export function noSuch(kind: string, id: string, param = "id"): StripeRefusal {
  return new StripeRefusal(param === "id" ? 404 : 400, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${kind}: '${id}'`,
    param,
  });
}

export function cardRefused(decline: Decline, more: Partial<ErrorBody> = {}): StripeRefusal {
  return new StripeRefusal(402, {
    type: "card_error",
    code: decline.code,
    message: decline.message,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    ...more,
  });
}

export function notAuthenticated(message: string): StripeRefusal {
  return new StripeRefusal(401, { type: "invalid_request_error", message });
}
