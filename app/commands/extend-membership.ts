import type { Db } from "#app/db/client.server.ts";
import { saveExtension } from "#app/db/support-desk.ts";
import { extendedTo } from "#app/domain/support.ts";
import { type DeedRefusal, type DeskDeed, doDeskDeed } from "./desk-deed.ts";

export type ExtendMembership = DeskDeed & {
  /** Whole days, 1 to 366. */
  readonly days: number;
  /** The extension that the page showed. */
  readonly seenUntil: Date | null;
};

export type ExtendResult =
  /** `repeated`: this form had been sent before; nothing was given twice. */
  | { readonly ok: true; readonly extendedUntil: Date; readonly repeated: boolean }
  /** `ended`: days given do not open what ended for want of money. `changed-meanwhile`: somebody else has extended it since the page was shown. */
  | {
      readonly ok: false;
      readonly reason: DeedRefusal["reason"] | "not-joined" | "ended" | "changed-meanwhile";
    };

/**
 * Gives days on top of what was paid for. Stripe knows nothing of it: the next charge stays when it was. The same form
 * sent twice gives them once; of two people who extend from the same page one is told to look again.
 */
export async function extendMembership(db: Db, input: ExtendMembership): Promise<ExtendResult> {
  const { membershipId, days, seenUntil, now } = input;
  return await doDeskDeed<ExtendResult>(db, input, {
    action: "extend-membership",
    repeated: ({ extendedUntil }) =>
      extendedUntil === null ? undefined : { ok: true, extendedUntil, repeated: true },
    async work(tx, membership, note) {
      const { state, paidThrough, extendedUntil: before } = membership;
      if (state === "pending") return { ok: false, reason: "not-joined" };
      if (state === "ended") return { ok: false, reason: "ended" };
      if (before?.getTime() !== seenUntil?.getTime()) return { ok: false, reason: "changed-meanwhile" };
      const extendedUntil = extendedTo(membership, days, now);
      await saveExtension(tx, membershipId, extendedUntil);
      await note({ extendedUntil: before, paidThrough }, { extendedUntil, paidThrough, days });
      return { ok: true, extendedUntil, repeated: false };
    },
  });
}
