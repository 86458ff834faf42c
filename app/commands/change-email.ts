/** Another mail address: asked for with the password, confirmed from the new address, told to the old one. */

import { v7 as uuidv7 } from "uuid";
import { endAccountTokens } from "#app/db/account-tokens.ts";
import { findAccountByEmail, saveEmail } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { markContactStale } from "#app/db/contacts.ts";
import { queueMail } from "#app/db/mails.ts";
import { deleteOtherSessionsOf } from "#app/db/sessions.ts";
import { TOKEN_MINUTES, type TokenProblem } from "#app/domain/account-token.ts";
import { CHANGE_EMAIL_TO, LINK_USE_BY_IP, type TooManyTries } from "#app/domain/rate-limit.ts";
import { addressChangedMail } from "#app/email/address-changed.ts";
import { verifyAddressMail } from "#app/email/verify-address.ts";
import { checkOwnPassword, type OwnPassword, type WrongPassword } from "./check-own-password.ts";
import { makeLink } from "./make-link.ts";
import { tryAll } from "./sign-in.ts";
import { spendLink } from "./spend-link.ts";
import { tellAddressInUse } from "./tell-address-in-use.ts";

export type EmailChangeRequest = OwnPassword & {
  /** The new address. */
  readonly email: string;
  /** Scheme and host that people open. */
  readonly origin: string;
};

export type EmailChangeRequestResult =
  | { readonly ok: true }
  | WrongPassword
  | { readonly ok: false; readonly reason: "same-address" }
  | TooManyTries;

/**
 * Sends a link to the new address; until it is used nothing changes. When the new address has an account, the answer is
 * the same, and its owner is told instead.
 */
export async function requestEmailChange(
  db: Db,
  request: EmailChangeRequest,
): Promise<EmailChangeRequestResult> {
  const { email, origin, now } = request;
  const checked = await checkOwnPassword(db, request);
  if (!checked.ok) return checked;
  const { id, name } = checked.account;
  if (checked.account.email === email) return { ok: false, reason: "same-address" };
  const tried = await tryAll(db, [[CHANGE_EMAIL_TO, email]], now);
  if (!tried.ok) return tried;
  await db.transaction(async (tx) => {
    const holder = await findAccountByEmail(tx, email);
    if (holder !== undefined && holder.id !== id) return await tellAddressInUse(tx, holder, origin, now);
    const link = { accountId: id, purpose: "change-email", email, origin, now } as const;
    const { href, mailKey } = await makeLink(tx, link);
    const mail = verifyAddressMail({ name, verifyUrl: href, validMinutes: TOKEN_MINUTES["change-email"] });
    await queueMail(tx, { key: mailKey, mail, recipient: email, accountId: id, now });
  });
  return { ok: true };
}

export type EmailChange = {
  readonly token: string;
  /** The session that stays when it is the account's, hashed; every other one ends. */
  readonly keptSession: string | undefined;
  readonly ip: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly now: Date;
  readonly requestId?: string | undefined;
};

export type EmailChangeResult =
  | { readonly ok: true; readonly email: string }
  | { readonly ok: false; readonly reason: "link"; readonly problem: TokenProblem }
  | { readonly ok: false; readonly reason: "address-taken" }
  | TooManyTries;

/**
 * Moves the account to the address that the link was sent to, ends every other session and every other link, and tells
 * the old address; Stripe is told by {@link tellContacts}. Refuses an address for which an account was opened since the link was sent.
 */
export async function changeEmail(db: Db, change: EmailChange): Promise<EmailChangeResult> {
  const { token, keptSession, ip, now } = change;
  const tried = await tryAll(db, [[LINK_USE_BY_IP, ip]], now);
  if (!tried.ok) return tried;
  const link = { token, purpose: "change-email", now } as const;
  const used = await spendLink(db, link, async (tx, account, newEmail): Promise<EmailChangeResult> => {
    const { id, name, email: oldEmail } = account;
    if (!(await saveEmail(tx, id, newEmail, now))) return { ok: false, reason: "address-taken" };
    await markContactStale(tx, id, now);
    await endAccountTokens(tx, id, ["reset-password", "change-email", "verify-email"]);
    await deleteOtherSessionsOf(tx, id, keptSession);
    await tellAddressChanged(tx, { id, name, oldEmail, newEmail }, change);
    return { ok: true, email: newEmail };
  });
  return used.ok ? used.value : { ok: false, reason: "link", problem: used.problem };
}

/** Tells both addresses, and keeps who moved from where to where. */
async function tellAddressChanged(
  tx: Db,
  moved: { id: string; name: string; oldEmail: string; newEmail: string },
  { origin, now, requestId }: EmailChange,
): Promise<void> {
  const { id, name, oldEmail, newEmail } = moved;
  const key = `address-changed:${uuidv7()}`;
  const told = { accountId: id, now };
  for (const [to, recipient] of [
    ["old", oldEmail],
    ["new", newEmail],
  ] as const) {
    const mail = addressChangedMail({ name, to, clubUrl: origin });
    await queueMail(tx, { ...told, key: `${key}:${to}`, mail, recipient });
  }
  await appendAudit(tx, {
    at: now,
    actorId: id,
    actor: newEmail,
    action: "change-email",
    subjectKind: "account",
    subjectId: id,
    before: { email: oldEmail },
    after: { email: newEmail },
    requestId,
  });
}
