/** Which column of a reference file says what: recognised by name, in an order of preference, or as the operator says. */

export const REFERENCE_FIELDS = [
  "title",
  "price",
  "lowest price",
  "highest price",
  "unit price",
  "currency",
  "item id",
  "gtin",
  "brand",
  "category",
  "availability",
  "promotion",
  "promotion end",
  "captured at",
  "url",
] as const;
export type ReferenceField = (typeof REFERENCE_FIELDS)[number];

/** Positions of the columns of each field, most preferred first. Only price and availability have more than one. */
export type ColumnMap = { readonly [F in ReferenceField]?: readonly number[] };

/** The operator's own choice of column for a field; an empty name leaves the field unread. */
export type ColumnChoices = ReadonlyMap<ReferenceField, string>;

export type HeaderReading =
  | {
      readonly ok: true;
      /** Every column's name, made unique: a nameless one is "column 3", a second "price" is "price (2)". */
      readonly names: readonly string[];
      readonly columns: ColumnMap;
    }
  | {
      readonly ok: false;
      readonly reason: "column-missing" | "column-unknown";
      readonly sentence: string;
    };

/**
 * Names with case, spaces and punctuation dropped, most preferred first. A price that is asked now goes before a plain
 * "price", which many shops keep for the price before the markdown; list and was-prices are never taken.
 */
const KNOWN_NAMES: Readonly<Record<ReferenceField, readonly string[]>> = {
  title: ["title", "producttitle", "productname", "itemname", "itemtitle", "name", "product", "item", "n"],
  price: [
    "primaryofferofferprice",
    "offerprice",
    "memberprice",
    "saleprice",
    "currentprice",
    "finalprice",
    "shelfprice",
    "price",
    "unitretail",
    "pricevalue",
    "priceusd",
    "lp",
  ],
  "lowest price": ["primaryofferminprice", "minprice", "pricemin", "lowestprice", "lowprice"],
  "highest price": ["primaryoffermaxprice", "maxprice", "pricemax", "highestprice", "highprice"],
  "unit price": [
    "primaryofferunitpricedisplaycondition",
    "unitprice",
    "priceperunit",
    "printedunitprice",
    "ppu",
    "up",
  ],
  currency: ["primaryoffercurrencycode", "currencycode", "currency", "pricecurrency"],
  "item id": [
    "usitemid",
    "itemid",
    "itemnumber",
    "itemno",
    "pid",
    "sku",
    "mastersku",
    "productid",
    "asin",
    "id",
  ],
  gtin: ["gtin14", "gtin", "gtin13", "gtin12", "standardupc", "upc", "upca", "ean", "ean13", "barcode"],
  brand: ["brand", "brandname", "manufacturer"],
  category: ["productcategory", "subcategory", "category", "department", "aisle"],
  availability: [
    "availability",
    "inventory",
    "stock",
    "stockstatus",
    "instock",
    "inventoryavailableonline",
    "inventorydisplayflags",
    "isactive",
  ],
  promotion: ["promotion", "discount", "promo", "promotiontext", "deal", "offertext"],
  "promotion end": ["promotionend", "promotionends", "promotionendsat", "saleends", "validuntil", "promoend"],
  "captured at": [
    "capturedat",
    "captured",
    "checkedat",
    "observedat",
    "scrapedat",
    "scrapetime",
    "crawledat",
    "lastupdated",
    "updatedat",
    "timestamp",
  ],
  url: ["url", "producturl", "productpageurl", "link", "pageurl"],
};

const MANY: ReadonlySet<ReferenceField> = new Set(["price", "availability"]);
const REQUIRED = ["title", "price"] as const;

/** How many of title and price a header names, then how many other fields: the right separator scores highest. */
export function headerScore(header: readonly string[]): number {
  const { columns } = recogniseColumns(header);
  const required = REQUIRED.filter((field) => columns[field] !== undefined).length;
  return required * 1000 + Object.keys(columns).length;
}

/**
 * Finds the column of each field. Refuses a choice that names no column of the file, and a file without a title or a
 * price; the sentence lists the columns there are.
 */
