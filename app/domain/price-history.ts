/**
 * How prices went over the last year, on one unit: theirs as far as they were checked, and ours where the viewer may see them.
 * A check holds until the next one, until its promotion ends, or for as long as the retailer's checks are believed; after
 * that nobody knows, and nothing is drawn.
 */
import { addDays } from "./calendar-date.ts";
import { type PriceChannel, packsAgree } from "./comparison.ts";
import { formatPack, type Pack } from "./measure.ts";
import { formatMoney } from "./money.ts";
import { CLUB_CURRENCY, perText, type Reference, type ReferredSku, type Retailer } from "./reference.ts";
import type { RetailPrice } from "./shelf.ts";
import { showUnitPrice, unitPrice } from "./unit-price.ts";
import type { PricePoint } from "./was-price.ts";

/** One check that tells a price which anybody got: in stock, without a coupon, under the title that the pack was read from. */
export type PriceCheck = {
  readonly observation: string;
  readonly at: Date;
  readonly priceMinor: number;
  readonly channel: PriceChannel;
  readonly promotionEndsAt: Date | null;
};

/** A confirmed listing with its checks, oldest first, in the club's currency. */
export type CheckedListing = Pick<Reference, "matchKind" | "difference" | "pack"> & {
  readonly retailer: Retailer;
  readonly checks: readonly PriceCheck[];
};

/** A price that held from one instant to another. */
export type PriceRun = {
  readonly from: Date;
  readonly until: Date;
  /** Unit price in thousandths of a cent. */
  readonly amount: number;
  readonly amountText: string;
  /** "$12.50 for 2 × 16 oz". */
  readonly packText: string;
  /** The check with which it began; null for our own prices. */
  readonly observation: string | null;
};

export type PriceSeries = {
  readonly label: string;
  readonly kind: "club" | "retail" | "theirs";
  /** Oldest first, never overlapping; between two there may be a gap. */
  readonly runs: readonly PriceRun[];
};

export type PriceHistory = {
  readonly perText: string;
  readonly from: Date;
  readonly until: Date;
  readonly series: readonly PriceSeries[];
};

export const HISTORY_DAYS = 365;
/** Runs that one series has, the newest; a price that changes every week of the year has so many. */
export const MAX_RUNS = 52;
/** A history is drawn over this much at least. */
const SHORTEST_DAYS = 28;

/** What is in the history of one SKU. `club` is left out for whoever may not see club prices. */
export type HistoryInput = {
  readonly sku: ReferredSku;
  readonly listings: readonly CheckedListing[];
  readonly retail: RetailPrice | null;
  readonly club?: readonly PricePoint[];
};

/** The history up to `now`; null where there is nothing to draw. Ours first, then retail, then the shops in their order. */
export function priceHistory(
  { sku, listings, retail, club = [] }: HistoryInput,
  now: Date,
): PriceHistory | null {
  const from = addDays(now, -HISTORY_DAYS);
  const series: PriceSeries[] = [
    { label: "Club price", kind: "club" as const, runs: clubRuns(sku, club, from, now) },
    { label: "Retail", kind: "retail" as const, runs: retailRuns(sku, retail, from) },
    ...oneEachRetailer(listings).map((listing) => ({
      label:
        listing.matchKind === "equivalent" ? `${listing.retailer.name} (comparable)` : listing.retailer.name,
      kind: "theirs" as const,
      runs: listingRuns(sku, listing, from, now),
    })),
  ].filter(({ runs }) => runs.length > 0);
  if (series.length === 0) return null;
  const first = Math.min(...series.map(({ runs }) => runs[0]?.from.getTime() ?? now.getTime()));
  const start = Math.min(first, addDays(now, -SHORTEST_DAYS).getTime());
  return { perText: perText(sku.commodity.us.label), from: new Date(start), until: now, series };
}

function clubRuns(sku: ReferredSku, points: readonly PricePoint[], from: Date, now: Date): PriceRun[] {
  const ordered = points
    .filter(({ since }) => since < now)
    .sort((a, b) => a.since.getTime() - b.since.getTime());
  const held = ordered.map(({ cents, since }, index): Held => {
    return { from: since, until: ordered[index + 1]?.since ?? now, minor: cents, observation: null };
  });
  return runsOf(sku, sku.pack, held, from);
}

