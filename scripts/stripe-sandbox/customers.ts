import type { Customer } from "./stored.ts";
import { addRecord, newId, nowFor, type World } from "./world.ts";

export interface CustomerFacts {
  email: string | null;
  name: string | null;
  phone?: string | null | undefined;
  description?: string | null | undefined;
  address?: Customer["address"] | undefined;
  shipping?: Customer["shipping"] | undefined;
  balance?: number | undefined;
  preferredLocales?: string[] | undefined;
  testClock?: string | null | undefined;
  defaultMethod?: string | null | undefined;
  metadata: Record<string, string>;
}

/** A new customer, on a test clock if one is named. */
export function addCustomer(world: World, facts: CustomerFacts): Customer {
  const testClock = facts.testClock ?? null;
  return addRecord(
    world,
    "customers",
    {
      id: newId("cus_", 14),
      object: "customer",
      address: facts.address ?? null,
      balance: facts.balance ?? 0,
      created: nowFor(world, testClock),
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: facts.description ?? null,
      discount: null,
      email: facts.email,
      invoice_prefix: newId("", 8).toUpperCase(),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: facts.defaultMethod ?? null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: facts.metadata,
      name: facts.name,
      next_invoice_sequence: 1,
      phone: facts.phone ?? null,
      preferred_locales: facts.preferredLocales ?? [],
      shipping: facts.shipping ?? null,
      tax_exempt: "none",
      test_clock: testClock,
    },
    "customer.created",
  );
}
