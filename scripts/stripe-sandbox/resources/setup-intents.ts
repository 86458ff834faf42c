import type Stripe from "stripe";
import { z } from "zod";
import { attachMethod, methodFrom } from "../billing/cards-on-file.ts";
import { foresee } from "../billing/payments.ts";
import { cardRefused, invalidRequest, missingParam } from "../errors.ts";
import { pageOf, within } from "../lists.ts";
import { flag, metadata, noParams, oneOf, pagination, params, range, text, url } from "../params.ts";
import { route } from "../route.ts";
import { addSetupIntent } from "../setup-intents.ts";
import type { SetupIntent } from "../stored.ts";
import { changeRecord, emit, getRecord, mergeMetadata, type World } from "../world.ts";

const createParams = params<Stripe.SetupIntentCreateParams>()({
  allowed_payment_method_types: z.array(oneOf("card")).optional(),
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: oneOf("always", "never").optional() })
    .optional(),
  confirm: flag.optional(),
  customer: text.optional(),
  description: text.optional(),
  metadata,
  payment_method: text.optional(),
  return_url: url.optional(),
  usage: oneOf("off_session", "on_session").optional(),
});
const confirmParams = params<Stripe.SetupIntentConfirmParams>()({
  payment_method: text.optional(),
  return_url: url.optional(),
});

function create(world: World, given: z.output<typeof createParams>): SetupIntent {
  if (given.customer) getRecord(world, "customers", given.customer, "customer");
  const method = given.payment_method ? methodFrom(world, given.payment_method, "payment_method").id : null;
  const intent = addSetupIntent(world, {
    customer: given.customer ?? null,
    description: given.description ?? null,
    metadata: mergeMetadata({}, given.metadata),
    paymentMethod: method,
    usage: given.usage ?? "off_session",
  });
  return given.confirm ? confirm(world, intent, {}) : intent;
}

/** Keeps the card for later, unless its bank refuses or wants its owner first. */
function confirm(world: World, intent: SetupIntent, given: z.output<typeof confirmParams>): SetupIntent {
  if (intent.status === "succeeded" || intent.status === "canceled") {
    throw invalidRequest(`You cannot confirm this SetupIntent because it has a status of ${intent.status}.`, {
      code: "setup_intent_unexpected_state",
    });
  }
  const wanted = given.payment_method ?? intent.payment_method;
  if (!wanted) throw missingParam("payment_method");
  const method = methodFrom(world, wanted, "payment_method");
  const decision = foresee(world, { method: method.id, present: true, confirmedNow: false }, false);
  changeRecord(world, "setupIntents", intent.id, (record) => {
    record.payment_method = method.id;
    if (decision.kind === "approved") record.status = "succeeded";
    if (decision.kind === "confirm") record.status = "requires_action";
  });
  if (decision.kind === "declined") {
    emit(world, "setup_intent.setup_failed", intent);
    throw cardRefused(decision.decline, { setup_intent: structuredClone(intent) });
  }
  if (decision.kind === "approved") {
    if (intent.customer) attachMethod(world, method.id, intent.customer);
    emit(world, "setup_intent.succeeded", intent);
  } else emit(world, "setup_intent.requires_action", intent);
  return intent;
}

const listParams = params<Stripe.SetupIntentListParams>()({
  ...pagination,
  created: range,
  customer: text.optional(),
});

export const setupIntentRoutes = [
  route("POST", "/v1/setup_intents", createParams, ({ world, params }) => create(world, params)),
  route("GET", "/v1/setup_intents", listParams, ({ world, params }) =>
    pageOf(
      world.state.setupIntents.values(),
      params,
      "/v1/setup_intents",
      (intent) =>
        (!params.customer || intent.customer === params.customer) && within(intent.created, params.created),
    ),
  ),
  route("GET", "/v1/setup_intents/:id", noParams, ({ world, id }) => getRecord(world, "setupIntents", id)),
  route("POST", "/v1/setup_intents/:id/confirm", confirmParams, ({ world, id, params }) =>
    confirm(world, getRecord(world, "setupIntents", id), params),
  ),
  route("POST", "/v1/setup_intents/:id/cancel", noParams, ({ world, id }) => {
    const intent = changeRecord(world, "setupIntents", id, (record) => {
      record.status = "canceled";
    });
    emit(world, "setup_intent.canceled", intent);
    return intent;
  }),
];
