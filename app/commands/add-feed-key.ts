/** A key for a program that is to send us prices. */
import { randomBytes } from "node:crypto";
import { hashToken, makeToken } from "#app/auth/link-token.server.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { insertFeedKey } from "#app/db/feed-keys.ts";
import { listImportRetailers } from "#app/db/imports.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { formatFeedToken, type NewFeedKey } from "#app/domain/feed.ts";

export type AddFeedKeyResult =
  /** `token` is stored nowhere: whoever loses it needs a new key. */
  | { readonly ok: true; readonly id: string; readonly token: string }
  | { readonly ok: false; readonly reason: "retailer-unknown"; readonly slug: string };

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Makes the key, with an audit entry. Refuses retailers that there are not. */
export async function addFeedKey(
  db: Db,
  { name, scope, retailers }: NewFeedKey,
  actor: Actor,
  now: Date,
): Promise<AddFeedKeyResult> {
  const known = new Set((await listImportRetailers(db)).map(({ slug }) => slug));
  const unknown = retailers.find((slug) => !known.has(slug));
  if (unknown !== undefined) return { ok: false, reason: "retailer-unknown", slug: unknown };
  const id = [...randomBytes(12)].map((byte) => BASE32[byte % 32]).join("");
  const secret = makeToken();
  const retailerSlugs = [...new Set(retailers)].sort();
  await db.transaction(async (tx) => {
    await insertFeedKey(tx, {
      id,
      name,
      secretSha256: hashToken(secret),
      scopes: [scope],
      retailerSlugs,
      createdBy: actor.id,
      createdAt: now,
    });
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "add-feed-key",
      subjectKind: "feed-key",
      subjectId: id,
      after: { name, scope, retailers: retailerSlugs },
    });
  });
  return { ok: true, id, token: formatFeedToken(id, secret) };
}
