/** Secret from visitors and members: costs, and how prices are made. */
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { BlockedReason, ChangeSetTally } from "#app/domain/change-set.ts";
import type { Guardrails, Strategy, Waterfall } from "#app/domain/pricing.ts";
import { skus, suppliers } from "./catalogue.ts";
import { instant } from "./columns.ts";

/** A supplier's dated quote of cost. The newest one in effect counts. */
export const offers = pgTable(
  "offers",
  {
    id: uuid("id").primaryKey(),
    supplierSlug: text("supplier_slug")
      .notNull()
      .references(() => suppliers.slug),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    currency: text("currency").notNull(),
    /** Goods, per case, in minor units of `currency`. */
    casePriceMinor: integer("case_price_minor").notNull(),
    unitsPerCase: integer("units_per_case").notNull(),
    minimumCases: integer("minimum_cases").notNull(),
    /** Freight and insurance, per case, in minor units of `currency`. */
    freightMinor: integer("freight_minor").notNull(),
    /** Of goods and freight (CIF). */
    dutyBps: integer("duty_bps").notNull(),
    /** Our own handling, per SKU unit, in cents. */
    handlingCents: integer("handling_cents").notNull(),
    quotedAt: instant("quoted_at").notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    effectiveUntil: instant("effective_until"),
  },
  (t) => [
    index("offers_by_sku").on(t.skuId, t.effectiveFrom.desc()),
    check(
      "offers_amounts_check",
      sql`case_price_minor > 0 and units_per_case > 0 and minimum_cases > 0 and freight_minor >= 0 and duty_bps >= 0 and handling_cents >= 0`,
    ),
  ],
);

/** How many units of `quote` one unit of `base` buys, in millionths, on a date. */
export const fxRates = pgTable(
  "fx_rates",
  {
    base: text("base").notNull(),
    quote: text("quote").notNull(),
    rateMicro: bigint("rate_micro", { mode: "number" }).notNull(),
    asOf: instant("as_of").notNull(),
    source: text("source").notNull(),
  },
  (t) => [primaryKey({ columns: [t.base, t.quote, t.asOf] }), check("fx_rates_check", sql`rate_micro > 0`)],
);

/** A merchandiser's pricing rule. A new version ends the old one: at most one open rule a scope. */
export const rules = pgTable(
  "rules",
  {
    id: uuid("id").primaryKey(),
    scope: text("scope", { enum: ["sku", "supplier", "brand", "category", "club"] }).notNull(),
    /** The SKU's id or the slug; "club" for the club. */
    scopeKey: text("scope_key").notNull(),
    strategy: jsonb("strategy").$type<Strategy>().notNull(),
    guardrails: jsonb("guardrails").$type<Guardrails>().notNull(),
    madeBy: uuid("made_by"),
    madeAt: instant("made_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("rules_one_open").on(t.scope, t.scopeKey).where(sql`ended_at is null`),
    check("rules_scope_check", sql`scope in ('sku', 'supplier', 'brand', 'category', 'club')`),
  ],
);

/** Prices changed together. */
export const changeSets = pgTable(
  "change_sets",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    state: text("state", { enum: ["draft", "published", "discarded"] }).notNull(),
    /** What was repriced: the rule's scope, or "seed". */
    scope: text("scope").notNull(),
    scopeKey: text("scope_key").notNull(),
    madeBy: uuid("made_by"),
    madeAt: instant("made_at").notNull(),
    publishedBy: uuid("published_by"),
    publishedAt: instant("published_at"),
    /** Set on a change set that takes another back. */
    takesBack: uuid("takes_back"),
    /** Counts and sums over its SKUs, written with them. */
    tally: jsonb("tally").$type<ChangeSetTally>(),
  },
  (t) => [
    index("change_sets_by_time").on(t.madeAt.desc(), t.id),
    uniqueIndex("change_sets_one_take_back").on(t.takesBack).where(sql`state <> 'discarded'`),
    check("change_sets_state_check", sql`state in ('draft', 'published', 'discarded')`),
    check("change_sets_published_check", sql`(state = 'published') = (published_at is not null)`),
  ],
);

/** One SKU's proposal in a change set. `beforeCents` is null for a first price. */
export const changeSetItems = pgTable(
  "change_set_items",
  {
    changeSetId: uuid("change_set_id")
      .notNull()
      .references(() => changeSets.id),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    beforeCents: integer("before_cents"),
    afterCents: integer("after_cents").notNull(),
    landedCents: integer("landed_cents").notNull(),
    waterfall: jsonb("waterfall").$type<Waterfall>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.changeSetId, t.skuId] }),
    check("change_set_items_cents_check", sql`after_cents > 0 and landed_cents > 0`),
  ],
);

/** A SKU that a change set leaves as it is, and why. */
export const changeSetBlocked = pgTable(
  "change_set_blocked",
  {
    changeSetId: uuid("change_set_id")
      .notNull()
      .references(() => changeSets.id),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    reason: text("reason").$type<BlockedReason>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.changeSetId, t.skuId] })],
);
