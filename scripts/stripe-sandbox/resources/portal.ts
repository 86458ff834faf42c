import type Stripe from "stripe";
import { z } from "zod";
import { missingParam } from "../errors.ts";
import { pageOf } from "../lists.ts";
import { flag, metadata, noParams, oneOf, pagination, params, text, unsettable, url } from "../params.ts";
import { route } from "../route.ts";
import type { PortalConfiguration, PortalSession } from "../stored.ts";
import { addRecord, changeRecord, getRecord, mergeMetadata, newId, nowFor, type World } from "../world.ts";

const reasons = oneOf(
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
);

const features = z.strictObject({
  customer_update: z
    .strictObject({
      enabled: flag.optional(),
      allowed_updates: unsettable(z.array(oneOf("address", "email", "name", "phone", "shipping", "tax_id"))),
    })
    .optional(),
  invoice_history: z.strictObject({ enabled: flag }).optional(),
  payment_method_update: z.strictObject({ enabled: flag }).optional(),
  subscription_cancel: z
    .strictObject({
      enabled: flag,
      mode: oneOf("at_period_end", "immediately").optional(),
      proration_behavior: oneOf("always_invoice", "create_prorations", "none").optional(),
      cancellation_reason: z
        .strictObject({ enabled: flag, options: unsettable(z.array(reasons)) })
        .optional(),
    })
    .optional(),
});
const businessProfile = z.strictObject({
  headline: unsettable(text),
  privacy_policy_url: url.optional(),
  terms_of_service_url: url.optional(),
});

const createConfigurationParams = params<Stripe.BillingPortal.ConfigurationCreateParams>()({
  business_profile: unsettable(businessProfile),
  default_return_url: unsettable(url),
  features,
  metadata,
  name: unsettable(text),
});
const updateConfigurationParams = params<Stripe.BillingPortal.ConfigurationUpdateParams>()({
  active: flag.optional(),
  business_profile: unsettable(businessProfile),
  default_return_url: unsettable(url),
  features: features.optional(),
  metadata,
  name: unsettable(text),
});

const nothingAllowed: PortalConfiguration["features"] = {
  customer_update: { enabled: false, allowed_updates: [] },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    enabled: false,
    mode: "at_period_end",
    proration_behavior: "none",
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
  },
  subscription_pause: { enabled: false, duration: { interval_options: [], type: "indefinite" } },
  subscription_update: {
    enabled: false,
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    proration_behavior: "none",
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: "end_trial",
  },
};

type Features = PortalConfiguration["features"];

function mergedFeatures(current: Features, given: z.output<typeof features> | undefined): Features {
  const next = structuredClone(current);
  if (!given) return next;
  const { customer_update: person, subscription_cancel: cancel } = given;
  if (person?.enabled !== undefined) next.customer_update.enabled = person.enabled;
  if (person?.allowed_updates !== undefined)
    next.customer_update.allowed_updates = person.allowed_updates ?? [];
  if (given.invoice_history) next.invoice_history.enabled = given.invoice_history.enabled;
  if (given.payment_method_update) next.payment_method_update.enabled = given.payment_method_update.enabled;
  if (cancel) {
    next.subscription_cancel.enabled = cancel.enabled;
    next.subscription_cancel.mode = cancel.mode ?? next.subscription_cancel.mode;
    next.subscription_cancel.proration_behavior =
      cancel.proration_behavior ?? next.subscription_cancel.proration_behavior;
    const reason = cancel.cancellation_reason;
    if (reason) {
      next.subscription_cancel.cancellation_reason = {
        enabled: reason.enabled,
        feedback_options: null,
        options: reason.options ?? [],
      };
    }
  }
  return next;
}

function addConfiguration(
  world: World,
  given: Partial<z.output<typeof createConfigurationParams>>,
  allowed: Features,
  isDefault: boolean,
): PortalConfiguration {
  const at = nowFor(world, null);
  const profile = given.business_profile;
  const configuration: PortalConfiguration = {
    id: newId("bpc_"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: {
      headline: profile?.headline ?? null,
      privacy_policy_url: profile?.privacy_policy_url ?? null,
      terms_of_service_url: profile?.terms_of_service_url ?? null,
    },
    created: at,
    default_return_url: given.default_return_url ?? null,
    features: allowed,
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, given.metadata),
    name: given.name ?? null,
    updated: at,
  };
  return addRecord(world, "portalConfigurations", configuration, "billing_portal.configuration.created");
}

/** What the portal shows when nobody has configured it: change the card, read invoices, cancel at period end. */
function defaultConfiguration(world: World): PortalConfiguration {
  const known = [...world.state.portalConfigurations.values()].find(
    (configuration) => configuration.is_default,
  );
  if (known) return known;
  const allowed = structuredClone(nothingAllowed);
  allowed.customer_update = { enabled: true, allowed_updates: ["email", "name"] };
  allowed.invoice_history.enabled = true;
  allowed.payment_method_update.enabled = true;
  allowed.subscription_cancel.enabled = true;
  return addConfiguration(world, {}, allowed, true);
}

