/** Opens an account; whoever has one already is let in with its password. */
import { v7 as uuidv7 } from "uuid";
import { hashPassword } from "#app/auth/password.server.ts";
import { findAccountByEmail, insertAccount } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import type { NewAccount } from "#app/domain/account.ts";
import { SIGN_UP_BY_IP } from "#app/domain/rate-limit.ts";
import { signIn, tryOnce } from "./sign-in.ts";

export type SignUpResult =
  | { readonly ok: true; readonly accountId: string; readonly isNew: boolean }
  | { readonly ok: false; readonly reason: "use-another-email" }
  | { readonly ok: false; readonly reason: "too-many-tries"; readonly retryAfterSeconds: number };

/**
 * An account for this mail address: a new one, or the one that the password opens. When it has one that the password
 * does not open, that is refused like any wrong password, and counts as a try at it.
 */
export async function signUp(
  db: Db,
  { name, email, password }: NewAccount,
  { ip, now }: { ip: string; now: Date },
): Promise<SignUpResult> {
  const verdict = await tryOnce(db, SIGN_UP_BY_IP, ip, now);
  if (!verdict.ok) {
    return { ok: false, reason: "too-many-tries", retryAfterSeconds: verdict.retryAfterSeconds };
  }
  if ((await findAccountByEmail(db, email)) === undefined) {
    const id = uuidv7();
    const passwordHash = await hashPassword(password);
    const isNew = await insertAccount(db, { id, name, email, passwordHash, createdAt: now });
    if (isNew) return { ok: true, accountId: id, isNew };
  }
  const signedIn = await signIn(db, { email, password, ip, now });
  if (signedIn.ok) return { ok: true, accountId: signedIn.accountId, isNew: false };
  return signedIn.reason === "wrong" ? { ok: false, reason: "use-another-email" } : signedIn;
}
