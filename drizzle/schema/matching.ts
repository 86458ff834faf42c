/** How matches come about: every decision, what has been looked at already, and the runs that looked. The desk's alone. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { skus } from "./catalogue.ts";
import { instant } from "./columns.ts";
import { listings } from "./references.ts";

/** A match as a decision found or left it; see app/domain/match-decision.ts. Instants are ISO text. */
export type RecordedMatch = {
  readonly status: "suggested" | "confirmed" | "changed" | "rejected";
  readonly kind: "identical" | "other-pack" | "equivalent";
  readonly difference: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
};

/** Append-only (a trigger refuses update and delete): who decided what of which pair, and what the matcher said then. */
export const matchDecisions = pgTable(
  "match_decisions",
  {
    id: uuid("id").primaryKey(),
    skuId: bigint("sku_id", { mode: "number" })
      .notNull()
      .references(() => skus.id),
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id),
    at: instant("at").notNull(),
    /** The account that decided; null for the matcher and the operator. */
    actorId: uuid("actor_id"),
    actor: text("actor").notNull(),
    /** `flag` and `renew` are the matcher's: a confirmed match changed, a rejected one is suggested again. */
    deed: text("deed", { enum: ["confirm", "reject", "reopen", "undo", "flag", "renew"] }).notNull(),
    /** Null where there was no match before, or is none after. */
    before: jsonb("before").$type<RecordedMatch | null>(),
    after: jsonb("after").$type<RecordedMatch | null>(),
    verdict: text("verdict", { enum: ["identical", "other-pack", "equivalent", "different"] }),
    scoreBps: integer("score_bps"),
    why: jsonb("why").$type<readonly string[]>(),
    /** Decisions that were made at once have one. */
    batchId: uuid("batch_id"),
    /** The decision that this one takes back. */
    undoes: uuid("undoes"),
  },
  (t) => [
    index("match_decisions_pair").on(t.skuId, t.listingId, t.at.desc()),
    index("match_decisions_actor").on(t.actorId, t.at.desc(), t.id.desc()),
    index("match_decisions_batch").on(t.batchId).where(sql`batch_id is not null`),
    uniqueIndex("match_decisions_undoes_key").on(t.undoes).where(sql`undoes is not null`),
    check(
      "match_decisions_deed_check",
      sql`deed in ('confirm', 'reject', 'reopen', 'undo', 'flag', 'renew')`,
    ),
    check("match_decisions_undo_check", sql`(deed = 'undo') = (undoes is not null)`),
    check(
      "match_decisions_difference_check",
      sql`deed <> 'confirm' or after ->> 'kind' <> 'equivalent' or coalesce(btrim(after ->> 'difference'), '') <> ''`,
    ),
  ],
);

/** Listings that the matcher has looked at, as they were then. `due`: to be looked at again whether changed or not. */
export const listingLooks = pgTable(
  "listing_looks",
  {
    listingId: uuid("listing_id")
      .primaryKey()
      .references(() => listings.id, { onDelete: "cascade" }),
    print: bigint("print", { mode: "bigint" }).notNull(),
    due: boolean("due").notNull().default(false),
    lookedAt: instant("looked_at").notNull(),
  },
  (t) => [index("listing_looks_due").on(t.listingId).where(sql`due`)],
);

/** SKUs that every listing has been looked up against, or is due to be, as they were then. */
export const skuLooks = pgTable("sku_looks", {
  skuId: bigint("sku_id", { mode: "number" })
    .primaryKey()
    .references(() => skus.id, { onDelete: "cascade" }),
  print: bigint("print", { mode: "bigint" }).notNull(),
});

/** One run of the matcher over the database; one that did not come to its end has no `finishedAt`. */
export const matchRuns = pgTable(
  "match_runs",
  {
    id: uuid("id").primaryKey(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    /** Who asked: "nightly job", "operator". */
    askedBy: text("asked_by").notNull(),
    listings: integer("listings").notNull().default(0),
    skus: integer("skus").notNull().default(0),
    suggested: integer("suggested").notNull().default(0),
    withdrawn: integer("withdrawn").notNull().default(0),
    flagged: integer("flagged").notNull().default(0),
  },
  (t) => [index("match_runs_started").on(t.startedAt.desc())],
);
