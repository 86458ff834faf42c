import type {
  BalanceTransaction,
  Charge,
  CheckoutLine,
  CheckoutSession,
  Coupon,
  Customer,
  DeletedCustomer,
  Discount,
  Dispute,
  Invoice,
  InvoiceLine,
  InvoicePayment,
  PaymentIntent,
  PaymentMethod,
  PortalConfiguration,
  PortalSession,
  Price,
  Product,
  PromotionCode,
  Refund,
  SetupIntent,
  StoredEvent,
  Subscription,
  TestClock,
  WebhookEndpoint,
} from "./stored.ts";

/** Everything that has an id of its own and an address in the API. */
export interface Resources {
  customers: Customer;
  products: Product;
  prices: Price;
  coupons: Coupon;
  promotionCodes: PromotionCode;
  discounts: Discount;
  paymentMethods: PaymentMethod;
  setupIntents: SetupIntent;
  paymentIntents: PaymentIntent;
  charges: Charge;
  refunds: Refund;
  disputes: Dispute;
  balanceTransactions: BalanceTransaction;
  subscriptions: Subscription;
  invoices: Invoice;
  invoicePayments: InvoicePayment;
  checkoutSessions: CheckoutSession;
  portalSessions: PortalSession;
  portalConfigurations: PortalConfiguration;
  webhookEndpoints: WebhookEndpoint;
  testClocks: TestClock;
  events: StoredEvent;
}

/** What a checkout session was created with and Stripe's own answer does not show. */
export interface CheckoutOrder {
  id: string;
  lines: CheckoutLine[];
  subscriptionMetadata: Record<string, string>;
  subscriptionDescription: string | null;
  trialDays: number | null;
  paymentMetadata: Record<string, string>;
  paymentDescription: string | null;
  receiptEmail: string | null;
  trialEnd: number | null;
  withoutCard: "create_invoice" | "cancel";
  billingMode: "flexible" | "classic";
  captureMethod: "automatic_async" | "manual";
  setupFutureUsage: "off_session" | "on_session" | null;
  discounts: Array<{ coupon: string; promotionCode: string | null }>;
  /** What was typed before the bank's confirmation page was shown. */
  pendingPayment: CheckoutCard | null;
}

/** A card as somebody types it into one of the hosted pages. */
export interface CheckoutCard {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
  name: string | null;
  email: string;
}

/** The behaviour behind a payment method: which test card it is, and whether its owner has confirmed it. */
export interface CardSecret {
  id: string;
  number: string;
  authenticated: boolean;
}

/** A line that waits for the subscription's next invoice. */
export interface PendingLine {
  id: string;
  subscription: string;
  customer: string;
  line: InvoiceLine;
}

export interface DeliveryAttempt {
  atMs: number;
  status: number | null;
  error: string | null;
}

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: "pending" | "delivered" | "failed" | "dropped";
  attempts: DeliveryAttempt[];
  /** Wall-clock milliseconds of the next attempt; null when there will be none. */
  nextAttemptAtMs: number | null;
}

export interface SavedAnswer {
  id: string;
  fingerprint: string;
  status: number;
  body: unknown;
  requestId: string;
  savedAtMs: number;
}

/** Things that go wrong on purpose. */
export interface Faults {
  apiDelayMs: number;
  /** This many requests from now are answered 500 without having done anything. */
  apiFailures: number;
  /** This many requests that write are carried out, and their answers lost on the way back. */
  apiLostAnswers: number;
  webhookDelayMs: number;
  webhookDrop: boolean;
  webhookDuplicate: boolean;
  webhookReorder: boolean;
}

type Tables = { [Name in keyof Resources]: Map<string, Resources[Name]> };

/** The whole account: what a state file holds. */
export interface State extends Tables {
  deletedCustomers: Map<string, DeletedCustomer>;
  checkoutOrders: Map<string, CheckoutOrder>;
  cardSecrets: Map<string, CardSecret>;
  endpointSecrets: Map<string, { id: string; secret: string }>;
  pendingLines: Map<string, PendingLine>;
  deliveries: Map<string, Delivery>;
  savedAnswers: Map<string, SavedAnswer>;
  /** What has been announced ahead of time, so that it is said once. */
  notices: Map<string, { id: string }>;
  clockOffsetSeconds: number;
  faults: Faults;
}

const tableNames = [
  "customers",
  "products",
  "prices",
  "coupons",
  "promotionCodes",
  "discounts",
  "paymentMethods",
  "setupIntents",
  "paymentIntents",
  "charges",
  "refunds",
  "disputes",
  "balanceTransactions",
  "subscriptions",
  "invoices",
  "invoicePayments",
  "checkoutSessions",
  "portalSessions",
  "portalConfigurations",
  "webhookEndpoints",
  "testClocks",
  "events",
  "deletedCustomers",
  "checkoutOrders",
  "cardSecrets",
  "endpointSecrets",
  "pendingLines",
  "deliveries",
  "savedAnswers",
  "notices",
] as const satisfies ReadonlyArray<keyof State>;

/** Changes when a state file of today could no longer be read. */
const stateFileVersion = 1;

function noFaults(): Faults {
  return {
    apiDelayMs: 0,
    apiFailures: 0,
    apiLostAnswers: 0,
    webhookDelayMs: 0,
    webhookDrop: false,
    webhookDuplicate: false,
    webhookReorder: false,
  };
}

export function emptyState(): State {
  const tables = Object.fromEntries(tableNames.map((name) => [name, new Map()]));
  return { ...tables, clockOffsetSeconds: 0, faults: noFaults() } as unknown as State;
}

/** The state as text; every record carries its own id, so a table is the list of its records in order. */
export function serializeState(state: State): string {
  const tables = Object.fromEntries(tableNames.map((name) => [name, [...state[name].values()]]));
  const { clockOffsetSeconds, faults } = state;
  return JSON.stringify({ version: stateFileVersion, clockOffsetSeconds, faults, tables });
}

/** Reads what `serializeState` wrote; throws an error with a plain sentence when it is something else. */
export function parseState(text: string): State {
  let file: { version?: unknown; clockOffsetSeconds?: number; faults?: Faults; tables?: unknown };
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (file?.version !== stateFileVersion) {
    throw new Error(
      `its version is ${String(file?.version)}, this sandbox reads version ${stateFileVersion}`,
    );
  }
  const state = emptyState();
  const tables = file.tables as Record<string, Array<{ id: string }>>;
  for (const name of tableNames) {
    const table = state[name] as Map<string, { id: string }>;
    for (const record of tables[name] ?? []) table.set(record.id, record);
  }
  state.clockOffsetSeconds = file.clockOffsetSeconds ?? 0;
  state.faults = { ...state.faults, ...file.faults };
  return state;
}
