/** References of SKUs: matched listings with their latest observation, and the evidence behind one observation. */
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { BaseUnit, Pack, Unit } from "#app/domain/measure.ts";
import type { Observation, Reference, Retailer } from "#app/domain/reference.ts";

/** Matched listings that are read for one SKU, at most. */
export const MAX_REFERENCES = 24;

/** The pack is the one read from the title as it was seen; a listing that was never observed has its own. */
const PACK_SEEN = ["pack_count", "pack_size", "pack_unit", "pack_base_unit", "pack_total_micro"] as const;

/**
 * A lateral join that gives `refs.found`, one JSON array a SKU (or null), for `s.id`. The latest observation of each listing
 * is one seek in the index of observations_once. Public tables only.
 * `until`: the statement's parameter for the instant after which a check is not known yet; without it, all are.
 */
function referencesUpTo(until?: string): string {
  const known = until === undefined ? "" : `and captured_at <= ${until}::timestamptz`;
  return `
left join lateral (
  select json_agg(json_build_array(
    l.retailer_slug, m.kind, m.status, m.difference,
    ${PACK_SEEN.map((column) => `case when o.id is null then l.${column} else o.${column} end`).join(", ")},
    o.id, (extract(epoch from o.captured_at) * 1000)::bigint, o.zone, o.price_minor, o.currency, o.channel, o.place,
    o.promotion, (extract(epoch from o.promotion_ends_at) * 1000)::bigint, o.needs_coupon, o.in_stock
  ) order by l.retailer_slug, m.listing_id) as found
  from (
    select listing_id, kind, status, difference from matches
    where sku_id = s.id and status <> 'rejected' order by status = 'suggested', listing_id limit ${MAX_REFERENCES}
  ) m
  join listings l on l.id = m.listing_id
  left join lateral (
    select id, captured_at, zone, price_minor, currency, channel, place, promotion, promotion_ends_at, needs_coupon,
      in_stock, ${PACK_SEEN.join(", ")}
    from observations where listing_id = m.listing_id ${known}
    order by captured_at desc, raw_sha256 desc limit 1
  ) o on true
) refs on true`;
}

export const REFERENCES_OF_SKU = referencesUpTo();
/** The same with what was known at $2. */
export const REFERENCES_AT_2 = referencesUpTo("$2");

/** A listing's pack as five columns. */
export type PackValues = [number | null, string | null, Unit | null, BaseUnit | null, number | null];
type ObservationValues = [
  id: string | null,
  capturedAt: number,
  zone: string,
  priceMinor: number,
  currency: string,
  channel: PriceChannel,
  place: string,
  promotion: string | null,
  promotionEndsAt: number | null,
  needsCoupon: boolean,
  inStock: boolean,
];
/** One element of `refs.found`. */
export type ReferenceValues = [
  retailer: string,
  kind: Reference["matchKind"],
  status: Reference["matchStatus"],
  difference: string | null,
  ...pack: PackValues,
  ...observation: ObservationValues,
];

/** `refs.found::text`, as it is selected: parsed only when its row is new to us. */
export function parseReferences(found: unknown): readonly ReferenceValues[] | null {
  return typeof found === "string" ? (JSON.parse(found) as ReferenceValues[]) : null;
}

/** `refs.found` as references, in the retailers' order. */
export function readReferences(
  found: readonly ReferenceValues[] | null,
  retailers: ReadonlyMap<string, Retailer>,
): Reference[] {
  if (found === null) return [];
  const references: Reference[] = [];
  for (const values of found) {
    const retailer = retailers.get(values[0]);
    // A retailer added less than a minute ago: its references appear with it.
    if (retailer !== undefined) references.push(readReference(values, retailer));
  }
  return withoutIdleSuggestions(references).sort((a, b) => a.retailer.position - b.retailer.position);
}

/** Of a retailer's suggestions one is told, and only where nobody has confirmed a match of that retailer. */
function withoutIdleSuggestions(references: readonly Reference[]): Reference[] {
  const told = new Set<Retailer>();
  for (const { matchStatus, retailer } of references) if (matchStatus !== "suggested") told.add(retailer);
  return references.filter(({ matchStatus, retailer }) => {
    if (matchStatus !== "suggested") return true;
    const isFirst = !told.has(retailer);
    told.add(retailer);
    return isFirst;
  });
}

function readReference(values: ReferenceValues, retailer: Retailer): Reference {
  const [, matchKind, matchStatus, difference, count, size, unit, baseUnit, totalMicro] = values;
  return {
    retailer,
    matchKind,
    matchStatus,
    difference,
    pack: readPack(count, size, unit, baseUnit, totalMicro),
    observation: readObservation(values),
  };
}

/** The pack of five columns; null where it could not be read. */
export function readPack(...[count, size, unit, baseUnit, totalMicro]: PackValues): Pack | null {
  if (count === null || size === null || unit === null || baseUnit === null || totalMicro === null)
    return null;
  return { count, size, unit, baseUnit, totalMicro };
}

function readObservation(values: ReferenceValues): Observation | null {
  const id = values[9];
  if (id === null) return null;
  const endsAt = values[17];
  return {
    id,
    capturedAt: new Date(values[10]),
    zone: values[11],
    priceMinor: values[12],
    currency: values[13],
    channel: values[14],
    place: values[15],
    promotion: values[16],
    promotionEndsAt: endsAt === null ? null : new Date(endsAt),
    needsCoupon: values[18],
    inStock: values[19],
  };
}
