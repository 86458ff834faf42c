/** Competitors' listings: written by imports, matched to our SKUs by staff. */
import { sql } from "drizzle-orm";
import type { Pack } from "#app/domain/measure.ts";
import type { Db } from "./client.server.ts";
import { listings, matches, observations, skus } from "./tables.server.ts";

/** A listing as one file has it. `id` is used when it is new here. At most one of a batch has an item id. */
export type SeenListing = {
  readonly id: string;
  readonly itemId: string;
  readonly title: string;
  readonly brand: string | null;
  readonly gtin14: string | null;
  readonly category: string | null;
  readonly url: string | null;
  readonly pack: Pack | null;
  readonly packDeclined: string | null;
  readonly seenAt: Date;
};

/**
 * Adds the listings that are new and brings the others up to date, unless they have been seen later than `seenAt` already:
 * an old file does not bring an old title back. What a file leaves out (brand, GTIN, category, URL) is kept. Every listing
 * is locked, in the order of item ids, until the transaction ends: two imports of one item go one after the other.
 */
export async function saveListings(
  db: Db,
  retailerSlug: string,
  seen: readonly SeenListing[],
): Promise<void> {
  const rows = JSON.stringify(seen.map(columnsOf));
  await db.execute(sql`
    insert into ${listings} (id, retailer_slug, item_id, title, brand, gtin14, category, url,
      pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, pack_declined, first_seen_at)
    select id, ${retailerSlug}, item_id, title, brand, gtin14, category, url,
      pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, pack_declined, seen_at
    from json_to_recordset(${rows}::text::json) as seen(id uuid, item_id text, title text, brand text,
      gtin14 text, category text, url text, pack_count integer, pack_size text, pack_unit text,
      pack_base_unit text, pack_total_micro bigint, pack_declined text, seen_at timestamptz)
    order by item_id
    on conflict (retailer_slug, item_id) do update set
      title = excluded.title,
      brand = coalesce(excluded.brand, listings.brand),
      gtin14 = coalesce(excluded.gtin14, listings.gtin14),
      category = coalesce(excluded.category, listings.category),
      url = coalesce(excluded.url, listings.url),
      pack_count = excluded.pack_count, pack_size = excluded.pack_size, pack_unit = excluded.pack_unit,
      pack_base_unit = excluded.pack_base_unit, pack_total_micro = excluded.pack_total_micro,
      pack_declined = excluded.pack_declined
    where (listings.title, listings.brand, listings.gtin14, listings.category, listings.url, listings.pack_count,
        listings.pack_size, listings.pack_unit, listings.pack_total_micro, listings.pack_declined)
      is distinct from (excluded.title, coalesce(excluded.brand, listings.brand),
        coalesce(excluded.gtin14, listings.gtin14), coalesce(excluded.category, listings.category),
        coalesce(excluded.url, listings.url), excluded.pack_count, excluded.pack_size, excluded.pack_unit,
        excluded.pack_total_micro, excluded.pack_declined)
      and not exists (select from ${observations} later
        where later.listing_id = listings.id and later.captured_at > excluded.first_seen_at)`);
}

function columnsOf(listing: SeenListing) {
  const { pack } = listing;
  return {
    id: listing.id,
    item_id: listing.itemId,
    title: listing.title,
    brand: listing.brand,
    gtin14: listing.gtin14,
    category: listing.category,
    url: listing.url,
    pack_count: pack?.count,
    pack_size: pack?.size,
    pack_unit: pack?.unit,
    pack_base_unit: pack?.baseUnit,
    pack_total_micro: pack?.totalMicro,
    pack_declined: listing.packDeclined,
    seen_at: listing.seenAt.toISOString(),
  };
}

/**
 * Suggests that a retailer's listing with the GTIN of one of our active SKUs is identical to it. A pair that has a row
 * already, whatever was decided, is left alone. Gives the number of new suggestions.
 */
export async function suggestMatchesByGtin(db: Db, retailerSlug: string): Promise<number> {
  const added = await db.execute(sql`
    insert into ${matches} (sku_id, listing_id, kind, status, verdict, score_bps, sureness_bps, why, popularity)
    select skus.id, listings.id, 'identical', 'suggested', 'identical', 10000, 10000,
      jsonb_build_array('Both have GTIN ' || listings.gtin14 || '.'), skus.popularity
    from ${listings} join ${skus} on skus.gtin14 = listings.gtin14 and skus.status = 'active'
    where listings.retailer_slug = ${retailerSlug} and listings.gtin14 is not null
    order by skus.id, listings.id
    on conflict do nothing`);
  return added.count;
}
