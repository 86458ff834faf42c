/**
 * What a shelf shows of a SKU, prepared from its rows: compact, serialisable, every claim already computed. The two ways
 * in are kept apart: a visitor's sign takes no club price at all.
 */
import { dayText } from "./checked.ts";
import { type Commodity, hasMetricUnit, type MeasureSystem } from "./commodity.ts";
import { formatPack, type Pack } from "./measure.ts";
import {
  CLUB_CURRENCY,
  compareReference,
  perText,
  type Reference,
  type ReferenceLine,
  type ReferenceOutcome,
  type ToldReference,
  tellReference,
  theirPriceOf,
} from "./reference.ts";
import { claimsOf, type ShownClaim } from "./shown-claim.ts";
import { type ShownUnitPrice, unitPrice } from "./unit-price.ts";
import { type PricePoint, WAS_DAYS, wasPrice } from "./was-price.ts";

/** The public price of buying the SKU at retail; from observations or the maker's list, never from ours. */
export type RetailPrice = {
  readonly cents: number;
  readonly basis: "observed" | "suggested";
  readonly source: string;
  readonly place: string;
  readonly checkedAt: Date;
  readonly evidence: string;
};

/** Everything public about a SKU that a sign needs. */
export type ShelfRow = {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly brand: string;
  readonly pack: Pack;
  readonly commodity: Commodity;
  /** glyph.form.tone of its pack shot. */
  readonly picture: string;
  readonly popularity: number;
  readonly retail: RetailPrice | null;
  readonly references: readonly Reference[];
};

/** The same for somebody entitled to the club price; null while the SKU has none. */
export type MemberShelfRow = ShelfRow & {
  readonly clubCents: number | null;
  /** What it cost before, where the price has moved of late: enough to say what it was. */
  readonly recentPrices?: readonly PricePoint[];
};

/** "lowest of the 30 days before 2 Nov". */
export type ShownWas = { readonly minor: number; readonly ruleText: string };

export type ShownRetail = { readonly minor: number; readonly checkedText: string };

/** A shelf sign's data. `club` is left out for whoever may not see club prices. */
export type ShelfSku = {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly brand: string;
  readonly packText: string;
  readonly packCount: number;
  readonly packSizeText: string;
  readonly picture: string;
  /** Cents; null while there is no club price; absent where it may not be seen. */
  readonly club?: number | null;
  /** What the club price was, where it was lowered and the rule for that allows it; for members alone. */
  readonly was?: ShownWas | null;
  /** Unit price of the club price, of retail for whoever may not see that: text and "per oz". */
  readonly unit: readonly [text: string, per: string] | null;
  /** The same in metric, "36.8¢/100 g"; null where the unit is the same or there is none. */
  readonly metric: string | null;
  readonly retail: ShownRetail | null;
  readonly lines: readonly ReferenceLine[];
};

/** Lines that a sign in a rack has room for. */
const SHELF_LINES = 3;

/** A visitor's sign: retail, references, and a shutter. */
export function visitorShelfSku(row: ShelfRow, now: Date, lines = SHELF_LINES): ShelfSku {
  const told = row.references.map((reference) => tellReference(row, reference, now));
  return {
    ...face(row, now),
    ...unitsOf(row, row.retail?.cents ?? null),
    lines: chooseLines(told, lines),
  };
}

/** A sign and the claims that it makes. */
export type ToldSign = { readonly sku: ShelfSku; readonly claims: readonly ShownClaim[] };

/** A visitor's sign claims nothing about ours. */
export function tellVisitorSign(row: ShelfRow, now: Date, lines = SHELF_LINES): ToldSign {
  return { sku: visitorShelfSku(row, now, lines), claims: [] };
}

/** A member's sign: the club price, how it compares, and the claims of its lines; those that found no room were not shown. */
export function tellMemberSign(row: MemberShelfRow, now: Date, lines = SHELF_LINES): ToldSign {
  const told = row.references.map((reference) => compareReference(row, reference, row.clubCents, now));
  const chosen = chooseTold(told, lines);
  const sku = {
    ...face(row, now),
    club: row.clubCents,
    was: shownWas(row, now),
    ...unitsOf(row, row.clubCents),
    lines: chosen.map(({ line }) => line),
  };
  return { sku, claims: claimsOf(row, chosen) };
}