export function readHeader(header: readonly string[], choices: ColumnChoices = new Map()): HeaderReading {
  const { names, columns } = recogniseColumns(header);
  const chosen: Partial<Record<ReferenceField, readonly number[]>> = { ...columns };
  for (const [field, name] of choices) {
    if (name === "") {
      delete chosen[field];
      continue;
    }
    const position = positionOf(names, name);
    if (position === undefined) {
      const sentence = `--map asks for a column ${name} that the file does not have. ${listColumns(names)}`;
      return { ok: false, reason: "column-unknown", sentence };
    }
    chosen[field] = [position];
  }
  const missing = REQUIRED.filter((field) => chosen[field] === undefined);
  if (missing.length === 0) return { ok: true, names, columns: chosen };
  const wanted = missing.join(" and ");
  const how = missing.map((field) => `${field}=COLUMN`).join(",");
  return {
    ok: false,
    reason: "column-missing",
    sentence: `No column was recognised as the ${wanted}. ${listColumns(names)} Say which with --map ${how}.`,
  };
}

/**
 * Reads the operator's choices: "title=Name,price=Cost", "captured-at=" to leave a field unread. A comma inside a column's
 * name is fine. Refuses what is not a field with a sentence.
 */
export function readColumnChoices(
  text: string,
):
  | { readonly ok: true; readonly choices: ColumnChoices }
  | { readonly ok: false; readonly sentence: string } {
  const choices = new Map<ReferenceField, string>();
  for (const part of text.split(/,(?=\s*[A-Za-z][A-Za-z -]*=)/)) {
    const [, written = "", column = ""] = /^\s*([^=]*)=(.*)$/s.exec(part) ?? [];
    const field = REFERENCE_FIELDS.find((name) => plain(name) === plain(written));
    if (field === undefined) {
      const fields = REFERENCE_FIELDS.map((name) => name.replace(" ", "-")).join(", ");
      return { ok: false, sentence: `Write FIELD=COLUMN; ${part.trim()} is not. The fields: ${fields}.` };
    }
    choices.set(field, column.trim());
  }
  return { ok: true, choices };
}

/** Every column's name, made unique, and the columns that are known by theirs. */
export function recogniseColumns(header: readonly string[]): { names: string[]; columns: ColumnMap } {
  const names = uniqueNames(header);
  const known = knownNames(names);
  const columns: Partial<Record<ReferenceField, readonly number[]>> = {};
  for (const field of REFERENCE_FIELDS) {
    const found = KNOWN_NAMES[field].flatMap((name) => known.get(name) ?? []);
    const [first] = found;
    if (first !== undefined) columns[field] = MANY.has(field) ? found : [first];
  }
  return { names, columns };
}

/** Positions by plain name; a name with a market's suffix ("price_TT") goes before the bare one, if there is one market. */
function knownNames(names: readonly string[]): Map<string, number[]> {
  const markets = new Set(names.flatMap((name) => MARKET.exec(name)?.[2] ?? []));
  const known = new Map<string, number[]>();
  const add = (name: string, position: number) => known.set(name, [...(known.get(name) ?? []), position]);
  if (markets.size === 1) {
    names.forEach((name, position) => {
      const base = MARKET.exec(name)?.[1];
      if (base !== undefined) add(plain(base), position);
    });
  }
  names.forEach((name, position) => {
    if (!known.get(plain(name))?.includes(position)) add(plain(name), position);
  });
  return known;
}

const MARKET = /^(.+)_([A-Z]{2})$/;

function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, position) => {
    const name = cell.replace(/[\s\ufeff]+/g, " ").trim() || `column ${position + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function positionOf(names: readonly string[], wanted: string): number | undefined {
  const exact = names.indexOf(wanted);
  const position = exact >= 0 ? exact : names.findIndex((name) => plain(name) === plain(wanted));
  return position >= 0 ? position : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Names of the first columns: enough to see what the file is, however wide or wild it is. */
function listColumns(names: readonly string[]): string {
  const shown = names.slice(0, 40).map((name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  return `Its columns: ${shown.join(", ")}${more}.`;
}
