/** Where a file's bytes come from: a path of this machine, or an upload that is kept in the database. */
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import path from "node:path";
import { type FileFault, fault } from "./file-fault.ts";

export type FileSource = {
  /** The bare name, for sentences. */
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  /** What was found out as the bytes came in; saves reading them all once more. */
  readonly facts?: ByteFacts;
  /** Up to `length` bytes from `start`; fewer at the end. */
  read(start: number, length: number): Promise<Buffer>;
  /** The bytes from `start` (0) up to, not including, `end` (all), a piece at a time. */
  stream(start?: number, end?: number): AsyncIterable<Buffer>;
  /** Whether it is still what it was when it was opened. */
  isUnchanged(): Promise<boolean>;
};

/** `sha256` in hex; `encoding` is what the bytes are in if they are text without a byte order mark. */
export type ByteFacts = { readonly sha256: string; readonly encoding: string };

/** A file of this machine. Refuses what is not there, may not be read, or is no file. */
export async function fileSource(file: string): Promise<FileSource | FileFault> {
  const name = path.basename(file);
  let handle: FileHandle;
  try {
    handle = await open(file, "r");
  } catch (error) {
    return faultOfOpening(error, file);
  }
  const known = await handle.stat().finally(() => handle.close());
  if (!known.isFile()) return fault("file-unreadable", `${file} is not a file.`);
  return {
    name,
    bytes: known.size,
    modifiedAt: known.mtime,
    read: (start, length) => readPiece(file, start, length),
    stream: (start = 0, end = known.size) =>
      createReadStream(file, { start, end: Math.max(start, end - 1), highWaterMark: 1 << 17 }),
    isUnchanged: async () => {
      const now = await stat(file);
      return now.size === known.size && now.mtime.getTime() === known.mtime.getTime();
    },
  };
}

async function readPiece(file: string, start: number, length: number): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const piece = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(piece, filled, length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return piece.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

function faultOfOpening(error: unknown, file: string): FileFault {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return fault("file-missing", `There is no file ${file}.`);
  if (code === "EACCES" || code === "EPERM")
    return fault("file-unreadable", `This user may not read ${file}.`);
  return fault("file-unreadable", `${file} can't be read: ${message}.`);
}
