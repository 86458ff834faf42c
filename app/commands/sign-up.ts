/** Opens an account; whoever has one already is let in with its password. */
import { v7 as uuidv7 } from "uuid";
import { hashPassword } from "#app/auth/password.server.ts";
import { findAccountByEmail, insertAccount } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import type { NewAccount } from "#app/domain/account.ts";
import { SIGN_UP_BY_IP, type TooManyTries } from "#app/domain/rate-limit.ts";
import { signIn, tryAll } from "./sign-in.ts";
import { tellAddressInUse } from "./tell-address-in-use.ts";
import { sendVerification } from "./verify-email.ts";

export type SignUpOrigin = {
  readonly ip: string;
  readonly now: Date;
  /** Scheme and host that people open, for the links in mails. Left out, no mail is sent: the demo club's own people. */
  readonly origin?: string;
};

export type SignUpResult =
  | { readonly ok: true; readonly accountId: string; readonly isNew: boolean }
  | { readonly ok: false; readonly reason: "use-another-email" }
  | TooManyTries;

/**
 * An account for this mail address: a new one, or the one that the password opens. When it has one that the password
 * does not open, that is refused like any wrong password, and counts as a try at it.
 *
 * Joining needs the account at once, before anybody could read a mail: so a known address can't get the very answer of
 * an unknown one. What limits it: the refusal costs a try at that account and one of the visitor's own, it does not say
 * that the address is known, and the address's owner is told by mail.
 */
export async function signUp(
  db: Db,
  { name, email, password }: NewAccount,
  { ip, now, origin }: SignUpOrigin,
): Promise<SignUpResult> {
  const tried = await tryAll(db, [[SIGN_UP_BY_IP, ip]], now);
  if (!tried.ok) return tried;
  if ((await findAccountByEmail(db, email)) === undefined) {
    const account = { id: uuidv7(), name, email, passwordHash: await hashPassword(password), createdAt: now };
    const isNew = await db.transaction(async (tx) => {
      const inserted = await insertAccount(tx, account);
      if (inserted && origin !== undefined) await sendVerification(tx, account, origin, now);
      return inserted;
    });
    if (isNew) return { ok: true, accountId: account.id, isNew };
  }
  const signedIn = await signIn(db, { email, password, ip, now });
  if (signedIn.ok) return { ok: true, accountId: signedIn.accountId, isNew: false };
  if (signedIn.reason !== "wrong") return signedIn;
  const holder = await findAccountByEmail(db, email);
  if (holder !== undefined && origin !== undefined) await tellAddressInUse(db, holder, origin, now);
  return { ok: false, reason: "use-another-email" };
}
