import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Append-only (a trigger refuses update and delete): who did what to what, when, before and after. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: uuid("id").primaryKey(),
    at: instant("at").notNull(),
    /** The account that did it; null for the operator's command line and for jobs. */
    actorId: uuid("actor_id"),
    /** How the actor is shown: the mail address, "operator", "webhook". */
    actor: text("actor").notNull(),
    /** Verb of the command: "publish-change-set". */
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    requestId: text("request_id"),
  },
  (t) => [
    index("audit_entries_by_time").on(t.at.desc(), t.id.desc()),
    index("audit_entries_by_subject").on(t.subjectKind, t.subjectId, t.at.desc()),
  ],
);
