/** The bytes of files that were sent in: a chunk a row, so that any process can go on with them. */
import { and, asc, between, eq, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { uploadChunks, uploads } from "./tables.server.ts";

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

/** Chunks that one statement removes: a second's work. */
const REMOVED_AT_ONCE = 64;

/** Gives the room of the first chunks back, which for most files are all; the minute's sweep takes the rest. */
export async function deleteFirstChunks(db: Db, uploadId: string): Promise<void> {
  await db
    .delete(uploadChunks)
    .where(and(eq(uploadChunks.uploadId, uploadId), between(uploadChunks.position, 0, REMOVED_AT_ONCE - 1)));
}

/** Removes the chunks of uploads that are read, refused or gone, some at a time. Owner's role. Gives how many those were. */
export async function sweepChunks(db: Db): Promise<number> {
  let removed = 0;
  for (;;) {
    const some = await db.execute(sql`
      delete from ${uploadChunks} where ctid in (
        select chunk.ctid from ${uploadChunks} chunk
        where not exists (
          select from ${uploads} u where u.id = chunk.upload_id and u.state not in ('done', 'refused'))
        limit ${REMOVED_AT_ONCE})
      returning upload_id`);
    removed += some.length;
    if (some.length < REMOVED_AT_ONCE) return removed;
  }
}
