/** Brings up the tests' own Postgres and one migrated template, from which each test file clones its database. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import { env } from "#app/env.server.ts";
import { holdPostgres } from "#scripts/postgres/embedded.ts";

const MIGRATIONS = new URL("../../drizzle/migrations/", import.meta.url);

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the tests' server, on its maintenance database. */
    serverUrl: string;
    templateName: string;
  }
}

export default async function setup(project: TestProject) {
  const server = await holdPostgres({ dataDirectory: env.DATA_DIR, name: "tests", volatile: true });
  const templateName = `template_${migrationsHash()}`;
  await ensureTemplate(server.url, templateName);
  project.provide("serverUrl", server.url);
  project.provide("templateName", templateName);
  return () => server.release();
}

/** Named by its migrations: once made nobody connects to it, so that it can be cloned at any time. */
async function ensureTemplate(serverUrl: string, name: string): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(1)`;
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length > 0) return;
    const draft = `${name}_draft`;
    await sql`drop database if exists ${sql(draft)} with (force)`;
    await sql`create database ${sql(draft)}`;
    await migrateDatabase(withDatabase(serverUrl, draft));
    await sql`alter database ${sql(draft)} rename to ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    hash.update(readFileSync(new URL(file, MIGRATIONS)));
  }
  return hash.digest("hex").slice(0, 16);
}
