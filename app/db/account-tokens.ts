/** Single-use links sent by mail, by the hash of their token. Run on the door role. */
import { and, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { accounts, accountTokens } from "#app/db/tables.server.ts";
import type { AccountToken, TokenPurpose } from "#app/domain/account-token.ts";

export type NewAccountToken = {
  readonly tokenSha256: string;
  readonly accountId: string;
  readonly purpose: TokenPurpose;
  readonly email: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** Keeps a new link; for an account that is not there it does the same work and keeps nothing. */
export async function insertAccountToken(tx: Db, token: NewAccountToken): Promise<void> {
  const { tokenSha256, accountId, purpose, email, createdAt, expiresAt } = token;
  await tx.execute(sql`
    insert into ${accountTokens} (token_sha256, account_id, purpose, email, created_at, expires_at)
    select ${tokenSha256}, ${accounts.id}, ${purpose}, ${email}, ${createdAt.toISOString()}::timestamptz,
      ${expiresAt.toISOString()}::timestamptz
    from ${accounts} where ${accounts.id} = ${accountId}`);
}

/** A link by the hash of its token, live or not. */
export async function findAccountToken(db: Db, tokenSha256: string): Promise<AccountToken | undefined> {
  const [token] = await db
    .select({
      accountId: accountTokens.accountId,
      purpose: accountTokens.purpose,
      email: accountTokens.email,
      expiresAt: accountTokens.expiresAt,
      usedAt: accountTokens.usedAt,
    })
    .from(accountTokens)
    .where(eq(accountTokens.tokenSha256, tokenSha256));
  return token;
}

/** Uses a link that is live at `now`. Answers whether it was: of two uses at once, one is told so. */
export async function claimAccountToken(
  tx: Db,
  tokenSha256: string,
  purpose: TokenPurpose,
  now: Date,
): Promise<boolean> {
  const claimed = await tx
    .update(accountTokens)
    .set({ usedAt: now })
    .where(
      and(
        eq(accountTokens.tokenSha256, tokenSha256),
        eq(accountTokens.purpose, purpose),
        isNull(accountTokens.usedAt),
        gt(accountTokens.expiresAt, now),
      ),
    )
    .returning({ tokenSha256: accountTokens.tokenSha256 });
  return claimed.length === 1;
}

/**
 * Ends the unused links of an account for these purposes. Their end moves to their beginning, so that no clock of
 * another process finds them live still.
 */
export async function endAccountTokens(
  tx: Db,
  accountId: string,
  purposes: readonly TokenPurpose[],
): Promise<void> {
  await tx
    .update(accountTokens)
    .set({ expiresAt: sql`${accountTokens.createdAt}` })
    .where(
      and(
        eq(accountTokens.accountId, accountId),
        inArray(accountTokens.purpose, [...purposes]),
        isNull(accountTokens.usedAt),
      ),
    );
}

/** Sweeps links that ended before `before`; answers how many. */
export async function deleteEndedTokens(db: Db, before: Date): Promise<number> {
  const gone = await db
    .delete(accountTokens)
    .where(lt(accountTokens.expiresAt, before))
    .returning({ accountId: accountTokens.accountId });
  return gone.length;
}
