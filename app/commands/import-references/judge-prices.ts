/** Which new readings of a batch are held: judged by what is in, and by the batch itself. */
import type { HeldReading, NotableReading } from "#app/db/observations.ts";
import { judgePrice } from "#app/domain/outlier.ts";
import type { BatchEntry, BatchRecord } from "./batch-readings.ts";

/**
 * Judges the readings whose price is to be judged, each item's in the order of their times, so that what passes is history to
 * those after it. `n` is the place in the batch.
 */
export function judgePrices<R extends BatchRecord>(
  entries: readonly BatchEntry<R>[],
  notable: readonly NotableReading[],
): HeldReading[] {
  const judged = notable.flatMap(({ n, outcome, recentMinor }) => {
    const entry = entries[n];
    return outcome === "added" && entry !== undefined ? [{ n, entry, recentMinor: recentMinor ?? [] }] : [];
  });
  judged.sort((a, b) => a.entry.reading.capturedAt.getTime() - b.entry.reading.capturedAt.getTime());
  const passed = new Map<string, number[]>();
  const held: HeldReading[] = [];
  for (const { n, entry, recentMinor } of judged) {
    const { itemId, priceMinor } = entry.reading;
    const before = passed.get(itemId) ?? [];
    const judgement = judgePrice({
      priceMinor,
      recentMinor: [...before, ...recentMinor],
      impliedMinor: entry.row.impliedMinor,
    });
    if (judgement.held) held.push({ n, reason: judgement.reason, againstMinor: judgement.againstMinor });
    else passed.set(itemId, [priceMinor, ...before]);
  }
  return held;
}
