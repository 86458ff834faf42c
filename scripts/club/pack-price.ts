/** The unit price of a line of `club pack`, on the commodity's uniform unit, in US and in metric units. */
import {
  type Commodity,
  defaultCommodity,
  findCommodity,
  type MeasureSystem,
} from "#app/domain/commodity.ts";
import type { Pack } from "#app/domain/measure.ts";
import { readPriceText } from "#app/domain/price-text.ts";
import { unitPriceText } from "#app/domain/reference.ts";
import { unitPrice } from "#app/domain/unit-price.ts";

export type PriceLine = { readonly commodity: string; readonly us: string; readonly metric: string };

/**
 * "14.90", "$14.90" or 14.9 for `pack`; undefined where the price is not one plain amount of dollars. The commodity is the
 * category's when that is one of our slugs and measures as the pack does, otherwise the usual one for the pack's measure.
 */
export function priceLine(
  price: string | number,
  pack: Pack,
  category: string | null | undefined,
): PriceLine | undefined {
  const read = readPriceText(String(price));
  if (read.kind !== "price" || read.currency !== "USD") return undefined;
  const commodity = commodityOf(pack, category);
  const us = shown(read.minor, pack, commodity, "us");
  const metric = shown(read.minor, pack, commodity, "metric");
  return us === undefined || metric === undefined ? undefined : { commodity: commodity.slug, us, metric };
}

function commodityOf(pack: Pack, category: string | null | undefined): Commodity {
  const named = findCommodity(category?.trim().toLowerCase() ?? "");
  return named?.base === pack.baseUnit ? named : defaultCommodity(pack.baseUnit);
}

function shown(
  priceCents: number,
  pack: Pack,
  commodity: Commodity,
  system: MeasureSystem,
): string | undefined {
  const price = unitPrice({ priceCents, pack, commodity, system });
  return price.ok ? unitPriceText(price) : undefined;
}
