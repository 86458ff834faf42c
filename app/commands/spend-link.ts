/** A mailed link, looked at and used. */
import { hashToken } from "#app/auth/link-token.server.ts";
import { claimAccountToken, findAccountToken } from "#app/db/account-tokens.ts";
import { type AccountWithSecret, lockAccountWithSecret } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { isAddress } from "#app/domain/account.ts";
import {
  judgeToken,
  type TokenProblem,
  type TokenPurpose,
  type TokenVerdict,
  tokenSchema,
} from "#app/domain/account-token.ts";

export type Link = { readonly token: string; readonly purpose: TokenPurpose; readonly now: Date };

/** Whether a link works, without using it: what its page shows when it is opened. */
export async function findLink(db: Db, { token, purpose, now }: Link): Promise<TokenVerdict> {
  if (!tokenSchema.safeParse(token).success) return { ok: false, problem: "unknown" };
  return judgeToken(await findAccountToken(db, hashToken(token)), purpose, now);
}

export type SpentLink<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: TokenProblem };

/**
 * Uses a link and does what it is for, both or neither, under the account's lock: of two uses at once exactly one goes
 * on. `apply` gets the account as it is then, and the address that the link was sent to.
 */
export async function spendLink<T>(
  db: Db,
  link: Link,
  apply: (tx: Db, account: AccountWithSecret, sentTo: string) => Promise<T>,
): Promise<SpentLink<T>> {
  const seen = await findLink(db, link);
  if (!seen.ok) return seen;
  const { accountId, email } = seen.token;
  return await db.transaction(async (tx) => {
    const account = await lockAccountWithSecret(tx, accountId);
    // A link proves one address; only a change of address may be proved by another one than the account's.
    if (account === undefined || (link.purpose !== "change-email" && !isAddress(email, account.email))) {
      return { ok: false, problem: "expired" };
    }
    if (await claimAccountToken(tx, hashToken(link.token), link.purpose, link.now)) {
      return { ok: true, value: await apply(tx, account, email) };
    }
    const now = await findLink(tx, link);
    return { ok: false, problem: now.ok ? "expired" : now.problem };
  });
}
