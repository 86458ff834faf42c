/** `npm run serve`: the club for real. It needs real parts, and says all that is missing at once. */

import { migrateDatabase } from "#app/db/migrate.server.ts";
import { env } from "#app/env.server.ts";
import { ensureBuild } from "./build.ts";
import { missingForServe } from "./serve-needs.ts";
import { reportFailure, StartError } from "./start-error.ts";

try {
  const missing = missingForServe(env);
  if (missing.length > 0)
    throw new StartError(
      `For real use these settings are still needed:\n    ${missing.join("\n    ")}\n  To try the club without them: npm start`,
    );
  process.env.NODE_ENV = "production";
  await ensureBuild();
  await migrateDatabase(env.DATABASE_URL as string);
  const { loadBuild, runServer } = await import("./server.ts");
  await runServer(await loadBuild());
} catch (error) {
  process.exitCode = reportFailure(error);
  process.exit();
}
