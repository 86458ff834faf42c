/** Files of references made for tests, in a folder of their own that is gone afterwards. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import type { ImportDone, ImportFault, ImportRequest } from "#app/commands/import-references.ts";
import { importReferences } from "#app/commands/import-references.ts";
import type { Db } from "#app/db/client.server.ts";
import { retailers } from "#app/db/tables.server.ts";
import type { Rejection } from "#app/domain/reference-file/rejection.ts";

export const NOW = new Date("2026-11-22T12:00:00.000Z");
/** The date that every file of a test has, unless it says otherwise. */
export const FILE_DATE = new Date("2026-11-21T08:00:00.000Z");

/** A folder for files; `write` gives the path of the new one. */
export function referenceFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), "references-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: (name: string) => path.join(folder, name),
    write(name: string, content: string | Buffer, date: Date = FILE_DATE): string {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      utimesSync(file, date, date);
      return file;
    },
  };
}

/** A table as CSV; nothing is quoted. */
export function csv(header: string, ...rows: string[]): string {
  return `${[header, ...rows].join("\n")}\n`;
}

/** Costco and Walmart ask US dollars, PriceSmart those of Trinidad and Tobago. */
export async function addRetailers(owner: Db): Promise<void> {
  await owner.insert(retailers).values([
    { slug: "costco", name: "Costco", currency: "USD", membershipNeeded: true, position: 1 },
    { slug: "sams", name: "Sam's Club", currency: "USD", membershipNeeded: true, position: 2 },
    { slug: "walmart", name: "Walmart", currency: "USD", membershipNeeded: false, position: 3 },
    { slug: "pricesmart", name: "PriceSmart", currency: "TTD", membershipNeeded: true, position: 4 },
  ]);
}

export type Told = { readonly line: number; readonly reason: Rejection["reason"]; readonly sentence: string };

/** Imports a Costco file online, unless `request` says otherwise; gives the outcome and the rejections told. */
export async function importFile(
  owner: Db,
  file: string,
  request: Partial<ImportRequest> = {},
): Promise<{ outcome: ImportDone | ImportFault; rejected: Told[] }> {
  const rejected: Told[] = [];
  const outcome = await importReferences(
    owner,
    {
      file,
      retailerSlug: "costco",
      importedBy: "tester",
      channel: "online",
      place: "online",
      now: NOW,
      ...request,
    },
    {
      rejected: ({ line }, { reason, sentence }) => {
        rejected.push({ line, reason, sentence });
      },
    },
  );
  return { outcome, rejected };
}

/** The counts of an import that came to its end. @throws Error with the sentence of one that did not. */
export async function countsOf(owner: Db, file: string, request: Partial<ImportRequest> = {}) {
  const { outcome } = await importFile(owner, file, request);
  if (!outcome.ok) throw new Error(outcome.sentence);
  const { rows, accepted, unchanged, rejected } = outcome.tally;
  return { rows, accepted, unchanged, rejected };
}
