/** The built club as `npm start` runs it, with its CPU time to be asked for. */
import { loadBuild, runServer } from "../server.ts";
import { answerAboutCpu } from "./measured-process.ts";

answerAboutCpu();
await runServer(await loadBuild());
