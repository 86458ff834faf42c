/**
 * What the club leans on, brought up locally where nothing is configured: the embedded Postgres for a missing
 * DATABASE_URL, the Stripe sandbox for a missing STRIPE_SECRET_KEY.
 */
import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import type { Env } from "#app/env.server.ts";
import { holdPostgres } from "./postgres/embedded.ts";
import { StartError } from "./start-error.ts";

/** Settings that a part adds, by their names in the environment, and how to let go of it. */
export type LocalPart = {
  readonly settings: Readonly<Record<string, string>>;
  readonly says: string;
  stop(): Promise<void>;
};

/** The configured database, or the embedded one. */
export async function provideDatabase(env: Env): Promise<LocalPart> {
  if (env.DATABASE_URL !== undefined) {
    return {
      settings: { DATABASE_URL: env.DATABASE_URL },
      says: `using ${new URL(env.DATABASE_URL).host}`,
      stop: async () => undefined,
    };
  }
  requireWritableFolder(env.DATA_DIR);
  const held = await holdPostgres({ dataDirectory: env.DATA_DIR });
  return {
    settings: { DATABASE_URL: held.url },
    says: `embedded Postgres on port ${new URL(held.url).port}`,
    stop: () => held.release(),
  };
}

export type DemoSecrets = { readonly session: string; readonly stripeKey: string; readonly webhook: string };

/** Secrets of this checkout's demo club: made once, readable by their owner alone, never in a commit. */
export function demoSecrets(env: Env): DemoSecrets {
  requireWritableFolder(env.DATA_DIR);
  const file = path.join(env.DATA_DIR, "demo-secrets.json");
  if (!existsSync(file)) {
    const random = () => randomBytes(24).toString("hex");
    writeFileSync(
      file,
      JSON.stringify({ session: random(), stripeKey: `sk_test_${random()}`, webhook: `whsec_${random()}` }),
      { mode: 0o600 },
    );
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Makes the folder where it is missing. @throws StartError when this user can't make it or write in it. */
export function requireWritableFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new StartError(
      `We can't write in ${folder} (${code}). Give this user the folder, or choose another: DATA_DIR=/some/folder npm start`,
    );
  }
}

/** @throws StartError when something listens there already; says how to choose another port. */
export async function requireFreePort(host: string, port: number, setting: string): Promise<void> {
  const taken = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (taken === undefined) return;
  if (taken === "EADDRINUSE") {
    throw new StartError(
      `Port ${port} is taken by another program (perhaps a club that runs already). Stop it, or choose another: ${setting}=${port + 1} npm start`,
    );
  }
  if (taken === "EACCES")
    throw new StartError(
      `This user may not listen on port ${port}. Choose one above 1023: ${setting}=3000 npm start`,
    );
  throw new StartError(
    `We can't listen on ${host}:${port} (${taken}). Set HOST and ${setting} to an address of this machine.`,
  );
}
