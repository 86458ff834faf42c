/** The bytes of files that were sent in: a chunk a row, so that any process can go on with them. */
import { and, asc, between, eq } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { uploadChunks } from "./tables.server.ts";

/** Bytes of every chunk but the last. */
export const CHUNK_BYTES = 2 ** 20;

/** Keeps the chunk at `position` (from 0). */
export async function addChunk(db: Db, uploadId: string, position: number, content: Buffer): Promise<void> {
  await db.insert(uploadChunks).values({ uploadId, position, content });
}

/** The chunks from `first` to `last`, in order. */
export async function readChunks(db: Db, uploadId: string, first: number, last: number): Promise<Buffer[]> {
  const rows = await db
    .select({ content: uploadChunks.content })
    .from(uploadChunks)
    .where(and(eq(uploadChunks.uploadId, uploadId), between(uploadChunks.position, first, last)))
    .orderBy(asc(uploadChunks.position));
  return rows.map(({ content }) => content);
}

/** Gives the room back. */
export async function deleteChunks(db: Db, uploadId: string): Promise<void> {
  await db.delete(uploadChunks).where(eq(uploadChunks.uploadId, uploadId));
}
