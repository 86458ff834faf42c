/** What proves the observations: the heads of their chains, and the records that wait for a person's decision. */
import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, sha256 } from "./columns.ts";
import { imports, listings, retailers } from "./references.ts";

/** The end of each retailer's chain. Locked by whoever appends, so that a chain grows by one at a time. */
export const evidenceChains = pgTable(
  "evidence_chains",
  {
    retailerSlug: text("retailer_slug")
      .primaryKey()
      .references(() => retailers.slug),
    /** Observations in it. */
    length: bigint("length", { mode: "number" }).notNull(),
    /** Hash of the last of them; zeros before the first. */
    headSha256: sha256("head_sha256").notNull(),
  },
  () => [check("evidence_chains_check", sql`length >= 0 and length(head_sha256) = 32`)],
);

/** Observations with a price that can hardly be true: no claim stands on them until a person accepts them. */
export const heldObservations = pgTable(
  "held_observations",
  {
    /** Of the observation that it becomes when it is accepted. */
    id: uuid("id").primaryKey(),
    retailerSlug: text("retailer_slug")
      .notNull()
      .references(() => retailers.slug),
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id),
    capturedAt: instant("captured_at").notNull(),
    priceMinor: integer("price_minor").notNull(),
    rawSha256: sha256("raw_sha256").notNull(),
    reason: text("reason", { enum: ["off-history", "misplaced-decimal", "off-unit-price"] }).notNull(),
    /** What the price was held against: the median of the listing's history, or what its printed unit price comes to. */
    againstMinor: integer("against_minor").notNull(),
    importId: uuid("import_id").references(() => imports.id),
    /** The whole observation as it would be appended, by column. */
    record: jsonb("record").$type<Readonly<Record<string, unknown>>>().notNull(),
    heldAt: instant("held_at").notNull(),
    state: text("state", { enum: ["open", "accepted", "refused"] })
      .notNull()
      .default("open"),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    /** Why it was refused. */
    refusal: text("refusal"),
  },
  (t) => [
    unique("held_observations_once").on(t.listingId, t.capturedAt, t.rawSha256),
    index("held_observations_open").on(t.heldAt, t.id).where(sql`state = 'open'`),
    check(
      "held_observations_reason_check",
      sql`reason in ('off-history', 'misplaced-decimal', 'off-unit-price')`,
    ),
    check("held_observations_state_check", sql`state in ('open', 'accepted', 'refused')`),
    check(
      "held_observations_decided_check",
      sql`(state = 'open') = (decided_by is null) and (decided_by is null) = (decided_at is null)
        and (state = 'refused') = (refusal is not null)`,
    ),
  ],
);
