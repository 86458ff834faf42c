import { fileURLToPath } from "node:url";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { openPool } from "./client.server.ts";

const MIGRATIONS = fileURLToPath(new URL("../../drizzle/migrations", import.meta.url));
/** Any constant: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_216_403;

/** Brings the database at `url` to the newest migration. The login must own the database and may create roles. */
export async function migrateDatabase(url: string): Promise<void> {
  const pool = openPool(url, "owner", { size: 1, applicationName: "tallyhouse migrate" });
  try {
    await pool.sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(pool.db, { migrationsFolder: MIGRATIONS });
  } finally {
    await pool.close();
  }
}
