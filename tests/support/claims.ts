/** Claims for tests, about what the small club shows. */
import { findMemberItem } from "#app/db/items.ts";
import { tellMemberSign } from "#app/domain/shelf.ts";
import type { ShownClaim } from "#app/domain/shown-claim.ts";
import type { TestDatabase } from "./database.ts";

/** The claims that the sign of an item makes to a member now. */
export async function claimsOnSign(
  database: TestDatabase,
  item: number,
  now = new Date(),
): Promise<readonly ShownClaim[]> {
  const found = await findMemberItem(database.pools.member.db, item);
  if (found === undefined) throw new Error(`No item ${item}.`);
  return tellMemberSign(found.row, now).claims;
}
