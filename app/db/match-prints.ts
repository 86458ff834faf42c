/**
 * Prints: one number for what the matcher reads of a listing or a SKU. Another print means that it changed. Fragments of
 * statements, for a listing `l` and a SKU `s`.
 */
export const LISTING_PRINT = `hashtextextended(
  row(l.title, l.brand, l.gtin14, l.category, l.pack_count, l.pack_size, l.pack_unit)::text, 0)`;

export const SKU_PRINT = `hashtextextended(
  row(s.title, s.brand_slug, s.gtin14, s.category_slug, s.pack_count, s.pack_size, s.pack_unit)::text, 0)`;
