/** The embedded Postgres of the demo club and of the tests: real, on loopback, shared by all who hold it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { StartError } from "../start-error.ts";
import { findInstallation, type Installation } from "./binaries.ts";

export type EmbeddedPostgres = {
  /** Address of the club's database, as the owner. */
  readonly url: string;
  /** Lets go of the server; the last holder stops it. */
  release(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Folder of all local state, `.data`. */
  readonly dataDirectory: string;
  /** Name of the cluster: "club" or "tests". */
  readonly name?: string;
  /** Tests: faster, and gone after a power cut. */
  readonly volatile?: boolean;
};

/** What is kept beside the cluster so that a second process can use it. Readable by its owner alone. */
type Note = { port: number; password: string; holders: number[] };

const TUNING = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "512MB",
  work_mem: "16MB",
  maintenance_work_mem: "512MB",
  effective_cache_size: "4GB",
  random_page_cost: "1.1",
  max_wal_size: "4GB",
  wal_compression: "on",
  jit: "off",
  log_checkpoints: "off",
};
const VOLATILE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Brings up the cluster (making it the first time) or joins the one that already runs.
 * @throws StartError for another Postgres version's data, or a server that does not come up.
 */
export async function holdPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const installation = findInstallation(path.resolve(options.dataDirectory));
  const home = path.join(installation.home, `postgres-${options.name ?? "club"}`);
  const cluster = path.join(home, "cluster");
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return await withLock(home, async () => {
    const note = readNote(home);
    // A process id may have been given to somebody else since a crash: only a server that answers runs.
    const running = note !== undefined && serverPid(cluster) !== undefined && (await answers(note));
    const current = running ? note : await launch(installation, home, cluster, options.volatile === true);
    const holders = running ? current.holders.filter(isAlive) : [];
    writeNote(home, { ...current, holders: [...holders, process.pid] });
    await ensureDatabase(current);
    return { url: address(current, "tallyhouse"), release: () => release(home, cluster) };
  });
}

async function release(home: string, cluster: string): Promise<void> {
  await withLock(home, async () => {
    const note = readNote(home);
    if (note === undefined) return;
    const others = note.holders.filter((pid) => pid !== process.pid && isAlive(pid));
    writeNote(home, { ...note, holders: others });
    if (others.length > 0) return;
    const pid = serverPid(cluster);
    if (pid !== undefined) await stop(pid);
  });
}

async function stop(pid: number): Promise<void> {
  process.kill(pid, "SIGINT"); // Fast shutdown: open transactions are rolled back.
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited > 20_000) process.kill(pid, "SIGQUIT");
    await sleep(20);
  }
}

async function launch(
  installation: Installation,
  home: string,
  cluster: string,
  isVolatile: boolean,
): Promise<Note> {
  const password = existsSync(path.join(cluster, "PG_VERSION"))
    ? keepCluster(installation, home, cluster)
    : makeCluster(installation, home, cluster);
  const port = await freePort();
  const settings = { ...TUNING, ...(isVolatile ? VOLATILE : {}), port: String(port) };
  const log = openSync(path.join(home, "postgres.log"), "a");
  const child = spawn(
    path.join(installation.native, "bin", "postgres"),
    ["-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    // Its own process group: Ctrl-C reaches us, and we stop it after our own connections are closed.
    { ...installation.runAs, cwd: "/", detached: true, stdio: ["ignore", log, log] },
  );
  child.unref();
  const note = { port, password, holders: [] };
  await untilReady(child, note, path.join(home, "postgres.log"));
  return note;
}

function keepCluster(installation: Installation, home: string, cluster: string): string {
  const version = Number(readFileSync(path.join(cluster, "PG_VERSION"), "utf8"));
  if (version !== installation.majorVersion) {
    throw new StartError(
      `The data in ${cluster} was made by Postgres ${version}; this is Postgres ${installation.majorVersion}. ` +
        "Move that folder away to start afresh, or set DATABASE_URL to a server that runs it.",
    );
  }
  const note = readNote(home);
  if (note === undefined)
    throw new StartError(
      `The note with the password of ${cluster} is gone. Move that folder away to start afresh.`,
    );
  return note.password;
}

function makeCluster(installation: Installation, home: string, cluster: string): string {
  const password = randomBytes(24).toString("base64url");
  rmSync(cluster, { recursive: true, force: true }); // What an interrupted initdb left.
  mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = path.join(home, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (installation.runAs !== undefined) {
    for (const place of [cluster, passwordFile])
      chownSync(place, installation.runAs.uid, installation.runAs.gid);
  }
  const made = spawnSync(
    path.join(installation.native, "bin", "initdb"),
    [
      "-D",
      cluster,
      "-U",
      "club_owner",
      "--pwfile",
      passwordFile,
      "-A",
      "scram-sha-256",
      "-E",
      "UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
    ],
    { ...installation.runAs, cwd: "/", encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(cluster, { recursive: true, force: true });
    throw new StartError(
      `Postgres could not make its data directory ${cluster}: ${(made.stderr || made.error?.message || "").trim()}`,
    );
  }
  writeNote(home, { port: 0, password, holders: [] });
  return password;
}

async function untilReady(child: ChildProcess, note: Note, log: string): Promise<void> {
  let exited = false;
  child.once("exit", () => {
    exited = true;
  });
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (exited)
      throw new StartError(`Postgres stopped as it started; ${log} says why. Its last lines:\n${tail(log)}`);
    if (await answers(note)) return;
    await sleep(50);
  }
  throw new StartError(`Postgres did not come up within a minute; ${log} says why.`);
}

async function answers(note: Note): Promise<boolean> {
  const sql = postgres(address(note, "postgres"), { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end();
  }
}

async function ensureDatabase(note: Note): Promise<void> {
  const sql = postgres(address(note, "postgres"), { max: 1, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = 'tallyhouse'`;
    if (found.length === 0) await sql`create database tallyhouse`;
  } finally {
    await sql.end();
  }
}

function address(note: Note, database: string): string {
  return `postgres://club_owner:${note.password}@127.0.0.1:${note.port}/${database}`;
}

function readNote(home: string): Note | undefined {
  const file = path.join(home, "note.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Note) : undefined;
}

function writeNote(home: string, note: Note): void {
  writeFileSync(path.join(home, "note.json"), JSON.stringify(note), { mode: 0o600 });
}

function tail(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-5).join("\n");
}

function serverPid(cluster: string): number | undefined {
  const file = path.join(cluster, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return Number.isInteger(pid) && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** One process at a time starts or stops the cluster. A lock whose owner is gone is taken over. */
async function withLock<T>(home: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(home, "lock");
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw permission(error, home);
      const owner = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
      if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
      await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function permission(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== "EACCES" && code !== "EPERM" && code !== "EROFS") return error;
  return new StartError(
    `We may not write in ${folder}. Give this user the folder, or set DATA_DIR to another one.`,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
