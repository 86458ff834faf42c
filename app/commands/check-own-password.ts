/** The present password of somebody who is signed in, asked again before something that a stolen session must not do. */
import { verifyPassword } from "#app/auth/password.server.ts";
import { type AccountWithSecret, getAccountWithSecret } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { forgetTries } from "#app/db/rate-limits.ts";
import {
  OWN_PASSWORD_BY_ACCOUNT,
  OWN_PASSWORD_BY_IP,
  rateLimitKey,
  type TooManyTries,
} from "#app/domain/rate-limit.ts";
import { tryAll } from "./sign-in.ts";

export type OwnPassword = {
  readonly accountId: string;
  readonly presentPassword: string;
  readonly ip: string;
  readonly now: Date;
};

export type WrongPassword = { readonly ok: false; readonly reason: "wrong-password" };

/** The account, when the password opens it. Tries count before they are judged, by account and by address. */
export async function checkOwnPassword(
  db: Db,
  { accountId, presentPassword, ip, now }: OwnPassword,
): Promise<{ readonly ok: true; readonly account: AccountWithSecret } | WrongPassword | TooManyTries> {
  const tried = await tryAll(
    db,
    [
      [OWN_PASSWORD_BY_IP, ip],
      [OWN_PASSWORD_BY_ACCOUNT, accountId],
    ],
    now,
  );
  if (!tried.ok) return tried;
  const account = await getAccountWithSecret(db, accountId);
  if (!(await verifyPassword(account.passwordHash, presentPassword))) {
    return { ok: false, reason: "wrong-password" };
  }
  await forgetTries(db, rateLimitKey(OWN_PASSWORD_BY_ACCOUNT, accountId));
  return { ok: true, account };
}
