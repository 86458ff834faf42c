/** Lists of accounts. Run on the door role; every statement names the account whose list it is. */
import { asc, eq } from "drizzle-orm";
import type { ShoppingList } from "#app/domain/shopping-list.ts";
import type { Db } from "./client.server.ts";
import { accounts, listLines } from "./tables.server.ts";

/** The account's list in its order: a hundred lines at most. */
export async function readList(db: Db, accountId: string): Promise<ShoppingList> {
  return await db
    .select({ skuId: listLines.skuId, quantity: listLines.quantity })
    .from(listLines)
    .where(eq(listLines.accountId, accountId))
    .orderBy(asc(listLines.position), asc(listLines.skuId));
}

/** Holds the account until the transaction ends, so that two changes of one list wait for each other, and reads the list. */
export async function lockList(tx: Db, accountId: string): Promise<ShoppingList> {
  await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for("update");
  return await readList(tx, accountId);
}

/** Puts `list` in the place of the account's list. Numbers that no SKU has must be left out before: the database refuses them. */
export async function replaceList(tx: Db, accountId: string, list: ShoppingList): Promise<void> {
  await tx.delete(listLines).where(eq(listLines.accountId, accountId));
  if (list.length === 0) return;
  await tx
    .insert(listLines)
    .values(list.map(({ skuId, quantity }, position) => ({ accountId, skuId, quantity, position })));
}
