/** Who may walk in. Read and written on the door role alone (staff may read names). */
import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { citext, instant } from "./columns.ts";

export const accounts = pgTable("accounts", {
  id: uuid("id").primaryKey(),
  email: citext("email").notNull().unique("accounts_email_key"),
  name: text("name").notNull(),
  /** Argon2id, in PHC form. */
  passwordHash: text("password_hash").notNull(),
  createdAt: instant("created_at").notNull(),
});

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
