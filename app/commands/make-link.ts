/** A new single-use link for an account; the one before it, for the same purpose, ends. */
import { hashToken, makeToken } from "#app/auth/link-token.server.ts";
import { endAccountTokens, insertAccountToken } from "#app/db/account-tokens.ts";
import { lockAccount } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { type TokenPurpose, tokenExpiry } from "#app/domain/account-token.ts";

/** The page that each link opens. Opening it changes nothing: programs that check mails open links too. */
const PAGES: Readonly<Record<TokenPurpose, string>> = {
  "verify-email": "/verify-email",
  "reset-password": "/reset-password",
  "change-email": "/confirm-email",
};

export type NewLink = {
  readonly accountId: string;
  readonly purpose: TokenPurpose;
  /** Where it will be sent. */
  readonly email: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly now: Date;
};

/** The link, its end, and a key for its mail. */
export type IssuedLink = { readonly href: string; readonly expiresAt: Date; readonly mailKey: string };

/**
 * Makes a link, in the transaction that queues its mail. The token stands in the query, which no log of ours holds.
 * Waits for whoever else holds the account, so that at most one link for a purpose is live.
 */
export async function makeLink(tx: Db, link: NewLink): Promise<IssuedLink> {
  const { accountId, purpose, email, origin, now } = link;
  const token = makeToken();
  const tokenSha256 = hashToken(token);
  const expiresAt = tokenExpiry(purpose, now);
  await lockAccount(tx, accountId);
  await endAccountTokens(tx, accountId, [purpose]);
  await insertAccountToken(tx, { tokenSha256, accountId, purpose, email, createdAt: now, expiresAt });
  return {
    href: `${origin}${PAGES[purpose]}?token=${token}`,
    expiresAt,
    mailKey: `${purpose}:${tokenSha256.slice(0, 32)}`,
  };
}
