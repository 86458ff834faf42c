/** Webhooks received. An event counts as handled only when what it caused was committed with it. Run on the door role. */
import { eq, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { stripeEvents } from "#app/db/tables.server.ts";

export type EventOutcome = { readonly result: string; readonly detail?: string };

export type ReceivedEvent = {
  readonly id: string;
  readonly type: string;
  readonly livemode: boolean;
  readonly createdAt: Date;
};

/** Keeps an event's arrival. Answers whether it was handled before: then there is nothing to do. */
export async function recordEvent(
  db: Db,
  event: ReceivedEvent,
  now: Date,
): Promise<{ alreadyHandled: boolean }> {
  const { id, type, livemode, createdAt } = event;
  const [row] = await db
    .insert(stripeEvents)
    .values({ id, type, livemode, createdAt, receivedAt: now })
    // A write that changes nothing, so that a row that was there is answered too.
    .onConflictDoUpdate({ target: stripeEvents.id, set: { id: sql`excluded.id` } })
    .returning({ handledAt: stripeEvents.handledAt });
  return { alreadyHandled: row?.handledAt != null };
}

/** Marks an event as done, with what became of it. Call it in the transaction of the work. */
export async function markEventHandled(
  db: Db,
  eventId: string,
  done: { membershipId: string | null; outcome: EventOutcome; now: Date },
): Promise<void> {
  const { membershipId, outcome, now } = done;
  await db
    .update(stripeEvents)
    .set({ handledAt: now, membershipId, outcome })
    .where(eq(stripeEvents.id, eventId));
}
