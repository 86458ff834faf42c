/** A file comes in through the browser: kept chunk by chunk, never whole in memory, and looked at when it is all here. */
import { v7 as uuidv7 } from "uuid";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { addChunk, CHUNK_BYTES, deleteFirstChunks } from "#app/db/upload-chunks.ts";
import { beginUpload, countKeptBytes, deleteUpload, finishArrival, noteArrived } from "#app/db/uploads.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { MAX_KEPT_BYTES, MAX_UPLOAD_BYTES } from "#app/domain/upload.ts";
import { inspectFile } from "./import-references/inspect-file.ts";
import { noteFacts } from "./import-references/open-file.ts";
import { uploadSource } from "./import-references/upload-source.ts";

export type SentFile = {
  readonly name: string;
  /** The file's own date, where the sender told it. */
  readonly date: Date | null;
  readonly bytes: AsyncIterable<Buffer>;
};

export type ReceiveResult =
  | { readonly ok: true; readonly uploadId: string }
  | { readonly ok: false; readonly reason: "too-large" | "no-room" };

/**
 * Keeps the file and what it is. One that is no table is kept as refused, with the sentence that says why, and without its
 * bytes. Refuses what is larger than an upload may be, and any file while too much waits already. Where the sender breaks
 * off nothing is kept.
 */
export async function receiveUpload(
  db: Db,
  { file, actor, now }: { readonly file: SentFile; readonly actor: Actor; readonly now: Date },
): Promise<ReceiveResult> {
  if ((await countKeptBytes(db)) > MAX_KEPT_BYTES) return { ok: false, reason: "no-room" };
  const id = uuidv7();
  await beginUpload(db, { id, fileName: file.name, fileDate: file.date, sentBy: actor.name, sentAt: now });
  try {
    const arrived = await keepBytes(db, id, file.bytes);
    if (arrived === undefined) {
      await deleteUpload(db, id);
      await deleteFirstChunks(db, id);
      return { ok: false, reason: "too-large" };
    }
    await settle(db, id, file, arrived, actor, now);
    return { ok: true, uploadId: id };
  } catch (error) {
    await deleteUpload(db, id);
    await deleteFirstChunks(db, id);
    throw error;
  }
}

type Arrived = { readonly bytes: number; readonly sha256: string; readonly encoding: string };

/** Cuts the stream into chunks of one size. Undefined: it is larger than an upload may be. */
async function keepBytes(db: Db, id: string, stream: AsyncIterable<Buffer>): Promise<Arrived | undefined> {
  const noted = noteFacts();
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let bytes = 0;
  let position = 0;
  const keep = async (chunk: Buffer) => {
    await addChunk(db, id, position++, chunk);
    // The page that lists uploads shows that it grows.
    if (position % 16 === 0) await noteArrived(db, id, bytes);
  };
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > MAX_UPLOAD_BYTES) return undefined;
    noted.see(piece);
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes < CHUNK_BYTES) continue;
    let whole = Buffer.concat(waiting);
    for (; whole.length >= CHUNK_BYTES; whole = whole.subarray(CHUNK_BYTES))
      await keep(whole.subarray(0, CHUNK_BYTES));
    waiting = whole.length > 0 ? [whole] : [];
    waitingBytes = whole.length;
  }
  if (waitingBytes > 0) await keep(Buffer.concat(waiting));
  return { bytes, ...noted.facts() };
}

async function settle(
  db: Db,
  id: string,
  file: SentFile,
  arrived: Arrived,
  actor: Actor,
  now: Date,
): Promise<void> {
  const source = uploadSource(db, { id, fileName: file.name, fileDate: file.date, sentAt: now, ...arrived });
  const inspected = await inspectFile(source);
  await db.transaction(async (tx) => {
    if (inspected.ok) {
      const { ok: _, ...inspection } = inspected;
      await finishArrival(tx, id, { ...arrived, state: "asking", problem: null, inspection });
    } else {
      await finishArrival(tx, id, {
        ...arrived,
        state: "refused",
        problem: inspected.sentence,
        inspection: null,
      });
    }
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "receive-upload",
      subjectKind: "upload",
      subjectId: id,
      after: { fileName: file.name, ...arrived, ...(inspected.ok ? {} : { refused: inspected.sentence }) },
    });
  });
  if (!inspected.ok) await deleteFirstChunks(db, id);
}
