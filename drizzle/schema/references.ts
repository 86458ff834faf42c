/**
 * What other shops ask. Public: a visitor sees references and retail prices, so nothing here may be derived from our
 * cost or club price.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { skus } from "./catalogue.ts";
import { instant, sha256 } from "./columns.ts";

/** Of columns that a trigger fills before NOT NULL is looked at. */
const FILLED = sql`null`;

export const retailers = pgTable("retailers", {
  slug: text("slug").primaryKey(),
  name: text("name").notNull(),
  currency: text("currency").notNull(),
  /** Days after which an observation carries no claim. */
  freshnessDays: smallint("freshness_days").notNull().default(7),
  membershipNeeded: boolean("membership_needed").notNull(),
  position: smallint("position").notNull(),
});

export const listings = pgTable(
  "listings",
  {
    id: uuid("id").primaryKey(),
    retailerSlug: text("retailer_slug")
      .notNull()
      .references(() => retailers.slug),
    /** The retailer's own item id; where a capture has none, `t-` and a hash of the title as seen. */
    itemId: text("item_id").notNull(),
    title: text("title").notNull(),
    brand: text("brand"),
    gtin14: text("gtin14"),
    category: text("category"),
    url: text("url"),
    /** The pack as parsed; all null where the title does not say for certain, with the reason. */
    packCount: integer("pack_count"),
    packSize: text("pack_size"),
    packUnit: text("pack_unit"),
    packBaseUnit: text("pack_base_unit"),
    packTotalMicro: bigint("pack_total_micro", { mode: "number" }),
    packDeclined: text("pack_declined"),
    firstSeenAt: instant("first_seen_at").notNull(),
  },
  (t) => [
    unique("listings_retailer_item_key").on(t.retailerSlug, t.itemId),
    index("listings_gtin14").on(t.gtin14).where(sql`gtin14 is not null`),
    check(
      "listings_pack_check",
      sql`num_nulls(pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro) in (0, 5)`,
    ),
    check("listings_gtin14_check", sql`gtin14 ~ '^[0-9]{14}$'`),
  ],
);

/** One reading of one file (or feed): what came in and what became of it. */
export const imports = pgTable(
  "imports",
  {
    id: uuid("id").primaryKey(),
    retailerSlug: text("retailer_slug")
      .notNull()
      .references(() => retailers.slug),
    fileName: text("file_name").notNull(),
    fileSha256: text("file_sha256").notNull(),
    capturedAt: instant("captured_at").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    accepted: integer("accepted").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    rejected: integer("rejected").notNull().default(0),
    /** Kept back for review: see held_observations. */
    held: integer("held").notNull().default(0),
    importedBy: text("imported_by").notNull(),
    /** Of how the file is read (columns, time, place ...): an import goes on only where it is read as before. */
    termsSha256: text("terms_sha256"),
    /** Records of the file, the header not counted, whose batches are in: where an import that was stopped goes on. */
    recordsDone: integer("records_done").notNull().default(0),
    /** Everything counted up to there. */
    tally: jsonb("tally"),
  },
  (t) => [index("imports_file").on(t.retailerSlug, t.fileSha256)],
);

/** Rows that an unfinished import has refused: told again when it goes on, and gone when it is finished. */
export const importRejections = pgTable(
  "import_rejections",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    /** 1, 2, 3 ... in the order of the file. */
    number: integer("number").notNull(),
    line: integer("line").notNull(),
    lastLine: integer("last_line").notNull(),
    field: text("field").notNull(),
    reason: text("reason").notNull(),
    sentence: text("sentence").notNull(),
    cells: jsonb("cells").$type<readonly string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.number] })],
);

/**
 * Append-only (a trigger refuses update and delete): the price of one listing at one time and place, with all that is kept as
 * its evidence, and its place in the retailer's chain. What is left out of an insert (the retailer, the item, the pack, the
 * place in the chain) is filled by a trigger from the listing as it stands: see app/db/evidence-chain.ts for many rows.
 */
