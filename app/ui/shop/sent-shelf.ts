import type { ShelfSku } from "#app/domain/shelf.ts";

declare const sentShelf: unique symbol;

/**
 * A shelf on its way from a loader to its page, as one string: Remix encodes every value of a loader's answer by itself,
 * whether or not the page is sent with scripts, and for 24 signs that costs several times what JSON does.
 */
export type SentShelf = string & { readonly [sentShelf]: true };

export function packShelf(skus: readonly ShelfSku[]): SentShelf {
  return JSON.stringify(skus) as SentShelf;
}

export function unpackShelf(shelf: SentShelf): readonly ShelfSku[] {
  return JSON.parse(shelf) as readonly ShelfSku[];
}
