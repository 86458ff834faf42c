/** A new password, by whoever holds the link that was mailed to the account's address. */
import { hashPassword } from "#app/auth/password.server.ts";
import { endAccountTokens } from "#app/db/account-tokens.ts";
import { saveEmailVerified, savePassword } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { forgetTries } from "#app/db/rate-limits.ts";
import { deleteSessionsOf } from "#app/db/sessions.ts";
import { isAddress } from "#app/domain/account.ts";
import type { TokenProblem } from "#app/domain/account-token.ts";
import { LINK_USE_BY_IP, rateLimitKey, SIGN_IN_BY_EMAIL, type TooManyTries } from "#app/domain/rate-limit.ts";
import { tellPasswordChanged } from "./change-password.ts";
import { tryAll } from "./sign-in.ts";
import { findLink, spendLink } from "./spend-link.ts";

export type ResetPassword = {
  readonly token: string;
  readonly password: string;
  readonly ip: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly now: Date;
  readonly requestId?: string | undefined;
};

export type ResetPasswordResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "link"; readonly problem: TokenProblem }
  | { readonly ok: false; readonly reason: "password-is-address" }
  | TooManyTries;

/**
 * Sets the password, ends every session and every other link of the account, and tells its address. The link came to
 * that address, so it is proved too, and whoever was locked out by too many tries may sign in.
 */
export async function resetPassword(db: Db, reset: ResetPassword): Promise<ResetPasswordResult> {
  const { token, password, ip, now } = reset;
  const tried = await tryAll(db, [[LINK_USE_BY_IP, ip]], now);
  if (!tried.ok) return tried;
  const link = { token, purpose: "reset-password", now } as const;
  // Looked at first: a link that doesn't work costs no password hash, and a refused password costs no link.
  const seen = await findLink(db, link);
  if (!seen.ok) return { ok: false, reason: "link", problem: seen.problem };
  if (isAddress(password, seen.token.email)) return { ok: false, reason: "password-is-address" };
  const passwordHash = await hashPassword(password);
  const used = await spendLink(db, link, async (tx, account) => {
    await savePassword(tx, account.id, passwordHash);
    await saveEmailVerified(tx, account.id, now);
    await endAccountTokens(tx, account.id, ["reset-password", "change-email", "verify-email"]);
    await deleteSessionsOf(tx, account.id);
    await tellPasswordChanged(tx, account, "reset-password", reset);
    return account.email;
  });
  if (!used.ok) return { ok: false, reason: "link", problem: used.problem };
  await forgetTries(db, rateLimitKey(SIGN_IN_BY_EMAIL, used.value));
  return { ok: true };
}
