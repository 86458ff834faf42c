/** The record behind one observation. Public tables only. */
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Pack } from "#app/domain/measure.ts";
import { isUnit, makePack } from "#app/domain/measure.ts";
import type { Retailer } from "#app/domain/reference.ts";
import type { Db } from "./client.server.ts";
import { listings, matches, observations, retailers, skus } from "./tables.server.ts";

/** A SKU that the observed listing is matched to. */
export type EvidenceMatch = {
  readonly skuId: number;
  readonly slug: string;
  readonly title: string;
  readonly kind: "identical" | "other-pack" | "equivalent";
  readonly status: "suggested" | "confirmed" | "changed" | "rejected";
  readonly difference: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
};

export type Evidence = {
  readonly observation: typeof observations.$inferSelect;
  readonly listing: typeof listings.$inferSelect;
  readonly retailer: Retailer;
  /** The pack as it was read from the title seen then; null where that did not say for certain. */
  readonly pack: Pack | null;
  readonly matches: readonly EvidenceMatch[];
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** SKUs that one listing is shown to be matched to, at most. */
const MAX_MATCHES = 10;

/** The observation of that id with its listing, retailer and matches that stand; undefined for anything else. */
export async function findEvidence(db: Db, id: string): Promise<Evidence | undefined> {
  if (!UUID.test(id)) return undefined;
  const [found] = await db
    .select({ observation: observations, listing: listings, retailer: retailers })
    .from(observations)
    .innerJoin(listings, eq(listings.id, observations.listingId))
    .innerJoin(retailers, eq(retailers.slug, listings.retailerSlug))
    .where(eq(observations.id, id));
  if (found === undefined) return undefined;
  const { packCount, packSize, packUnit } = found.observation;
  const readable = packCount !== null && packSize !== null && packUnit !== null && isUnit(packUnit);
  return {
    ...found,
    pack: readable ? (makePack(packCount, packSize, packUnit) ?? null) : null,
    matches: shownMatches(await listMatches(db, found.listing.id)),
  };
}

/** Those that somebody has confirmed; where nobody has, one that waits for it. */
function shownMatches(found: readonly EvidenceMatch[]): readonly EvidenceMatch[] {
  const decided = found.filter(({ status }) => status !== "suggested");
  return decided.length > 0 ? decided : found.slice(0, 1);
}

async function listMatches(db: Db, listingId: string): Promise<EvidenceMatch[]> {
  return await db
    .select({
      skuId: skus.id,
      slug: skus.slug,
      title: skus.title,
      kind: matches.kind,
      status: matches.status,
      difference: matches.difference,
      decidedBy: matches.decidedBy,
      decidedAt: matches.decidedAt,
    })
    .from(matches)
    .innerJoin(skus, eq(skus.id, matches.skuId))
    .where(
      and(
        eq(matches.listingId, listingId),
        inArray(matches.status, ["suggested", "confirmed", "changed"]),
        eq(skus.status, "active"),
      ),
    )
    .orderBy(sql`${matches.status} = 'suggested'`, matches.skuId)
    .limit(MAX_MATCHES);
}
