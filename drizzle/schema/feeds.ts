/** Programs that send us other clubs' prices, and what each may do. */
import { sql } from "drizzle-orm";
import { check, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** A key of POST /api/observations. The key itself is shown once; here is its hash. */
export const feedKeys = pgTable(
  "feed_keys",
  {
    /** The part of the key that may be seen: it stands in logs and beside what came in by it. */
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    secretSha256: text("secret_sha256").notNull(),
    scopes: text("scopes").array().notNull(),
    /** Retailers whose prices may come in by it. */
    retailerSlugs: text("retailer_slugs").array().notNull(),
    /** The account that made it; null for the operator's command line. */
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull(),
    revokedAt: instant("revoked_at"),
    /** To the minute. */
    lastUsedAt: instant("last_used_at"),
  },
  () => [
    check("feed_keys_scopes_check", sql`scopes <@ array['observations:check', 'observations:write']`),
    check("feed_keys_some_check", sql`cardinality(scopes) > 0 and cardinality(retailer_slugs) > 0`),
  ],
);
