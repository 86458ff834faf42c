/** Competitors' listings: written by imports, matched to our SKUs by staff. */
import { sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { listings, matches, observations, skus } from "./tables.server.ts";

/**
 * Of a staged and judged batch: adds the listings that are new and brings the others up to date, unless they have been seen
 * later already: an old file does not bring an old title back. What a file leaves out (brand, GTIN, category, URL) is kept.
 */
export async function saveStagedListings(db: Db): Promise<void> {
  await db.execute(sql`
    insert into ${listings} (id, retailer_slug, item_id, title, brand, gtin14, category, url,
      pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, pack_declined, first_seen_at)
    select listing_id, retailer_slug, item_id, title_seen, brand, gtin14, category, url,
      pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, pack_declined, captured_at
    from staged_observations where is_latest and is_new`);
  await db.execute(sql`
    update ${listings} l set
      title = s.title_seen, brand = coalesce(s.brand, l.brand), gtin14 = coalesce(s.gtin14, l.gtin14),
      category = coalesce(s.category, l.category), url = coalesce(s.url, l.url), pack_count = s.pack_count,
      pack_size = s.pack_size, pack_unit = s.pack_unit, pack_base_unit = s.pack_base_unit,
      pack_total_micro = s.pack_total_micro, pack_declined = s.pack_declined
    from staged_observations s
    where s.is_latest and s.is_changed and l.id = s.listing_id
      and not exists (select from ${observations} later
        where later.listing_id = l.id and later.captured_at > s.captured_at)`);
}

/**
 * Suggests that a listing of the staged batch with the GTIN of one of our active SKUs is identical to it. A pair that has a
 * row already, whatever was decided, is left alone. Gives the number of new suggestions.
 */
export async function suggestMatchesByGtin(db: Db): Promise<number> {
  const added = await db.execute(sql`
    insert into ${matches} (sku_id, listing_id, kind, status, verdict, score_bps, sureness_bps, why, popularity)
    select skus.id, s.listing_id, 'identical', 'suggested', 'identical', 10000, 10000,
      jsonb_build_array('Both have GTIN ' || s.gtin14 || '.'), skus.popularity
    from staged_observations s join ${skus} on skus.gtin14 = s.gtin14 and skus.status = 'active'
    where s.is_latest and s.gtin14 is not null
    order by skus.id, s.listing_id
    on conflict do nothing`);
  return added.count;
}
