/** Is this address theirs? A link is sent there, and used. */

import { endAccountTokens } from "#app/db/account-tokens.ts";
import { type Account, getAccount, saveEmailVerified } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { queueMail } from "#app/db/mails.ts";
import { TOKEN_MINUTES, type TokenProblem } from "#app/domain/account-token.ts";
import {
  LINK_USE_BY_IP,
  type TooManyTries,
  VERIFY_REQUEST_BY_ACCOUNT,
  VERIFY_REQUEST_BY_IP,
} from "#app/domain/rate-limit.ts";
import { verifyAddressMail } from "#app/email/verify-address.ts";
import { makeLink } from "./make-link.ts";
import { tryAll } from "./sign-in.ts";
import { spendLink } from "./spend-link.ts";

export type VerificationRequest = {
  readonly accountId: string;
  readonly ip: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly now: Date;
};

/** Sends the link again, in place of the one before. Refuses when the address is proved already. */
export async function requestVerification(
  db: Db,
  { accountId, ip, origin, now }: VerificationRequest,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: "verified" } | TooManyTries> {
  const tried = await tryAll(
    db,
    [
      [VERIFY_REQUEST_BY_IP, ip],
      [VERIFY_REQUEST_BY_ACCOUNT, accountId],
    ],
    now,
  );
  if (!tried.ok) return tried;
  const account = await getAccount(db, accountId);
  if (account.emailVerifiedAt !== null) return { ok: false, reason: "verified" };
  await db.transaction((tx) => sendVerification(tx, account, origin, now));
  return { ok: true };
}

/** Makes the link and queues its mail, in the caller's transaction. */
export async function sendVerification(
  tx: Db,
  { id, name, email }: Pick<Account, "id" | "name" | "email">,
  origin: string,
  now: Date,
): Promise<void> {
  const { href, mailKey } = await makeLink(tx, {
    accountId: id,
    purpose: "verify-email",
    email,
    origin,
    now,
  });
  const mail = verifyAddressMail({ name, verifyUrl: href, validMinutes: TOKEN_MINUTES["verify-email"] });
  await queueMail(tx, { key: mailKey, mail, recipient: email, accountId: id, now });
}

export type VerifyEmail = {
  readonly token: string;
  readonly ip: string;
  readonly now: Date;
  readonly requestId?: string | undefined;
};

export type VerifyEmailResult =
  | { readonly ok: true; readonly email: string }
  | { readonly ok: false; readonly reason: "link"; readonly problem: TokenProblem }
  | TooManyTries;

/** Keeps that the address is theirs. Works on any device: holding the link is the proof. */
export async function verifyEmail(
  db: Db,
  { token, ip, now, requestId }: VerifyEmail,
): Promise<VerifyEmailResult> {
  const tried = await tryAll(db, [[LINK_USE_BY_IP, ip]], now);
  if (!tried.ok) return tried;
  const used = await spendLink(db, { token, purpose: "verify-email", now }, async (tx, account) => {
    const { id, email } = account;
    await saveEmailVerified(tx, id, now);
    await endAccountTokens(tx, id, ["verify-email"]);
    const entry = {
      actorId: id,
      actor: email,
      action: "verify-email",
      subjectKind: "account",
      subjectId: id,
    };
    await appendAudit(tx, { ...entry, at: now, requestId });
    return email;
  });
  return used.ok ? { ok: true, email: used.value } : { ok: false, reason: "link", problem: used.problem };
}
