/** Sends a link to a new password, to an address that has an account. */

import { v7 as uuidv7 } from "uuid";
import { type Account, findAccountByEmail } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { queueMail } from "#app/db/mails.ts";
import { rehearse } from "#app/db/rehearse.ts";
import { TOKEN_MINUTES } from "#app/domain/account-token.ts";
import { RESET_REQUEST_BY_EMAIL, RESET_REQUEST_BY_IP, type TooManyTries } from "#app/domain/rate-limit.ts";
import { resetPasswordMail } from "#app/email/reset-password.ts";
import { makeLink } from "./make-link.ts";
import { tryAll } from "./sign-in.ts";

export type ResetRequest = {
  readonly email: string;
  readonly ip: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly now: Date;
};

/**
 * An address that nobody has gets the same answer, after the same statements: the link and its mail are made for nobody
 * and taken back. Tries count by the address that was typed, known or not.
 */
export async function requestPasswordReset(
  db: Db,
  request: ResetRequest,
): Promise<{ readonly ok: true } | TooManyTries> {
  const { email, ip, now } = request;
  const byIp = await tryAll(db, [[RESET_REQUEST_BY_IP, ip]], now);
  if (!byIp.ok) return byIp;
  return await db.transaction(async (tx) => {
    const byEmail = await tryAll(tx, [[RESET_REQUEST_BY_EMAIL, email]], now);
    if (!byEmail.ok) return byEmail;
    const account = await findAccountByEmail(tx, email);
    const send = (inner: Db) => sendResetLink(inner, account, request);
    await (account === undefined ? rehearse(tx, send) : tx.transaction(send));
    return { ok: true };
  });
}

async function sendResetLink(tx: Db, account: Account | undefined, request: ResetRequest): Promise<void> {
  const { origin, now } = request;
  const { id, email, name } = account ?? { id: uuidv7(), email: request.email, name: "Nobody" };
  const { href, mailKey } = await makeLink(tx, {
    accountId: id,
    purpose: "reset-password",
    email,
    origin,
    now,
  });
  const mail = resetPasswordMail({ name, resetUrl: href, validMinutes: TOKEN_MINUTES["reset-password"] });
  await queueMail(tx, { key: mailKey, mail, recipient: email, accountId: account?.id ?? null, now });
}
