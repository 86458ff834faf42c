import { v7 as uuidv7 } from "uuid";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { findStanding, insertWithdrawal } from "#app/db/index-publications.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";

export type WithdrawIndexResult =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly reason: "not-found" };

/**
 * Withdraws a publication: a row of its own that names it and says why, for everybody to read. What was published stays in
 * the record, and goes on counting in what may be published after it: it was seen. Withdrawing again changes nothing.
 */
export async function withdrawIndex(
  db: Db,
  publicationId: string,
  reason: string,
  actor: Actor,
  now: Date,
): Promise<WithdrawIndexResult> {
  return await db.transaction(async (tx): Promise<WithdrawIndexResult> => {
    const publication = await findStanding(tx, publicationId);
    if (publication === undefined) return { ok: false, reason: "not-found" };
    const row = { ...publication, id: uuidv7(), publishedAt: now, withdraws: publicationId, reason };
    if (!(await insertWithdrawal(tx, row))) return { ok: true, changed: false };
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "withdraw-index",
      subjectKind: "index-publication",
      subjectId: publicationId,
      before: { standing: true },
      after: { standing: false, reason },
    });
    return { ok: true, changed: true };
  });
}
