import type { Env } from "#app/env.server.ts";

/** Scheme, host and port that people open: PUBLIC_URL, else where we listen. */
export function publicOrigin(env: Env): string {
  if (env.PUBLIC_URL !== undefined) return new URL(env.PUBLIC_URL).origin;
  const host = env.HOST === "0.0.0.0" || env.HOST === "::" ? "localhost" : env.HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${env.PORT}`;
}
