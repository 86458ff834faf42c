import type { Pool } from "#app/db/client.server.ts";
import { deleteOldClaims } from "#app/db/shown-claims.ts";
import { claimsKeptSince } from "#app/domain/retention.ts";

/** Records of claims go when nobody may ask for them any more. */
export async function sweepClaims(owner: Pool, now: Date): Promise<{ claims: number }> {
  return { claims: await deleteOldClaims(owner.db, claimsKeptSince(now)) };
}