export const observations = pgTable(
  "observations",
  {
    id: uuid("id").primaryKey(),
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id),
    retailerSlug: text("retailer_slug").notNull().default(FILLED),
    /** The retailer's item id, and the GTIN and page that were stated with this price. */
    itemId: text("item_id").notNull().default(FILLED),
    gtin14: text("gtin14"),
    url: text("url"),
    capturedAt: instant("captured_at").notNull(),
    /** Offset from UTC of the place of capture, as "-08:00". */
    zone: text("zone").notNull(),
    priceMinor: integer("price_minor").notNull(),
    currency: text("currency").notNull(),
    channel: text("channel", { enum: ["in-club", "online", "delivered"] }).notNull(),
    place: text("place").notNull(),
    /** Whether buying there took a membership, at the time. */
    membershipNeeded: boolean("membership_needed").notNull().default(FILLED),
    promotion: text("promotion"),
    promotionEndsAt: instant("promotion_ends_at"),
    needsCoupon: boolean("needs_coupon").notNull().default(false),
    inStock: boolean("in_stock").notNull().default(true),
    titleSeen: text("title_seen").notNull(),
    /** The pack as it was read from this title at the time; all null where it was not certain, with the reason. */
    packCount: integer("pack_count"),
    packSize: text("pack_size"),
    packUnit: text("pack_unit"),
    packBaseUnit: text("pack_base_unit"),
    packTotalMicro: bigint("pack_total_micro", { mode: "number" }),
    packDeclined: text("pack_declined"),
    /** Who or what captured it: "checker 12", "import costco.csv". */
    capturedBy: text("captured_by").notNull(),
    importId: uuid("import_id").references(() => imports.id),
    importLine: integer("import_line"),
    raw: jsonb("raw").$type<Record<string, string>>().notNull(),
    /** SHA-256 of the raw record, all its cells. */
    rawSha256: sha256("raw_sha256").notNull(),
    /** 1, 2, 3 ... without gaps within the retailer; the hash is over the one before and this whole record. */
    chainPosition: bigint("chain_position", { mode: "number" }).notNull().default(FILLED),
    chainSha256: sha256("chain_sha256").notNull().default(FILLED),
  },
  (t) => [
    unique("observations_once").on(t.listingId, t.capturedAt, t.rawSha256),
    unique("observations_chain").on(t.retailerSlug, t.chainPosition),
    check(
      "observations_pack_check",
      sql`num_nulls(pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro) in (0, 5)`,
    ),
    check("observations_chain_check", sql`chain_position > 0 and length(chain_sha256) = 32`),
    check("observations_price_check", sql`price_minor > 0`),
    check("observations_channel_check", sql`channel in ('in-club', 'online', 'delivered')`),
  ],
);

/**
 * A decision that a listing is identical or equivalent to a SKU, or a suggestion that waits for one. What comparisons need
 * is public; what the matcher says of the pair is the desk's. `changed`: was confirmed, then the listing or the SKU changed
 * and the matcher says something else of them now; it carries no claim until somebody looks again.
 */
export const matches = pgTable(
  "matches",
  {
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id),
    kind: text("kind", { enum: ["identical", "other-pack", "equivalent"] }).notNull(),
    /** What differs, said on the page, for an equivalent: "store brand". Stated when it is confirmed. */
    difference: text("difference"),
    status: text("status", { enum: ["suggested", "confirmed", "changed", "rejected"] }).notNull(),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    /** What the matcher says, and how likely, in basis points; null where it was never asked. */
    verdict: text("verdict", { enum: ["identical", "other-pack", "equivalent", "different"] }),
    scoreBps: integer("score_bps"),
    /** The score as a share of what its verdict can reach at most: comparable over verdicts. */
    surenessBps: integer("sureness_bps").notNull().default(0),
    why: jsonb("why").$type<readonly string[]>(),
    /** Prints (app/db/match-prints.ts) of the two as they were when this was written: text of a bigint. */
    skuPrint: bigint("sku_print", { mode: "bigint" }),
    listingPrint: bigint("listing_print", { mode: "bigint" }),
    /** The SKU's when this was written: the queue goes by it without asking every SKU. */
    popularity: integer("popularity").notNull().default(0),
    /** When the suggestion was made, or the confirmed match was found changed. */
    suggestedAt: instant("suggested_at"),
  },
  (t) => [
    primaryKey({ columns: [t.skuId, t.listingId] }),
    index("matches_listing").on(t.listingId),
    index("matches_open_by_popularity")
      .on(t.popularity, t.surenessBps, t.skuId, t.listingId)
      .where(sql`status in ('suggested', 'changed')`),
    index("matches_open_by_sureness")
      .on(t.surenessBps, t.popularity, t.skuId, t.listingId)
      .where(sql`status in ('suggested', 'changed')`),
    check("matches_kind_check", sql`kind in ('identical', 'other-pack', 'equivalent')`),
    check("matches_status_check", sql`status in ('suggested', 'confirmed', 'changed', 'rejected')`),
    check("matches_verdict_check", sql`verdict in ('identical', 'other-pack', 'equivalent', 'different')`),
    check("matches_score_check", sql`score_bps between 0 and 10000 and sureness_bps between 0 and 10000`),
    check(
      "matches_equivalent_check",
      sql`kind <> 'equivalent' or status in ('suggested', 'rejected') or coalesce(btrim(difference), '') <> ''`,
    ),
    check(
      "matches_decided_check",
      sql`status = 'suggested' or (decided_by is not null and decided_at is not null)`,
    ),
  ],
);

/** The public price of buying the SKU at retail: observed or suggested, with evidence of its own. */
export const retailPrices = pgTable(
  "retail_prices",
  {
    skuId: bigint("sku_id", { mode: "number" })
      .primaryKey()
      .references(() => skus.id),
    cents: integer("cents").notNull(),
    basis: text("basis", { enum: ["observed", "suggested"] }).notNull(),
    /** Who asks it: the retailer seen, or the maker's list. */
    source: text("source").notNull(),
    place: text("place").notNull(),
    checkedAt: instant("checked_at").notNull(),
    evidence: text("evidence").notNull(),
  },
  () => [
    check("retail_prices_cents_check", sql`cents > 0`),
    check("retail_prices_basis_check", sql`basis in ('observed', 'suggested')`),
  ],
);
