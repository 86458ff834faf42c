/**
 * One row of a file of competitors' prices: the listing that it names and what was observed of it, or why the row is not
 * used. A wrong price is far worse than none, so a row that can be read in two ways is refused.
 */
import { parseGtin } from "./gtin.ts";
import type { Pack } from "./measure.ts";
import type { Currency } from "./money.ts";
import { isFarOff } from "./outlier.ts";
import { type NoPackReason, readPack } from "./pack.ts";
import { type CaptureTime, readCaptureTime } from "./reference-file/capture-time.ts";
import { cleanText, isBlank, listCells, quoteCell, textCell } from "./reference-file/cells.ts";
import type { ColumnMap, ReferenceField } from "./reference-file/columns.ts";
import { readItemId, readTitle } from "./reference-file/name-cells.ts";
import { readPriceCells } from "./reference-file/price-cell.ts";
import { contradictsPrintedUnitPrice, impliedPrice } from "./reference-file/printed-unit-price.ts";
import { type Rejection, reject } from "./reference-file/rejection.ts";

/** How the rows of one file are read. */
export type ReferencePlan = {
  readonly names: readonly string[];
  readonly columns: ColumnMap;
  /** The retailer's; rows in another are refused. */
  readonly currency: Currency;
  /** When the file was captured: for rows that do not say. */
  readonly capturedAt: CaptureTime;
  /** Of times in the file that have no zone. */
  readonly zone: string;
  readonly now: Date;
};

export type ReferenceRow = {
  readonly ok: true;
  /** The retailer's own id; null where the file has none, and `titleKey` tells listings apart. */
  readonly itemId: string | null;
  /** The title without case and spacing. */
  readonly titleKey: string;
  readonly title: string;
  readonly brand: string | null;
  readonly gtin14: string | null;
  /** The file states a GTIN that is none: mistyped, or rounded by a spreadsheet. */
  readonly gtinFaulty: boolean;
  readonly category: string | null;
  readonly url: string | null;
  readonly pack: Pack | null;
  readonly packDeclined: NoPackReason | null;
  readonly priceMinor: number;
  /** What the pack comes to by the retailer's printed unit price, where that is far off the price; null otherwise. */
  readonly impliedMinor: number | null;
  readonly inStock: boolean;
  readonly promotion: string | null;
  readonly promotionEndsAt: Date | null;
  readonly needsCoupon: boolean;
  readonly captured: CaptureTime;
  /** The cells that were read, by column name. */
  readonly raw: Readonly<Record<string, string>>;
};

const MAX_TEXT = 300;
/** A page's worth of a cell is kept as evidence; the hash covers the whole record. */
const MAX_RAW = 2000;
/** Clocks out of step: a time this far in the future still passes, as in a comparison. */
export const CLOCK_SKEW_MS = 5 * 60_000;
/** Before this, a time is an empty field that a tool turned into 1970. */
const OLDEST_CAPTURE = Date.UTC(2000, 0, 1);

/** Reads one record (its cells in the header's order) by the plan. */
export function readReferenceRow(cells: readonly string[], plan: ReferencePlan): ReferenceRow | Rejection {
  const shape = faultOfShape(cells, plan);
  if (shape !== undefined) return shape;
  const cell = (field: ReferenceField) => cells[plan.columns[field]?.[0] ?? -1];
  const all = (field: ReferenceField) => (plan.columns[field] ?? []).map((position) => cells[position] ?? "");

  const title = readTitle(cell("title") ?? "");
  if (typeof title !== "string") return title;
  const itemId = readItemId(cell("item id"));
  if (itemId !== null && typeof itemId !== "string") return itemId;
  const price = readPriceCells(
    {
      prices: all("price"),
      lowest: cell("lowest price"),
      highest: cell("highest price"),
      currency: cell("currency"),
    },
    plan.currency,
  );
  if (!price.ok) return price;
  const captured = readCaptured(cell("captured at"), plan);
  if ("ok" in captured) return captured;

  const brand = clip(textCell(cell("brand")));
  const category = clip(textCell(cell("category")));
  return {
    ok: true,
    itemId,
    titleKey: title.normalize("NFKC").toLowerCase(),
    title,
    brand,
    category,
    url: readUrl(cell("url")),
    ...readGtin(cell("gtin")),
    ...readRowPack(title, brand, category, price.minor, cell("unit price"), plan.currency),
    priceMinor: price.minor,
    inStock: !all("availability").some(saysOutOfStock),
    ...readPromotion(cell("promotion"), cell("promotion end"), plan.zone),
    captured,
    raw: rawCells(cells, plan),
  };
}

/** Whether a record has a cell for every column, and beyond them none that says something. */
export function fitsHeader(cells: readonly string[], columns: number): boolean {
  return cells.length >= columns && cells.slice(columns).every((extra) => extra.trim() === "");
}

