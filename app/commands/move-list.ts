/** A visitor who signs in or joins takes the list along. */
import type { Db } from "#app/db/client.server.ts";
import { findTitles } from "#app/db/listed-skus.ts";
import type { ShoppingList } from "#app/domain/shopping-list.ts";
import { moveIntoOwnList } from "./edit-list.ts";

/**
 * Moves a visitor's list into the account's; answers what stays behind: lines for which there was no room. Numbers that no
 * SKU ever had are dropped: no page of ours wrote them. `door` holds lists, `shop` knows which SKUs there are.
 */
export async function moveVisitorList(
  { door, shop }: { readonly door: Db; readonly shop: Db },
  accountId: string,
  list: ShoppingList,
): Promise<ShoppingList> {
  if (list.length === 0) return [];
  const titles = await findTitles(
    shop,
    list.map(({ skuId }) => skuId),
  );
  const known = list.filter(({ skuId }) => titles.has(skuId));
  return (await moveIntoOwnList(door, accountId, known)).rest;
}
