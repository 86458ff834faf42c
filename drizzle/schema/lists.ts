/** What a household means to buy, and what it saved. Personal: no role reads these but the one that serves their owner. */
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { skus } from "./catalogue.ts";
import { instant } from "./columns.ts";
import { memberships } from "./memberships.ts";
import { observations, retailers } from "./references.ts";

/** An account's list. Read and written on the door role, which sees no price; a visitor's list is in a cookie instead. */
export const listLines = pgTable(
  "list_lines",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    quantity: smallint("quantity").notNull(),
    /** Order on the page: the first line is 0. */
    position: smallint("position").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.skuId] }),
    check("list_lines_quantity_check", sql`quantity between 1 and 99`),
    check("list_lines_position_check", sql`position between 0 and 99`),
  ],
);

/**
 * Append-only (a trigger refuses update and delete): what one purchase of one SKU saved against the lowest proved comparison
 * of its time. Holds club prices: secret from visitors. Without a claim nothing was saved, and the reason stands here.
 */
export const savingsLines = pgTable(
  "savings_lines",
  {
    id: uuid("id").primaryKey(),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    quantity: integer("quantity").notNull(),
    /** Club cents paid for the whole quantity. */
    paidCents: integer("paid_cents").notNull(),
    /** Who asked least for the same content, in cents rounded down, and the observation that says so. */
    retailerSlug: text("retailer_slug").references(() => retailers.slug),
    theirCents: integer("their_cents"),
    observationId: uuid("observation_id").references(() => observations.id),
    /** `theirCents - paidCents`, negative where they were cheaper; 0 without a claim. */
    savedCents: integer("saved_cents").notNull(),
    noClaim: text("no_claim"),
    /** The purchase: "order 1042". The same line is recorded once. */
    source: text("source").notNull(),
    boughtAt: instant("bought_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    unique("savings_lines_once").on(t.source, t.skuId),
    index("savings_lines_membership").on(t.membershipId, t.boughtAt.desc()),
    check(
      "savings_lines_amounts_check",
      sql`quantity > 0 and paid_cents > 0 and (their_cents is null or their_cents >= 0)`,
    ),
    check(
      "savings_lines_claim_check",
      sql`num_nulls(retailer_slug, their_cents, observation_id) in (0, 3) and (observation_id is null) = (no_claim is not null)`,
    ),
    check("savings_lines_saved_check", sql`saved_cents = coalesce(their_cents - paid_cents, 0)`),
  ],
);