function face(row: ShelfRow, now: Date) {
  const { pack } = row;
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    brand: row.brand,
    packText: formatPack(pack),
    packCount: pack.count,
    packSizeText: formatPack({ ...pack, count: 1 }),
    picture: row.picture,
    retail: row.retail === null ? null : shownRetail(row.retail, now),
  };
}

/** The unit price of `cents` for this SKU's pack, in the commodity's unit; null without a price or where measures differ. */
export function shelfUnitPrice(
  { pack, commodity }: Pick<ShelfRow, "pack" | "commodity">,
  cents: number | null,
  system: MeasureSystem = "us",
): ShownUnitPrice | null {
  if (cents === null) return null;
  const price = unitPrice({ priceCents: cents, pack, commodity, system, currency: CLUB_CURRENCY });
  return price.ok ? price : null;
}

function unitsOf(row: ShelfRow, cents: number | null): Pick<ShelfSku, "unit" | "metric"> {
  const price = shelfUnitPrice(row, cents);
  if (price === null) return { unit: null, metric: null };
  return { unit: [price.text, perText(price.per)], metric: metricText(row, cents) };
}

/** "36.8¢/100 g"; null where that is no other unit than the commodity's own. */
export function metricText(row: Pick<ShelfRow, "pack" | "commodity">, cents: number | null): string | null {
  const price = hasMetricUnit(row.commodity) ? shelfUnitPrice(row, cents, "metric") : null;
  return price === null ? null : `${price.text}/${price.per}`;
}

function shownWas(row: MemberShelfRow, now: Date): ShownWas | null {
  const was = wasPrice(row.recentPrices ?? [], now);
  if (was === null || row.clubCents === null || was.cents <= row.clubCents) return null;
  return {
    minor: was.cents,
    ruleText: `lowest of the ${WAS_DAYS} days before ${dayText(was.loweredAt, now)}`,
  };
}

/** "Walmart, checked 12 Nov"; a suggested price is called that. */
export function shownRetail(retail: RetailPrice, now: Date): ShownRetail {
  const day = dayText(retail.checkedAt, now);
  const who = retail.basis === "suggested" ? `suggested by ${retail.source}` : retail.source;
  return { minor: retail.cents, checkedText: `${who}, checked ${day}` };
}

/** Where somebody else is cheaper is told first when room is short, then claims, prices, and refusals. */
const WEIGHT: Readonly<Record<ReferenceOutcome, number>> = {
  "dearer-here": 0,
  "cheaper-here": 1,
  same: 1,
  "price-only": 2,
  "no-claim": 3,
};

/** One line a retailer, at most `count` retailers, shown in the retailers' own order. */
function chooseLines(told: readonly ToldReference[], count: number): ReferenceLine[] {
  return chooseTold(told, count).map((one) => one.line);
}

function chooseTold(told: readonly ToldReference[], count: number): ToldReference[] {
  return oneEachRetailer(told)
    .sort((a, b) => WEIGHT[a.line.outcome] - WEIGHT[b.line.outcome] || position(a) - position(b))
    .slice(0, count)
    .sort((a, b) => position(a) - position(b));
}

function position(told: ToldReference): number {
  return told.reference.retailer.position;
}

/** Of several listings at one retailer the one that speaks most against us: with a price, the likest, the cheapest. */
export function oneEachRetailer(told: readonly ToldReference[]): ToldReference[] {
  if (told.length < 2) return [...told];
  const best = new Map<string, ToldReference>();
  for (const one of told) {
    const slug = one.reference.retailer.slug;
    const other = best.get(slug);
    if (other === undefined || speaksBefore(one, other)) best.set(slug, one);
  }
  return [...best.values()];
}

const LIKENESS: Readonly<Record<Reference["matchKind"], number>> = {
  identical: 0,
  "other-pack": 1,
  equivalent: 2,
};

function speaksBefore(a: ToldReference, b: ToldReference): boolean {
  const theirs = claimedPriceOf(a);
  const others = claimedPriceOf(b);
  if (theirs === undefined || others === undefined) return others === undefined && theirs !== undefined;
  const likeness = LIKENESS[a.reference.matchKind] - LIKENESS[b.reference.matchKind];
  if (likeness !== 0) return likeness < 0;
  return theirs.unitPrice.milliMinor < others.unitPrice.milliMinor;
}

/** A price without a claim speaks after every price with one. */
function claimedPriceOf({ outcome }: ToldReference) {
  return outcome.kind === "no-claim" ? undefined : theirPriceOf(outcome);
}
