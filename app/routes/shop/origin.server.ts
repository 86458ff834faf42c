import { env } from "#app/env.server.ts";

/** Scheme and host for canonical links and sitemaps: as configured, else as the server was addressed. */
export function publicOrigin(request: Request): string {
  return env.PUBLIC_URL ?? new URL(request.url).origin;
}
