import { and, eq, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { auditEntries } from "./tables.server.ts";

export type AuditLine = typeof auditEntries.$inferSelect;

/** Where a page of the log goes on: the last entry's instant and id. */
export type AuditCursor = { readonly at: Date; readonly id: string };

export type AuditFilter = {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
};

/** Audit entries, newest first, after `after`, of one subject or of one kind of subject when told; at most `limit`. */
export async function listAudit(
  db: Db,
  page: AuditFilter & { after?: AuditCursor | undefined; limit: number },
): Promise<AuditLine[]> {
  const { subjectKind, subjectId, after, limit } = page;
  const at = after?.at.toISOString();
  const older =
    after === undefined
      ? undefined
      : sql`${auditEntries.at} <= ${at}::timestamptz
          and (${auditEntries.at} < ${at}::timestamptz or ${auditEntries.id} < ${after.id}::uuid)`;
  return db
    .select()
    .from(auditEntries)
    .where(
      and(
        subjectKind === undefined ? undefined : eq(auditEntries.subjectKind, subjectKind),
        subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId),
        older,
      ),
    )
    .orderBy(sql`${auditEntries.at} desc nulls last`, sql`${auditEntries.id} desc nulls last`)
    .limit(limit);
}
