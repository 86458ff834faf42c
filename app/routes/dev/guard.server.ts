import { env } from "#app/env.server.ts";

/** The outbox is open in the demo club alone. @throws Response 404 everywhere else: mails hold links that let people in. */
export function requireDemo(): void {
  if (!env.DEMO) throw new Response("Not found", { status: 404, statusText: "Not Found" });
}
