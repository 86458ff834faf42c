/** Files that were sent in and imports, as the desk lists and counts them. */
import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { imports, retailers, uploads } from "./tables.server.ts";
import type { Upload } from "./uploads.ts";

export type UploadRow = Pick<
  Upload,
  "id" | "fileName" | "bytes" | "state" | "sentBy" | "sentAt" | "startedBy" | "bytesRead" | "endedAt"
> & {
  readonly retailer: string | null;
  readonly accepted: number | null;
  readonly unchanged: number | null;
  readonly rejected: number | null;
};

/** Uploads, newest first, after `after`; at most `limit`. */
export async function listUploads(
  db: Db,
  {
    after,
    limit,
  }: { readonly after: { readonly at: Date; readonly id: string } | undefined; readonly limit: number },
): Promise<UploadRow[]> {
  return await db
    .select({
      id: uploads.id,
      fileName: uploads.fileName,
      bytes: uploads.bytes,
      state: uploads.state,
      sentBy: uploads.sentBy,
      sentAt: uploads.sentAt,
      startedBy: uploads.startedBy,
      bytesRead: uploads.bytesRead,
      endedAt: uploads.endedAt,
      retailer: retailers.name,
      accepted: imports.accepted,
      unchanged: imports.unchanged,
      rejected: imports.rejected,
    })
    .from(uploads)
    .leftJoin(retailers, sql`${retailers.slug} = ${uploads.plan}->>'retailer'`)
    .leftJoin(imports, eq(imports.id, uploads.importId))
    .where(
      after && or(lt(uploads.sentAt, after.at), and(eq(uploads.sentAt, after.at), lt(uploads.id, after.id))),
    )
    .orderBy(desc(uploads.sentAt), desc(uploads.id))
    .limit(limit);
}

/** What an import has done so far. `held` are prices that wait for a person's word, where imports count them. */
export type ImportCountsSoFar = {
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly held: number | null;
};

const COUNTS = {
  accepted: imports.accepted,
  unchanged: imports.unchanged,
  rejected: imports.rejected,
  held: sql<number | null>`(to_jsonb(${imports}) ->> 'held')::integer`,
};

/** The counts of one import. */
export async function findImportCounts(db: Db, importId: string): Promise<ImportCountsSoFar | undefined> {
  const [found] = await db.select(COUNTS).from(imports).where(eq(imports.id, importId));
  return found;
}

export type SameFile = ImportCountsSoFar & {
  readonly retailer: string;
  readonly fileName: string;
  readonly capturedAt: Date;
  readonly importedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
};

/** The latest import of a file with these bytes, for the retailer or for any. */
export async function findSameFile(
  db: Db,
  sha256: string,
  retailer: string | undefined,
): Promise<SameFile | undefined> {
  const [found] = await db
    .select({
      ...COUNTS,
      retailer: imports.retailerSlug,
      fileName: imports.fileName,
      capturedAt: imports.capturedAt,
      importedBy: imports.importedBy,
      startedAt: imports.startedAt,
      finishedAt: imports.finishedAt,
    })
    .from(imports)
    .where(
      and(
        eq(imports.fileSha256, sha256),
        retailer === undefined ? undefined : eq(imports.retailerSlug, retailer),
      ),
    )
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(1);
  return found;
}

export type OtherImport = Omit<SameFile, "capturedAt" | "held"> & { readonly id: string };

/** Imports that did not come in through the browser: the command line's and the feeds', newest first; at most `limit`. */
export async function listOtherImports(db: Db, limit: number): Promise<OtherImport[]> {
  return await db
    .select({
      id: imports.id,
      accepted: imports.accepted,
      unchanged: imports.unchanged,
      rejected: imports.rejected,
      retailer: retailers.name,
      fileName: imports.fileName,
      importedBy: imports.importedBy,
      startedAt: imports.startedAt,
      finishedAt: imports.finishedAt,
    })
    .from(imports)
    .innerJoin(retailers, eq(retailers.slug, imports.retailerSlug))
    .where(
      sql`not exists (select 1 from ${uploads} where ${uploads.sha256} = ${imports.fileSha256} and ${uploads.plan}->>'retailer' = ${imports.retailerSlug} and ${uploads.startedBy} = ${imports.importedBy})`,
    )
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(limit);
}
