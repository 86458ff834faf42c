/** Consents: written once, never changed. Run on the door role. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { consents } from "#app/db/tables.server.ts";
import type { Consent } from "#app/domain/consent.ts";

/** Keeps what an account agreed to for a membership. Answers false when this very agreement is kept already. */
export async function insertConsent(
  db: Db,
  owner: { accountId: string; membershipId: string },
  consent: Consent,
): Promise<boolean> {
  const kept = await db
    .insert(consents)
    .values({ id: uuidv7(), ...owner, ...consent })
    .onConflictDoNothing({ target: [consents.membershipId, consents.intent] })
    .returning({ id: consents.id });
  return kept.length === 1;
}
