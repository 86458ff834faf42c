import { describe, expect, test } from "vitest";
import {
  type ColumnMap,
  headerScore,
  type ReferenceField,
  readColumnChoices,
  readHeader,
} from "#app/domain/reference-file/columns.ts";

/** The header's names by field, as they are read in order. */
function named(header: string[], choices = ""): Partial<Record<ReferenceField, string[]>> {
  const chosen = choices === "" ? undefined : readColumnChoices(choices);
  if (chosen?.ok === false) throw new Error(chosen.sentence);
  const reading = readHeader(header, chosen?.choices);
  if (!reading.ok) throw new Error(reading.sentence);
  const columns: ColumnMap = reading.columns;
  return Object.fromEntries(
    Object.entries(columns).map(([field, positions]) => [
      field,
      positions.map((position) => reading.names[position] ?? "?"),
    ]),
  );
}

describe("columns are recognised by name", () => {
  test("whatever their case, spaces and punctuation", () => {
    expect(named(["Product Name", "OFFER-PRICE", "Item_Number", "Sub Category"])).toEqual({
      title: ["Product Name"],
      price: ["OFFER-PRICE"],
      "item id": ["Item_Number"],
      category: ["Sub Category"],
    });
  });

  test("by the one-letter names of a price capture", () => {
    expect(named(["q", "n", "lp", "up", "id"])).toEqual({
      title: ["n"],
      price: ["lp"],
      "unit price": ["up"],
      "item id": ["id"],
    });
  });

  test("the market's own price goes before the bare one, which is kept to fall back on", () => {
    expect(
      named(["id", "pid", "title", "price", "price_TT", "inventory_TT", "availability_TT"]),
    ).toMatchObject({
      price: ["price_TT", "price"],
      "item id": ["pid"],
      availability: ["availability_TT", "inventory_TT"],
    });
  });

  test("with the prices of two markets neither is taken", () => {
    expect(named(["title", "price", "price_TT", "price_BB"]).price).toEqual(["price"]);
  });

  test("what is asked now goes before a plain price; list and was-prices are never taken", () => {
    expect(named(["title", "price", "list_price", "was_price", "sale_price"]).price).toEqual([
      "sale_price",
      "price",
    ]);
  });

  test("nameless and repeated columns get names of their own", () => {
    const reading = readHeader(["", "title", "price", "price"]);
    expect(reading).toMatchObject({ ok: true, names: ["column 1", "title", "price", "price (2)"] });
  });
});

describe("the operator's own choice", () => {
  test("goes before what is recognised", () => {
    expect(named(["title", "Cost", "price", "Label"], "price=Cost,title=label")).toMatchObject({
      title: ["Label"],
      price: ["Cost"],
    });
  });

  test("takes a column with a comma in its name, and fields as they are printed", () => {
    expect(named(["Name", "Price, USD", "seen"], "price=Price, USD,captured-at=seen")).toMatchObject({
      price: ["Price, USD"],
      "captured at": ["seen"],
    });
  });

  test("can leave a field unread", () => {
    expect(named(["title", "price", "last_updated"], "captured-at=")).not.toHaveProperty("captured at");
  });

  test("of a column that is not there is refused with those that are", () => {
    const choices = readColumnChoices("price=Preis");
    if (!choices.ok) throw new Error(choices.sentence);
    expect(readHeader(["title", "price"], choices.choices)).toEqual({
      ok: false,
      reason: "column-unknown",
      sentence: "--map asks for a column Preis that the file does not have. Its columns: title, price.",
    });
  });

  test.each(["price", "colour=Farbe", "=x", ""])("%o is not a choice", (text) => {
    expect(readColumnChoices(text)).toMatchObject({ ok: false });
  });
});

test("without a title or a price the sentence lists the columns and says what to do", () => {
  expect(readHeader(["Name", "Cost"])).toEqual({
    ok: false,
    reason: "column-missing",
    sentence:
      "No column was recognised as the price. Its columns: Name, Cost. Say which with --map price=COLUMN.",
  });
});

test("a header scores by what it names, so that the right separator wins", () => {
  expect(headerScore(["title;price;brand"])).toBe(0);
  expect(headerScore(["title", "price", "brand"])).toBeGreaterThan(headerScore(["brand", "url", "category"]));
});
