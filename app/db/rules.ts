import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import { type Rule, type RuleBook, type RuleScope, ruleBook } from "#app/domain/pricing.ts";
import type { Db } from "./client.server.ts";
import { accounts, brands, categories, rules, skus, suppliers } from "./tables.server.ts";

const RULE = {
  id: rules.id,
  scope: rules.scope,
  scopeKey: rules.scopeKey,
  strategy: rules.strategy,
  guardrails: rules.guardrails,
};

/** The open rules that can cover these SKUs: every rule above the item, and the items' own. */
export async function loadRuleBook(db: Db, skuIds: readonly number[]): Promise<RuleBook> {
  const above = ne(rules.scope, "sku");
  const own = and(eq(rules.scope, "sku"), sql`${rules.scopeKey} = any(${`{${skuIds.join(",")}}`}::text[])`);
  const found = await db
    .select(RULE)
    .from(rules)
    .where(and(isNull(rules.endedAt), skuIds.length === 0 ? above : or(above, own)));
  return ruleBook(found);
}

/** The open rule of exactly this scope. With `lock`, nobody else may set or end it until the transaction is over. */
export async function findOpenRule(
  db: Db,
  scope: RuleScope,
  scopeKey: string,
  options: { lock?: boolean } = {},
): Promise<Rule | undefined> {
  const query = db
    .select(RULE)
    .from(rules)
    .where(and(eq(rules.scope, scope), eq(rules.scopeKey, scopeKey), isNull(rules.endedAt)));
  const [found] = await (options.lock ? query.for("update") : query);
  return found;
}

/** A rule as the desk lists it. `name` is what it covers in words, null when that is gone. */
export type ListedRule = Rule & {
  readonly name: string | null;
  /** Items on sale that the scope covers, counted to `COVERED_CAP` + 1. */
  readonly covered: number;
  readonly madeAt: Date;
  readonly madeBy: string | null;
};

const LISTED = {
  ...RULE,
  name: sql<string | null>`case ${rules.scope}
    when 'sku' then (select title from ${skus} where id = ${rules.scopeKey}::bigint)
    when 'supplier' then (select name from ${suppliers} where slug = ${rules.scopeKey})
    when 'brand' then (select name from ${brands} where slug = ${rules.scopeKey})
    when 'category' then (select name from ${categories} where slug = ${rules.scopeKey})
    else 'The whole club' end`,
  madeAt: rules.madeAt,
  madeBy: accounts.email,
};

/** Counting stops here: past it a list says "1,000+". */
export const COVERED_CAP = 1_000;

const COVERS = {
  sku: sql`id = ${rules.scopeKey}::bigint`,
  supplier: sql`supplier_slug = ${rules.scopeKey}`,
  brand: sql`brand_slug = ${rules.scopeKey}`,
  category: sql`category_slug = ${rules.scopeKey}`,
  club: sql`true`,
};

function covered(scope: RuleScope) {
  return sql<number>`(select count(*)::int from (
    select 1 from ${skus} where status = 'active' and ${COVERS[scope]} limit ${sql.raw(String(COVERED_CAP + 1))}) found)`;
}

/** Open rules of one scope, by what they cover, after `afterKey`; at most `limit`. */
export async function listOpenRules(
  db: Db,
  scope: RuleScope,
  page: { afterKey?: string | undefined; limit: number },
): Promise<ListedRule[]> {
  const after = page.afterKey === undefined ? undefined : sql`${rules.scopeKey} > ${page.afterKey}`;
  return db
    .select({ ...LISTED, covered: covered(scope) })
    .from(rules)
    .leftJoin(accounts, eq(accounts.id, rules.madeBy))
    .where(and(eq(rules.scope, scope), isNull(rules.endedAt), after))
    .orderBy(rules.scopeKey)
    .limit(page.limit);
}

/** Versions of one scope's rule, newest first, open and ended; at most 20. */
export async function listRuleVersions(db: Db, scope: RuleScope, scopeKey: string) {
  return db
    .select({ ...RULE, madeAt: rules.madeAt, endedAt: rules.endedAt, madeBy: accounts.email })
    .from(rules)
    .leftJoin(accounts, eq(accounts.id, rules.madeBy))
    .where(and(eq(rules.scope, scope), eq(rules.scopeKey, scopeKey)))
    .orderBy(sql`${rules.madeAt} desc`)
    .limit(20);
}

export type NewRule = Rule & { readonly madeBy: string | null; readonly madeAt: Date };

/** Inserts an open rule; false when another one is open for the scope (somebody was faster). */
export async function insertRule(db: Db, rule: NewRule): Promise<boolean> {
  const inserted = await db.insert(rules).values(rule).onConflictDoNothing().returning({ id: rules.id });
  return inserted.length === 1;
}

/** Ends an open rule; false when it had ended already. */
export async function endRuleVersion(db: Db, ruleId: string, endedAt: Date): Promise<boolean> {
  const ended = await db
    .update(rules)
    .set({ endedAt })
    .where(and(eq(rules.id, ruleId), isNull(rules.endedAt)))
    .returning({ id: rules.id });
  return ended.length === 1;
}
