/**
 * One pool a role. A request runs on the pool of its viewer's class, so that Postgres itself refuses what that class
 * may not see. `owner` is for migrations, jobs and the operator.
 */
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "#app/env.server.ts";

export type Role = "visitor" | "member" | "staff" | "door" | "feed" | "owner";

/** A pool, or a transaction on it: what every query takes first. */
export type Db = PostgresJsDatabase<Record<string, never>>;

export type Pool = {
  readonly db: Db;
  /** The driver itself, for COPY and cursors. Never hand it a `Date`: drizzle has replaced its date encoders. */
  readonly sql: postgres.Sql;
  close(): Promise<void>;
};

/** The driver under `db`: the pool's, or the connection's where `db` is a transaction. Hand it no `Date`. */
export function driverOf(db: Db): postgres.TransactionSql {
  const { session } = db._ as unknown as { session: { client: postgres.TransactionSql } };
  return session.client;
}

/** The pool's driver under `db`, which is no transaction. Hand it no `Date`. */
export function poolOf(db: Db): postgres.Sql {
  return driverOf(db) as unknown as postgres.Sql;
}

export type PoolOptions = { readonly size?: number; readonly applicationName?: string };

/**
 * Opens a pool on `url`. The role is a start-up parameter of each connection, unless `ownLogin` says that the address
 * logs in as that role itself. Connections open when they are first used.
 */
export function openPool(url: string, role: Role, options: PoolOptions = {}, ownLogin = false): Pool {
  const sql = postgres(url, {
    max: options.size ?? env.DATABASE_POOL_SIZE,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName ?? `tallyhouse ${role}`,
      ...(role === "owner" ? {} : { statement_timeout: 15_000, idle_in_transaction_session_timeout: 15_000 }),
      ...(role === "owner" || ownLogin ? {} : { role: `club_${role}` }),
    },
  });
  return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) };
}

export type Pools = { readonly [R in Role]: Pool } & { close(): Promise<void> };

type PoolUrls = { readonly url: string; readonly [role: string]: string | undefined };

/** All six pools on one database; a role with an address of its own logs in there. */
export function openPools(urls: PoolUrls, options: PoolOptions = {}): Pools {
  const open = (role: Role) => openPool(urls[role] ?? urls.url, role, options, urls[role] !== undefined);
  const pools = {
    visitor: open("visitor"),
    member: open("member"),
    staff: open("staff"),
    door: open("door"),
    feed: open("feed"),
    owner: open("owner"),
  };
  return {
    ...pools,
    close: async () => void (await Promise.all(Object.values(pools).map((pool) => pool.close()))),
  };
}

const globalPools = globalThis as typeof globalThis & { tallyhousePools?: Pools };

/**
 * The process's pools, from the settings. Held on globalThis: the built server and the process that loads it are two
 * module graphs, and hot reload makes more.
 * @throws Error when DATABASE_URL is not set (the start script sets it for the embedded Postgres).
 */
export function pools(): Pools {
  if (globalPools.tallyhousePools === undefined) {
    const url = env.DATABASE_URL;
    if (url === undefined)
      throw new Error("DATABASE_URL is not set. Use npm start, which brings a database, or set it.");
    globalPools.tallyhousePools = openPools({
      url,
      visitor: env.DATABASE_VISITOR_URL,
      member: env.DATABASE_MEMBER_URL,
      staff: env.DATABASE_STAFF_URL,
      door: env.DATABASE_DOOR_URL,
      feed: env.DATABASE_FEED_URL,
    });
  }
  return globalPools.tallyhousePools;
}

/** Closes the process's pools, if they were ever opened. */
export async function closePools(): Promise<void> {
  await globalPools.tallyhousePools?.close();
  delete globalPools.tallyhousePools;
}
