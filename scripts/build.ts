/** The production build, made when something that it is made of has changed. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "./start-error.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STAMP = path.join(ROOT, "build", "made-of");
const MADE_OF = [
  "app",
  "drizzle/schema",
  "public",
  "package-lock.json",
  "package.json",
  "remix.config.js",
  "vite.config.ts",
];

/** Builds unless the build stands for these very sources. Gives whether it did. @throws StartError with the build's output. */
export async function ensureBuild(): Promise<"built" | "up to date"> {
  const sources = hashSources();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources) return "up to date";
  rmSync(STAMP, { force: true });
  const { code, output } = await run([
    path.join(ROOT, "node_modules", "@remix-run", "dev", "dist", "cli.js"),
    "vite:build",
  ]);
  if (code !== 0) throw new StartError(`The build failed:\n${output}`);
  writeFileSync(STAMP, sources);
  return "built";
}

function hashSources(): string {
  const hash = createHash("sha256");
  for (const name of MADE_OF) {
    const place = path.join(ROOT, name);
    if (!existsSync(place)) continue;
    for (const file of filesOf(place))
      hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(place: string): string[] {
  if (path.extname(place) !== "" && !place.endsWith("app")) return [place];
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function run(args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    child.on("error", reject);
    child.on("exit", (code) => resolve({ code, output }));
  });
}
