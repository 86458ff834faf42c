/** Changes of an account's list, one at a time. */
import type { Db } from "#app/db/client.server.ts";
import { lockList, replaceList } from "#app/db/lists.ts";
import {
  type AddedToList,
  addToList,
  type ListLine,
  type MergedLists,
  mergeLists,
  type ShoppingList,
  setQuantities,
} from "#app/domain/shopping-list.ts";

/** Puts a line on the list; the SKU must be there. Refused when the list is full. */
export async function addToOwnList(db: Db, accountId: string, line: ListLine): Promise<AddedToList> {
  return await db.transaction(async (tx) => {
    const added = addToList(await lockList(tx, accountId), line);
    if (added.ok) await replaceList(tx, accountId, added.list);
    return added;
  });
}

/** Sets quantities; 0 takes a line off. */
export async function setOwnQuantities(
  db: Db,
  accountId: string,
  quantities: ReadonlyMap<number, number>,
): Promise<ShoppingList> {
  return await db.transaction(async (tx) => {
    const list = setQuantities(await lockList(tx, accountId), quantities);
    await replaceList(tx, accountId, list);
    return list;
  });
}

export async function emptyOwnList(db: Db, accountId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await lockList(tx, accountId);
    await replaceList(tx, accountId, []);
  });
}

/**
 * Moves a visitor's list into the account's; answers the lines for which there was no room. `other` must name SKUs that are
 * there. Moving the same list twice changes nothing.
 */
export async function moveIntoOwnList(db: Db, accountId: string, other: ShoppingList): Promise<MergedLists> {
  return await db.transaction(async (tx) => {
    const merged = mergeLists(await lockList(tx, accountId), other);
    await replaceList(tx, accountId, merged.list);
    return merged;
  });
}
