import { evidencePath, itemPath } from "#app/domain/addresses.ts";
import type { ItemPanel } from "#app/domain/compared-item.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import type { ShelfSku } from "#app/domain/shelf.ts";
import type { ComparisonPanelData } from "../comparison-panel.tsx";
import { type PackForm, type PackTone, packShotHref } from "../pack-shot.ts";
import type { ShelfSignData, SignPrice } from "../shelf-sign.tsx";

/** Where the pack shot of a SKU is served: its kept `glyph.form.tone` with the count and size of its pack. */
export function pictureHref(picture: string, count: number, sizeText: string): string {
  const [glyph = "", form = "", tone = ""] = picture.split(".");
  return packShotHref({ glyph, form: form as PackForm, tone: tone as PackTone, count, sizeText });
}

/** A shelf's SKU as its sign. */
export function signOf(sku: ShelfSku): ShelfSignData {
  return {
    href: itemPath(sku),
    // The picture says nothing that the sign does not say in words.
    picture: { src: pictureHref(sku.picture, sku.packCount, sku.packSizeText), alt: "" },
    title: sku.title,
    brand: sku.brand,
    itemNumber: String(sku.id),
    packText: sku.packText,
    currency: CLUB_CURRENCY,
    price: priceOf(sku),
    unit: sku.unit === null ? null : { text: sku.unit[0], per: sku.unit[1], metricText: sku.metric },
    was: sku.was ?? null,
    retail: sku.retail,
    lines: sku.lines.map((line) => ({
      retailer: line.retailer,
      outcome: line.outcome,
      text: line.text,
      unitText: line.unitText,
      checkedText: line.checkedText,
      evidenceHref: line.observation === null ? null : evidencePath(line.observation),
    })),
    stockText: null,
  };
}

function priceOf({ club }: ShelfSku): SignPrice {
  if (club === undefined) return { kind: "members-only" };
  return club === null ? { kind: "none", text: "No club price yet" } : { kind: "club", minor: club };
}

/** An item's comparison as its panel. */
export function panelOf(panel: ItemPanel): ComparisonPanelData {
  const href = (observation: string | null) => (observation === null ? null : evidencePath(observation));
  return {
    perText: panel.perText,
    bars: panel.bars.map((bar) => ({ ...bar, evidenceHref: href(bar.observation) })),
    refusals: panel.refusals.map((refusal) => ({ ...refusal, evidenceHref: href(refusal.observation) })),
  };
}
