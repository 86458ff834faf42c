/**
 * Hot reads as named prepared statements: their text is made once, Postgres parses and plans it once a connection, and
 * nothing is built per request.
 */
import type postgres from "postgres";
import type { Db } from "./client.server.ts";

/** A row as values in the order of the select list; bigint arrives as text, json as parsed. */
export type RowValues = readonly unknown[];

export type StatementValue = string | number | null;

/**
 * Runs `text` on a pool's connection with `values` for $1, $2 ...; outside of any transaction. `text` must be a
 * constant: each text is kept by each connection.
 */
export async function runStatement(
  db: Db,
  text: string,
  values: readonly StatementValue[],
): Promise<readonly RowValues[]> {
  const { $client } = db as Db & { readonly $client: postgres.Sql };
  return await $client.unsafe(text, [...values], { prepare: true }).values();
}
