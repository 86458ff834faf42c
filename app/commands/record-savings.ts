/** Keeps what a purchase saved, with its evidence. What a checkout calls once an order is paid. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { findSkusAt } from "#app/db/listed-skus.ts";
import { insertSavings, type NewSavingsLine } from "#app/db/savings.ts";
import { savingOf } from "#app/domain/savings.ts";

export type PurchasedLine = {
  readonly skuId: number;
  readonly quantity: number;
  /** What was paid for one pack. */
  readonly clubCents: number;
};

export type Purchase = {
  readonly membershipId: string;
  /** Names the purchase: "order 1042". A SKU is recorded once in each. */
  readonly source: string;
  readonly boughtAt: Date;
  readonly lines: readonly PurchasedLine[];
};

export type RecordedSavings = {
  /** Lines that were not recorded before. */
  readonly recorded: number;
  readonly savedCents: number;
};

/**
 * Sets every line against the lowest proved comparison that was known when it was bought (app/domain/savings.ts) and keeps
 * the outcome, in one statement. Recording a purchase again changes nothing. Owner's role.
 * @throws Error when a line names a SKU that never was.
 */
export async function recordSavings(db: Db, purchase: Purchase, now: Date): Promise<RecordedSavings> {
  const { membershipId, source, boughtAt, lines } = purchase;
  const ids = lines.map(({ skuId }) => skuId);
  const known = await findSkusAt(db, ids, boughtAt, { withdrawn: true });
  const saved = lines.map(({ skuId, quantity, clubCents }): NewSavingsLine => {
    const row = known.get(skuId);
    if (row === undefined) throw new Error(`No SKU ${skuId} to record savings of`);
    const { claim, ...saving } = savingOf(row, quantity, clubCents, boughtAt);
    return {
      id: uuidv7({ msecs: boughtAt.getTime() }),
      membershipId,
      skuId,
      quantity,
      ...saving,
      retailerSlug: claim?.retailerSlug ?? null,
      theirCents: claim?.theirCents ?? null,
      observationId: claim?.observationId ?? null,
      source,
      boughtAt,
      recordedAt: now,
    };
  });
  return {
    recorded: await insertSavings(db, saved),
    savedCents: saved.reduce((sum, line) => sum + line.savedCents, 0),
  };
}
