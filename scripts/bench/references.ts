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
import type { ImportFigures } from "./references/import-process.ts";
import { writeReferenceFile } from "./references/reference-file.ts";

const IMPORT = fileURLToPath(new URL("references/import-process.ts", import.meta.url));
const run = promisify(execFile);

export type ReferenceBench = { readonly rows: number };

/** Imports `rows` rows three times over and prints each beside the floor of the same run. */
export async function benchReferences({ rows }: ReferenceBench): Promise<void> {
  const held = await holdPostgres({ dataDirectory: env.DATA_DIR, name: "bench-references" });
  const folder = path.resolve(env.DATA_DIR, "bench-references");
  mkdirSync(folder, { recursive: true });
  try {
    await benchImport(held.url, folder, rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await held.release();
  }
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
    console.log(`\nChain: ${count(seen)} observations verified, ${count(Math.round(seen / seconds))} a second, ${faults} faults.`);
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
