/** Consents: written once, never changed. Run on the door role. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { consents } from "#app/db/tables.server.ts";
import type { Consent } from "#app/domain/consent.ts";

/** Keeps what an account agreed to for a membership. */
export async function insertConsent(
  db: Db,
  owner: { accountId: string; membershipId: string },
  consent: Consent,
): Promise<void> {
  await db.insert(consents).values({ id: uuidv7(), ...owner, ...consent });
}
