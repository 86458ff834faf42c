/** From an empty folder to an open door: what `npm start` and `npm run dev` do alike. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { env } from "#app/env.server.ts";
import { ensureBuild, ROOT } from "./build.ts";
import { demoSignIns, openDemoClub } from "./demo-club.ts";
import { StartError } from "./start-error.ts";
import { step } from "./steps.ts";

export type ClubRun = {
  /** The app's process: a script of this folder that listens and then says so. */
  readonly script: "server.ts" | "dev-server.ts";
  readonly needsBuild: boolean;
};

/** Brings the demo club up, opens the shop, and closes all of it when asked. Gives the exit code. */
export async function runClub(run: ClubRun): Promise<number> {
  console.log("\n  Tallyhouse\n");
  if (run.needsBuild) await step("Build", async () => ({ value: undefined, says: await ensureBuild() }));
  const club = await openDemoClub();
  const logFile = path.join(env.DATA_DIR, "club.log");
  try {
    const app = await step("Shop", async () => ({
      value: await openShop(
        run.script,
        { ...club.settings, NODE_ENV: run.needsBuild ? "production" : "development" },
        logFile,
      ),
      says: "open",
    }));
    console.log(
      `\n  Open ${club.origin}\n\n  Demo sign-ins (mail, password):\n${demoSignIns().join("\n")}\n`,
    );
    console.log(`  Sandbox clock, invoices and events: ${club.settings.STRIPE_API_URL ?? ""}/sandbox`);
    console.log(`  Mails that the club writes: ${club.origin}/dev/mails`);
    console.log(`  Logs: ${logFile}. Ctrl-C closes the club.\n`);
    return await untilClosed(app);
  } finally {
    await club.stop();
  }
}

/** Starts the app in a process of its own and waits until it listens. @throws StartError when it ends first. */
function openShop(
  script: ClubRun["script"],
  settings: Readonly<Record<string, string>>,
  logFile: string,
): Promise<ChildProcess> {
  const log = createWriteStream(logFile, { flags: "a" });
  const child = spawn(process.execPath, [path.join(ROOT, "scripts", script)], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    // The channel ends with us: an app whose starter is gone closes by itself.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("exit", () =>
      reject(new StartError(`The shop stopped as it opened. ${said.trim() || `${logFile} says why.`}`)),
    );
  });
}

function untilClosed(app: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let asked = false;
    const close = () => {
      if (!asked) console.log("\n  Closing ...");
      asked = true;
      app.kill("SIGTERM");
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const) process.on(signal, close);
    app.once("exit", (code) => {
      if (!asked) console.error("\n  The shop stopped by itself; the log says why.");
      resolve(asked ? 0 : (code ?? 1));
    });
  });
}
