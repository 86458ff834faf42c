/** The floor of an import: the rows that it made, copied by a bare COPY into the same tables of another database. */
import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import path from "node:path";
import { finished, pipeline } from "node:stream/promises";
import postgres from "postgres";

const TABLES = ["listings", "observations"] as const;
/** What the copied rows point to, copied beforehand. */
const FRAME = ["retailers", "imports"] as const;

export const FLOOR =
  "COPY of the very rows (listings, observations) from files into empty tables of the same migrations: all indexes, foreign keys, checks and triggers in place, one transaction, fsync on";

/** Writes down the rows of the import's database, and gives the time in seconds that copying them in takes. */
export async function timeBareCopy(from: string, to: string, folder: string): Promise<number> {
  const [source, target] = [from, to].map((url) => postgres(url, { max: 1, onnotice: () => undefined })) as [
    postgres.Sql,
    postgres.Sql,
  ];
  try {
    for (const table of [...FRAME, ...TABLES]) await copyOut(source, table, fileOf(folder, table));
    await target.begin(async (tx) => {
      for (const table of FRAME) await copyIn(tx, table, folder);
    });
    const startedAt = performance.now();
    await target.begin(async (tx) => {
      for (const table of TABLES) await copyIn(tx, table, folder);
    });
    return (performance.now() - startedAt) / 1000;
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}

/** Written as it comes: the driver does not always take up again what a slow reader has made it pause. */
async function copyOut(source: postgres.Sql, table: string, file: string): Promise<void> {
  const out = await source`copy ${source(table)} to stdout`.readable();
  const descriptor = openSync(file, "w");
  out.on("data", (chunk: Buffer) => writeSync(descriptor, chunk));
  await finished(out);
  closeSync(descriptor);
}

async function copyIn(tx: postgres.TransactionSql, table: string, folder: string): Promise<void> {
  const into = await tx`copy ${tx(table)} from stdin`.writable();
  await pipeline(createReadStream(fileOf(folder, table)), into);
}

function fileOf(folder: string, table: string): string {
  return path.join(folder, `${table}.copy`);
}
