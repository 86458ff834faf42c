/** Retail prices, as a piece of a statement that reads SKUs. Public. */
import type { RetailPrice } from "#app/domain/shelf.ts";

/** Six columns of the select list, in the order that {@link readRetailPrice} takes them. */
export const RETAIL_COLUMNS =
  "r.cents, r.basis, r.source, r.place, (extract(epoch from r.checked_at) * 1000)::bigint, r.evidence";
/** Joins `r` to `s`. */
export const RETAIL_OF_SKU = "left join retail_prices r on r.sku_id = s.id";

/** The retail price in `values` from index `at` on; null where the SKU has none. */
export function readRetailPrice(values: readonly unknown[], at: number): RetailPrice | null {
  const cents = values[at];
  if (typeof cents !== "number") return null;
  return {
    cents,
    basis: values[at + 1] as RetailPrice["basis"],
    source: values[at + 2] as string,
    place: values[at + 3] as string,
    checkedAt: new Date(Number(values[at + 4])),
    evidence: values[at + 5] as string,
  };
}
