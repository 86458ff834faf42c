import { invalidRequest } from "./errors.ts";
import { listOf } from "./lists.ts";
import type { State } from "./state.ts";
import type { World } from "./world.ts";

type Json = Record<string, unknown>;
type Table = Exclude<keyof State, "clockOffsetSeconds" | "faults">;

/** References by the name of the field that holds them, and where the record is found. */
const references: Record<string, Table> = {
  balance_transaction: "balanceTransactions",
  charge: "charges",
  configuration: "portalConfigurations",
  coupon: "coupons",
  customer: "customers",
  default_payment_method: "paymentMethods",
  default_price: "prices",
  discount: "discounts",
  discounts: "discounts",
  invoice: "invoices",
  latest_charge: "charges",
  latest_invoice: "invoices",
  payment_intent: "paymentIntents",
  payment_method: "paymentMethods",
  pending_setup_intent: "setupIntents",
  price: "prices",
  product: "products",
  promotion_code: "promotionCodes",
  setup_intent: "setupIntents",
  subscription: "subscriptions",
  test_clock: "testClocks",
};

/** Fields of these names that Stripe only ever sends as ids, by object (or by the parent field's name). */
const neverExpanded: Record<string, string[]> = {
  charge: ["payment_method"],
  discount: ["invoice", "subscription"],
  line_item: ["invoice"],
  price_details: ["product"],
  subscription_item: ["subscription"],
  "billing_portal.session": ["customer"],
  "checkout.session": ["discounts"],
};

/** Fields that an answer only has when it is asked for them. */
const included: Record<string, Record<string, (world: World, id: string) => unknown>> = {
  invoice: {
    payments: ({ state }, id) =>
      listOf(
        [...state.invoicePayments.values()].filter((payment) => payment.invoice === id).reverse(),
        `/v1/invoice_payments?invoice=${id}`,
      ),
    confirmation_secret: ({ state }, id) => {
      const payment = [...state.invoicePayments.values()].findLast((candidate) => candidate.invoice === id);
      const intent = state.paymentIntents.get(payment?.payment.payment_intent ?? "");
      return intent ? { client_secret: intent.client_secret, type: "payment_intent" } : null;
    },
  },
  "checkout.session": {
    line_items: ({ state }, id) =>
      listOf(state.checkoutOrders.get(id)?.lines ?? [], `/v1/checkout/sessions/${id}/line_items`),
  },
  customer: {
    subscriptions: ({ state }, id) =>
      listOf(
        [...state.subscriptions.values()]
          .filter((sub) => sub.customer === id && sub.status !== "canceled")
          .reverse(),
        `/v1/customers/${id}/subscriptions`,
      ),
  },
  charge: {
    refunds: ({ state }, id) =>
      listOf(
        [...state.refunds.values()].filter((refund) => refund.charge === id).reverse(),
        `/v1/charges/${id}/refunds`,
      ),
  },
};

const maxLevels = 4;

/**
 * A copy of an answer in which the named references are records. Paths are dotted, go four levels deep, and start
 * with `data` in a list; a path that names nothing expandable is refused.
 */
export function expandAnswer(world: World, answer: unknown, paths: string[]): unknown {
  const copy = structuredClone(answer) as Json;
  for (const path of paths) {
    const keys = path.split(".");
    if (keys.filter((key) => key !== "data").length > maxLevels) {
      throw invalidRequest(`You cannot expand more than ${maxLevels} levels of a property (${path}).`, {
        param: "expand",
      });
    }
    expandPath(world, copy, keys, path, "");
  }
  return copy;
}

function expandPath(world: World, record: Json, keys: string[], path: string, parent: string): void {
  const [key, ...rest] = keys;
  if (key === undefined || record.deleted === true) return;
  const kind = typeof record.object === "string" ? record.object : parent;
  const include = included[kind]?.[key];
  if (include && record[key] === undefined) record[key] = structuredClone(include(world, String(record.id)));
  const table = neverExpanded[kind]?.includes(key) ? undefined : references[key];
  const isReference = table !== undefined && key in record;
  if (isReference) record[key] = resolved(world, table, record[key]);
  const value = record[key];
  if (value === undefined || (rest.length === 0 && !include && !isReference)) throw notExpandable(path);
  if (rest.length === 0) return;
  if (typeof value === "string" || typeof value === "number") throw notExpandable(path);
  for (const next of Array.isArray(value) ? value : [value]) {
    if (next !== null && typeof next === "object") expandPath(world, next as Json, rest, path, key);
  }
}

function resolved(world: World, table: Table, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(world, table, item));
  if (typeof value !== "string") return value;
  const record = world.state[table].get(value) ?? world.state.deletedCustomers.get(value);
  return record ? structuredClone(record) : value;
}

function notExpandable(path: string) {
  return invalidRequest(
    `This property cannot be expanded (${path}). You may want to try expanding a different property.`,
    { param: "expand" },
  );
}
