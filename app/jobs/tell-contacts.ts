import { type ContactsReport, tellContacts } from "#app/commands/tell-contacts.ts";
import type { Pool } from "#app/db/client.server.ts";
import { log } from "#app/http/log.ts";
import { stripe } from "#app/stripe/client.ts";

/** Each minute: who has changed their mail address gets Stripe's receipts there. */
export async function tellContactsEachMinute(owner: Pool): Promise<ContactsReport> {
  return await tellContacts({ db: owner.db, stripe: stripe() }, (membershipId, error) =>
    log.error({ membershipId, err: error }, "address not told to Stripe"),
  );
}
