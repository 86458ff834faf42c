import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { openPools, type Pools } from "#app/db/client.server.ts";

export type TestDatabase = {
  url: string;
  pools: Pools;
  /** The address of a copy of this database as it is now. Its connections are dropped for the moment of copying. */
  copy(): Promise<string>;
};

/**
 * A database of this test file's own, migrated, with the six pools; dropped, with its copies, when the file is done.
 * Call it at the top of the file (or of a describe) and use the answer inside tests.
 */
export function testDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  const names: string[] = [];
  let server: postgres.Sql;
  const clone = async (template: string) => {
    const name = `test_${randomBytes(6).toString("hex")}`;
    await server`create database ${server(name)} template ${server(template)}`;
    names.push(name);
    const url = new URL(inject("serverUrl"));
    url.pathname = `/${name}`;
    return { name, url: url.href };
  };
  beforeAll(async () => {
    server = postgres(inject("serverUrl"), { max: 1, onnotice: () => undefined });
    const { name, url } = await clone(inject("templateName"));
    database.url = url;
    database.pools = openPools({ url }, { size: 5 });
    database.copy = async () => {
      await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      return (await clone(name)).url;
    };
  });
  afterAll(async () => {
    await database.pools.close();
    for (const name of names) await server`drop database ${server(name)} with (force)`;
    await server.end();
  });
  return database;
}
