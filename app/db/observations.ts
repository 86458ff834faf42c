/** What listings cost at one time and place. Append-only. */
import { type SQL, sql } from "drizzle-orm";
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { Db } from "./client.server.ts";
import { listings, observations } from "./tables.server.ts";

/** One reading of a listing that `saveListings` has saved. */
export type NewObservation = {
  readonly id: string;
  readonly itemId: string;
  /** Line of the file on which its record starts. */
  readonly line: number;
  readonly capturedAt: Date;
  readonly zone: string;
  readonly priceMinor: number;
  readonly promotion: string | null;
  readonly promotionEndsAt: Date | null;
  readonly needsCoupon: boolean;
  readonly inStock: boolean;
  readonly titleSeen: string;
  readonly raw: Readonly<Record<string, string>>;
  readonly rawSha256: string;
};

/** What the observations of one file have in common. */
export type ObservationSource = {
  readonly retailerSlug: string;
  readonly importId: string;
  readonly currency: string;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly capturedBy: string;
};

/**
 * `added`: it is new. `unchanged`: the same was observed at that time and place. `contradicts`: another price (or stock) was
 * observed at that very time and place; that one stays, and `line` is where its file has it.
 */
export type ObservationOutcome = {
  readonly id: string;
  readonly outcome: "added" | "unchanged" | "contradicts";
  readonly seen: {
    readonly priceMinor: number;
    readonly inStock: boolean;
    readonly line: number | null;
    readonly sameImport: boolean;
  } | null;
};

type OutcomeRow = {
  id: string;
  outcome: ObservationOutcome["outcome"];
  price_minor: number | null;
  in_stock: boolean | null;
  import_line: number | null;
  same_import: boolean | null;
};

/**
 * Appends the observations that are new, and says of each what became of it. Call it in the transaction that has saved
 * (and so locked) their listings: then two imports of one file never double.
 */
export async function appendObservations(
  db: Db,
  source: ObservationSource,
  readings: readonly NewObservation[],
): Promise<ObservationOutcome[]> {
  const rows = await db.execute<OutcomeRow>(sql`
    with judged as materialized (${judged(source, readings)}),
    added as (
      insert into ${observations} (id, listing_id, captured_at, zone, price_minor, currency, channel, place,
        promotion, promotion_ends_at, needs_coupon, in_stock, title_seen, captured_by, import_id, import_line,
        raw, raw_sha256)
      select id, listing_id, captured_at, zone, price_minor, ${source.currency}, ${source.channel},
        ${source.place}, promotion, promotion_ends_at, needs_coupon, in_stock, title_seen, ${source.capturedBy},
        ${source.importId}, line, raw, decode(raw_sha256, 'hex')
      from judged where outcome = 'added'
      returning id)
    select judged.id,
      case when outcome = 'added' and added.id is null then 'unchanged' else outcome end as outcome,
      seen_price_minor as price_minor, seen_in_stock as in_stock, seen_line as import_line, same_import
    from judged left join added on added.id = judged.id`);
  return rows.map(outcomeOf);
}

/** What `appendObservations` would say now, writing nothing: for a dry run. */
export async function judgeObservations(
  db: Db,
  source: ObservationSource,
  readings: readonly NewObservation[],
): Promise<ObservationOutcome[]> {
  const rows = await db.execute<OutcomeRow>(sql`
    select id, outcome, seen_price_minor as price_minor, seen_in_stock as in_stock, seen_line as import_line,
      same_import
    from (${judged(source, readings)}) judged`);
  return rows.map(outcomeOf);
}

function outcomeOf(row: OutcomeRow): ObservationOutcome {
  const { price_minor: priceMinor, in_stock: inStock } = row;
  const seen =
    priceMinor === null || inStock === null
      ? null
      : { priceMinor, inStock, line: row.import_line, sameImport: row.same_import === true };
  return { id: row.id, outcome: row.outcome, seen };
}

/** Each reading beside what is there of the same listing, time, channel and place: the same record first. */
function judged(source: ObservationSource, readings: readonly NewObservation[]): SQL {
  const rows = JSON.stringify(readings.map(columnsOf));
  return sql`
    select reading.*, listings.id as listing_id,
      seen.price_minor as seen_price_minor, seen.in_stock as seen_in_stock, seen.import_line as seen_line,
      seen.import_id = ${source.importId}::uuid as same_import,
      case when seen.id is null then 'added'
        when seen.raw_sha256 = decode(reading.raw_sha256, 'hex') then 'unchanged'
        when (seen.price_minor, seen.in_stock, seen.needs_coupon)
          = (reading.price_minor, reading.in_stock, reading.needs_coupon) then 'unchanged'
        else 'contradicts' end as outcome
    from json_to_recordset(${rows}::text::json) as reading(id uuid, item_id text, line integer,
      captured_at timestamptz, zone text, price_minor integer, promotion text, promotion_ends_at timestamptz,
      needs_coupon boolean, in_stock boolean, title_seen text, raw jsonb, raw_sha256 text)
    left join ${listings} on listings.retailer_slug = ${source.retailerSlug} and listings.item_id = reading.item_id
    left join lateral (
      select * from ${observations} earlier
      where earlier.listing_id = listings.id and earlier.captured_at = reading.captured_at
        and earlier.channel = ${source.channel} and earlier.place = ${source.place}
      order by earlier.raw_sha256 = decode(reading.raw_sha256, 'hex') desc limit 1) seen on true`;
}

function columnsOf(reading: NewObservation) {
  return {
    id: reading.id,
    item_id: reading.itemId,
    line: reading.line,
    captured_at: reading.capturedAt.toISOString(),
    zone: reading.zone,
    price_minor: reading.priceMinor,
    promotion: reading.promotion,
    promotion_ends_at: reading.promotionEndsAt?.toISOString(),
    needs_coupon: reading.needsCoupon,
    in_stock: reading.inStock,
    title_seen: reading.titleSeen,
    raw: reading.raw,
    raw_sha256: reading.rawSha256,
  };
}
