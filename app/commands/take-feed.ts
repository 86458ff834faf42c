/** A batch that a program sends: held to the rules of imported files, and saved by the same hands. */
import { timingSafeEqual } from "node:crypto";
import { hashToken } from "#app/auth/link-token.server.ts";
import type { Db } from "#app/db/client.server.ts";
import { findFeedKey, markFeedKeyUsed } from "#app/db/feed-keys.ts";
import { listImportRetailers } from "#app/db/imports.ts";
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
import { type HeldRow, type ReadRow, type RejectedRow, saveBatch } from "./import-references/save-batch.ts";
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

/** An entry whose price can hardly be true: it waits for a person, and no claim stands on it. */
export type HeldEntry = Pick<RejectedEntry, "index" | "sentence"> & { readonly reason: HeldRow["reason"] };

export type TakenFeed = {
  readonly ok: true;
  readonly accepted: number;
  readonly unchanged: number;
  readonly held: readonly HeldEntry[];
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
  const { currency, slug: retailerSlug } = retailer;
  const plan: ReferencePlan = { ...FEED_COLUMNS, currency, capturedAt, zone: batch.zone, now };
  const { rows, rejected } = readEntries(batch, plan);
  const { channel, place } = batch;
  const capturedBy = `feed ${key.name} (${key.id})`;
  const source = { retailerSlug, importId: null, currency, channel, place, capturedBy };
  const saved = await saveBatch(db, source, rows, rejected, isCheck);
  await markFeedKeyUsed(db, key.id, now);
  return {
    ok: true,
    accepted: saved.accepted,
    unchanged: saved.unchanged,
    held: saved.held.map(heldEntry).sort(byIndex),
    rejected: saved.rejected.map(rejectedEntry).sort(byIndex),
  };
}

function unusable(field: "retailer" | "capturedAt", sentence: string): FeedFault {
  return { ok: false, reason: "unusable", field, sentence };
}

/** An entry on its way: `index` is its place in the batch. */
type EntryRecord = { readonly index: number; readonly cells: readonly string[] };

function readEntries(batch: FeedBatch, plan: ReferencePlan) {
  const rows: ReadRow<EntryRecord>[] = [];
  const rejected: RejectedRow<EntryRecord>[] = [];
  for (const [index, entry] of batch.observations.entries()) {
    const cells = feedCells(entry);
    const row = readReferenceRow(cells, plan);
    if (row.ok) rows.push({ record: { index, cells }, row });
    else rejected.push({ record: { index, cells }, rejection: row });
  }
  return { rows, rejected };
}

function rejectedEntry({ record, rejection }: RejectedRow<EntryRecord>): RejectedEntry {
  const { field, reason, sentence } = rejection;
  return { index: record.index, field: feedFieldOf(field), reason, sentence };
}

function heldEntry({ record, reason, sentence }: HeldRow<EntryRecord>): HeldEntry {
  return { index: record.index, reason, sentence };
}

function byIndex(a: { readonly index: number }, b: { readonly index: number }): number {
  return a.index - b.index;
}
