/** Keys of the feed. Looked up and marked as used on the feed's role; listed, made and revoked at the desk. */
import { and, desc, eq, isNull, lt, or } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { feedKeys } from "#app/db/tables.server.ts";
import type { FeedKey, FeedScope } from "#app/domain/feed.ts";

export type FeedKeyWithSecret = FeedKey & { readonly secretSha256: string };

/** The key of that id, revoked or not. */
export async function findFeedKey(db: Db, id: string): Promise<FeedKeyWithSecret | undefined> {
  const [found] = await db
    .select({
      id: feedKeys.id,
      name: feedKeys.name,
      secretSha256: feedKeys.secretSha256,
      scopes: feedKeys.scopes,
      retailerSlugs: feedKeys.retailerSlugs,
      revokedAt: feedKeys.revokedAt,
    })
    .from(feedKeys)
    .where(eq(feedKeys.id, id));
  return found && { ...found, scopes: found.scopes as FeedScope[] };
}

const MARK_EVERY_MS = 60_000;

/** Notes that the key is in use; within a minute once. */
export async function markFeedKeyUsed(db: Db, id: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - MARK_EVERY_MS);
  await db
    .update(feedKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(feedKeys.id, id), or(isNull(feedKeys.lastUsedAt), lt(feedKeys.lastUsedAt, since))));
}

export type ListedFeedKey = FeedKey & { readonly createdAt: Date; readonly lastUsedAt: Date | null };

/** The newest keys, those that were revoked among them. */
export async function listFeedKeys(db: Db, limit: number): Promise<ListedFeedKey[]> {
  const found = await db
    .select({
      id: feedKeys.id,
      name: feedKeys.name,
      scopes: feedKeys.scopes,
      retailerSlugs: feedKeys.retailerSlugs,
      revokedAt: feedKeys.revokedAt,
      createdAt: feedKeys.createdAt,
      lastUsedAt: feedKeys.lastUsedAt,
    })
    .from(feedKeys)
    .orderBy(desc(feedKeys.createdAt), desc(feedKeys.id))
    .limit(limit);
  return found.map((key) => ({ ...key, scopes: key.scopes as FeedScope[] }));
}

/** Keeps a new key. */
export async function insertFeedKey(
  db: Db,
  key: Omit<FeedKeyWithSecret, "revokedAt"> & { readonly createdBy: string | null; readonly createdAt: Date },
): Promise<void> {
  await db
    .insert(feedKeys)
    .values({ ...key, scopes: [...key.scopes], retailerSlugs: [...key.retailerSlugs] });
}

/** Ends a key's use from now on; answers whether it was in use until then. */
export async function endFeedKey(db: Db, id: string, now: Date): Promise<boolean> {
  const ended = await db
    .update(feedKeys)
    .set({ revokedAt: now })
    .where(and(eq(feedKeys.id, id), isNull(feedKeys.revokedAt)))
    .returning({ id: feedKeys.id });
  return ended.length > 0;
}
