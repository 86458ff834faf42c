import { validate as isUuid } from "uuid";
import { pools } from "#app/db/client.server.ts";
import { findMail } from "#app/db/mails.ts";
import { requireDemo } from "./guard.server.ts";

/** A mail of the demo club. @throws Response 404 when there is none, or no demo. */
export async function readMail(id: string | undefined) {
  requireDemo();
  const mail = isUuid(id) ? await findMail(pools().door.db, id as string) : undefined;
  if (mail === undefined) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  return mail;
}
