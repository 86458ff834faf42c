/** Secret from visitors: what members pay. */
import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import type { Waterfall } from "#app/domain/pricing.ts";
import { skus } from "./catalogue.ts";
import { instant } from "./columns.ts";
import { changeSets } from "./pricing.ts";

/** One row a SKU: what a page reads. Written together with price_history, in one transaction. */
export const currentPrices = pgTable(
  "current_prices",
  {
    skuId: bigint("sku_id", { mode: "number" })
      .primaryKey()
      .references(() => skus.id),
    clubCents: integer("club_cents").notNull(),
    changeSetId: uuid("change_set_id")
      .notNull()
      .references(() => changeSets.id),
    since: instant("since").notNull(),
  },
  () => [check("current_prices_cents_check", sql`club_cents > 0`)],
);

/** Append-only (a trigger refuses update and delete). Members may read all of it but the waterfall. */
export const priceHistory = pgTable(
  "price_history",
  {
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    changeSetId: uuid("change_set_id")
      .notNull()
      .references(() => changeSets.id),
    clubCents: integer("club_cents").notNull(),
    effectiveAt: instant("effective_at").notNull(),
    waterfall: jsonb("waterfall").$type<Waterfall>(),
  },
  (t) => [
    primaryKey({ columns: [t.skuId, t.changeSetId] }),
    index("price_history_by_time").on(t.skuId, t.effectiveAt.desc()),
    check("price_history_cents_check", sql`club_cents > 0`),
  ],
);
