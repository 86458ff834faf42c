/** The rows of a batch as readings of listings: one for each item and time. */
import { hash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { NewObservation, ObservationSource } from "#app/db/observations.ts";
import type { ReferenceRow } from "#app/domain/reference-file.ts";

/** What a row was read from. Of a file it has its line; an entry of a feed has none. */
export type BatchRecord = { readonly line?: number; readonly cells: readonly string[] };

export type BatchEntry<R extends BatchRecord> = {
  readonly record: R;
  readonly row: ReferenceRow;
  readonly reading: NewObservation;
};

type Draft<R extends BatchRecord> = {
  readonly record: R;
  readonly row: ReferenceRow;
  readonly itemId: string;
};

/** Of one item in the batch: `times` is how many readings it has. */
type Item<R extends BatchRecord> = { readonly listingId: string; latest: Draft<R>; times: number };

export type BatchReadings<R extends BatchRecord> = {
  /** In the order of the rows. */
  readonly entries: readonly BatchEntry<R>[];
  /** Rows that say the same as an earlier one. */
  readonly repeated: number;
  /** Rows that say something else of the same item at the same time, with the first that spoke of it. */
  readonly contradicting: readonly { readonly record: R; readonly first: Draft<R> }[];
};

/** Tells apart what the rows of a batch say of the same item at the same time; the first stands. */
export function readingsOf<R extends BatchRecord>(
  rows: readonly { readonly record: R; readonly row: ReferenceRow }[],
  source: ObservationSource,
): BatchReadings<R> {
  const firsts = new Map<string, Draft<R>>();
  const items = new Map<string, Item<R>>();
  const contradicting: { record: R; first: Draft<R> }[] = [];
  let repeated = 0;
  for (const { record, row } of rows) {
    const itemId = itemIdOf(row);
    const key = `${row.captured.at.getTime()} ${itemId}`;
    const first = firsts.get(key);
    if (first !== undefined) {
      if (saysTheSame(first.row, row)) repeated++;
      else contradicting.push({ record, first });
      continue;
    }
    const draft = { record, row, itemId };
    firsts.set(key, draft);
    const known = items.get(itemId);
    if (known === undefined) items.set(itemId, { listingId: uuidv7(), latest: draft, times: 1 });
    else {
      known.times++;
      if (known.latest.row.captured.at <= row.captured.at) known.latest = draft;
    }
  }
  const entries = [...firsts.values()].map((draft) => {
    const item = items.get(draft.itemId);
    if (item === undefined) throw new Error(`No item ${draft.itemId} in the batch`);
    return { record: draft.record, row: draft.row, reading: readingOf(draft, item, source) };
  });
  return { entries, repeated, contradicting };
}

function saysTheSame(a: ReferenceRow, b: ReferenceRow): boolean {
  return a.priceMinor === b.priceMinor && a.inStock === b.inStock && a.needsCoupon === b.needsCoupon;
}

/** Where the retailer's id is missing, the title is the identity. */
function itemIdOf(row: ReferenceRow): string {
  return row.itemId ?? `t-${hash("sha256", row.titleKey).slice(0, 32)}`;
}

function readingOf<R extends BatchRecord>(
  { record, row, itemId }: Draft<R>,
  item: Item<R>,
  source: ObservationSource,
): NewObservation {
  return {
    id: uuidv7(),
    itemId,
    listingId: item.listingId,
    isLatest: item.latest.row === row,
    line: record.line ?? null,
    capturedAt: row.captured.at,
    zone: row.captured.zone,
    priceMinor: row.priceMinor,
    promotion: row.promotion,
    promotionEndsAt: row.promotionEndsAt,
    needsCoupon: row.needsCoupon,
    inStock: row.inStock,
    titleSeen: row.title,
    brand: row.brand,
    category: row.category,
    gtin14: row.gtin14,
    url: row.url,
    pack: row.pack,
    packDeclined: row.packDeclined,
    // With other times of its item in the batch its price is held against theirs too.
    isSuspect: row.impliedMinor !== null || item.times > 1,
    raw: row.raw,
    // With where it was seen: the same record for another ZIP is another observation. Free of encoding and separator.
    rawSha256: hash("sha256", JSON.stringify([source.channel, source.place, ...record.cells])),
  };
}
