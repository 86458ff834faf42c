import { type SQL, sql } from "drizzle-orm";

/** Many ids as one parameter: `id = any(...)` is planned and sent once, whatever their number. */
export function bigints(ids: readonly number[]): SQL {
  return sql`${`{${ids.join(",")}}`}::bigint[]`;
}