/** One check of the retail price is known, and it is told as the point that it is. */
function retailRuns(sku: ReferredSku, retail: RetailPrice | null, from: Date): PriceRun[] {
  if (retail === null || retail.checkedAt < from) return [];
  const at = retail.checkedAt;
  return runsOf(sku, sku.pack, [{ from: at, until: at, minor: retail.cents, observation: null }], from);
}

function listingRuns(sku: ReferredSku, listing: CheckedListing, from: Date, now: Date): PriceRun[] {
  const { pack, checks, retailer, matchKind } = listing;
  if (pack === null || !packsAgree(matchKind, pack, sku.pack)) return [];
  // Prices of goods that are fetched and of goods that are brought are no one line: that of the newest check is drawn.
  const channel = checks.at(-1)?.channel;
  const alike = checks.filter((check) => check.channel === channel && check.at <= now);
  const held = alike.map((check, index): Held => {
    const ends = [
      addDays(check.at, retailer.freshnessDays),
      now,
      alike[index + 1]?.at,
      check.promotionEndsAt,
    ];
    const until = Math.min(...ends.flatMap((end) => end?.getTime() ?? []));
    return {
      from: check.at,
      until: new Date(Math.max(until, check.at.getTime())),
      minor: check.priceMinor,
      observation: check.observation,
    };
  });
  return runsOf(sku, pack, held, from);
}

type Held = {
  readonly from: Date;
  readonly until: Date;
  readonly minor: number;
  readonly observation: string | null;
};

/** Prices that held one after another, joined where they are the same without a gap, from `from` on. */
function runsOf(sku: ReferredSku, pack: Pack, held: readonly Held[], from: Date): PriceRun[] {
  const joined: Held[] = [];
  for (const one of held) {
    if (one.until < from) continue;
    const last = joined.at(-1);
    if (last?.minor === one.minor && last.until >= one.from)
      joined.splice(-1, 1, { ...last, until: one.until });
    else joined.push(one.from < from ? { ...one, from } : one);
  }
  return joined.slice(-MAX_RUNS).flatMap((one) => runOf(sku, pack, one));
}

function runOf(sku: ReferredSku, pack: Pack, { from, until, minor, observation }: Held): PriceRun[] {
  const { commodity } = sku;
  const price = unitPrice({ priceCents: minor, pack, commodity, system: "us", currency: CLUB_CURRENCY });
  if (!price.ok) return [];
  const packText = `${formatMoney(minor, CLUB_CURRENCY)} for ${formatPack(pack)}`;
  return [{ from, until, amount: price.milliMinor, amountText: price.text, packText, observation }];
}

const LIKENESS: Readonly<Record<CheckedListing["matchKind"], number>> = {
  identical: 0,
  "other-pack": 1,
  equivalent: 2,
};

/** Of several listings at one retailer the likest, and of those the one that was checked last. */
function oneEachRetailer(listings: readonly CheckedListing[]): CheckedListing[] {
  const best = new Map<string, CheckedListing>();
  for (const listing of listings.filter(({ checks }) => checks.length > 0)) {
    const other = best.get(listing.retailer.slug);
    if (other === undefined || isLiker(listing, other)) best.set(listing.retailer.slug, listing);
  }
  return [...best.values()].sort((a, b) => a.retailer.position - b.retailer.position);
}

function isLiker(a: CheckedListing, b: CheckedListing): boolean {
  const likeness = LIKENESS[a.matchKind] - LIKENESS[b.matchKind];
  if (likeness !== 0) return likeness < 0;
  const last = ({ checks }: CheckedListing) => checks.at(-1)?.at.getTime() ?? 0;
  return last(a) > last(b);
}

/** Amounts of thousandths of a cent at which a chart between `least` and `most` has its lines: three to six, evenly spaced. */
export function priceTicks(least: number, most: number): { readonly at: number; readonly text: string }[] {
  const span = Math.max(most - least, most * 0.1, 1_000);
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(100, power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10));
  const first = Math.floor(least / step) * step;
  const ticks: { at: number; text: string }[] = [];
  for (let at = first; ; at += step) {
    ticks.push({ at, text: showUnitPrice({ n: BigInt(at), d: 1_000n }, "", CLUB_CURRENCY).text });
    if (at >= most) return ticks;
  }
}
