/** Finding listings for an item by hand. Staff pool. */
import { and, eq, ilike, inArray, or } from "drizzle-orm";
import type { MatchItem } from "#app/domain/match.ts";
import type { Db } from "./client.server.ts";
import { brands, categories, listings, retailers, skus } from "./tables.server.ts";

/** Listings that one search finds, at most. */
export const FOUND_LISTINGS = 50;
const MAX_WORDS = 8;

export type FoundListing = {
  readonly id: string;
  readonly retailerName: string;
  readonly itemId: string;
  readonly title: string;
  readonly item: MatchItem;
};

/**
 * Listings by the retailer's item number, by an address (as it stands, or by a number in it), or by all words of the title. Words
 * are looked for in every title, which takes about a second at a million: a person asks this now and then.
 */
export async function findListings(
  db: Db,
  { text, retailer }: { text: string; retailer?: string | undefined },
): Promise<FoundListing[]> {
  const words = text.split(" ").slice(0, MAX_WORDS);
  const isAddress = /^https?:\/\//.test(text);
  const numbers = text.match(/\d{3,20}/g) ?? [];
  const known = await db.select({ slug: retailers.slug }).from(retailers).limit(200);
  // With the retailers named, the unique index over retailer and item finds it.
  const byNumber = and(
    inArray(
      listings.retailerSlug,
      known.map(({ slug }) => slug),
    ),
    inArray(listings.itemId, [...numbers, text]),
  );
  const byWords = and(...words.map((word) => ilike(listings.title, `%${word.replace(/[\\%_]/g, "\\$&")}%`)));
  const exact = await select(
    db,
    and(or(byNumber, isAddress ? eq(listings.url, text) : undefined), of(retailer)),
  );
  if (exact.length > 0 || isAddress) return exact;
  return select(db, and(byWords, of(retailer)));
}

function of(retailer: string | undefined) {
  return retailer === undefined ? undefined : eq(listings.retailerSlug, retailer);
}

async function select(db: Db, where: ReturnType<typeof and>): Promise<FoundListing[]> {
  const rows = await db
    .select({ listing: listings, retailerName: retailers.name })
    .from(listings)
    .innerJoin(retailers, eq(retailers.slug, listings.retailerSlug))
    .where(where)
    .limit(FOUND_LISTINGS);
  return rows.map(({ listing: { id, itemId, title, brand, category, gtin14 }, retailerName }) => ({
    id,
    retailerName,
    itemId,
    title,
    item: { title, brand, category, gtin: gtin14 },
  }));
}

/** A SKU on sale as the matcher reads it. */
export async function findSkuToMatch(
  db: Db,
  id: number,
): Promise<{ id: number; item: MatchItem } | undefined> {
  const [row] = await db
    .select({ title: skus.title, brand: brands.name, category: categories.name, gtin: skus.gtin14 })
    .from(skus)
    .innerJoin(brands, eq(brands.slug, skus.brandSlug))
    .innerJoin(categories, eq(categories.slug, skus.categorySlug))
    .where(and(eq(skus.id, id), eq(skus.status, "active")));
  return row && { id, item: row };
}
