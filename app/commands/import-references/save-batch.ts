/** A batch of read rows, saved: what is the same item twice, what is new, what contradicts. */
import { hash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { addToImport } from "#app/db/imports.ts";
import { type SeenListing, saveListings } from "#app/db/listings.ts";
import {
  appendObservations,
  judgeObservations,
  type NewObservation,
  type ObservationSource,
} from "#app/db/observations.ts";
import { formatMoney } from "#app/domain/money.ts";
import { type Rejection, reject } from "#app/domain/reference-file/rejection.ts";
import type { ReferenceRow } from "#app/domain/reference-file.ts";
import type { FileRecord } from "./read-records.ts";

export type ReadRow = { readonly record: FileRecord; readonly row: ReferenceRow };
export type RejectedRow = { readonly record: FileRecord; readonly rejection: Rejection };

export type SavedBatch = {
  readonly accepted: number;
  readonly unchanged: number;
  /** Those of the reading and those found now, in the file's order. */
  readonly rejected: readonly RejectedRow[];
};

/**
 * Saves listings, observations and the import's counts in one transaction; a dry run only looks. Of several rows of one item
 * at one time the first stands: one that says the same is unchanged, one with another price or stock is rejected, because
 * which of them is right nobody can tell.
 */
export async function saveBatch(
  db: Db,
  source: ObservationSource,
  rows: readonly ReadRow[],
  rejected: readonly RejectedRow[],
  isDryRun: boolean,
): Promise<SavedBatch> {
  const { firsts, repeated, contradicting } = apart(rows, source);
  const readings = firsts.map((first) => first.reading);
  const judge = async (tx: Db): Promise<SavedBatch> => {
    const outcomes = isDryRun
      ? await judgeObservations(tx, source, readings)
      : await appendObservations(tx, source, readings);
    const byId = new Map(firsts.map((first) => [first.reading.id, first.record]));
    const contradictions: RejectedRow[] = [];
    for (const { id, outcome, seen } of outcomes) {
      const record = byId.get(id);
      if (outcome !== "contradicts" || seen === null || record === undefined) continue;
      const where = seen.sameImport ? `line ${seen.line} has it` : "an earlier import has it";
      contradictions.push({ record, rejection: contradiction(where, seen, source.currency) });
    }
    return {
      accepted: outcomes.filter((found) => found.outcome === "added").length,
      unchanged: repeated + outcomes.filter((found) => found.outcome === "unchanged").length,
      rejected: [...rejected, ...contradicting, ...contradictions].sort(
        (a, b) => a.record.line - b.record.line,
      ),
    };
  };
  if (isDryRun) return await judge(db);
  return await db.transaction(async (tx) => {
    await saveListings(tx, source.retailerSlug, latestListings(firsts));
    const saved = await judge(tx);
    await addToImport(tx, source.importId, { ...saved, rejected: saved.rejected.length });
    return saved;
  });
}

type First = { readonly record: FileRecord; readonly row: ReferenceRow; readonly reading: NewObservation };

function apart(rows: readonly ReadRow[], source: ObservationSource) {
  const firsts = new Map<string, First>();
  const contradicting: RejectedRow[] = [];
  let repeated = 0;
  for (const { record, row } of rows) {
    const itemId = itemIdOf(row);
    const key = `${row.captured.at.getTime()} ${itemId}`;
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, { record, row, reading: readingOf(record, row, itemId, source) });
    } else if (saysTheSame(first.row, row)) {
      repeated++;
    } else {
      const rejection = contradiction(`line ${first.record.line} has it`, first.row, source.currency);
      contradicting.push({ record, rejection });
    }
  }
  return { firsts: [...firsts.values()], repeated, contradicting };
}

function saysTheSame(a: ReferenceRow, b: ReferenceRow): boolean {
  return a.priceMinor === b.priceMinor && a.inStock === b.inStock && a.needsCoupon === b.needsCoupon;
}

function contradiction(
  where: string,
  seen: { readonly priceMinor: number; readonly inStock: boolean },
  currency: string,
): Rejection {
  const stock = seen.inStock ? "in stock" : "out of stock";
  const price = formatMoney(seen.priceMinor, currency);
  return reject(
    "price",
    "contradicts",
    `The same item at the same time is in already: ${where} for ${price}, ${stock}.`,
  );
}

/** Where the retailer's id is missing, the title is the identity. */
function itemIdOf(row: ReferenceRow): string {
  return row.itemId ?? `t-${hash("sha256", row.titleKey).slice(0, 32)}`;
}

function readingOf(
  record: FileRecord,
  row: ReferenceRow,
  itemId: string,
  source: ObservationSource,
): NewObservation {
  return {
    id: uuidv7(),
    itemId,
    line: record.line,
    capturedAt: row.captured.at,
    zone: row.captured.zone,
    priceMinor: row.priceMinor,
    promotion: row.promotion,
    promotionEndsAt: row.promotionEndsAt,
    needsCoupon: row.needsCoupon,
    inStock: row.inStock,
    titleSeen: row.title,
    raw: row.raw,
    // With where it was seen: the same record for another ZIP is another observation. Free of encoding and separator.
    rawSha256: hash("sha256", JSON.stringify([source.channel, source.place, ...record.cells])),
  };
}

/** One entry an item: of its rows the one that was captured last. */
function latestListings(firsts: readonly First[]): SeenListing[] {
  const latest = new Map<string, First>();
  for (const first of firsts) {
    const known = latest.get(first.reading.itemId);
    if (known === undefined || known.reading.capturedAt <= first.reading.capturedAt)
      latest.set(first.reading.itemId, first);
  }
  return [...latest.values()].map(({ row, reading }) => ({
    id: uuidv7(),
    itemId: reading.itemId,
    title: row.title,
    brand: row.brand,
    gtin14: row.gtin14,
    category: row.category,
    url: row.url,
    pack: row.pack,
    packDeclined: row.packDeclined,
    seenAt: reading.capturedAt,
  }));
}
