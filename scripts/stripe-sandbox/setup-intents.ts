import type { SetupIntent } from "./stored.ts";
import { addRecord, newId, nowFor, testClockOf, type World } from "./world.ts";

export interface SetupFacts {
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  paymentMethod: string | null;
  usage: "off_session" | "on_session";
}

/** The wish to keep a card for later. */
export function addSetupIntent(world: World, facts: SetupFacts): SetupIntent {
  const id = newId("seti_");
  return addRecord(
    world,
    "setupIntents",
    {
      id,
      object: "setup_intent",
      allowed_payment_method_types: null,
      application: null,
      automatic_payment_methods: null,
      cancellation_reason: null,
      client_secret: newId(`${id}_secret_`),
      created: nowFor(world, testClockOf(world, facts)),
      customer: facts.customer,
      customer_account: null,
      description: facts.description,
      excluded_payment_method_types: null,
      flow_directions: null,
      last_setup_error: null,
      latest_attempt: null,
      livemode: false,
      managed_payments: null,
      mandate: null,
      metadata: facts.metadata,
      next_action: null,
      on_behalf_of: null,
      payment_method: facts.paymentMethod,
      payment_method_configuration_details: null,
      payment_method_options: {
        card: { mandate_options: null, network: null, request_three_d_secure: "automatic" },
      },
      payment_method_types: ["card"],
      single_use_mandate: null,
      status: facts.paymentMethod ? "requires_confirmation" : "requires_payment_method",
      usage: facts.usage,
    },
    "setup_intent.created",
  );
}
