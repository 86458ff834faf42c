import { type DeliveryReport, deliverOutbox } from "#app/commands/deliver-mails.ts";
import type { Pool } from "#app/db/client.server.ts";
import { log } from "#app/http/log.ts";

/** Hands the outbox over to the mail server, when there is one. */
export async function deliverMailsEachMinute(owner: Pool): Promise<DeliveryReport | { kept: true }> {
  return await deliverOutbox(owner.db, {
    clock: () => new Date(),
    onGivenUp: (mailId, error) => log.error({ mailId, error }, "mail given up"),
  });
}
