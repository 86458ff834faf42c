/**
 * The first step of every npm script: plain JavaScript that runs on any Node from 20.19. It installs what is missing,
 * then hands over to scripts/<name>.ts on the pinned Node of node_modules, which runs TypeScript as it is.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const NODE = path.join(
  ROOT,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);
const ENTRIES = {
  start: "scripts/start.ts",
  dev: "scripts/dev.ts",
  serve: "scripts/serve.ts",
  test: "scripts/test.ts",
  club: "scripts/club/main.ts",
  bench: "scripts/bench/main.ts",
  "stripe-sandbox": "scripts/stripe-sandbox/main.ts",
};

const [name = "", ...args] = process.argv.slice(2);
const entry = ENTRIES[/** @type {keyof typeof ENTRIES} */ (name)];
if (entry === undefined) stop(`There is no "${name}". Known: ${Object.keys(ENTRIES).join(", ")}.`);
refuseOldNode();
if (!isInstalled()) install();
run(entry);

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `Tallyhouse needs Node 20.19 or newer to begin; this is ${process.versions.node}. Install a newer one from your system or nodejs.org.`,
  );
}

/** Whether every package that the lock file wants on this platform is there in that version. */
function isInstalled() {
  const installed = path.join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(NODE) || !existsSync(installed)) return false;
  /** @type {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} */
  const wanted = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8"));
  /** @type {typeof wanted} */
  const present = JSON.parse(readFileSync(installed, "utf8"));
  return Object.entries(wanted.packages).every(
    ([where, one]) =>
      where === "" || one.optional || one.devOptional || present.packages[where]?.version === one.version,
  );
}

function install() {
  // Standard error: the output of a command that a program reads stays clean.
  process.stderr.write("Installing packages (once; takes about a minute) ...\n");
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith("js") ? [process.execPath, [npm]] : ["npm", []];
  const done = spawnSync(command, [...first, "ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
  });
  if (done.status !== 0)
    stop(
      "The packages could not be installed: npm's own words are above. Is the npm registry in reach, and may this user write here?",
    );
}

/** @param {string} entry */
function run(entry) {
  const child = spawn(
    NODE,
    ["--disable-warning=ExperimentalWarning", path.join(ROOT, "scripts/run.ts"), entry, ...args],
    {
      cwd: ROOT,
      stdio: "inherit",
    },
  );
  // Ctrl-C reaches the child by itself, being in our group; we wait for it to end in order.
  process.on("SIGINT", () => undefined);
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
  });
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  process.stderr.write(`\n  ${sentence}\n\n`);
  process.exit(1);
}
