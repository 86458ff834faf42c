/** One pair of a SKU and a listing, with all that a reviewer looks at. Staff pool. */
import { sql } from "drizzle-orm";
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { MatchItem, MatchVerdict } from "#app/domain/match.ts";
import type { StandingMatch } from "#app/domain/match-decision.ts";
import type { BaseUnit, Pack, Unit } from "#app/domain/measure.ts";
import type { Currency } from "#app/domain/money.ts";
import type { Db } from "./client.server.ts";
import { LISTING_PRINT, SKU_PRINT } from "./match-prints.ts";

export type PairKey = { readonly skuId: number; readonly listingId: string };

/** What the matcher said, when the two were as the prints say. */
export type Judgement = {
  readonly verdict: MatchVerdict;
  readonly scoreBps: number;
  readonly why: readonly string[];
};

export type PairObservation = {
  readonly id: string;
  readonly capturedAt: Date;
  readonly zone: string;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly inStock: boolean;
  readonly needsCoupon: boolean;
};

export type Pair = PairKey & {
  readonly sku: {
    readonly title: string;
    readonly slug: string;
    readonly brand: string;
    readonly ownLabel: boolean;
    readonly category: string;
    readonly commodity: string;
    readonly gtin14: string | null;
    readonly pack: Pack;
    readonly popularity: number;
    readonly isActive: boolean;
    readonly clubCents: number | null;
  };
  readonly listing: {
    readonly retailer: string;
    readonly retailerName: string;
    readonly membershipNeeded: boolean;
    readonly freshnessDays: number;
    readonly itemId: string;
    readonly title: string;
    readonly brand: string | null;
    readonly category: string | null;
    readonly gtin14: string | null;
    readonly url: string | null;
    readonly pack: Pack | null;
    readonly packDeclined: string | null;
  };
  readonly observation: PairObservation | null;
  /** Null where nobody has suggested or decided it. */
  readonly match: StandingMatch | null;
  /** Of the match, when it was written; null where the matcher was never asked or either has changed since. */
  readonly judgement: Judgement | null;
  readonly surenessBps: number;
  readonly queuePopularity: number;
  /** Both as they are now: another text means that one has changed. */
  readonly print: string;
};

type PackColumns = {
  count: number | null;
  size: string;
  unit: Unit;
  baseUnit: BaseUnit;
  totalMicro: number;
};

type Row = {
  sku: Omit<Pair["sku"], "pack"> & { pack: Pack };
  listing: Omit<Pair["listing"], "pack"> & { pack: PackColumns };
  observation: (Omit<PairObservation, "capturedAt"> & { capturedAtMs: number }) | null;
  match:
    | (Omit<StandingMatch, "decidedAt"> & {
        decidedAtMs: number | null;
        verdict: MatchVerdict | null;
        scoreBps: number | null;
        why: string[] | null;
        isCurrent: boolean | null;
        surenessBps: number;
        popularity: number;
      })
    | null;
  print: string;
};

const PACK = (table: string) =>
  sql.raw(`json_build_object('count', ${table}.pack_count, 'size', ${table}.pack_size, 'unit', ${table}.pack_unit,
    'baseUnit', ${table}.pack_base_unit, 'totalMicro', ${table}.pack_total_micro)`);
const MS = (instant: string) => sql.raw(`(extract(epoch from ${instant}) * 1000)::bigint`);
const PRINTS = sql.raw(`${SKU_PRINT}::text || '.' || ${LISTING_PRINT}::text`);
const IS_CURRENT = sql.raw(`m.sku_print = ${SKU_PRINT} and m.listing_print = ${LISTING_PRINT}`);

