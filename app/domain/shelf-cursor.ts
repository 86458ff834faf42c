/** Where a page of a shelf begins: behind the last SKU of the page before. Made of public facts alone. */
export type ShelfCursor = { readonly popularity: number; readonly id: number };

/** Postgres's largest integer: popularity is kept in one. */
const MAX_POPULARITY = 2_147_483_647;

/** Before every SKU. */
export const FIRST_PAGE: ShelfCursor = { popularity: MAX_POPULARITY, id: 0 };

/** As it stands in an address: "812-100234". */
export function formatShelfCursor(cursor: ShelfCursor): string {
  return `${cursor.popularity}-${cursor.id}`;
}

/** Reads an address's cursor; undefined for anything that {@link formatShelfCursor} would not write. */
export function parseShelfCursor(text: string | null): ShelfCursor | undefined {
  const match = /^(\d{1,10})-(\d{1,15})$/.exec(text ?? "");
  if (match === null) return undefined;
  const cursor = { popularity: Number(match[1]), id: Number(match[2]) };
  return cursor.popularity <= MAX_POPULARITY ? cursor : undefined;
}
