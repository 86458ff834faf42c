import { env } from "#app/env.server.ts";

/** Scheme, host and port that people open, for links in mails: PUBLIC_URL, else where this process listens. */
export function clubUrl(): string {
  if (env.PUBLIC_URL !== undefined) return new URL(env.PUBLIC_URL).origin;
  const host = env.HOST === "0.0.0.0" || env.HOST === "::" ? "localhost" : env.HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${env.PORT}`;
}
