/** `npm start`: the demo club on a production build. */
import { runClub } from "./run-club.ts";
import { reportFailure } from "./start-error.ts";

try {
  process.exitCode = await runClub({ script: "server.ts", needsBuild: true });
} catch (error) {
  process.exitCode = reportFailure(error);
}
process.exit();
