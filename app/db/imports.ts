/** The record of each file that was read in. */
import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { imports, retailers } from "./tables.server.ts";

export type ImportRetailer = { readonly slug: string; readonly name: string; readonly currency: string };

/** Every retailer that references can be imported of (a handful), in the club's order. */
export async function listImportRetailers(db: Db): Promise<ImportRetailer[]> {
  return await db
    .select({ slug: retailers.slug, name: retailers.name, currency: retailers.currency })
    .from(retailers)
    .orderBy(asc(retailers.position), asc(retailers.slug))
    .limit(200);
}

export type EarlierImport = {
  readonly id: string;
  readonly fileName: string;
  readonly capturedAt: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
};

/** The latest import of a file with this content for this retailer, finished or not. */
export async function findEarlierImport(
  db: Db,
  retailerSlug: string,
  fileSha256: string,
): Promise<EarlierImport | undefined> {
  const [found] = await db
    .select({
      id: imports.id,
      fileName: imports.fileName,
      capturedAt: imports.capturedAt,
      startedAt: imports.startedAt,
      finishedAt: imports.finishedAt,
    })
    .from(imports)
    .where(and(eq(imports.retailerSlug, retailerSlug), eq(imports.fileSha256, fileSha256)))
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(1);
  return found;
}

/** Makes imports of one file for one retailer begin one after the other, until the transaction ends. */
export async function lockImportsOfFile(db: Db, retailerSlug: string, fileSha256: string): Promise<void> {
  await db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`import ${retailerSlug} ${fileSha256}`}, 0))`,
  );
}

export type StartedImport = {
  readonly id: string;
  readonly retailerSlug: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly capturedAt: Date;
  readonly startedAt: Date;
  readonly importedBy: string;
};

/** Notes that an import begins. Until `finishImport`, its row shows that it did not come to its end. */
export async function startImport(db: Db, started: StartedImport): Promise<void> {
  await db.insert(imports).values(started);
}

export type ImportCounts = {
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: number;
};

/** Adds a batch's counts, in the batch's own transaction: the row never tells more than is in. */
export async function addToImport(db: Db, id: string, counts: ImportCounts): Promise<void> {
  await db
    .update(imports)
    .set({
      accepted: sql`${imports.accepted} + ${counts.accepted}`,
      unchanged: sql`${imports.unchanged} + ${counts.unchanged}`,
      rejected: sql`${imports.rejected} + ${counts.rejected}`,
    })
    .where(eq(imports.id, id));
}

/** Notes that the whole file was read. */
export async function finishImport(db: Db, id: string, finishedAt: Date): Promise<void> {
  await db.update(imports).set({ finishedAt }).where(eq(imports.id, id));
}
