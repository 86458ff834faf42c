/** JSON lines on standard output, one a happening; every line of a request carries its id. */
import pino from "pino";
import { env } from "#app/env.server.ts";

export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: ["*.password", "*.passwordHash", "*.authorization", "*.cookie", "err.headers"],
    censor: "[redacted]",
  },
});
