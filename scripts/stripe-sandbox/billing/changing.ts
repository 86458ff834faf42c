import { cardRefused, invalidRequest } from "../errors.ts";
import type { InvoiceLine, Price, Subscription, SubscriptionItem } from "../stored.ts";
import { changeRecord, getRecord, nowFor, type World } from "../world.ts";
import { nextBoundary } from "./calendar.ts";
import { cycleOf, cycleOfSubscription, planOf } from "./catalogue.ts";
import { collectInvoice } from "./collecting.ts";
import { currentDiscounts } from "./discounts.ts";
import { buildInvoice, createInvoice, finalizeInvoice, type InvoiceFacts } from "./invoices.ts";
import { periodLine } from "./lines.ts";
import { foresee } from "./payments.ts";
import { holdUpdate } from "./pending-updates.ts";
import { creditLine, remainderLine } from "./proration.ts";
import { newItem, requireOneCycle } from "./subscribing.ts";

export type ProrationBehavior = "create_prorations" | "none" | "always_invoice";

/** One entry of `items`: with an id it changes or removes that item, without one it adds an item. */
export interface ItemChange {
  id: string | null;
  price: Price | null;
  quantity: number | null;
  deleted: boolean;
  metadata: Record<string, string> | null;
}

export interface ChangeRequest {
  items: ItemChange[];
  behavior: ProrationBehavior;
  /** Start the billing cycle anew, now. */
  resetCycle: boolean;
  /** End a trial now. */
  endTrial: boolean;
  /** The moment that prorations are counted from. */
  prorationDate: number | null;
}

/** What a change would do; nothing is recorded. The preview and the update both build on it. */
export interface ChangePlan {
  items: SubscriptionItem[];
  /** Credits and charges for what is left of the period, or for a whole new one. */
  lines: InvoiceLine[];
  anchor: number;
  /** Billed at once whatever the proration behaviour says: the period starts anew. */
  startsPeriod: boolean;
  at: number;
}

function changedItems(subscription: Subscription, changes: ItemChange[], at: number): SubscriptionItem[] {
  const items = structuredClone(subscription.items.data);
  for (const [index, change] of changes.entries()) {
    if (change.id === null) {
      const price = change.price;
      if (!price) throw invalidRequest("Missing required param: items.", { param: `items[${index}][price]` });
      if (items.some((item) => item.price.id === price.id)) {
        throw invalidRequest(`Cannot add multiple subscription items with the same plan: ${price.id}`);
      }
      const like = items[0];
      const period = { start: like?.current_period_start ?? at, end: like?.current_period_end ?? at };
      const choice = { price, quantity: change.quantity ?? 1, metadata: change.metadata ?? {} };
      items.push(newItem(subscription.id, choice, period, at));
      continue;
    }
    const position = items.findIndex((item) => item.id === change.id);
    const item = items[position];
    if (!item) {
      throw invalidRequest(`No such subscription item: '${change.id}'`, {
        code: "resource_missing",
        param: `items[${index}][id]`,
      });
    }
    if (change.deleted) items.splice(position, 1);
    else applyTo(item, change);
  }
  if (items.length === 0) {
    throw invalidRequest("A subscription must have at least one active plan.", { param: "items" });
  }
  return items;
}

function applyTo(item: SubscriptionItem, change: ItemChange): void {
  if (change.price) {
    item.price = structuredClone(change.price);
    item.plan = planOf(change.price);
  }
  if (change.quantity !== null) item.quantity = change.quantity;
  if (change.metadata) item.metadata = { ...item.metadata, ...change.metadata };
}

