/** Signing out elsewhere: one session of one's own, or all the others. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { deleteOtherSessionsOf, deleteSessionOf } from "#app/db/sessions.ts";
import { END_SESSION_BY_ACCOUNT, END_SESSION_BY_IP, type TooManyTries } from "#app/domain/rate-limit.ts";
import { tryAll } from "./sign-in.ts";

export type EndSessions = {
  readonly account: { readonly id: string; readonly email: string };
  /** One session, hashed; or all but the one that is kept. */
  readonly which: { readonly one: string } | { readonly allBut: string };
  readonly ip: string;
  readonly now: Date;
  readonly requestId?: string | undefined;
};

/** Ends sessions of the account; one that is gone already is fine. Answers how many ended. */
export async function endSessions(
  db: Db,
  { account, which, ip, now, requestId }: EndSessions,
): Promise<{ readonly ok: true; readonly ended: number } | TooManyTries> {
  const tried = await tryAll(
    db,
    [
      [END_SESSION_BY_IP, ip],
      [END_SESSION_BY_ACCOUNT, account.id],
    ],
    now,
  );
  if (!tried.ok) return tried;
  return await db.transaction(async (tx) => {
    const ended =
      "one" in which
        ? Number(await deleteSessionOf(tx, account.id, which.one))
        : await deleteOtherSessionsOf(tx, account.id, which.allBut);
    if (ended > 0) {
      await appendAudit(tx, {
        at: now,
        actorId: account.id,
        actor: account.email,
        action: "end-sessions",
        subjectKind: "account",
        subjectId: account.id,
        after: { ended },
        requestId,
      });
    }
    return { ok: true, ended };
  });
}
