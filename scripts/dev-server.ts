/** The app's process with hot reload: Vite makes the client's modules and the server's build as they change. */
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { createServer as createViteServer } from "vite";
import { ROOT } from "./build.ts";
import { runServer } from "./server.ts";
import { reportFailure } from "./start-error.ts";

try {
  const vite = await createViteServer({ root: ROOT, server: { middlewareMode: true }, appType: "custom" });
  const build = () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>;
  await runServer({
    render: createRequestHandler(build, "development"),
    staticFiles: new Map(),
    development: { middleware: vite.middlewares },
  });
  await vite.close();
} catch (error) {
  process.exitCode = reportFailure(error);
}
process.exit();
