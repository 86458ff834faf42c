/** The record of each file that was read in. */
import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { type Db, driverOf, poolOf } from "./client.server.ts";
import { copyRows } from "./copy-rows.ts";
import { importRejections, imports, retailers } from "./tables.server.ts";

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
  /** How its file was read, and how far: see `noteProgress`. */
  readonly termsSha256: string | null;
  readonly recordsDone: number;
  readonly tally: unknown;
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
      termsSha256: imports.termsSha256,
      recordsDone: imports.recordsDone,
      tally: imports.tally,
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
  readonly termsSha256: string;
};

/** Notes that an import begins. Until `finishImport`, its row shows that it did not come to its end. */
export async function startImport(db: Db, started: StartedImport): Promise<void> {
  await db.insert(imports).values(started);
}

export type ImportCounts = {
  readonly accepted: number;
  readonly unchanged: number;
  readonly held: number;
  readonly rejected: number;
};

/** Adds a batch's counts, in the batch's own transaction: the row never tells more than is in. */
export async function addToImport(db: Db, id: string, counts: ImportCounts): Promise<void> {
  await db
    .update(imports)
    .set({
      accepted: sql`${imports.accepted} + ${counts.accepted}`,
      unchanged: sql`${imports.unchanged} + ${counts.unchanged}`,
      held: sql`${imports.held} + ${counts.held}`,
      rejected: sql`${imports.rejected} + ${counts.rejected}`,
    })
    .where(eq(imports.id, id));
}

export type ImportProgress = {
  /** Records that were done before the batch, and after it. */
  readonly from: number;
  readonly to: number;
  /** Everything counted so far: plain JSON. */
  readonly tally: unknown;
  /** Numbered on from the rejections that are noted. */
  readonly rejections: readonly NotedRejection[];
  readonly rejectedBefore: number;
};

export type NotedRejection = {
  readonly line: number;
  readonly lastLine: number;
  readonly field: string;
  readonly reason: string;
  readonly sentence: string;
  readonly cells: readonly string[];
};

/**
 * Notes, in a batch's own transaction, how far its import has come: there it goes on when it is stopped.
 * @throws Error when somebody else has taken it further meanwhile; the batch is lost then, as it must be.
 */
export async function noteProgress(db: Db, id: string, progress: ImportProgress): Promise<void> {
  const { from, to, tally, rejections, rejectedBefore } = progress;
  const moved = await db
    .update(imports)
    .set({ recordsDone: to, tally })
    .where(and(eq(imports.id, id), eq(imports.recordsDone, from)))
    .returning({ id: imports.id });
  if (moved.length === 0) throw new Error("Another process goes on with this import.");
  if (rejections.length === 0) return;
  await copyRows(
    driverOf(db),
    "import_rejections",
    ["import_id", "number", "line", "last_line", "field", "reason", "sentence", "cells"],
    rejections.map((rejected, i) => [
      id,
      rejectedBefore + i + 1,
      rejected.line,
      rejected.lastLine,
      rejected.field,
      rejected.reason,
      rejected.sentence.toWellFormed(),
      JSON.stringify(rejected.cells.map((cell) => cell.toWellFormed())),
    ]),
  );
}

const REJECTIONS_AT_ONCE = 1_000;

/** The rejections noted of an unfinished import, in the order of the file, some at a time. */
export async function* walkRejections(db: Db, importId: string): AsyncGenerator<NotedRejection[]> {
  for (let after = 0; ; after += REJECTIONS_AT_ONCE) {
    const found = await db
      .select()
      .from(importRejections)
      .where(and(eq(importRejections.importId, importId), gt(importRejections.number, after)))
      .orderBy(asc(importRejections.number))
      .limit(REJECTIONS_AT_ONCE);
    if (found.length > 0) yield found;
    if (found.length < REJECTIONS_AT_ONCE) return;
  }
}

/**
 * Holds an import for this process, until released or the process is gone; undefined when another one holds it. Takes a connection
 * of the pool to itself.
 */
export async function holdImport(db: Db, id: string): Promise<(() => Promise<void>) | undefined> {
  const pool = poolOf(db);
  // A pool of one has none to spare: then nothing runs beside this import on it either.
  if (pool.options.max < 2) return async () => undefined;
  const connection = await pool.reserve();
  const [row] = await connection`select pg_try_advisory_lock(hashtextextended(${`hold ${id}`}, 0)) as held`;
  if (row?.held !== true) {
    connection.release();
    return undefined;
  }
  return async () => {
    await connection`select pg_advisory_unlock(hashtextextended(${`hold ${id}`}, 0))`;
    connection.release();
  };
}

/** Notes that the whole file was read; what it had refused has been told by then. */
export async function finishImport(db: Db, id: string, finishedAt: Date): Promise<void> {
  await db.update(imports).set({ finishedAt }).where(eq(imports.id, id));
  await db.delete(importRejections).where(eq(importRejections.importId, id));
}