/** The pair, or undefined where there is no such SKU or listing. One statement. */
export async function findPair(db: Db, { skuId, listingId }: PairKey): Promise<Pair | undefined> {
  const [row] = await db.execute<Row>(sql`
    select ${PRINTS} as print,
      json_build_object('title', s.title, 'slug', s.slug, 'brand', b.name, 'ownLabel', b.own_label, 'category', c.name,
        'commodity', c.commodity, 'gtin14', s.gtin14, 'pack', ${PACK("s")}, 'popularity', s.popularity,
        'isActive', s.status = 'active', 'clubCents', p.club_cents) as sku,
      json_build_object('retailer', r.slug, 'retailerName', r.name, 'membershipNeeded', r.membership_needed,
        'freshnessDays', r.freshness_days, 'itemId', l.item_id, 'title', l.title, 'brand', l.brand,
        'category', l.category, 'gtin14', l.gtin14, 'url', l.url, 'pack', ${PACK("l")},
        'packDeclined', l.pack_declined) as listing,
      case when o.id is not null then json_build_object('id', o.id, 'capturedAtMs', ${MS("o.captured_at")}, 'zone', o.zone,
        'priceMinor', o.price_minor, 'currency', o.currency, 'channel', o.channel, 'place', o.place,
        'inStock', o.in_stock, 'needsCoupon', o.needs_coupon) end as observation,
      case when m.status is not null then json_build_object('status', m.status, 'kind', m.kind, 'difference', m.difference,
        'decidedBy', m.decided_by, 'decidedAtMs', ${MS("m.decided_at")}, 'verdict', m.verdict, 'scoreBps', m.score_bps,
        'why', m.why, 'isCurrent', ${IS_CURRENT}, 'surenessBps', m.sureness_bps, 'popularity', m.popularity) end as match
    from skus s join brands b on b.slug = s.brand_slug join categories c on c.slug = s.category_slug
    left join current_prices p on p.sku_id = s.id
    join listings l on l.id = ${listingId}::uuid join retailers r on r.slug = l.retailer_slug
    left join matches m on m.sku_id = s.id and m.listing_id = l.id
    left join lateral (
      select * from observations where listing_id = l.id order by captured_at desc, raw_sha256 desc limit 1
    ) o on true
    where s.id = ${skuId}::bigint`);
  return row === undefined ? undefined : pairOf({ skuId, listingId }, row);
}

function pairOf(key: PairKey, { sku, listing, observation, match, print }: Row): Pair {
  const { count } = listing.pack;
  return {
    ...key,
    sku,
    listing: { ...listing, pack: count === null ? null : { ...listing.pack, count } },
    observation: observation && { ...observation, capturedAt: new Date(observation.capturedAtMs) },
    match: match && {
      status: match.status,
      kind: match.kind,
      difference: match.difference,
      decidedBy: match.decidedBy,
      decidedAt: match.decidedAtMs === null ? null : new Date(match.decidedAtMs),
    },
    judgement: judgementOf(match),
    surenessBps: match?.surenessBps ?? 0,
    queuePopularity: match?.popularity ?? 0,
    print,
  };
}

function judgementOf(match: Row["match"]): Judgement | null {
  if (match === null || match.verdict === null || match.scoreBps === null || match.isCurrent !== true)
    return null;
  return { verdict: match.verdict, scoreBps: match.scoreBps, why: match.why ?? [] };
}

/** Both sides as the matcher reads them. */
export function itemsOf({ sku, listing }: Pair): { readonly sku: MatchItem; readonly listing: MatchItem } {
  return {
    sku: { title: sku.title, brand: sku.brand, category: sku.category, gtin: sku.gtin14 },
    listing: { title: listing.title, brand: listing.brand, category: listing.category, gtin: listing.gtin14 },
  };
}

export type OtherMatch = PairKey & {
  readonly title: string;
  readonly status: StandingMatch["status"];
  readonly kind: StandingMatch["kind"];
  readonly surenessBps: number;
};

/** Other SKUs that the listing is or might be matched to; at most 10. */
export async function listOtherMatches(db: Db, { skuId, listingId }: PairKey): Promise<OtherMatch[]> {
  const rows = await db.execute<OtherMatch>(sql`
    select m.sku_id::float8 as "skuId", m.listing_id as "listingId", s.title, m.status, m.kind,
      m.sureness_bps as "surenessBps"
    from matches m join skus s on s.id = m.sku_id
    where m.listing_id = ${listingId}::uuid and m.sku_id <> ${skuId}::bigint
    order by m.status = 'rejected', m.sureness_bps desc, m.sku_id limit 10`);
  return [...rows];
}

export type SkuMatch = PairKey & {
  readonly retailerName: string;
  readonly itemId: string;
  readonly title: string;
  readonly status: StandingMatch["status"];
  readonly kind: StandingMatch["kind"];
  readonly difference: string | null;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly surenessBps: number;
};

/** Every match of a SKU, those that wait first; at most `limit`. */
export async function listMatchesOfSku(db: Db, skuId: number, limit: number): Promise<SkuMatch[]> {
  const rows = await db.execute<SkuMatch>(sql`
    select m.sku_id::float8 as "skuId", m.listing_id as "listingId", r.name as "retailerName", l.item_id as "itemId",
      l.title, m.status, m.kind, m.difference, m.decided_by as "decidedBy",
      ((extract(epoch from m.decided_at) * 1000)::bigint)::float8 as "decidedAtMs", m.sureness_bps as "surenessBps"
    from matches m join listings l on l.id = m.listing_id join retailers r on r.slug = l.retailer_slug
    where m.sku_id = ${skuId}::bigint
    order by case m.status when 'changed' then 0 when 'suggested' then 1 when 'confirmed' then 2 else 3 end,
      r.position, m.listing_id limit ${limit}`);
  return [...rows];
}
