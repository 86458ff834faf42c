import type Stripe from "stripe";

type DecimalObject = NonNullable<Stripe.Price["unit_amount_decimal"]>;

type Field<T> = string extends T ? string | Extract<T, null | undefined> : Deep<T>;

type Deep<T> = T extends DecimalObject
  ? string
  : T extends Array<infer Item>
    ? Array<Field<Item>>
    : T extends object
      ? { [Key in keyof T]: Field<T[Key]> }
      : T;

/**
 * An SDK type as it travels and as we keep it: a reference that may be expanded (`string | Customer`) is always
 * the id, and a decimal is a string. The shape is otherwise the SDK's own, so that a field which the pinned API
 * version always sends cannot be forgotten: leaving it out does not compile.
 */
export type Stored<T> = Deep<T>;

export type Customer = Stored<Stripe.Customer>;
export type DeletedCustomer = Stored<Stripe.DeletedCustomer>;
export type Product = Stored<Stripe.Product>;
export type Price = Stored<Stripe.Price>;
export type Coupon = Stored<Stripe.Coupon>;
export type PromotionCode = Stored<Stripe.PromotionCode>;
export type Discount = Stored<Stripe.Discount>;
export type PaymentMethod = Stored<Stripe.PaymentMethod>;
export type SetupIntent = Stored<Stripe.SetupIntent>;
export type PaymentIntent = Stored<Stripe.PaymentIntent>;
export type Charge = Stored<Stripe.Charge>;
export type Refund = Stored<Stripe.Refund>;
export type Dispute = Stored<Stripe.Dispute>;
export type BalanceTransaction = Stored<Stripe.BalanceTransaction>;
export type Subscription = Stored<Stripe.Subscription>;
export type SubscriptionItem = Stored<Stripe.SubscriptionItem>;
export type Invoice = Stored<Stripe.Invoice>;
export type InvoiceLine = Stored<Stripe.InvoiceLineItem>;
export type InvoicePayment = Stored<Stripe.InvoicePayment>;
export type CheckoutSession = Stored<Stripe.Checkout.Session>;
export type CheckoutLine = Stored<Stripe.LineItem>;
export type PortalSession = Stored<Stripe.BillingPortal.Session>;
export type PortalConfiguration = Stored<Stripe.BillingPortal.Configuration>;
export type WebhookEndpoint = Stored<Stripe.WebhookEndpoint>;
export type TestClock = Stored<Stripe.TestHelpers.TestClock>;
export type Metadata = Stripe.Metadata;

/** An event as it is kept and delivered: `data.object` is a snapshot with nothing expanded. */
export interface StoredEvent {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: Stripe.Event["type"];
}

/** The list object that Stripe wraps every collection in. */
export interface List<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}
