import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { openPools, type Pools } from "#app/db/client.server.ts";

export type TestDatabase = { url: string; pools: Pools };

/**
 * A database of this test file's own, migrated, with the five pools; dropped when the file is done. Call it at the
 * top of the file (or of a describe) and use the answer inside tests.
 */
export function testDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const name = `test_${randomBytes(6).toString("hex")}`;
    const server = postgres(inject("serverUrl"), { max: 1, onnotice: () => undefined });
    await server`create database ${server(name)} template ${server(inject("templateName"))}`;
    const url = new URL(inject("serverUrl"));
    url.pathname = `/${name}`;
    database.url = url.href;
    database.pools = openPools({ url: url.href }, { size: 5 });
    drop = async () => {
      await database.pools.close();
      await server`drop database ${server(name)} with (force)`;
      await server.end();
    };
  });
  afterAll(() => drop());
  return database;
}
