/** `npm run dev`: the demo club with hot reload. */
import { runClub } from "./run-club.ts";
import { reportFailure } from "./start-error.ts";

try {
  process.exitCode = await runClub({ script: "dev-server.ts", needsBuild: false });
} catch (error) {
  process.exitCode = reportFailure(error);
}
process.exit();
