/** Rows of a file that were not used, as they were. */
import { hash } from "node:crypto";
import { and, asc, count, eq, gt, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { RejectedRecord } from "#app/domain/reference-file/rejects-table.ts";
import type { Db } from "./client.server.ts";
import { importRejects } from "./tables.server.ts";

export type Reject = RejectedRecord & { readonly reason: string };

/** Keeps rejected rows, once each; gives how many are new. Postgres's JSON has no zeros and no half characters. */
export async function addRejects(db: Db, uploadId: string, rejects: readonly Reject[]): Promise<number> {
  if (rejects.length === 0) return 0;
  const rows = rejects.map(({ line, field, reason, sentence, cells }) => {
    const kept = cells.map((cell) => cell.replaceAll("\0", "").toWellFormed());
    const cellsSha256 = hash("sha256", JSON.stringify(kept));
    return { id: uuidv7(), uploadId, line, field, reason, sentence, cells: kept, cellsSha256 };
  });
  const added = await db
    .insert(importRejects)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: importRejects.id });
  return added.length;
}

/** Where a list of rejects goes on. */
export type RejectCursor = { readonly line: number; readonly id: string };

/** Rejects in the order of the file, behind `after`; at most `limit`. */
export async function listRejects(
  db: Db,
  uploadId: string,
  { after, limit }: { readonly after?: RejectCursor | undefined; readonly limit: number },
): Promise<(Reject & RejectCursor)[]> {
  return await db
    .select({
      id: importRejects.id,
      line: importRejects.line,
      field: importRejects.field,
      reason: importRejects.reason,
      sentence: importRejects.sentence,
      cells: importRejects.cells,
    })
    .from(importRejects)
    .where(
      and(
        eq(importRejects.uploadId, uploadId),
        after &&
          or(
            gt(importRejects.line, after.line),
            and(eq(importRejects.line, after.line), gt(importRejects.id, after.id)),
          ),
      ),
    )
    .orderBy(asc(importRejects.line), asc(importRejects.id))
    .limit(limit);
}

/** How many are kept. */
export async function countRejects(db: Db, uploadId: string): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(importRejects)
    .where(eq(importRejects.uploadId, uploadId));
  return row?.total ?? 0;
}
