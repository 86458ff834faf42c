/** Rows streamed into Postgres by COPY: one line of text a row, and no faster than the server takes them. */
import type { Writable } from "node:stream";
import { setImmediate as turnOfEventLoop } from "node:timers/promises";
import type postgres from "postgres";

export type CopyValue = string | number | boolean | Date | null;

/** Characters that are handed over at a time. */
const PIECE = 65_536;

/**
 * Copies `rows` into `table` within the transaction. The rows are drawn from the iterable as the server takes them.
 * @throws Error when Postgres refuses a row; the transaction is lost then.
 */
export async function copyRows(
  tx: postgres.TransactionSql,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const sink = await tx`copy ${tx(table)} (${tx(columns as string[])}) from stdin`.writable();
  let refusal: Error | undefined;
  sink.on("error", (error) => {
    refusal = error;
  });
  try {
    for (const piece of pieces(rows)) await write(sink, piece);
    sink.end();
    await turnOfEventLoop();
    // The driver never tells of a refusal that comes after the last row: whether the transaction still stands does.
    await tx`select 1`;
  } catch (error) {
    throw refusal ?? new Error(`Postgres refused a row for ${table}; its log says which.`, { cause: error });
  }
}

function write(sink: Writable, piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}

function* pieces(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let piece = "";
  for (const row of rows) {
    piece += `${row.map(copyText).join("\t")}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** A value in COPY's text format: \N for null, backslashes before what would end a value or a row. */
function copyText(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return SPECIAL.test(value) ? value.replace(ALL_SPECIAL, escaped) : value;
  return value instanceof Date ? value.toISOString() : String(value);
}

const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = /[\\\t\n\r]/g;

function escaped(character: string): string {
  return { "\t": "\\t", "\n": "\\n", "\r": "\\r" }[character] ?? "\\\\";
}
