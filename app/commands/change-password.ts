/** A new password, by somebody who is signed in and knows the present one. */

import { v7 as uuidv7 } from "uuid";
import { hashPassword } from "#app/auth/password.server.ts";
import { endAccountTokens } from "#app/db/account-tokens.ts";
import { lockAccountWithSecret, savePassword } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { queueMail } from "#app/db/mails.ts";
import { deleteOtherSessionsOf } from "#app/db/sessions.ts";
import { isAddress } from "#app/domain/account.ts";
import type { TooManyTries } from "#app/domain/rate-limit.ts";
import { passwordChangedMail } from "#app/email/password-changed.ts";
import { checkOwnPassword, type OwnPassword, type WrongPassword } from "./check-own-password.ts";

export type ChangePassword = OwnPassword & {
  readonly password: string;
  /** The session that stays, hashed; every other one ends. */
  readonly keptSession: string | undefined;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly requestId?: string | undefined;
};

export type ChangePasswordResult =
  | { readonly ok: true; readonly endedSessions: number }
  | WrongPassword
  | { readonly ok: false; readonly reason: "password-is-address" }
  | TooManyTries;

/**
 * Changes the password, ends every other session and the links that could undo it, and tells the account's address.
 * Of two changes at once from the same present password, one is refused: it is not the present one any more.
 */
export async function changePassword(db: Db, change: ChangePassword): Promise<ChangePasswordResult> {
  const checked = await checkOwnPassword(db, change);
  if (!checked.ok) return checked;
  if (isAddress(change.password, checked.account.email)) return { ok: false, reason: "password-is-address" };
  const passwordHash = await hashPassword(change.password);
  return await db.transaction(async (tx) => {
    const account = await lockAccountWithSecret(tx, change.accountId);
    if (account?.passwordHash !== checked.account.passwordHash) {
      return { ok: false, reason: "wrong-password" };
    }
    await savePassword(tx, account.id, passwordHash);
    await endAccountTokens(tx, account.id, ["reset-password", "change-email"]);
    const endedSessions = await deleteOtherSessionsOf(tx, account.id, change.keptSession);
    await tellPasswordChanged(tx, account, "change-password", change);
    return { ok: true, endedSessions };
  });
}

/** The mail and the audit entry of a new password, however it came about. */
export async function tellPasswordChanged(
  tx: Db,
  account: { readonly id: string; readonly name: string; readonly email: string },
  action: "change-password" | "reset-password",
  { origin, now, requestId }: { origin: string; now: Date; requestId?: string | undefined },
): Promise<void> {
  const { id, name, email } = account;
  await queueMail(tx, {
    key: `password-changed:${uuidv7()}`,
    mail: passwordChangedMail({ name, clubUrl: origin }),
    recipient: email,
    accountId: id,
    now,
  });
  await appendAudit(tx, {
    at: now,
    actorId: id,
    actor: email,
    action,
    subjectKind: "account",
    subjectId: id,
    requestId,
  });
}
