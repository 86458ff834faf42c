/** The record behind one observation. Public tables only. */
import { and, asc, desc, eq, gt, inArray, lte, ne, sql } from "drizzle-orm";
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
  /** Checks of the same listing just before and just after this one, the latest first. */
  readonly later: readonly OtherCheck[];
  readonly earlier: readonly OtherCheck[];
};

/** Another check of the same listing. */
export type OtherCheck = Pick<
  typeof observations.$inferSelect,
  "id" | "capturedAt" | "zone" | "priceMinor" | "currency" | "channel" | "inStock"
>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** SKUs that one listing is shown to be matched to, at most. */
const MAX_MATCHES = 10;
/** Checks before and after, at most so many each. */
const MAX_OTHERS = 6;

/**
 * The observation of that id with its listing, retailer, matches that stand and the checks around it; undefined for anything
 * else. Four statements, each a seek in an index.
 */
export async function findEvidence(db: Db, id: string): Promise<Evidence | undefined> {
  if (!UUID.test(id)) return undefined;
  const [found] = await db
    .select({ observation: observations, listing: listings, retailer: retailers })
    .from(observations)
    .innerJoin(listings, eq(listings.id, observations.listingId))
    .innerJoin(retailers, eq(retailers.slug, listings.retailerSlug))
    .where(eq(observations.id, id));
  if (found === undefined) return undefined;
  const [matched, later, earlier] = await Promise.all([
    listMatches(db, found.listing.id),
    listLater(db, found.observation),
    listEarlier(db, found.observation),
  ]);
  const { packCount, packSize, packUnit } = found.observation;
  const readable = packCount !== null && packSize !== null && packUnit !== null && isUnit(packUnit);
  return {
    ...found,
    pack: readable ? (makePack(packCount, packSize, packUnit) ?? null) : null,
    matches: shownMatches(matched),
    later: later.toReversed(),
    earlier,
  };
}

/** Those that somebody has confirmed; where nobody has, one that waits for it. */
function shownMatches(found: readonly EvidenceMatch[]): readonly EvidenceMatch[] {
  const decided = found.filter(({ status }) => status !== "suggested");
  return decided.length > 0 ? decided : found.slice(0, 1);
}

const OTHER_CHECK = {
  id: observations.id,
  capturedAt: observations.capturedAt,
  zone: observations.zone,
  priceMinor: observations.priceMinor,
  currency: observations.currency,
  channel: observations.channel,
  inStock: observations.inStock,
};
type Here = Pick<typeof observations.$inferSelect, "id" | "listingId" | "capturedAt">;

/** The next ones, the nearest first. */
function listLater(db: Db, { listingId, capturedAt }: Here): Promise<OtherCheck[]> {
  return db
    .select(OTHER_CHECK)
    .from(observations)
    .where(and(eq(observations.listingId, listingId), gt(observations.capturedAt, capturedAt)))
    .orderBy(asc(observations.capturedAt))
    .limit(MAX_OTHERS);
}

/** The ones before, the nearest first; what was checked at the same time elsewhere is among them. */
function listEarlier(db: Db, { id, listingId, capturedAt }: Here): Promise<OtherCheck[]> {
  const here = eq(observations.listingId, listingId);
  return db
    .select(OTHER_CHECK)
    .from(observations)
    .where(and(here, lte(observations.capturedAt, capturedAt), ne(observations.id, id)))
    .orderBy(desc(observations.capturedAt))
    .limit(MAX_OTHERS);
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
