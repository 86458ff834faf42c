/** Decisions about prices that were held: accepted, and appended to the record then, or refused for good. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { appendHeld, decideHeld, listHeldWithLater, lockHeld } from "#app/db/held-observations.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { confirmsHeld } from "#app/domain/outlier.ts";

export type HeldRefusal =
  | "not-found"
  /** Somebody else was quicker. */
  | "decided"
  /** Another price of the same listing, time and place has come in since. */
  | "contradicts";
export type DecideHeldResult = { readonly ok: true } | { readonly ok: false; readonly reason: HeldRefusal };

/** Accepts a held price: it becomes an observation in its retailer's chain, and claims may stand on it. */
export async function acceptHeld(db: Db, id: string, actor: Actor, now: Date): Promise<DecideHeldResult> {
  return await db.transaction(async (tx) => {
    const [held] = await lockHeld(tx, [id]);
    if (held === undefined) return { ok: false, reason: "not-found" };
    if (held.state !== "open") return { ok: false, reason: "decided" };
    const appended = await appendHeld(tx, [id]);
    if (appended.length === 0) return { ok: false, reason: "contradicts" };
    await decideHeld(tx, [id], { state: "accepted", decidedBy: actor.name, decidedAt: now });
    await appendAudit(tx, { ...entryOf("accept-held-price", id, actor, now), after: { state: "accepted" } });
    return { ok: true };
  });
}

/** Refuses a held price: it is never appended, also when its file comes again. `refusal` says why. */
export async function refuseHeld(
  db: Db,
  id: string,
  refusal: string,
  actor: Actor,
  now: Date,
): Promise<DecideHeldResult> {
  return await db.transaction(async (tx) => {
    const [held] = await lockHeld(tx, [id]);
    if (held === undefined) return { ok: false, reason: "not-found" };
    if (held.state !== "open") return { ok: false, reason: "decided" };
    await decideHeld(tx, [id], { state: "refused", decidedBy: actor.name, decidedAt: now, refusal });
    await appendAudit(tx, {
      ...entryOf("refuse-held-price", id, actor, now),
      after: { state: "refused", refusal },
    });
    return { ok: true };
  });
}

/** Held prices that are looked at in one go. */
const AT_ONCE = 1_000;

/**
 * Accepts the held prices that a later check confirms, the oldest thousand that could be; one audit entry names them all. Gives
 * how many were accepted.
 */
export async function acceptConfirmedHeld(db: Db, actor: Actor, now: Date): Promise<number> {
  return await db.transaction(async (tx) => {
    const ids = await listConfirmed(tx);
    if (ids.length === 0) return 0;
    const open = (await lockHeld(tx, ids)).filter(({ state }) => state === "open");
    const appended = await appendHeld(
      tx,
      open.map(({ id }) => id),
    );
    if (appended.length === 0) return 0;
    await decideHeld(tx, appended, { state: "accepted", decidedBy: actor.name, decidedAt: now });
    await appendAudit(tx, {
      ...entryOf("accept-confirmed-prices", "confirmed", actor, now),
      after: { state: "accepted", ids: appended },
    });
    return appended.length;
  });
}

/** Ids of held prices that a later check confirms, the oldest first; of the oldest thousand that could be. */
export async function listConfirmed(db: Db): Promise<string[]> {
  const candidates = await listHeldWithLater(db, AT_ONCE);
  return candidates
    .filter(({ priceMinor, laterMinor }) => laterMinor.some((later) => confirmsHeld(priceMinor, later)))
    .map(({ id }) => id);
}

function entryOf(action: string, subjectId: string, actor: Actor, at: Date) {
  return {
    at,
    ...actedBy(actor),
    action,
    subjectKind: "held-observation",
    subjectId,
    before: { state: "open" },
  };
}
