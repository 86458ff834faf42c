/** The zip that a workbook is: its parts by name, unpacked as a stream, and refused where they would unpack without end. */
import { Readable } from "node:stream";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { FaultyFile, fault } from "../file-fault.ts";
import type { FileSource } from "../file-source.ts";

/** More parts than a workbook of a thousand pictures has. */
const MAX_ENTRIES = 10_000;
/** A million rows of twenty columns unpack to about a gigabyte. */
export const MAX_PART_BYTES = 2 ** 31;
/** Sheets shrink to a tenth, dull ones to a hundredth; what shrinks more is made to unpack without end. */
const MAX_RATIO = 200;
const RATIO_GRACE_BYTES = 16 * 2 ** 20;

export type Parts = {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The part's size unpacked, as the zip declares it. */
  bytesOf(name: string): number;
  /**
   * The unpacked part, a piece at a time. Throws FaultyFile where there is none, where it would be larger than `maxBytes`,
   * and while it is read, where it is larger than declared or damaged.
   */
  stream(name: string, maxBytes?: number): AsyncGenerator<Buffer>;
};

/** Reads the directory of the zip. Throws FaultyFile for a bomb, a damaged zip, a locked one. */
export async function openParts(source: FileSource): Promise<Parts> {
  const zip = await openZip(source);
  if (zip.entryCount > MAX_ENTRIES)
    throw bomb(source, `it has ${zip.entryCount.toLocaleString("en-US")} parts`);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      refuseBomb(source, entry);
      entries.set(entry.fileName.replace(/^\//, ""), entry);
    }
  } catch (error) {
    throw error instanceof FaultyFile ? error : damaged(source);
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    bytesOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    stream: (name, maxBytes = MAX_PART_BYTES) => unpack(source, zip, entries.get(name), maxBytes),
  };
}

async function openZip(source: FileSource): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new SourceReader(source), source.bytes, { autoClose: false });
  } catch {
    throw damaged(source);
  }
}

function refuseBomb(source: FileSource, entry: Entry): void {
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > RATIO_GRACE_BYTES && uncompressedSize > compressedSize * MAX_RATIO)
    throw bomb(
      source,
      `a part of it unpacks to ${Math.round(uncompressedSize / Math.max(1, compressedSize)).toLocaleString("en-US")} times its size`,
    );
}

async function* unpack(
  source: FileSource,
  zip: ZipFile,
  entry: Entry | undefined,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  if (entry === undefined) throw damaged(source);
  if (entry.isEncrypted())
    throw new FaultyFile(
      fault("not-a-table", `${source.name} is locked with a password: take it off and save it again.`),
    );
  if (entry.uncompressedSize > maxBytes)
    throw bomb(
      source,
      `a part of it unpacks to ${Math.round(entry.uncompressedSize / 1e6).toLocaleString("en-US")} MB`,
    );
  let stream: Readable | undefined;
  try {
    stream = await zip.openReadStreamPromise(entry);
    // yauzl ends the stream with an error as soon as more comes out than the zip declares.
    for await (const piece of stream as AsyncIterable<Buffer>) yield piece;
  } catch (error) {
    throw error instanceof FaultyFile ? error : damaged(source);
  } finally {
    stream?.destroy();
  }
}

function bomb(source: FileSource, why: string): FaultyFile {
  return new FaultyFile(
    fault(
      "file-too-large",
      `${source.name} was not unpacked: ${why}, more than a list of prices needs. If it is one, save the sheet as CSV.`,
    ),
  );
}

export function damaged(source: FileSource): FaultyFile {
  return new FaultyFile(
    fault("file-damaged", `${source.name} is a damaged workbook: open it, save it again, and send that.`),
  );
}

const WINDOW_BYTES = 1 << 18;

/** Lets yauzl read a source; its many small reads of the directory become few. */
class SourceReader extends RandomAccessReader {
  readonly #source: FileSource;
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(source: FileSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#fill(position, length).then((piece) => {
      piece.copy(buffer, offset);
      callback(piece.length < length ? new Error("The file ends early.") : null);
    }, callback);
  }

  async #fill(position: number, length: number): Promise<Buffer> {
    const at = position - this.#window.start;
    if (at < 0 || at + length > this.#window.bytes.length) {
      const bytes = await this.#source.read(position, Math.max(length, WINDOW_BYTES));
      this.#window = { start: position, bytes };
    }
    const from = position - this.#window.start;
    return this.#window.bytes.subarray(from, from + length);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#source.stream(start, end), { objectMode: false });
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
