import type postgres from "postgres";
import { openPool, type Pool, type Role } from "#app/db/client.server.ts";

/** A pool whose statements are counted: `statements` has the text of each, in the order they were sent. */
export function countingPool(url: string, role: Role): { pool: Pool; statements: string[] } {
  const pool = openPool(url, role, { size: 1 });
  const statements: string[] = [];
  (pool.sql.options as { debug: postgres.Options<Record<string, never>>["debug"] }).debug = (
    _connection,
    query,
  ) => {
    statements.push(query);
  };
  return { pool, statements };
}
