import type Stripe from "stripe";
import { z } from "zod";
import { attachMethod, methodFrom, requireMethodOf } from "../billing/cards-on-file.ts";
import { endSubscription } from "../billing/settling.ts";
import { addCustomer } from "../customers.ts";
import { pageOf, within } from "../lists.ts";
import {
  address,
  email,
  integer,
  metadata,
  noParams,
  pagination,
  params,
  range,
  text,
  unsettable,
} from "../params.ts";
import { route } from "../route.ts";
import type { Customer } from "../stored.ts";
import { changeRecord, emit, getRecord, mergeMetadata, type World } from "../world.ts";

type Address = NonNullable<Customer["address"]>;

/** An address with null for what was not given. */
function addressOf(given: Partial<{ [Key in keyof Address]: string | null | undefined }>): Address {
  const { line1, line2, city, state, postal_code, country } = given;
  return {
    line1: line1 ?? null,
    line2: line2 ?? null,
    city: city ?? null,
    state: state ?? null,
    postal_code: postal_code ?? null,
    country: country ?? null,
  };
}

const shipping = z.strictObject({ address, name: text, phone: unsettable(text) });
const invoiceSettings = z.strictObject({ default_payment_method: unsettable(text) });

const shared = {
  address: unsettable(address),
  balance: integer.optional(),
  description: unsettable(text),
  email: unsettable(email),
  invoice_settings: invoiceSettings.optional(),
  metadata,
  name: unsettable(text),
  phone: unsettable(text),
  preferred_locales: z.array(text).optional(),
  shipping: unsettable(shipping),
};

const createParams = params<Stripe.CustomerCreateParams>()({
  ...shared,
  payment_method: text.optional(),
  test_clock: text.optional(),
});
const updateParams = params<Stripe.CustomerUpdateParams>()(shared);
const listParams = params<Stripe.CustomerListParams>()({
  ...pagination,
  created: range,
  email: text.optional(),
  test_clock: text.optional(),
});
const methodsParams = params<Stripe.CustomerListPaymentMethodsParams>()({
  ...pagination,
  type: text.optional(),
});

function shippingOf(given: z.output<typeof shipping> | null | undefined): Customer["shipping"] {
  return given ? { address: addressOf(given.address), name: given.name, phone: given.phone ?? null } : null;
}

function create(world: World, given: z.output<typeof createParams>): Customer {
  if (given.test_clock) getRecord(world, "testClocks", given.test_clock, "test_clock");
  const method = given.payment_method ? methodFrom(world, given.payment_method, "payment_method") : null;
  const customer = addCustomer(world, {
    email: given.email ?? null,
    name: given.name ?? null,
    phone: given.phone,
    description: given.description,
    address: given.address ? addressOf(given.address) : null,
    shipping: shippingOf(given.shipping),
    balance: given.balance,
    preferredLocales: given.preferred_locales,
    testClock: given.test_clock,
    metadata: mergeMetadata({}, given.metadata),
  });
  if (method) attachMethod(world, method.id, customer.id);
  const preferred = given.invoice_settings?.default_payment_method;
  if (preferred) {
    const known =
      method && (preferred === given.payment_method || preferred === method.id) ? method.id : preferred;
    requireMethodOf(world, known, customer.id, "invoice_settings[default_payment_method]");
    customer.invoice_settings.default_payment_method = known;
  }
  return customer;
}

function update(world: World, id: string, given: z.output<typeof updateParams>): unknown {
  const deleted = world.state.deletedCustomers.get(id);
  if (deleted) return deleted;
  getRecord(world, "customers", id);
  const preferred = given.invoice_settings?.default_payment_method;
  if (preferred) requireMethodOf(world, preferred, id, "invoice_settings[default_payment_method]");
  const change = (record: Customer) => {
    if (given.address !== undefined) record.address = given.address && addressOf(given.address);
    if (given.balance !== undefined) record.balance = given.balance;
    if (given.description !== undefined) record.description = given.description;
    if (given.email !== undefined) record.email = given.email;
    if (given.name !== undefined) record.name = given.name;
    if (given.phone !== undefined) record.phone = given.phone;
    if (given.preferred_locales) record.preferred_locales = given.preferred_locales;
    if (given.shipping !== undefined) record.shipping = shippingOf(given.shipping);
    if (preferred !== undefined) record.invoice_settings.default_payment_method = preferred;
    record.metadata = mergeMetadata(record.metadata, given.metadata);
  };
  return changeRecord(world, "customers", id, change, "customer.updated");
}

/** Deletes a customer: its subscriptions end at once, its id answers with a tombstone from now on. */
export function deleteCustomer(world: World, id: string): unknown {
  const customer = getRecord(world, "customers", id);
  for (const subscription of world.state.subscriptions.values()) {
    if (subscription.customer === id && subscription.ended_at === null)
      endSubscription(world, subscription.id, null);
  }
  world.state.customers.delete(id);
  const tombstone = { id, object: "customer", deleted: true } as const;
  world.state.deletedCustomers.set(id, tombstone);
  emit(world, "customer.deleted", customer);
  return tombstone;
}

export const customerRoutes = [
  route("POST", "/v1/customers", createParams, ({ world, params }) => create(world, params)),
  route("GET", "/v1/customers", listParams, ({ world, params }) =>
    pageOf(
      world.state.customers.values(),
      params,
      "/v1/customers",
      (customer) =>
        (customer.test_clock ?? null) === (params.test_clock ?? null) &&
        (!params.email || customer.email === params.email) &&
        within(customer.created, params.created),
    ),
  ),
  route(
    "GET",
    "/v1/customers/:id",
    noParams,
    ({ world, id }) => world.state.deletedCustomers.get(id) ?? getRecord(world, "customers", id),
  ),
  route("POST", "/v1/customers/:id", updateParams, ({ world, id, params }) => update(world, id, params)),
  route("DELETE", "/v1/customers/:id", noParams, ({ world, id }) => deleteCustomer(world, id)),
  route("GET", "/v1/customers/:id/payment_methods", methodsParams, ({ world, id, params }) => {
    getRecord(world, "customers", id);
    return pageOf(
      world.state.paymentMethods.values(),
      params,
      `/v1/customers/${id}/payment_methods`,
      (method) => method.customer === id && (!params.type || method.type === params.type),
    );
  }),
  route("GET", "/v1/customers/:id/payment_methods/:method", noParams, ({ world, id, secondId }) =>
    requireMethodOf(world, secondId, id, "payment_method"),
  ),
];
