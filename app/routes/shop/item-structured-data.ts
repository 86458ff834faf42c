import type { ItemFacts } from "#app/db/items.ts";
import { itemPath } from "#app/domain/addresses.ts";
import { formatGtin } from "#app/domain/gtin.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import type { RetailPrice, ShelfSku } from "#app/domain/shelf.ts";
import { pictureHref } from "#app/ui/shop/sign-data.ts";

type StructuredItem = {
  readonly sku: Omit<ShelfSku, "club" | "unit" | "lines">;
  readonly facts: ItemFacts;
  readonly retail: RetailPrice | null;
  readonly origin: string;
};

/**
 * The item for search engines (schema.org Product), from public facts alone: it is not handed the club price. The retail
 * price is told as what it is, with whoever asks it as the seller, or as the maker's suggestion.
 */
export function itemStructuredData({ sku, facts, retail, origin }: StructuredItem) {
  return {
    "@context": "https://schema.org",
    "@type": "Product",
    name: sku.title,
    sku: String(sku.id),
    url: origin + itemPath(sku),
    image: origin + pictureHref(sku.picture, sku.packCount, sku.packSizeText),
    description: facts.description,
    brand: { "@type": "Brand", name: sku.brand },
    ...(facts.gtin14 === null ? {} : { gtin: formatGtin(facts.gtin14) }),
    ...(retail === null ? {} : { offers: offerOf(retail) }),
  };
}

function offerOf(retail: RetailPrice) {
  const price = (retail.cents / 100).toFixed(2);
  if (retail.basis === "observed") {
    const seller = { "@type": "Organization", name: retail.source };
    return { "@type": "Offer", price, priceCurrency: CLUB_CURRENCY, seller };
  }
  const suggested = "https://schema.org/MSRP";
  return {
    "@type": "Offer",
    priceSpecification: {
      "@type": "UnitPriceSpecification",
      priceType: suggested,
      price,
      priceCurrency: CLUB_CURRENCY,
    },
  };
}
