/** What deeds of the desk have in common: done once for the form that they came from, under the membership's lock, on the trail. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { type DeskMembership, findDeed, lockDeskMembership } from "#app/db/support-desk.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import type { Deed } from "#app/domain/support.ts";

export type DeskDeed = Deed & {
  readonly membershipId: string;
  readonly actor: Actor;
  readonly now: Date;
};

/** `form-used`: another deed, or one to another membership, was done by that form. */
export type DeedRefusal = { readonly ok: false; readonly reason: "not-found" | "form-used" };

export type DeedWork<Result> = {
  /** Verb for the trail. */
  readonly action: string;
  /** The answer to a form that did its deed before; undefined where that can't be. */
  readonly repeated: (membership: DeskMembership) => Result | undefined;
  /** Decides and saves. `note` puts the deed on the trail, with its reason. */
  readonly work: (
    tx: Db,
    membership: DeskMembership,
    note: (before: object, after: object) => Promise<void>,
  ) => Promise<Result>;
};

/** Runs a deed in one transaction. The same form sent twice, one after the other or at once, does it once. */
export async function doDeskDeed<Result>(
  db: Db,
  input: DeskDeed,
  { action, repeated, work }: DeedWork<Result>,
): Promise<Result | DeedRefusal> {
  const { membershipId, token, reason, actor, now } = input;
  return await db.transaction(async (tx): Promise<Result | DeedRefusal> => {
    const membership = await lockDeskMembership(tx, membershipId);
    if (membership === undefined) return { ok: false, reason: "not-found" };
    const deed = await findDeed(tx, token);
    if (deed !== undefined) {
      const same = deed.action === action && deed.subjectId === membershipId;
      return (same ? repeated(membership) : undefined) ?? { ok: false, reason: "form-used" };
    }
    return await work(tx, membership, async (before, after) => {
      await appendAudit(tx, {
        id: token,
        at: now,
        ...actedBy(actor),
        action,
        subjectKind: "membership",
        subjectId: membershipId,
        before,
        after: { ...after, reason },
      });
    });
  });
}