function faultOfShape(cells: readonly string[], plan: ReferencePlan): Rejection | undefined {
  const { length } = plan.names;
  if (cells.length < length) {
    const sentence = `The row has ${cells.length} of ${length} cells: it is cut off, or a line break is not quoted.`;
    return reject("row", "cells-missing", sentence);
  }
  if (!fitsHeader(cells, length)) {
    const sentence = `The row has ${cells.length} cells for ${length} columns: a separator inside a cell is not quoted.`;
    return reject("row", "cells-extra", sentence);
  }
  const again = (["title", "price"] as const).every((field) => {
    const position = plan.columns[field]?.[0] ?? -1;
    return cleanText(cells[position] ?? "") === plan.names[position];
  });
  return again ? reject("row", "header-again", "This is the header once more.") : undefined;
}

function readCaptured(cell: string | undefined, plan: ReferencePlan): CaptureTime | Rejection {
  const written = textCell(cell);
  if (written === null) return plan.capturedAt;
  const time = readCaptureTime(written, plan.zone);
  if (time === undefined) {
    const sentence = `${quoteCell(written)} is not a time that we read: write it like 2026-11-20T10:00-08:00.`;
    return reject("captured at", "time-unreadable", sentence);
  }
  if (time.at.getTime() > plan.now.getTime() + CLOCK_SKEW_MS)
    return reject("captured at", "time-future", `${quoteCell(written)} is in the future.`);
  if (time.at.getTime() < OLDEST_CAPTURE)
    return reject(
      "captured at",
      "time-too-old",
      `${quoteCell(written)} is before 2000: no check was made then.`,
    );
  return time;
}

function readGtin(cell: string | undefined): Pick<ReferenceRow, "gtin14" | "gtinFaulty"> {
  const written = listCells(cell ?? "").filter((entry) => !isBlank(cleanText(entry)));
  const read = new Set(
    written.map((entry) => {
      const gtin = parseGtin(entry);
      return gtin.ok ? gtin.gtin14 : null;
    }),
  );
  const [only] = read;
  // Several numbers: which of the variants has this price is not said.
  return { gtin14: read.size === 1 ? (only ?? null) : null, gtinFaulty: read.has(null) };
}

function readRowPack(
  title: string,
  brand: string | null,
  category: string | null,
  priceMinor: number,
  unitPrice: string | undefined,
  currency: Currency,
): Pick<ReferenceRow, "pack" | "packDeclined" | "impliedMinor"> {
  const reading = readPack({ title, brand, category });
  if (reading.pack === null) return { pack: null, packDeclined: reading.reason, impliedMinor: null };
  const printed = textCell(unitPrice);
  if (printed === null || !contradictsPrintedUnitPrice(reading.pack, priceMinor, printed, currency))
    return { pack: reading.pack, packDeclined: null, impliedMinor: null };
  const implied = impliedPrice(reading.pack, printed, currency);
  const impliedMinor = implied !== null && isFarOff(priceMinor, implied) ? implied : null;
  return { pack: null, packDeclined: "conflict", impliedMinor };
}

function saysOutOfStock(cell: string): boolean {
  return /^(?:false|no|0)$|out[ _-]?of[ _-]?stock|sold[ _-]?out|unavailable|discontinued|not available|back-?order/i.test(
    cleanText(cell),
  );
}

function readPromotion(
  cell: string | undefined,
  end: string | undefined,
  zone: string,
): Pick<ReferenceRow, "promotion" | "promotionEndsAt" | "needsCoupon"> {
  const written = clip(textCell(cell));
  const isOne =
    written !== null &&
    /\boff\b|coupon|rebate|\bcode\b|\bsale\b|clearance|rollback|savings?\b/i.test(written);
  if (!isOne) return { promotion: null, promotionEndsAt: null, needsCoupon: false };
  return {
    promotion: written,
    promotionEndsAt: readCaptureTime(textCell(end) ?? "", zone)?.at ?? null,
    needsCoupon: /coupon|rebate|\bcode\b|\bapp\b/i.test(written),
  };
}

function readUrl(cell: string | undefined): string | null {
  const written = textCell(cell);
  return written !== null && /^https?:\/\/\S{1,1900}$/i.test(written) ? written : null;
}

function rawCells(cells: readonly string[], plan: ReferencePlan): Record<string, string> {
  const positions = Object.values(plan.columns).flat();
  return Object.fromEntries(
    positions.map((position) => {
      const cell = (cells[position] ?? "").slice(0, MAX_RAW).toWellFormed();
      return [plan.names[position] ?? "", cell] as const;
    }),
  );
}

function clip(text: string | null): string | null {
  return text === null ? null : text.slice(0, MAX_TEXT).toWellFormed();
}
