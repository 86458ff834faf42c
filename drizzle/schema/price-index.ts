/**
 * The club's price index: named baskets, and what was published of them. Drafts are the desk's; a publication is an open-door
 * fact, read by everybody.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { skus } from "./catalogue.ts";
import { instant } from "./columns.ts";
import { observations, retailers } from "./references.ts";

/** A version of a named basket. Once published it is frozen, lines and all (triggers); what changes is a new version. */
export const indexBaskets = pgTable(
  "index_baskets",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull(),
    version: smallint("version").notNull(),
    name: text("name").notNull(),
    madeBy: uuid("made_by"),
    madeAt: instant("made_at").notNull(),
    frozenAt: instant("frozen_at"),
  },
  (t) => [
    unique("index_baskets_version_key").on(t.slug, t.version),
    uniqueIndex("index_baskets_one_draft").on(t.slug).where(sql`frozen_at is null`),
    check("index_baskets_slug_check", sql`slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("index_baskets_version_check", sql`version > 0`),
  ],
);

export const indexBasketLines = pgTable(
  "index_basket_lines",
  {
    basketId: uuid("basket_id")
      .notNull()
      .references(() => indexBaskets.id),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    quantity: smallint("quantity").notNull(),
    position: smallint("position").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.basketId, t.skuId] }),
    check("index_basket_lines_quantity_check", sql`quantity between 1 and 99`),
  ],
);

/** Append-only (a trigger). A withdrawal is a row of its own that names what it withdraws. */
export const indexPublications = pgTable(
  "index_publications",
  {
    id: uuid("id").primaryKey(),
    basketId: uuid("basket_id")
      .notNull()
      .references(() => indexBaskets.id),
    /** The instant whose prices and checks were compared. */
    asOf: instant("as_of").notNull(),
    publishedAt: instant("published_at").notNull(),
    /** Version of the method: app/domain/price-index.ts. */
    method: smallint("method").notNull(),
    withdraws: uuid("withdraws").unique("index_publications_withdrawn_once"),
    /** Why it is withdrawn; shown to everybody. */
    reason: text("reason"),
  },
  (t) => [
    index("index_publications_by_time").on(t.basketId, t.asOf.desc()),
    check("index_publications_withdrawal_check", sql`(withdraws is null) = (reason is null)`),
  ],
);

/** Append-only (a trigger): what a publication says about one retailer; `indexTenths` is null where nothing is said, and why. */
export const indexFigures = pgTable(
  "index_figures",
  {
    publicationId: uuid("publication_id")
      .notNull()
      .references(() => indexPublications.id),
    retailerSlug: text("retailer_slug")
      .notNull()
      .references(() => retailers.slug),
    /** Ours / theirs x 100, in tenths: 934 is 93.4. */
    indexTenths: integer("index_tenths"),
    withheld: text("withheld"),
    /** Lines that the figure stands on, of all that the basket has. */
    comparedLines: smallint("compared_lines").notNull(),
    basketLines: smallint("basket_lines").notNull(),
    oldestCheckAt: instant("oldest_check_at"),
    newestCheckAt: instant("newest_check_at"),
  },
  (t) => [
    primaryKey({ columns: [t.publicationId, t.retailerSlug] }),
    check("index_figures_said_check", sql`(index_tenths is null) = (withheld is not null)`),
    check(
      "index_figures_lines_check",
      sql`index_tenths is null or (index_tenths > 0 and compared_lines >= 20)`,
    ),
  ],
);

/** Append-only (a trigger): the checks that a figure stands on, one a line. Public records alone: never one of our prices. */
export const indexFigureLines = pgTable(
  "index_figure_lines",
  {
    publicationId: uuid("publication_id").notNull(),
    retailerSlug: text("retailer_slug").notNull(),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    observationId: uuid("observation_id")
      .notNull()
      .references(() => observations.id),
  },
  (t) => [
    primaryKey({ columns: [t.publicationId, t.retailerSlug, t.skuId] }),
    foreignKey({
      name: "index_figure_lines_figure_fk",
      columns: [t.publicationId, t.retailerSlug],
      foreignColumns: [indexFigures.publicationId, indexFigures.retailerSlug],
    }),
  ],
);
