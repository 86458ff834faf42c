/** The audit trail: append-only, also in Postgres. The roles door, staff and owner may add to it. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { auditEntries } from "#app/db/tables.server.ts";

export type NewAuditEntry = {
  /** Given where a form's mark makes sure that it is done once; made here otherwise. */
  readonly id?: string;
  readonly at: Date;
  /** The account that did it; null for the operator's command line, jobs and webhooks. */
  readonly actorId: string | null;
  /** How the actor is shown: the mail address, "operator", "webhook". */
  readonly actor: string;
  /** Verb of the command: "publish-change-set". */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly requestId?: string | undefined;
};

/** Adds an entry. Call it in the transaction of what it tells about. */
export async function appendAudit(db: Db, entry: NewAuditEntry): Promise<void> {
  await db.insert(auditEntries).values({ id: uuidv7(), ...entry });
}
