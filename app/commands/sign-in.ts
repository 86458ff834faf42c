/** Who is this? A mail address and a password, tried a bounded number of times. */
import { verifyPassword } from "#app/auth/password.server.ts";
import { findAccountByEmail } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { countTry, forgetTries } from "#app/db/rate-limits.ts";
import {
  judgeTries,
  type RateLimit,
  rateLimitKey,
  SIGN_IN_BY_EMAIL,
  SIGN_IN_BY_IP,
  type TooManyTries,
  type TryVerdict,
} from "#app/domain/rate-limit.ts";

export type SignIn = {
  readonly email: string;
  readonly password: string;
  readonly ip: string;
  readonly now: Date;
};

export type SignInResult =
  | { readonly ok: true; readonly accountId: string }
  | { readonly ok: false; readonly reason: "wrong" }
  | TooManyTries;

/**
 * Checks a password. An address that nobody has takes as long and gets the same answer as a wrong password. Tries count
 * before they are judged, by address and by mail address.
 */
export async function signIn(db: Db, { email, password, ip, now }: SignIn): Promise<SignInResult> {
  const tried = await tryAll(
    db,
    [
      [SIGN_IN_BY_IP, ip],
      [SIGN_IN_BY_EMAIL, email],
    ],
    now,
  );
  if (!tried.ok) return tried;
  const account = await findAccountByEmail(db, email);
  if (!(await verifyPassword(account?.passwordHash, password)) || account === undefined) {
    return { ok: false, reason: "wrong" };
  }
  await forgetTries(db, rateLimitKey(SIGN_IN_BY_EMAIL, email));
  return { ok: true, accountId: account.id };
}

/** Counts a try of `subject` and judges it. */
export async function tryOnce(db: Db, limit: RateLimit, subject: string, now: Date): Promise<TryVerdict> {
  const counted = await countTry(db, rateLimitKey(limit, subject), limit.windowSeconds, now);
  return judgeTries(limit, counted, now);
}

/** Counts one try under each of `limits`, in order, up to the first that refuses it. */
export async function tryAll(
  db: Db,
  limits: readonly (readonly [limit: RateLimit, subject: string])[],
  now: Date,
): Promise<{ readonly ok: true } | TooManyTries> {
  for (const [limit, subject] of limits) {
    const verdict = await tryOnce(db, limit, subject, now);
    if (!verdict.ok) {
      return { ok: false, reason: "too-many-tries", retryAfterSeconds: verdict.retryAfterSeconds };
    }
  }
  return { ok: true };
}
