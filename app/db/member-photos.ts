/** Photos on members' cards. Run on the door role; only ever asked for by their owner. */
import { eq } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { memberPhotos } from "#app/db/tables.server.ts";

/** The JPEG of that account's photo. */
export async function findMemberPhoto(db: Db, accountId: string): Promise<Uint8Array | undefined> {
  const [found] = await db
    .select({ jpeg: memberPhotos.jpeg })
    .from(memberPhotos)
    .where(eq(memberPhotos.accountId, accountId));
  return found?.jpeg;
}

/** Keeps the photo in place of the one before. */
export async function saveMemberPhoto(
  db: Db,
  accountId: string,
  jpeg: Buffer,
  changedAt: Date,
): Promise<void> {
  await db
    .insert(memberPhotos)
    .values({ accountId, jpeg, changedAt })
    .onConflictDoUpdate({ target: memberPhotos.accountId, set: { jpeg, changedAt } });
}

/** Deletes the photo for good; none is fine. */
export async function deleteMemberPhoto(db: Db, accountId: string): Promise<void> {
  await db.delete(memberPhotos).where(eq(memberPhotos.accountId, accountId));
}
