/** The columns that are copied, in the order in which rows.ts gives their values. */
const COLUMNS = {
  products: "id name brand_slug description",
  skus: "id product_id slug title brand_slug department_slug category_slug supplier_slug gtin14 pack_count pack_size pack_unit pack_base_unit pack_total_micro picture popularity status listed_at",
  offers:
    "id supplier_slug sku_id currency case_price_minor units_per_case minimum_cases freight_minor duty_bps handling_cents quoted_at effective_from effective_until",
  retail_prices: "sku_id cents basis source place checked_at evidence",
  listings:
    "id retailer_slug item_id title brand gtin14 category pack_count pack_size pack_unit pack_base_unit pack_total_micro first_seen_at",
  observations:
    "retailer_slug id listing_id item_id gtin14 title_seen pack_count pack_size pack_unit pack_base_unit pack_total_micro captured_at zone price_minor currency channel place membership_needed needs_coupon in_stock captured_by raw raw_sha256",
  matches: "sku_id listing_id kind difference status decided_by decided_at",
  current_prices: "sku_id club_cents change_set_id since",
  price_history: "sku_id change_set_id club_cents effective_at waterfall",
} as const;

export type CopiedTable = keyof typeof COLUMNS;

/** In the order of copying: a table comes after those that it points to. */
export const COPIED_TABLES = Object.keys(COLUMNS) as readonly CopiedTable[];

/** Names of the columns of `table` that are copied. */
export function copiedColumns(table: CopiedTable): readonly string[] {
  return COLUMNS[table].split(" ");
}
