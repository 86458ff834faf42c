/** The app's process: loads the build, listens, runs the jobs, and stops in order. `start` and `serve` run it. */
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { sql } from "drizzle-orm";
import { claimLog } from "#app/db/claim-log.server.ts";
import { closePools, pools } from "#app/db/client.server.ts";
import { env } from "#app/env.server.ts";
import { isPublicPath } from "#app/http/caching.ts";
import { log } from "#app/http/log.ts";
import { type ClubServerOptions, createClubServer } from "#app/http/node-server.ts";
import { loadStaticFiles } from "#app/http/static-files.ts";
import { startJobs } from "#app/jobs/schedule.ts";
import { publicOrigin } from "./addresses.ts";
import { ROOT } from "./build.ts";
import { withPublicRoutes } from "./public-routes.ts";
import { reportFailure, StartError } from "./start-error.ts";

const STRIPE_PAGES = ["https://checkout.stripe.com", "https://billing.stripe.com"];
const STOP_DEADLINE_MS = 10_000;

export type App = Pick<ClubServerOptions, "render" | "staticFiles" | "development">;

/** The built app. @throws StartError when there is no build. */
export async function loadBuild(): Promise<App> {
  const entry = path.join(ROOT, "build", "server", "index.js");
  const build = (await import(pathToFileURL(entry).href).catch((error: unknown) => {
    throw new StartError(`There is no build that can be loaded (${String(error)}). Run npm run build.`);
  })) as ServerBuild;
  return {
    render: renderer(build),
    staticFiles: await loadStaticFiles(path.join(ROOT, "build", "client")),
    development: undefined,
  };
}

/** Public pages go to a handler that knows public routes alone, everything else to the whole app. */
function renderer(build: ServerBuild): App["render"] {
  const whole = createRequestHandler(build, "production");
  const shop = createRequestHandler(withPublicRoutes(build), "production");
  return (request, context) => (isPublicPath(new URL(request.url).pathname) ? shop : whole)(request, context);
}

/** Listens with `app` and runs until a signal, or until whoever started us is gone. */
export async function runServer(app: App): Promise<void> {
  const origin = publicOrigin(env);
  const club = createClubServer({
    ...app,
    publicOrigin: origin,
    formTargets: [
      ...STRIPE_PAGES,
      ...(env.STRIPE_API_URL === undefined ? [] : [new URL(env.STRIPE_API_URL).origin]),
    ],
    trustProxy: env.TRUST_PROXY,
    metricsToken: env.METRICS_TOKEN,
    checkDatabase: async () => void (await pools().visitor.db.execute(sql`select 1`)),
  });
  await new Promise<void>((resolve, reject) => {
    club.server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new StartError(`Port ${env.PORT} is taken by another program. Set PORT to a free one.`)
          : error,
      ),
    );
    club.server.listen(env.PORT, env.HOST, resolve);
  });
  const jobs = await startJobs(pools().owner);
  claimLog().start((error, counts) => log.error({ err: error, ...counts }, "claims not logged"));
  log.info({ origin, host: env.HOST, port: env.PORT, pid: process.pid }, "open");
  process.send?.({ port: (club.server.address() as AddressInfo).port });
  await stopAsked();
  log.info("closing");
  await Promise.all([club.close(STOP_DEADLINE_MS), jobs.stop()]);
  await claimLog().close();
  await closePools();
  log.info("closed");
  if (process.connected) process.disconnect();
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) process.on(signal, () => resolve());
  });
}

if (import.meta.main) {
  try {
    await runServer(await loadBuild());
  } catch (error) {
    process.exitCode = reportFailure(error);
    process.exit();
  }
}
