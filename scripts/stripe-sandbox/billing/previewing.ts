import { invalidRequest } from "../errors.ts";
import type { Invoice, Subscription } from "../stored.ts";
import { newId, nowFor, type World } from "../world.ts";
import { periodEndOf } from "./catalogue.ts";
import {
  changeInvoice,
  type ItemChange,
  type ProrationBehavior,
  pendingLines,
  planChange,
} from "./changing.ts";
import { type ChosenDiscount, draftDiscount } from "./discounts.ts";
import { buildInvoice, type InvoiceFacts } from "./invoices.ts";
import { creditLine } from "./proration.ts";
import { itemsOfNextPeriod, renewalInvoice } from "./renewing.ts";
import { draftSubscription, type ItemChoice } from "./subscribing.ts";

export interface PreviewRequest {
  customer: string;
  /** Null: what would a new subscription to `fresh` cost? */
  subscription: Subscription | null;
  changes: ItemChange[];
  fresh: ItemChoice[];
  discounts: ChosenDiscount[];
  behavior: ProrationBehavior;
  resetCycle: boolean;
  endTrial: boolean;
  prorationDate: number | null;
  cancelAtPeriodEnd: boolean | null;
  cancelNow: boolean;
  trialEnd: number | null;
}

/**
 * The invoice that a change (or simply the next renewal) would bring. It is worked out by the very functions that
 * carry the change out, and recorded nowhere.
 */
export function previewInvoice(world: World, request: PreviewRequest): Invoice {
  const id = newId("upcoming_in_");
  const facts = request.subscription
    ? existingInvoice(world, request.subscription, request)
    : newInvoice(world, request);
  return buildInvoice(world, id, facts);
}

function newInvoice(world: World, request: PreviewRequest): InvoiceFacts {
  if (request.fresh.length === 0) {
    throw invalidRequest("No upcoming invoices for customer", { code: "invoice_upcoming_none" });
  }
  const draft = draftSubscription(world, {
    customer: request.customer,
    items: request.fresh,
    method: null,
    metadata: {},
    description: null,
    trialEnd: request.trialEnd,
    withoutCard: "create_invoice",
    cancelAt: null,
    cancelAtPeriodEnd: false,
    billingMode: "flexible",
    behavior: "default_incomplete",
    discounts: request.discounts,
    saveCard: false,
    present: false,
    confirmedNow: false,
    checkoutSession: null,
  });
  return draft.invoice();
}

function existingInvoice(world: World, current: Subscription, request: PreviewRequest): InvoiceFacts {
  if (current.ended_at !== null || request.cancelNow) return lastInvoice(world, current, request);
  const plan = planChange(world, current, {
    items: request.changes,
    behavior: request.behavior,
    resetCycle: request.resetCycle,
    endTrial: request.endTrial,
    prorationDate: request.prorationDate,
  });
  const waiting = pendingLines(world, current.id);
  const now = plan.startsPeriod || (request.behavior === "always_invoice" && plan.lines.length > 0);
  if (now) return withDiscounts(world, changeInvoice(world, current, plan, waiting), current, request);
  const changed = structuredClone(current);
  changed.items.data = plan.items;
  const end = periodEndOf(changed);
  const cancels = request.cancelAtPeriodEnd ?? (current.cancel_at !== null && current.cancel_at <= end);
  if (cancels) throw noneUpcoming(current.id);
  const next = itemsOfNextPeriod(changed);
  const facts = renewalInvoice(world, changed, next, [...waiting, ...plan.lines], end);
  return withDiscounts(world, { ...facts, waits: false }, current, request);
}

/** Discounts that are only tried out stand in for the subscription's own. */
function withDiscounts(
  world: World,
  facts: InvoiceFacts,
  current: Subscription,
  request: PreviewRequest,
): InvoiceFacts {
  const target = {
    customer: current.customer,
    subscription: current.id,
    checkoutSession: null,
    start: facts.at,
  };
  const tried = request.discounts.map((chosen) => draftDiscount(world, chosen, target));
  return tried.length > 0 ? { ...facts, discounts: tried } : facts;
}

function lastInvoice(world: World, current: Subscription, request: PreviewRequest): InvoiceFacts {
  if (current.ended_at !== null) throw noneUpcoming(current.id);
  const at = request.prorationDate ?? nowFor(world, current.test_clock);
  const credits =
    request.behavior === "none"
      ? []
      : current.items.data
          .map((item) => creditLine(world, current, item, at))
          .filter((line) => line !== null);
  return {
    customer: current.customer,
    currency: current.currency,
    subscription: current,
    reason: "subscription_update",
    lines: [...pendingLines(world, current.id), ...credits],
    discounts: [],
    period: { start: at, end: at },
    at,
    waits: false,
  };
}

function noneUpcoming(subscription: string) {
  return invalidRequest(`No upcoming invoices for subscription: ${subscription}`, {
    code: "invoice_upcoming_none",
  });
}
