/** A batch that a program sends: held to the rules of imported files, and saved by the same hands. */
import { hash, timingSafeEqual } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { hashToken } from "#app/auth/link-token.server.ts";
import type { Db } from "#app/db/client.server.ts";
import { findFeedKey, markFeedKeyUsed } from "#app/db/feed-keys.ts";
import { finishImport, listImportRetailers, startImport } from "#app/db/imports.ts";
import {
  FEED_COLUMNS,
  type FeedBatch,
  type FeedEntry,
  type FeedKey,
  type FeedRefusal,
  feedCells,
  feedFieldOf,
  parseFeedToken,
  refuseFeed,
} from "#app/domain/feed.ts";
import { FEED_BY_KEY, type TooManyTries } from "#app/domain/rate-limit.ts";
import { readCaptureTime } from "#app/domain/reference-file/capture-time.ts";
import type { RejectionReason } from "#app/domain/reference-file/rejection.ts";
import { CLOCK_SKEW_MS, type ReferencePlan, readReferenceRow } from "#app/domain/reference-file.ts";
import { type ReadRow, type RejectedRow, saveBatch } from "./import-references/save-batch.ts";
import { tryAll } from "./sign-in.ts";

/** The key that a token opens with; undefined for one that is none of ours. Revoked ones are answered, and judged later. */
export async function openFeedKey(db: Db, token: string): Promise<FeedKey | undefined> {
  const parts = parseFeedToken(token);
  const found = parts && (await findFeedKey(db, parts.id));
  if (parts === undefined || found === undefined) return undefined;
  const { secretSha256, ...key } = found;
  return timingSafeEqual(Buffer.from(secretSha256), Buffer.from(hashToken(parts.secret))) ? key : undefined;
}

export type RejectedEntry = {
  /** Place in `observations`, from 0. */
  readonly index: number;
  readonly field: keyof FeedEntry | "row";
  readonly reason: RejectionReason;
  readonly sentence: string;
};

export type TakenFeed = {
  readonly ok: true;
  /** The import under which the batch stands; null where it was only checked. */
  readonly importId: string | null;
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedEntry[];
};

export type FeedFault =
  | ({ readonly ok: false; readonly reason: "refused" } & FeedRefusal)
  | {
      readonly ok: false;
      readonly reason: "unusable";
      readonly field: "retailer" | "capturedAt";
      readonly sentence: string;
    }
  | TooManyTries;

/**
 * Takes a batch in, or (`isCheck`) only tells what would become of it. Refuses a key without the scope or the retailer, a
 * retailer that there is not, a time of the whole batch that can't be. Entries that can't be used are rejected one by one; the
 * others are in. A batch that is sent again is found unchanged.
 */
export async function takeFeed(
  db: Db,
  key: FeedKey,
  batch: FeedBatch,
  { isCheck, now }: { readonly isCheck: boolean; readonly now: Date },
): Promise<TakenFeed | FeedFault> {
  const scope = isCheck ? "observations:check" : "observations:write";
  const refusal = refuseFeed(key, { scope, retailerSlug: batch.retailer });
  if (refusal !== undefined) return { ok: false, reason: "refused", ...refusal };
  const tried = await tryAll(db, [[FEED_BY_KEY, key.id]], now);
  if (!tried.ok) return tried;
  const retailer = (await listImportRetailers(db)).find(({ slug }) => slug === batch.retailer);
  if (retailer === undefined) return unusable("retailer", `There is no retailer ${batch.retailer}.`);
  const capturedAt =
    batch.capturedAt == null ? { at: now, zone: batch.zone } : readCaptureTime(batch.capturedAt, batch.zone);
  if (capturedAt === undefined) {
    return unusable("capturedAt", "That is not a time that we read: write it like 2026-11-20T10:00-08:00.");
  }
  if (capturedAt.at.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    return unusable("capturedAt", "That time is in the future.");
  }
  const importId = uuidv7();
  const { currency, slug: retailerSlug } = retailer;
  const plan: ReferencePlan = { ...FEED_COLUMNS, currency, capturedAt, zone: batch.zone, now };
  const { rows, rejected } = readEntries(batch, plan);
  const by = `feed ${key.name}`;
  const { channel, place } = batch;
  const source = { retailerSlug, importId, currency, channel, place, capturedBy: `${by} (${key.id})` };
  if (!isCheck) {
    const fileSha256 = hash("sha256", JSON.stringify(batch));
    const times = { capturedAt: capturedAt.at, startedAt: now };
    await startImport(db, { id: importId, retailerSlug, fileName: by, fileSha256, ...times, importedBy: by });
  }
  const saved = await saveBatch(db, source, rows, rejected, isCheck);
  if (!isCheck) await finishImport(db, importId, now);
  await markFeedKeyUsed(db, key.id, now);
  return {
    ok: true,
    importId: isCheck ? null : importId,
    accepted: saved.accepted,
    unchanged: saved.unchanged,
    rejected: saved.rejected.map(rejectedEntry),
  };
}

function unusable(field: "retailer" | "capturedAt", sentence: string): FeedFault {
  return { ok: false, reason: "unusable", field, sentence };
}

function readEntries(batch: FeedBatch, plan: ReferencePlan) {
  const rows: ReadRow[] = [];
  const rejected: RejectedRow[] = [];
  for (const [at, entry] of batch.observations.entries()) {
    const cells = feedCells(entry);
    const record = { line: at + 1, lastLine: at + 1, cells };
    const row = readReferenceRow(cells, plan);
    if (row.ok) rows.push({ record, row });
    else rejected.push({ record, rejection: row });
  }
  return { rows, rejected };
}

function rejectedEntry({ record, rejection }: RejectedRow): RejectedEntry {
  const { field, reason, sentence } = rejection;
  return { index: record.line - 1, field: feedFieldOf(field), reason, sentence };
}
