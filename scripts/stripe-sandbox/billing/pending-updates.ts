/**
 * Changes that wait for their payment (`payment_behavior=pending_if_incomplete`): the subscription stays as it is, the
 * change stands in `pending_update` with the invoice that it hangs on, and paying that carries it out.
 */
import type { InvoiceLine, Subscription, SubscriptionItem } from "../stored.ts";
import { changeRecord, emit, getRecord, mergeMetadata, nowFor, type World } from "../world.ts";
import { hourSeconds } from "./calendar.ts";
import { periodEndOf } from "./catalogue.ts";
import { withdrawInvoice } from "./invoices.ts";

type PendingUpdate = NonNullable<Subscription["pending_update"]>;

/** Stripe waits so long, but not past the end of the period that the change is priced for. */
const waitHours = 23;

/** Keeps a change for later. `items`: those that it names, as they will be. */
export function holdUpdate(
  world: World,
  subscription: Subscription,
  change: { items: SubscriptionItem[]; metadata: Record<string, string> | null; invoice: string },
): void {
  const at = nowFor(world, subscription.test_clock);
  subscription.latest_invoice = change.invoice;
  subscription.pending_update = {
    billing_cycle_anchor: null,
    cancel_at_period_end: null,
    discount: null,
    discounts: null,
    expires_at: Math.min(at + waitHours * hourSeconds, periodEndOf(subscription)),
    metadata: change.metadata,
    subscription_items: change.items,
    trial_end: null,
    trial_from_plan: null,
  } satisfies PendingUpdate;
  world.onChange();
}

/** The subscription whose waiting change an invoice pays for. */
export function awaitedBy(world: World, invoice: string): Subscription | undefined {
  return [...world.state.subscriptions.values()].find(
    (subscription) => subscription.pending_update !== null && subscription.latest_invoice === invoice,
  );
}

/** Its invoice is paid: the change is carried out, metadata merged into what is there. */
export function applyPendingUpdate(world: World, id: string): void {
  const { pending_update: pending } = getRecord(world, "subscriptions", id);
  if (pending === null) return;
  const apply = (record: Subscription) => {
    for (const item of pending.subscription_items ?? []) {
      const position = record.items.data.findIndex((known) => known.id === item.id);
      if (position === -1) record.items.data.push(item);
      else record.items.data[position] = item;
    }
    record.metadata = mergeMetadata(record.metadata, pending.metadata ?? undefined);
    record.pending_update = null;
  };
  const subscription = changeRecord(world, "subscriptions", id, apply, "customer.subscription.updated");
  emit(world, "customer.subscription.pending_update_applied", subscription);
}

/** Lets a waiting change go, because its time is over or something else came in its place; its invoice is void. */
export function dropPendingUpdate(world: World, subscription: Subscription): void {
  if (subscription.pending_update === null) return;
  const invoice = world.state.invoices.get(subscription.latest_invoice ?? "");
  if (invoice?.status === "open") withdrawInvoice(world, invoice.id, "void");
  forgetUpdate(world, subscription);
}

/** The invoice of a waiting change was voided: the change goes with it. Lines that had waited before wait again. */
export function forgetUpdate(world: World, { id, latest_invoice }: Subscription): void {
  const forget = (record: Subscription) => {
    record.pending_update = null;
  };
  const subscription = changeRecord(world, "subscriptions", id, forget, "customer.subscription.updated");
  for (const line of carriedLines(world, latest_invoice)) {
    const waiting = line.parent?.subscription_item_details?.invoice_item ?? line.id;
    const { customer } = subscription;
    world.state.pendingLines.set(waiting, { id: waiting, subscription: id, customer, line });
  }
  emit(world, "customer.subscription.pending_update_expired", subscription);
}

/** What an invoice took over from before the change: prorations that are counted from an earlier moment. */
function carriedLines(world: World, invoiceId: string | null): InvoiceLine[] {
  const lines = world.state.invoices.get(invoiceId ?? "")?.lines.data ?? [];
  const newest = Math.max(...lines.map(({ period }) => period.start));
  return lines
    .filter(({ period }) => period.start < newest)
    .map((line) => ({ ...structuredClone(line), invoice: null }));
}
