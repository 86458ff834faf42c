/** What members were told about other clubs' prices. Secret: it holds club prices of the past. */
import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { skus } from "./catalogue.ts";
import { instant } from "./columns.ts";
import { listings, observations, retailers } from "./references.ts";

/**
 * One claim as it was shown, with the figures of then: a row says by itself what was said and on which basis. Written by
 * log_shown_claims alone (see the migration), kept for six months after it was last shown.
 */
export const shownClaims = pgTable(
  "shown_claims",
  {
    /** Made of what makes a claim the same: SKU, observation, likeness, price and words. */
    id: uuid("id").primaryKey(),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    observationId: uuid("observation_id")
      .notNull()
      .references(() => observations.id),
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id),
    retailerSlug: text("retailer_slug")
      .notNull()
      .references(() => retailers.slug),
    matchKind: text("match_kind", { enum: ["identical", "other-pack", "equivalent"] }).notNull(),
    /** Who had confirmed the match when the claim was first written down, and when. */
    matchDecidedBy: text("match_decided_by"),
    matchDecidedAt: instant("match_decided_at"),
    outcome: text("outcome", { enum: ["cheaper", "dearer", "about-the-same"] }).notNull(),
    basis: text("basis", {
      enum: ["goods", "delivered", "ours-without-delivery", "theirs-without-delivery"],
    }).notNull(),
    ourCents: integer("our_cents").notNull(),
    theirMinor: integer("their_minor").notNull(),
    theirCurrency: text("their_currency").notNull(),
    /** "10.4¢ per oz" and "2 × 48 oz" as both sides were worked out. */
    ourUnit: text("our_unit").notNull(),
    theirUnit: text("their_unit").notNull(),
    ourPack: text("our_pack").notNull(),
    theirPack: text("their_pack").notNull(),
    byPerPackMinor: integer("by_per_pack_minor").notNull(),
    byBps: integer("by_bps").notNull(),
    /** The words: "Costco cheaper here by 2.6¢ per oz (20 %)". */
    said: text("said").notNull(),
    /** To the minute. */
    firstShownAt: instant("first_shown_at").notNull(),
    lastShownAt: instant("last_shown_at").notNull(),
  },
  (t) => [
    // Nothing is indexed by last_shown_at, which moves while a claim stands: such an update touches no index.
    index("shown_claims_item").on(t.skuId, t.firstShownAt, t.id),
    index("shown_claims_retailer").on(t.retailerSlug, t.firstShownAt, t.id),
    index("shown_claims_time").on(t.firstShownAt, t.id),
    check("shown_claims_outcome_check", sql`outcome in ('cheaper', 'dearer', 'about-the-same')`),
    check("shown_claims_kind_check", sql`match_kind in ('identical', 'other-pack', 'equivalent')`),
    check("shown_claims_shown_check", sql`first_shown_at <= last_shown_at`),
    check("shown_claims_cents_check", sql`our_cents > 0`),
  ],
);