/** Works out a change of items, trial or cycle. */
export function planChange(world: World, subscription: Subscription, request: ChangeRequest): ChangePlan {
  const at = request.prorationDate ?? nowFor(world, subscription.test_clock);
  const items = changedItems(subscription, request.items, at);
  const prices = items.map((item) => item.price);
  requireOneCycle(
    request.items.some((item) => item.price) ? prices : prices.map((p) => ({ ...p, active: true })),
  );
  const before = cycleOfSubscription(subscription);
  const after = cycleOf(prices[0] as Price);
  const newRhythm = before.interval !== after.interval || before.count !== after.count;
  const trialing = subscription.status === "trialing" && !request.endTrial;
  if (
    (newRhythm && !trialing) ||
    request.resetCycle ||
    (subscription.status === "trialing" && request.endTrial)
  ) {
    return planNewPeriod(world, subscription, items, request, at);
  }
  const lines = trialing || request.behavior === "none" ? [] : prorations(world, subscription, items, at);
  return { items, lines, anchor: subscription.billing_cycle_anchor, startsPeriod: false, at };
}

function planNewPeriod(
  world: World,
  subscription: Subscription,
  items: SubscriptionItem[],
  request: ChangeRequest,
  at: number,
): ChangePlan {
  const credits =
    request.behavior === "none" || subscription.status === "trialing"
      ? []
      : subscription.items.data.map((item) => creditLine(world, subscription, item, at));
  const { interval, count } = cycleOf((items[0] as SubscriptionItem).price);
  const period = { start: at, end: nextBoundary(at, interval, count, at) };
  for (const item of items) {
    item.current_period_start = period.start;
    item.current_period_end = period.end;
  }
  const charges = items.map((item) =>
    periodLine(world, item, subscription.id, period, { metadata: subscription.metadata }),
  );
  const lines = [...credits.filter((line) => line !== null), ...charges];
  return { items, lines, anchor: at, startsPeriod: true, at };
}

/** A credit and a charge for each item that is no longer what it was. */
function prorations(
  world: World,
  subscription: Subscription,
  items: SubscriptionItem[],
  at: number,
): InvoiceLine[] {
  const was = subscription.items.data;
  const touched = (a: SubscriptionItem | undefined, b: SubscriptionItem | undefined) =>
    a?.price.id !== b?.price.id || a?.quantity !== b?.quantity;
  const ids = [...new Set([...was, ...items].map((item) => item.id))];
  return ids.flatMap((id) => {
    const old = was.find((item) => item.id === id);
    const now = items.find((item) => item.id === id);
    if (!touched(old, now)) return [];
    const credit = old ? creditLine(world, subscription, old, at) : null;
    const charge = now ? remainderLine(world, subscription, now, at) : null;
    return [credit, charge].filter((line) => line !== null);
  });
}

/** Lines that wait for the next invoice; `takePending` also takes them out. */
export function pendingLines(world: World, subscription: string): InvoiceLine[] {
  return [...world.state.pendingLines.values()]
    .filter((waiting) => waiting.subscription === subscription)
    .map((waiting) => structuredClone(waiting.line));
}

export function takePending(world: World, subscription: string): InvoiceLine[] {
  const lines = pendingLines(world, subscription);
  for (const [id, waiting] of world.state.pendingLines) {
    if (waiting.subscription === subscription) world.state.pendingLines.delete(id);
  }
  return lines;
}

/** The invoice that a plan is billed on at once. */
export function changeInvoice(
  world: World,
  subscription: Subscription,
  plan: ChangePlan,
  waiting: InvoiceLine[],
): InvoiceFacts {
  const at = nowFor(world, subscription.test_clock);
  return {
    customer: subscription.customer,
    currency: subscription.currency,
    subscription,
    reason: "subscription_update",
    lines: [...waiting, ...plan.lines],
    discounts: currentDiscounts(world, subscription.discounts, at),
    period: { start: at, end: at },
    at,
    waits: false,
  };
}

function billsNow(plan: ChangePlan, behavior: ProrationBehavior): boolean {
  return plan.startsPeriod || (behavior === "always_invoice" && plan.lines.length > 0);
}

