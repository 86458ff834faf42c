/** The records of an opened file, whatever its form. */
import type { FileRecord } from "./file-record.ts";
import type { OpenedFile } from "./open-file.ts";

export type { FileRecord } from "./file-record.ts";

/**
 * Yields the records after the header, some at a time, in constant memory. `onBytes` is told how much of the file has been
 * read. Throws FaultyFile where the file turns out to be damaged.
 */
export function readRecords(
  file: OpenedFile,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<FileRecord[]> {
  return file.read(onBytes);
}
