/** A Chromium for the browser tests: one that is there, else Debian's package as root, else Playwright's own. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { env } from "#app/env.server.ts";
import { ROOT } from "./build.ts";
import { StartError } from "./start-error.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Path of a Chromium that runs. Looks for one first. @throws StartError saying how to get one. */
export async function findOrInstallChromium(update: (text: string) => void): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && isOnPath("apt-get") !== undefined) {
    update("installing Debian's chromium (once) ...");
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]);
  } else {
    update("fetching Playwright's Chromium (once) ...");
    await run(process.execPath, [
      path.join(ROOT, "node_modules", "playwright-core", "cli.js"),
      "install",
      "chromium-headless-shell",
      "chromium",
    ]);
  }
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new StartError(
    "The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to one.",
  );
}

export function findChromium(): string | undefined {
  if (env.CHROMIUM_PATH !== undefined) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new StartError(
      `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, and there is nothing. Correct it, or unset it.`,
    );
  }
  const onPath = NAMES.map(isOnPath).find((place) => place !== undefined);
  if (onPath !== undefined) return onPath;
  const playwrights = chromium.executablePath();
  return existsSync(playwrights) ? playwrights : undefined;
}

function isOnPath(name: string): string | undefined {
  const asked = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
  return asked.status === 0 ? asked.stdout.trim() : undefined;
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    child.on("error", reject);
    // Whether it worked is seen by looking for the browser.
    child.on("exit", () => resolve());
  });
}
