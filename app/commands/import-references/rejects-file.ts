/** Rejected rows as a CSV file, to be mended and imported again: what is wrong first, then the row as it was. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { unlink } from "node:fs/promises";
import { finished } from "node:stream/promises";

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
  const write = async (cells: readonly string[]) => {
    if (!stream.write(`${cells.map(quoted).join(",")}\r\n`)) await once(stream, "drain");
  };
  return {
    begin: (names) => write(["rejected line", "rejected field", "rejected because", ...names]),
    add: async ({ line, field, sentence, cells }) => {
      rows++;
      await write([String(line), field, sentence, ...cells]);
    },
    close: async () => {
      stream.end();
      await finished(stream);
      if (rows === 0) await unlink(path);
      return rows;
    },
  };
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
