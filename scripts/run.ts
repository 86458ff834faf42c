/** Runs the script that bootstrap.mjs names: whatever goes wrong, even a setting read as its modules load, is said as a sentence. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { reportFailure } from "./start-error.ts";

const [entry = ""] = process.argv.splice(2, 1);
try {
  await import(pathToFileURL(path.resolve(entry)).href);
} catch (error) {
  process.exitCode = reportFailure(error);
}