/** How a change that is billed at once would fare with its card; undefined when nothing is charged. */
function foreseeChange(
  world: World,
  subscription: Subscription,
  plan: ChangePlan,
  { behavior, present }: { behavior: ProrationBehavior; present: boolean },
) {
  const facts = changeInvoice(world, subscription, plan, pendingLines(world, subscription.id));
  if (!billsNow(plan, behavior)) return undefined;
  if (buildInvoice(world, "in_foreseen", structuredClone(facts)).amount_due === 0) return undefined;
  const customer = getRecord(world, "customers", subscription.customer);
  const method = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  if (!method)
    throw invalidRequest("This customer has no attached payment source or default payment method.");
  return foresee(world, { method, present, confirmedNow: false }, true);
}

/** Refuses a change that is billed at once when its card would be declined; nothing has been changed by then. */
export function requireChangePayable(
  world: World,
  subscription: Subscription,
  plan: ChangePlan,
  behavior: ProrationBehavior,
): void {
  const decision = foreseeChange(world, subscription, plan, { behavior, present: false });
  if (decision?.kind === "declined") throw cardRefused(decision.decline);
}

/**
 * Carries a change out if its card pays for it, else lets it wait for the payment (`pending_if_incomplete`). Answers
 * whether it waits. The card's owner is there.
 */
export function applyOrHold(
  world: World,
  subscription: Subscription,
  plan: ChangePlan,
  change: {
    behavior: ProrationBehavior;
    named: ReadonlySet<string>;
    metadata: Record<string, string> | null;
  },
): boolean {
  if (plan.startsPeriod) {
    throw invalidRequest("The sandbox does not hold changes that begin a new period.", {
      param: "payment_behavior",
    });
  }
  const { behavior, metadata } = change;
  const decision = foreseeChange(world, subscription, plan, { behavior, present: true });
  if (decision === undefined || decision.kind === "approved") {
    applyChange(world, subscription, plan, behavior);
    return false;
  }
  const known = new Set(subscription.items.data.map(({ id }) => id));
  const items = plan.items.filter(({ id }) => change.named.has(id) || !known.has(id));
  const waiting = takePending(world, subscription.id);
  const invoice = createInvoice(world, changeInvoice(world, subscription, plan, waiting));
  invoice.auto_advance = false;
  holdUpdate(world, subscription, { items, metadata, invoice: invoice.id });
  finalizeInvoice(world, invoice.id);
  collectInvoice(world, invoice.id, { method: null, present: true, confirmedNow: false });
  return true;
}

/** Carries out a plan: new items, and the money now, with the next invoice, or not at all. */
export function applyChange(
  world: World,
  subscription: Subscription,
  plan: ChangePlan,
  behavior: ProrationBehavior,
): void {
  const billNow = billsNow(plan, behavior);
  const wasTrialing = subscription.status === "trialing";
  changeRecord(world, "subscriptions", subscription.id, (record) => {
    record.items.data = plan.items;
    record.billing_cycle_anchor = plan.anchor;
    if (plan.startsPeriod && record.cancel_at_period_end)
      record.cancel_at = plan.items[0]?.current_period_end ?? null;
    if (plan.startsPeriod && wasTrialing) {
      record.status = "active";
      record.trial_end = plan.at;
    }
  });
  if (!billNow) {
    for (const line of plan.lines) addPending(world, subscription, line);
    return;
  }
  const invoice = createInvoice(
    world,
    changeInvoice(world, subscription, plan, takePending(world, subscription.id)),
  );
  subscription.latest_invoice = invoice.id;
  finalizeInvoice(world, invoice.id);
  collectInvoice(world, invoice.id, { method: null, present: false, confirmedNow: false });
}

export function addPending(world: World, subscription: Subscription, line: InvoiceLine): void {
  const id = line.parent?.subscription_item_details?.invoice_item ?? line.id;
  world.state.pendingLines.set(id, {
    id,
    subscription: subscription.id,
    customer: subscription.customer,
    line,
  });
  world.onChange();
}
