/** Makes Stripe ready: prices, portal, webhook endpoint. Run it as often as you like. */
import { appendAudit } from "#app/db/audit.ts";
import { listPlansOnSale } from "#app/db/plans.ts";
import { listAddOnOffers } from "#app/db/seats.ts";
import { ensureAddOnPrice } from "#app/stripe/add-ons.ts";
import { type Ensured, ensurePlanPrice, ensurePortal, ensureWebhookEndpoint } from "#app/stripe/catalogue.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type SetUpStep = {
  readonly what: "price" | "portal" | "webhook";
  readonly name: string;
  readonly id: string;
  readonly outcome: Ensured;
};

export type SetUpReport = {
  readonly steps: readonly SetUpStep[];
  /** The endpoint's signing secret, told once: it belongs into STRIPE_WEBHOOK_SECRET. */
  readonly webhookSecret: string | null;
};

/**
 * Sets up what `plans` says in Stripe. With `publicUrl` ("https://club.example") the webhook endpoint too. Needs a
 * connection that may add to the audit trail.
 * @throws BillingError when Stripe refuses.
 */
export async function setUpBilling(
  deps: BillingDeps,
  { publicUrl, now }: { publicUrl?: string | undefined; now: Date },
): Promise<SetUpReport> {
  const steps: SetUpStep[] = [];
  for (const plan of await listPlansOnSale(deps.db)) {
    const { priceId, outcome, replacedPriceId } = await ensurePlanPrice(deps.stripe, plan);
    steps.push({ what: "price", name: plan.lookupKey, id: priceId, outcome });
    if (outcome === "unchanged") continue;
    await appendAudit(deps.db, {
      at: now,
      actorId: null,
      actor: "operator",
      action: "set-up-billing",
      subjectKind: "plan",
      subjectId: plan.slug,
      before: replacedPriceId === null ? null : { priceId: replacedPriceId },
      after: { priceId, feeCents: plan.feeCents, currency: plan.currency },
    });
  }
  for (const offer of await listAddOnOffers(deps.db)) {
    const { priceId, outcome, replacedPriceId } = await ensureAddOnPrice(deps.stripe, offer);
    steps.push({ what: "price", name: offer.lookupKey, id: priceId, outcome });
    if (outcome === "unchanged") continue;
    await appendAudit(deps.db, {
      at: now,
      actorId: null,
      actor: "operator",
      action: "set-up-billing",
      subjectKind: "plan",
      subjectId: offer.planSlug,
      before: replacedPriceId === null ? null : { addOnPriceId: replacedPriceId },
      after: { addOnPriceId: priceId, addOnFeeCents: offer.feeCents, currency: offer.currency },
    });
  }
  const portal = await ensurePortal(deps.stripe);
  steps.push({ what: "portal", name: "billing portal", ...portal });
  if (publicUrl === undefined) return { steps, webhookSecret: null };
  const url = `${publicUrl}/webhooks/stripe`;
  const { secret, ...endpoint } = await ensureWebhookEndpoint(deps.stripe, url);
  steps.push({ what: "webhook", name: url, ...endpoint });
  return { steps, webhookSecret: secret };
}