function updateConfiguration(world: World, id: string, given: z.output<typeof updateConfigurationParams>) {
  const change = (record: PortalConfiguration) => {
    if (given.active !== undefined) record.active = given.active;
    if (given.default_return_url !== undefined) record.default_return_url = given.default_return_url;
    if (given.name !== undefined) record.name = given.name;
    const profile = given.business_profile;
    if (profile?.headline !== undefined) record.business_profile.headline = profile.headline;
    if (profile?.privacy_policy_url) record.business_profile.privacy_policy_url = profile.privacy_policy_url;
    if (profile?.terms_of_service_url)
      record.business_profile.terms_of_service_url = profile.terms_of_service_url;
    record.features = mergedFeatures(record.features, given.features);
    record.metadata = mergeMetadata(record.metadata ?? {}, given.metadata);
    record.updated = nowFor(world, null);
  };
  return changeRecord(world, "portalConfigurations", id, change, "billing_portal.configuration.updated");
}

const flowData = z.strictObject({
  after_completion: z
    .strictObject({
      type: oneOf("hosted_confirmation", "portal_homepage", "redirect"),
      redirect: z.strictObject({ return_url: url }).optional(),
      hosted_confirmation: z.strictObject({ custom_message: text.optional() }).optional(),
    })
    .optional(),
  subscription_cancel: z.strictObject({ subscription: text }).optional(),
  type: oneOf("payment_method_update", "subscription_cancel"),
});

const createSessionParams = params<Stripe.BillingPortal.SessionCreateParams>()({
  configuration: text.optional(),
  customer: text,
  flow_data: flowData.optional(),
  locale: text.optional(),
  return_url: url.optional(),
});

function flowOf(world: World, given: z.output<typeof flowData> | undefined): PortalSession["flow"] {
  if (!given) return null;
  const target = given.subscription_cancel?.subscription;
  if (given.type === "subscription_cancel" && !target) throw missingParam("flow_data[subscription_cancel]");
  if (target) {
    getRecord(world, "subscriptions", target, "flow_data[subscription_cancel][subscription]");
  }
  const { after_completion: after } = given;
  return {
    after_completion: {
      type: after?.type ?? "portal_homepage",
      hosted_confirmation: after?.hosted_confirmation
        ? { custom_message: after.hosted_confirmation.custom_message ?? null }
        : null,
      redirect: after?.redirect ? { return_url: after.redirect.return_url } : null,
    },
    customer_update: null,
    subscription_cancel: target ? { retention: null, subscription: target } : null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: given.type,
  };
}

function createSession(world: World, given: z.output<typeof createSessionParams>): PortalSession {
  const customer = getRecord(world, "customers", given.customer, "customer");
  const configuration = given.configuration
    ? getRecord(world, "portalConfigurations", given.configuration, "configuration")
    : defaultConfiguration(world);
  const id = newId("bps_");
  const session: PortalSession = {
    id,
    object: "billing_portal.session",
    configuration: configuration.id,
    created: nowFor(world, customer.test_clock),
    customer: customer.id,
    customer_account: null,
    flow: flowOf(world, given.flow_data),
    livemode: false,
    locale: given.locale ?? null,
    on_behalf_of: null,
    return_url: given.return_url ?? configuration.default_return_url,
    url: `${world.publicUrl}/p/session/${id}`,
  };
  return addRecord(world, "portalSessions", session, "billing_portal.session.created");
}

export const portalRoutes = [
  route("POST", "/v1/billing_portal/sessions", createSessionParams, ({ world, params }) =>
    createSession(world, params),
  ),
  route("POST", "/v1/billing_portal/configurations", createConfigurationParams, ({ world, params }) =>
    addConfiguration(world, params, mergedFeatures(nothingAllowed, params.features), false),
  ),
  route(
    "GET",
    "/v1/billing_portal/configurations",
    params<Stripe.BillingPortal.ConfigurationListParams>()({
      ...pagination,
      active: flag.optional(),
      is_default: flag.optional(),
    }),
    ({ world, params }) =>
      pageOf(
        world.state.portalConfigurations.values(),
        params,
        "/v1/billing_portal/configurations",
        (configuration) =>
          (params.active === undefined || configuration.active === params.active) &&
          (params.is_default === undefined || configuration.is_default === params.is_default),
      ),
  ),
  route("GET", "/v1/billing_portal/configurations/:id", noParams, ({ world, id }) =>
    getRecord(world, "portalConfigurations", id),
  ),
  route("POST", "/v1/billing_portal/configurations/:id", updateConfigurationParams, ({ world, id, params }) =>
    updateConfiguration(world, id, params),
  ),
];
