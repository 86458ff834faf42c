/** The list: what a shopper means to buy, item numbers and quantities, bounded and in the order in which it was written. */

export type ListLine = { readonly skuId: number; readonly quantity: number };
export type ShoppingList = readonly ListLine[];

export const MAX_LIST_LINES = 100;
export const MAX_LIST_QUANTITY = 99;

export type AddedToList =
  /** `capped`: more than 99 were asked for in all, and 99 it is. */
  | { readonly ok: true; readonly list: ShoppingList; readonly capped: boolean }
  | { readonly ok: false; readonly reason: "full" };

/** Adds `line`, to its line where there is one. Refused when the list has no room for another line. */
export function addToList(list: ShoppingList, { skuId, quantity }: ListLine): AddedToList {
  const known = list.find((line) => line.skuId === skuId);
  if (known === undefined && list.length >= MAX_LIST_LINES) return { ok: false, reason: "full" };
  const wanted = (known?.quantity ?? 0) + quantity;
  const line = { skuId, quantity: Math.min(wanted, MAX_LIST_QUANTITY) };
  return {
    ok: true,
    list: known === undefined ? [...list, line] : list.map((one) => (one === known ? line : one)),
    capped: wanted > MAX_LIST_QUANTITY,
  };
}

/** Sets the quantities of lines that are there; 0 takes a line off. Item numbers that the list does not have change nothing. */
export function setQuantities(list: ShoppingList, quantities: ReadonlyMap<number, number>): ShoppingList {
  return list
    .map((line) => ({ ...line, quantity: quantities.get(line.skuId) ?? line.quantity }))
    .filter((line) => line.quantity > 0);
}

export type MergedLists = {
  readonly list: ShoppingList;
  /** Lines for which there was no room. */
  readonly rest: ShoppingList;
};

/**
 * The lines of `other` put to `own`. An item on both lists gets the larger of the two quantities, never their sum: merging
 * the same list again changes nothing.
 */
export function mergeLists(own: ShoppingList, other: ShoppingList): MergedLists {
  const quantities = new Map(own.map((line) => [line.skuId, line.quantity]));
  const rest: ListLine[] = [];
  for (const { skuId, quantity } of other) {
    const known = quantities.get(skuId);
    if (known === undefined && quantities.size >= MAX_LIST_LINES) rest.push({ skuId, quantity });
    else quantities.set(skuId, Math.max(known ?? 0, quantity));
  }
  return { list: [...quantities].map(([skuId, quantity]) => ({ skuId, quantity })), rest };
}

/** Item numbers in base 36 with their quantities, for a cookie: "25cs-2.1k9f-1". At most about 1.4 kB. */
export function formatList(list: ShoppingList): string {
  return list.map(({ skuId, quantity }) => `${skuId.toString(36)}-${quantity}`).join(".");
}

const LINE = /^([1-9a-z][0-9a-z]{0,9})-([1-9]\d?)$/;

/**
 * Reads what {@link formatList} wrote. Whatever somebody else put into the cookie counts for nothing: parts that are no line
 * are left out, an item counts once, and reading stops at 100 lines.
 */
export function parseList(text: string): ShoppingList {
  const found = new Map<number, ListLine>();
  for (const part of text.slice(0, 4_096).split(".")) {
    const [, number = "", quantity = ""] = LINE.exec(part) ?? [];
    const skuId = Number.parseInt(number, 36);
    if (!Number.isSafeInteger(skuId) || found.has(skuId)) continue;
    found.set(skuId, { skuId, quantity: Number(quantity) });
    if (found.size === MAX_LIST_LINES) break;
  }
  return [...found.values()];
}

/** A quantity as typed; undefined for anything but a whole number from `least` to 99. */
export function parseQuantity(text: string, least: 0 | 1): number | undefined {
  if (!/^\s*\d{1,2}\s*$/.test(text)) return undefined;
  const quantity = Number(text);
  return quantity >= least ? quantity : undefined;
}
