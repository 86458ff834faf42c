import { describe, expect, test } from "vitest";
import { readHeader } from "#app/domain/reference-file/columns.ts";
import { type ReferencePlan, type ReferenceRow, readReferenceRow } from "#app/domain/reference-file.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const FILE_TIME = { at: new Date("2026-11-20T18:00:00Z"), zone: "-08:00" };

/** A file with just these columns, of a shop that asks US dollars unless told. */
function planFor(names: string[], currency = "USD"): ReferencePlan {
  const header = readHeader(names);
  if (!header.ok) throw new Error(header.sentence);
  return { names, columns: header.columns, currency, capturedAt: FILE_TIME, zone: "-04:00", now: NOW };
}

function read(cells: Record<string, string>, currency?: string) {
  return readReferenceRow(Object.values(cells), planFor(Object.keys(cells), currency));
}

function accepted(cells: Record<string, string>, currency?: string): ReferenceRow {
  const row = read({ title: "Rice, 5 lb", price: "$9.99", ...cells }, currency);
  if (!row.ok) throw new Error(row.sentence);
  return row;
}

function rejected(cells: Record<string, string>, currency?: string) {
  const row = read({ title: "Rice, 5 lb", price: "$9.99", ...cells }, currency);
  if (row.ok) throw new Error("The row was accepted.");
  return row;
}

describe("a row that can be used", () => {
  test("gives the listing and what was seen of it", () => {
    const row = accepted({
      title: "  Long  Grain\nRice, 5 lb ",
      item_id: "4410",
      brand: "['Prairie']",
      upc: "036000291452",
      category: "Rice",
      stock: "in stock",
      url: "https://shop.example/4410",
    });
    expect(row).toMatchObject({
      itemId: "4410",
      title: "Long Grain Rice, 5 lb",
      titleKey: "long grain rice, 5 lb",
      brand: "Prairie",
      gtin14: "00036000291452",
      category: "Rice",
      url: "https://shop.example/4410",
      priceMinor: 999,
      inStock: true,
      captured: FILE_TIME,
      pack: { count: 1, size: "5", unit: "lb" },
      packDeclined: null,
    });
    expect(row.raw).toMatchObject({ price: "$9.99", item_id: "4410", upc: "036000291452" });
  });

  test("with a title that states no pack is kept, and says why no pack was read", () => {
    expect(accepted({ title: "Garden Gnome" })).toMatchObject({ pack: null, packDeclined: "no-quantity" });
  });

  test("whose printed unit price belies the pack keeps the price and no pack", () => {
    expect(accepted({ title: "Rice, 5 lb", unit_price: "$0.125/oz" }).pack).not.toBeNull();
    expect(accepted({ title: "Rice, 5 lb", unit_price: "$0.62/oz" })).toMatchObject({
      priceMinor: 999,
      pack: null,
      packDeclined: "conflict",
    });
  });

  test("has entities of web pages decoded, and no control characters", () => {
    expect(accepted({ title: "Ben&#39;s &amp; Jo&nbsp;Rice\u200b, 5 lb" }).title).toBe(
      "Ben's & Jo Rice, 5 lb",
    );
  });

  test("that says when it was captured is dated so, in its own zone or the file's", () => {
    expect(accepted({ captured_at: "2026-11-01T08:00-05:00" }).captured).toEqual({
      at: new Date("2026-11-01T13:00:00Z"),
      zone: "-05:00",
    });
    expect(accepted({ captured_at: "2026-11-01 08:00" }).captured.at).toEqual(
      new Date("2026-11-01T12:00:00Z"),
    );
    expect(accepted({ captured_at: "" }).captured).toEqual(FILE_TIME);
  });

  test.each(["out of stock", "OUT_OF_STOCK", "False", "Sold out", "Temporarily unavailable", "0"])(
    "is out of stock when a column says %o",
    (cell) => {
      expect(accepted({ availability: "true", inventory: cell }).inStock).toBe(false);
    },
  );

  test("keeps a promotion, and knows a price that needs a coupon", () => {
    expect(accepted({ discount: "After $3 OFF" })).toMatchObject({
      promotion: "After $3 OFF",
      needsCoupon: false,
    });
    expect(accepted({ discount: "$3 off with coupon" })).toMatchObject({ needsCoupon: true });
    expect(accepted({ discount: "No Discount" })).toMatchObject({ promotion: null, needsCoupon: false });
    expect(accepted({ discount: "Limit 1 per member" })).toMatchObject({ promotion: null });
    expect(accepted({ promo: "Sale", promo_end: "2026-11-30" }).promotionEndsAt).toEqual(
      new Date("2026-11-30T04:00Z"),
    );
  });

  test("keeps its price when its GTIN is mistyped; several GTINs are none", () => {
    expect(accepted({ upc: "036000291453" })).toMatchObject({ gtin14: null, gtinFaulty: true });
    expect(accepted({ upc: "['036000291452', '012345678905']" })).toMatchObject({
      gtin14: null,
      gtinFaulty: false,
    });
    expect(accepted({ upc: "nan" })).toMatchObject({ gtin14: null, gtinFaulty: false });
  });

  test("has the item id that a data frame wrote as a fraction", () => {
    expect(accepted({ item_id: "24325.0" }).itemId).toBe("24325");
    expect(accepted({ item_id: "" }).itemId).toBeNull();
  });

  test.each(["Sorry! Board Game", "Forbidden Black Rice, 3 lb", "Trial and Error Puzzle", "Robot Vacuum"])(
    "%s is a product, not an error page",
    (title) => {
      expect(accepted({ title }).title).toBe(title);
    },
  );
});

