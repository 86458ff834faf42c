/** A file that was sent in, as the reader of files takes it: its bytes come from the database. */
import type { Db } from "#app/db/client.server.ts";
import { CHUNK_BYTES, readChunks } from "#app/db/upload-chunks.ts";
import type { Upload } from "#app/db/uploads.ts";
import { damagedUpload } from "./file-fault.ts";
import type { FileSource } from "./file-source.ts";

const PIECE_BYTES = 1 << 17;

/** The upload's bytes. @throws FaultyFile, as it is read, where a chunk is missing. */
export function uploadSource(
  db: Db,
  upload: Pick<Upload, "id" | "fileName" | "bytes" | "sha256" | "encoding" | "fileDate" | "sentAt">,
): FileSource {
  const { id, fileName, bytes, sha256, encoding } = upload;
  async function* stream(start = 0, end = bytes) {
    for (let at = start; at < end; ) {
      const position = Math.floor(at / CHUNK_BYTES);
      const [chunk] = await readChunks(db, id, position, position);
      const wanted = chunk?.subarray(at % CHUNK_BYTES, end - position * CHUNK_BYTES);
      if (wanted === undefined || wanted.length === 0) throw damagedUpload(fileName);
      // Between pieces an import can be stopped: a whole chunk may hold ten thousand rows.
      for (let from = 0; from < wanted.length; from += PIECE_BYTES)
        yield wanted.subarray(from, from + PIECE_BYTES);
      at += wanted.length;
    }
  }
  return {
    name: fileName,
    bytes,
    modifiedAt: upload.fileDate ?? upload.sentAt,
    ...(sha256 !== null && encoding !== null && { facts: { sha256, encoding } }),
    read: async (start, length) => {
      const end = Math.min(start + length, bytes);
      if (end <= start) return Buffer.alloc(0);
      const first = Math.floor(start / CHUNK_BYTES);
      const chunks = await readChunks(db, id, first, Math.floor((end - 1) / CHUNK_BYTES));
      const from = start - first * CHUNK_BYTES;
      const piece = Buffer.concat(chunks).subarray(from, from + end - start);
      if (piece.length < end - start) throw damagedUpload(fileName);
      return piece;
    },
    stream,
    isUnchanged: async () => true,
  };
}
