/** SKUs as the pricing run reads them: what rules choose by, and the current price. */
import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import type { SkuToPrice } from "#app/domain/change-set.ts";
import type { RuleScope } from "#app/domain/pricing.ts";
import { bigints } from "./bigints.ts";
import type { Db } from "./client.server.ts";
import { brands, categories, currentPrices, skus, suppliers } from "./tables.server.ts";

/** A part of the club that one rule can cover. */
export type ScopeRef = { readonly scope: RuleScope; readonly scopeKey: string };

/** The SKUs that a scope covers, on sale now. @throws Error when a SKU's key is not an item number. */
function coveredBy({ scope, scopeKey }: ScopeRef): SQL | undefined {
  const active = eq(skus.status, "active");
  switch (scope) {
    case "sku":
      if (!/^\d{1,15}$/.test(scopeKey)) throw new Error(`Not an item number: ${scopeKey}`);
      return and(active, eq(skus.id, Number(scopeKey)));
    case "supplier":
      return and(active, eq(skus.supplierSlug, scopeKey));
    case "brand":
      return and(active, eq(skus.brandSlug, scopeKey));
    case "category":
      return and(active, eq(skus.categorySlug, scopeKey));
    case "club":
      return active;
    default: {
      const impossible: never = scope;
      throw new Error(`Unknown scope ${impossible}`);
    }
  }
}

/** How many SKUs a scope covers, counted up to `cap`. */
export async function countCovered(db: Db, scope: ScopeRef, cap: number): Promise<number> {
  const covered = db.select({ id: skus.id }).from(skus).where(coveredBy(scope)).limit(cap).as("covered");
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(covered);
  return row?.count ?? 0;
}

/** What a scope covers, in words; undefined when there is no such SKU, supplier, brand or category. */
export async function findScopeName(db: Db, { scope, scopeKey }: ScopeRef): Promise<string | undefined> {
  if (scope === "club") return "The whole club";
  const name = {
    sku: sql<string>`(select title from ${skus} where id = ${/^\d{1,15}$/.test(scopeKey) ? scopeKey : "-1"}::bigint)`,
    supplier: sql<string>`(select name from ${suppliers} where slug = ${scopeKey})`,
    brand: sql<string>`(select name from ${brands} where slug = ${scopeKey})`,
    category: sql<string>`(select name from ${categories} where slug = ${scopeKey})`,
  }[scope];
  const [row] = await db.execute<{ name: string | null }>(sql`select ${name} as name`);
  return row?.name ?? undefined;
}

/** SKUs of a scope by item number, after `afterSku`, with their current price; at most `limit`. */
export async function listSkusToPrice(
  db: Db,
  scope: ScopeRef,
  page: { afterSku: number; limit: number },
): Promise<SkuToPrice[]> {
  return selectSkusToPrice(db, and(coveredBy(scope), gt(skus.id, page.afterSku)))
    .orderBy(skus.id)
    .limit(page.limit);
}

/** These SKUs, on sale or not, in no order. */
export async function listSkusToPriceById(db: Db, skuIds: readonly number[]): Promise<SkuToPrice[]> {
  return skuIds.length === 0 ? [] : selectSkusToPrice(db, sql`${skus.id} = any(${bigints(skuIds)})`);
}

function selectSkusToPrice(db: Db, where: SQL | undefined) {
  return db
    .select({
      id: skus.id,
      supplierSlug: skus.supplierSlug,
      brandSlug: skus.brandSlug,
      categorySlug: skus.categorySlug,
      ownLabel: brands.ownLabel,
      currentCents: currentPrices.clubCents,
    })
    .from(skus)
    .innerJoin(brands, eq(brands.slug, skus.brandSlug))
    .leftJoin(currentPrices, eq(currentPrices.skuId, skus.id))
    .where(where);
}