describe("the price", () => {
  test("is the market's own where the plain one is zero, and the other way round", () => {
    expect(read({ title: "Flour", price: "0.0", price_TT: "67.95" }, "TTD")).toMatchObject({
      priceMinor: 6795,
    });
    expect(read({ title: "Flour", price: "67.95", price_TT: "" }, "TTD")).toMatchObject({ priceMinor: 6795 });
  });

  test.each([
    ["$129.99through-$279.99", "price-range", "“$129.99through-$279.99” is a range: a range is not a price."],
    ["0.0", "price-missing", "The price is “0.0”: nothing is sold for that."],
    ["", "price-missing", "There is no price."],
    ["NaN", "price-missing", "There is no price."],
    ["See in cart", "price-missing", "“See in cart” has no price in it."],
    ["Member Only Item", "price-members-only", "The price is shown to members only: “Member Only Item”."],
    ["2 for $5", "price-not-of-one", "“2 for $5” is the price of 2 together, not of one."],
    ["$1.98/lb", "price-not-of-one", "“$1.98/lb” is a price per unit, not what the pack costs."],
    ["Save $3", "price-not-of-one", "“Save $3” is money off, not a price."],
    ["1.299", "price-unreadable", "“1.299” can be read as more than one number."],
    ["-4.00", "price-unreadable", "“-4.00” is below zero."],
    ["99,999,999", "price-too-large", "“99,999,999” is too large to be a price."],
  ])("%o is refused: %s", (price, reason, sentence) => {
    expect(rejected({ price })).toEqual({ ok: false, field: "price", reason, sentence });
  });

  test("that only a lowest and a highest state is a range", () => {
    expect(rejected({ price: "", minPrice: "13.96", maxPrice: "25.96" })).toMatchObject({
      reason: "price-range",
      sentence: "The price goes from 13.96 to 25.96: a range is not a price.",
    });
  });
});

describe("the currency", () => {
  test.each(["$", "USD", "usd", "US$", ""])("%o is the shop's dollar", (currency) => {
    expect(accepted({ currency }).priceMinor).toBe(999);
  });

  test.each([
    [{ currency: "EUR" }, "currency-differs", "The row is in EUR; this retailer asks USD."],
    [{ currency: "TT$" }, "currency-differs", "The row is in TTD; this retailer asks USD."],
    [{ price: "€9,99" }, "currency-differs", "The price “€9,99” is in EUR; this retailer asks USD."],
    [{ currency: "coins" }, "currency-unreadable", "“coins” is not a currency that we know."],
  ] as [Record<string, string>, string, string][])("%o is refused", (cells, reason, sentence) => {
    expect(rejected(cells)).toEqual({ ok: false, field: "currency", reason, sentence });
  });
});

describe("a row is refused", () => {
  test.each([
    "Access Denied",
    "404 Not Found",
    "Error 503",
    "Page not found",
    "Just a moment...",
    "Robot or human?",
    "Sorry, we couldn't find that page",
    "<!DOCTYPE html>",
  ])("when it is an error page: %s", (title) => {
    expect(rejected({ title })).toMatchObject({ field: "title", reason: "error-page" });
  });

  test.each([
    [{ title: " " }, "title-missing"],
    [{ title: "Caf\ufffd, 12 oz" }, "title-damaged"],
    [{ title: "x".repeat(501) }, "title-too-long"],
    [{ item_id: "1.39E+11" }, "item-id-rounded"],
    [{ item_id: "9".repeat(81) }, "item-id-too-long"],
    [{ captured_at: "03/04/2026" }, "time-unreadable"],
    [{ captured_at: "2026-11-22T12:06Z" }, "time-future"],
    [{ captured_at: "1970-01-01" }, "time-too-old"],
  ] as [Record<string, string>, string][])("for %o: %s", (cells, reason) => {
    expect(rejected(cells)).toMatchObject({ reason });
  });

  test("when it is cut off, runs over, or is the header again", () => {
    const plan = planFor(["title", "price", "note"]);
    expect(readReferenceRow(["Rice", "9.9"], plan)).toMatchObject({ reason: "cells-missing" });
    expect(readReferenceRow(["Rice", " 5 lb", "9.99", "x"], plan)).toMatchObject({ reason: "cells-extra" });
    expect(readReferenceRow(["title", "price", "note"], plan)).toMatchObject({ reason: "header-again" });
  });

  test("but empty cells after the last column do no harm", () => {
    expect(
      readReferenceRow(["Rice", "9.99", "", "", " "], planFor(["title", "price", "note"])),
    ).toMatchObject({ ok: true });
  });
});
