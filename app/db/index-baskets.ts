/** Baskets of the price index, as the desk has them. Run on the staff role. */
import { and, asc, desc, eq, isNull, max, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { indexBasketLines, indexBaskets, skus } from "./tables.server.ts";

export type IndexBasket = {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly name: string;
  readonly madeAt: Date;
  /** When its first figures were published; null for a draft. */
  readonly frozenAt: Date | null;
};

const COLUMNS = {
  id: indexBaskets.id,
  slug: indexBaskets.slug,
  version: indexBaskets.version,
  name: indexBaskets.name,
  madeAt: indexBaskets.madeAt,
  frozenAt: indexBaskets.frozenAt,
};

/** A line of a basket, with the title of its SKU. */
export type IndexBasketLine = {
  readonly skuId: number;
  readonly quantity: number;
  readonly slug: string;
  readonly title: string;
};

/** Versions of all baskets, newest first; at most `limit`. */
export async function listBaskets(db: Db, limit: number): Promise<(IndexBasket & { lines: number })[]> {
  return await db
    .select({
      ...COLUMNS,
      lines: sql<number>`(select count(*)::int from ${indexBasketLines} where basket_id = ${indexBaskets.id})`,
    })
    .from(indexBaskets)
    .orderBy(desc(indexBaskets.madeAt), desc(indexBaskets.id))
    .limit(limit);
}

export async function findBasket(db: Db, id: string): Promise<IndexBasket | undefined> {
  const [basket] = await db.select(COLUMNS).from(indexBaskets).where(eq(indexBaskets.id, id));
  return basket;
}

/** Holds a basket until the transaction ends, so that its lines and its freezing wait for each other. */
export async function lockBasket(tx: Db, id: string): Promise<IndexBasket | undefined> {
  const [basket] = await tx.select(COLUMNS).from(indexBaskets).where(eq(indexBaskets.id, id)).for("update");
  return basket;
}

/** The newest version of a named basket. */
export async function findNewestVersion(db: Db, slug: string): Promise<number> {
  const [row] = await db
    .select({ version: max(indexBaskets.version) })
    .from(indexBaskets)
    .where(eq(indexBaskets.slug, slug));
  return row?.version ?? 0;
}

export type NewBasket = Omit<IndexBasket, "frozenAt"> & { readonly madeBy: string | null };

/** Adds a draft. Answers false when this version, or another draft of that name, is there already. */
export async function insertBasket(db: Db, basket: NewBasket): Promise<boolean> {
  const inserted = await db
    .insert(indexBaskets)
    .values(basket)
    .onConflictDoNothing()
    .returning({ id: indexBaskets.id });
  return inserted.length === 1;
}

/** The lines of a basket in their order. */
export async function listBasketLines(db: Db, basketId: string): Promise<IndexBasketLine[]> {
  return await db
    .select({
      skuId: indexBasketLines.skuId,
      quantity: indexBasketLines.quantity,
      slug: skus.slug,
      title: skus.title,
    })
    .from(indexBasketLines)
    .innerJoin(skus, eq(skus.id, indexBasketLines.skuId))
    .where(eq(indexBasketLines.basketId, basketId))
    .orderBy(asc(indexBasketLines.position));
}

/** Puts `lines` in the place of a draft's. The database refuses it once the basket is published. */
export async function replaceBasketLines(
  tx: Db,
  basketId: string,
  lines: readonly Pick<IndexBasketLine, "skuId" | "quantity">[],
): Promise<void> {
  await tx.delete(indexBasketLines).where(eq(indexBasketLines.basketId, basketId));
  if (lines.length === 0) return;
  await tx
    .insert(indexBasketLines)
    .values(lines.map(({ skuId, quantity }, position) => ({ basketId, skuId, quantity, position })));
}

/** Freezes a draft; a basket that is frozen stays frozen at its first time. */
export async function freezeBasket(tx: Db, id: string, at: Date): Promise<void> {
  await tx
    .update(indexBaskets)
    .set({ frozenAt: at })
    .where(and(eq(indexBaskets.id, id), isNull(indexBaskets.frozenAt)));
}
