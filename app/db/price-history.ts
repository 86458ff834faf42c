/** How the prices of one SKU went: what was checked at other shops, and for members ours. One statement, bounded. */
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { CheckedListing } from "#app/domain/price-history.ts";
import { HISTORY_DAYS } from "#app/domain/price-history.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import type { PricePoint } from "#app/domain/was-price.ts";
import { type Catalogue, getCatalogue } from "./catalogue.ts";
import type { Db } from "./client.server.ts";
import { MAX_REFERENCES, type PackValues, readPack } from "./references.ts";
import { type RowValues, runStatement } from "./statement.server.ts";

/** Checks of one listing that are read, the newest: one a day for more than a year. */
const MAX_CHECKS = 400;
/** Prices of our own that are read, the newest. */
const MAX_PRICES = 100;

/**
 * Checks whose price anybody got, of confirmed listings: each listing is one walk of observations_once from its newest check
 * back. A check of another pack than the listing has now is left out: its price was of something else.
 */
const THEIRS = `
select json_agg(json_build_array(l.retailer_slug, m.kind, m.difference,
  l.pack_count, l.pack_size, l.pack_unit, l.pack_base_unit, l.pack_total_micro, checks.found) order by m.listing_id)::text
from (
  select listing_id, kind, difference from matches
  where sku_id = $1::bigint and status = 'confirmed' order by listing_id limit ${MAX_REFERENCES}
) m
join listings l on l.id = m.listing_id
join lateral (
  select json_agg(json_build_array(o.id, (extract(epoch from o.captured_at) * 1000)::bigint, o.price_minor, o.channel,
    (extract(epoch from o.promotion_ends_at) * 1000)::bigint) order by o.captured_at) as found
  from (
    select id, captured_at, price_minor, currency, channel, promotion_ends_at, in_stock, needs_coupon, pack_base_unit,
      pack_total_micro
    from observations
    where listing_id = m.listing_id and captured_at > now() - interval '${HISTORY_DAYS} days'
    order by captured_at desc, raw_sha256 desc limit ${MAX_CHECKS}
  ) o
  where o.currency = '${CLUB_CURRENCY}' and o.in_stock and not o.needs_coupon
    and (o.pack_base_unit, o.pack_total_micro) = (l.pack_base_unit, l.pack_total_micro)
) checks on checks.found is not null`;

const OURS = `
select json_agg(json_build_array(p.club_cents, (extract(epoch from p.effective_at) * 1000)::bigint))::text
from (
  select club_cents, effective_at from price_history where sku_id = $1::bigint
  order by effective_at desc nulls last limit ${MAX_PRICES}
) p`;

const STATEMENTS = {
  visitor: `select (${THEIRS})`,
  member: `select (${THEIRS}), (${OURS})`,
} as const;

type CheckValues = [string, number, number, PriceChannel, number | null];
type ListingValues = [
  retailer: string,
  kind: CheckedListing["matchKind"],
  difference: string | null,
  ...pack: PackValues,
  checks: CheckValues[],
];

/** What was checked of a SKU elsewhere in the last year. Public tables only. */
export async function listCheckedListings(db: Db, skuId: number): Promise<CheckedListing[]> {
  const [catalogue, [row]] = await both(db, STATEMENTS.visitor, skuId);
  return readListings(row, catalogue);
}

/** The same, and what the club price was. Postgres refuses it to a visitor's role. */
export async function listCheckedListingsAndPrices(
  db: Db,
  skuId: number,
): Promise<{ listings: CheckedListing[]; club: PricePoint[] }> {
  const [catalogue, [row]] = await both(db, STATEMENTS.member, skuId);
  return { listings: readListings(row, catalogue), club: readPrices(row?.[1]) };
}

function both(db: Db, statement: string, skuId: number) {
  return Promise.all([getCatalogue(db), runStatement(db, statement, [skuId])]);
}

function readListings(row: RowValues | undefined, catalogue: Catalogue): CheckedListing[] {
  const found = row?.[0];
  if (typeof found !== "string") return [];
  return (JSON.parse(found) as ListingValues[]).flatMap((values) => {
    const [slug, matchKind, difference, count, size, unit, baseUnit, totalMicro, checks] = values;
    const retailer = catalogue.retailerBySlug.get(slug);
    if (retailer === undefined) return [];
    const pack = readPack(count, size, unit, baseUnit, totalMicro);
    return [{ retailer, matchKind, difference, pack, checks: checks.map(readCheck) }];
  });
}

function readCheck([
  observation,
  at,
  priceMinor,
  channel,
  endsAt,
]: CheckValues): CheckedListing["checks"][number] {
  const promotionEndsAt = endsAt === null ? null : new Date(endsAt);
  return { observation, at: new Date(at), priceMinor, channel, promotionEndsAt };
}

/** As a member's statement has them: pairs of cents and since when. */
export function readPrices(found: unknown): PricePoint[] {
  if (typeof found !== "string") return [];
  const points = JSON.parse(found) as (readonly [cents: number, since: number])[];
  return points.map(([cents, since]) => ({ cents, since: new Date(since) }));
}
