import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { instant } from "./columns.ts";
import { memberships } from "./memberships.ts";

/**
 * The outbox: a mail is written in the transaction of what it tells, and sent after. Its key says what it tells
 * ("renewal-reminder:<membership>:2027-11-22"), so that a job which runs twice writes it once.
 */
export const mails = pgTable(
  "mails",
  {
    id: uuid("id").primaryKey(),
    key: text("key").notNull().unique("mails_key_key"),
    kind: text("kind").notNull(),
    recipient: text("recipient").notNull(),
    subject: text("subject").notNull(),
    bodyText: text("body_text").notNull(),
    bodyHtml: text("body_html").notNull(),
    accountId: uuid("account_id").references(() => accounts.id),
    membershipId: uuid("membership_id").references(() => memberships.id),
    createdAt: instant("created_at").notNull(),
    /** Not before this time; moves ahead after a failed try. */
    dueAt: instant("due_at").notNull(),
    sentAt: instant("sent_at"),
    tries: integer("tries").notNull().default(0),
    lastError: text("last_error"),
    /** Given up after too many tries: somebody has to look. */
    failedAt: instant("failed_at"),
  },
  (t) => [
    index("mails_due").on(t.dueAt).where(sql`sent_at is null and failed_at is null`),
    index("mails_membership").on(t.membershipId, t.createdAt),
    index("mails_account").on(t.accountId, t.createdAt),
    check("mails_outcome_check", sql`sent_at is null or failed_at is null`),
  ],
);
