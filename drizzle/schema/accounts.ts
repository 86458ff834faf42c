/** Who may walk in. Read and written on the door role alone (staff may read names). */
import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, citext, instant } from "./columns.ts";

export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey(),
    email: citext("email").notNull().unique("accounts_email_key"),
    name: text("name").notNull(),
    /** Argon2id, in PHC form. */
    passwordHash: text("password_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When the address was proved to be theirs; null until then. */
    emailVerifiedAt: instant("email_verified_at"),
  },
  () => [
    // What the support desk looks people up by.
    index("accounts_email_prefix").using("btree", sql`lower(email::text) text_pattern_ops`),
    index("accounts_name_trigrams").using("gin", sql`club_unaccent(name) gin_trgm_ops`),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    /** Keyed hash (hex) of the id in the cookie: reading this table opens no session. */
    id: text("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (t) => [index("sessions_account").on(t.accountId), index("sessions_expiry").on(t.expiresAt)],
);

/** Single-use links sent by mail. The token is in the mail alone; here is its hash. */
export const accountTokens = pgTable(
  "account_tokens",
  {
    tokenSha256: text("token_sha256").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    purpose: text("purpose", { enum: ["verify-email", "reset-password", "change-email"] }).notNull(),
    /** The address that it was sent to; for change-email the new one. */
    email: citext("email").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    index("account_tokens_account").on(t.accountId),
    index("account_tokens_expiry").on(t.expiresAt),
    check("account_tokens_purpose_check", sql`purpose in ('verify-email', 'reset-password', 'change-email')`),
  ],
);

/** The photo on somebody's card: made small by us, kept nowhere else, shown to its owner alone. */
export const memberPhotos = pgTable(
  "member_photos",
  {
    accountId: uuid("account_id")
      .primaryKey()
      .references(() => accounts.id, { onDelete: "cascade" }),
    jpeg: bytea("jpeg").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  () => [check("member_photos_size_check", sql`octet_length(jpeg) between 100 and 131072`)],
);

export const staffMembers = pgTable(
  "staff_members",
  {
    accountId: uuid("account_id")
      .primaryKey()
      .references(() => accounts.id),
    role: text("role", { enum: ["merchandiser", "support", "admin"] }).notNull(),
    addedAt: instant("added_at").notNull(),
  },
  () => [check("staff_members_role_check", sql`role in ('merchandiser', 'support', 'admin')`)],
);

/** Fixed windows of counted tries, kept here so that they hold over processes. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    /** What is counted: "sign-in:ada@example.com", "sign-up:203.0.113.7". */
    key: text("key").primaryKey(),
    hits: integer("hits").notNull(),
    windowEndsAt: instant("window_ends_at").notNull(),
  },
  (t) => [index("rate_limits_expiry").on(t.windowEndsAt)],
);
