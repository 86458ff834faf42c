/** The built club in a process of its own, on a test's database: what the HTTP and browser tests talk to. */
import { fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(new URL("../../scripts/server.ts", import.meta.url));

export type OpenClub = { readonly origin: string; close(): Promise<void> };

/**
 * Opens the built club on `databaseUrl`. `settings` are names of the environment.
 * @throws Error with what the process said when it does not open.
 */
export async function openClub(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<OpenClub> {
  const port = Number(settings.PORT ?? (await freePort()));
  const child = fork(SERVER, {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DEMO: "1",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      DATABASE_POOL_SIZE: "3",
      ...settings,
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  const exited = once(child, "exit");
  const opened = await Promise.race([once(child, "message").then(() => true), exited.then(() => false)]);
  if (!opened) throw new Error(`The club did not open: ${said}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
