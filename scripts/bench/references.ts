/** What references cost: an import against a bare COPY, the chain, packs, matching, and comparisons on a page. */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import postgres from "postgres";
import { openPool } from "#app/db/client.server.ts";
import { walkChains } from "#app/db/evidence-chain.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import { env } from "#app/env.server.ts";
import { holdPostgres } from "../postgres/embedded.ts";
import { FLOOR, timeBareCopy } from "./references/bare-copy.ts";
import { measureDepartment } from "./references/department.ts";
import type { ImportFigures } from "./references/import-process.ts";
import { type MatchFigures, measureMatching, measurePacks } from "./references/readings.ts";
import { writeReferenceFile } from "./references/reference-file.ts";

const IMPORT = fileURLToPath(new URL("references/import-process.ts", import.meta.url));
const run = promisify(execFile);

export type ReferenceBench = {
  readonly rows: number;
  /** SKUs that are indexed for matching; a tenth as many listings are matched with them. */
  readonly skus: number;
};

/** Prints what each part takes; the imports, three of `rows` rows, beside the floor of the same run. */
export async function benchReferences({ rows, skus }: ReferenceBench): Promise<void> {
  benchPacks();
  benchMatching(skus);
  const held = await holdPostgres({ dataDirectory: env.DATA_DIR, name: "bench-references" });
  const folder = path.resolve(env.DATA_DIR, "bench-references");
  mkdirSync(folder, { recursive: true });
  try {
    await benchDepartment(await freshDatabase(held.url, "department"));
    await benchImport(held.url, folder, rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await held.release();
  }
}

function benchPacks(): void {
  const { titles, perSecond, readShare } = measurePacks(50_000);
  console.log(
    `\nPacks: ${count(titles)} titles, ${count(Math.round(perSecond))} a second, ${Math.round(readShare * 100)} % read.`,
  );
}

/** A million SKUs against 100,000 listings, from what a tenth or so of them took. */
const WHOLE = { skus: 1_000_000, listings: 100_000 };

function benchMatching(skus: number): void {
  const [small, large] = [
    measureMatching(Math.ceil(skus / 5), 5_000),
    measureMatching(skus, Math.ceil(skus / 10)),
  ];
  console.log("\nMatching: index the SKUs, then the best five for each listing");
  const row = (figures: MatchFigures) => ({
    SKUs: figures.skus,
    listings: figures.listings,
    "SKUs indexed/s": Math.round(figures.indexedPerSecond),
    "listings matched/s": Math.round(figures.matchedPerSecond),
  });
  console.table([row(small), row(large)]);
  const minutes = (WHOLE.skus / large.indexedPerSecond + WHOLE.listings / large.matchedPerSecond) / 60;
  console.log(
    `Extrapolated to ${count(WHOLE.skus)} SKUs and ${count(WHOLE.listings)} listings at the larger one's rates: ${minutes.toFixed(1)} minutes. ` +
      `A search reads a bounded part of the index, but five times the SKUs took ${(small.matchedPerSecond / large.matchedPerSecond).toFixed(2)} times as long a listing: allow for that.`,
  );
}

async function benchDepartment(url: string): Promise<void> {
  const { skus, references, statements, withMs, withoutMs, perComparisonUs } = await measureDepartment(url);
  console.log(
    `\nA department's page for a member: ${skus} items, ${references} references, ${statements} statement${statements === 1 ? "" : "s"}.`,
  );
  console.log(
    `  the statement ${withMs.toFixed(2)} ms, without references ${withoutMs.toFixed(2)} ms (x ${(withMs / withoutMs).toFixed(2)}); ` +
      `${perComparisonUs.toFixed(1)} us a comparison.`,
  );
}

async function benchImport(server: string, folder: string, rows: number): Promise<void> {
  const [first, next] = [path.join(folder, "first.csv"), path.join(folder, "next week.csv")];
  await writeReferenceFile(first, rows);
  await writeReferenceFile(next, rows, 1);
  const [club, bare] = [await freshDatabase(server, "imported"), await freshDatabase(server, "copied")];
  await addRetailer(club);
  console.log(`\nImport of ${count(rows)} rows, ${Math.round(statSync(first).size / 1e6)} MB of CSV`);
  const week = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const at = week(8);
  const imported = await importFile(club, first, at);
  const floor = await timeBareCopy(club, bare, folder);
  const again = await importFile(club, first, at);
  const later = await importFile(club, next, week(1));
  const row = (figures: ImportFigures) => ({
    "rows/s": Math.round(figures.rows / figures.seconds),
    "x COPY": Math.round((figures.seconds / floor) * 100) / 100,
    "Node CPU s": Math.round(figures.cpuSeconds * 10) / 10,
    "peak MB": Math.round(figures.peakMb),
    added: figures.accepted,
    unchanged: figures.unchanged,
  });
  console.table({
    "bare COPY": { "rows/s": Math.round(rows / floor), "x COPY": 1 },
    "first time": row(imported),
    "the same file again": row(again),
    "the same items a week later": row(later),
  });
  console.log(`Floor: ${FLOOR}.`);
  await benchChain(club);
}

async function benchChain(club: string): Promise<void> {
  const pool = openPool(club, "owner", { size: 1 });
  try {
    let faults = 0;
    const startedAt = performance.now();
    const seen = await pool.sql.begin((tx) => walkChains(tx, () => faults++));
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(
      `\nChain: ${count(seen)} observations verified, ${count(Math.round(seen / seconds))} a second, ${faults} faults.`,
    );
  } finally {
    await pool.close();
  }
}

async function importFile(url: string, file: string, capturedAt: string): Promise<ImportFigures> {
  const { stdout } = await run(process.execPath, [IMPORT, url, file, capturedAt], { env: process.env });
  return JSON.parse(stdout) as ImportFigures;
}

async function freshDatabase(server: string, name: string): Promise<string> {
  const sql = postgres(server, { max: 1, onnotice: () => undefined });
  await sql`drop database if exists ${sql(name)} with (force)`;
  await sql`create database ${sql(name)}`;
  await sql.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  return url.href;
}

async function addRetailer(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql`insert into retailers (slug, name, currency, membership_needed, position)
    values ('costco', 'Costco', 'USD', true, 1)`;
  await sql.end();
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
