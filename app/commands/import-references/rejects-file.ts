/** Rejected rows as a CSV file, to be mended and imported again: see `rejects-table.ts`. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { unlink } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { csvLines } from "#app/domain/csv.ts";
import { rejectedCells, rejectsHeader } from "#app/domain/reference-file/rejects-table.ts";

export type RejectsFile = {
  /** Names of the columns, before the first row. */
  begin(names: readonly string[]): Promise<void>;
  add(rejected: {
    readonly line: number;
    readonly field: string;
    readonly sentence: string;
    readonly cells: readonly string[];
  }): Promise<void>;
  /** Finishes the file and gives the number of rows in it; without any there is no file. */
  close(): Promise<number>;
};

/** Opens a new file (UTF-8, commas). One of that name is not overwritten: it may be half mended. @throws EEXIST, ENOENT ... */
export async function createRejectsFile(path: string): Promise<RejectsFile> {
  const stream = createWriteStream(path, { flags: "wx" });
  await once(stream, "open");
  let rows = 0;
  let columns: readonly string[] = [];
  const write = async (cells: readonly string[]) => {
    if (!stream.write(csvLines([cells]))) await once(stream, "drain");
  };
  return {
    begin: async (names) => {
      columns = names;
      await write(rejectsHeader(names));
    },
    add: async (rejected) => {
      rows++;
      await write(rejectedCells(rejected, columns));
    },
    close: async () => {
      stream.end();
      await finished(stream);
      if (rows === 0) await unlink(path);
      return rows;
    },
  };
}
