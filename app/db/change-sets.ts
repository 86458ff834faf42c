/** Change sets as the desk reads them. Writing them is in drafts.ts, publishing in club-prices.ts. */
import { and, asc, count, eq, gt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BlockedReason, Change, ChangeSetState, ChangeSetTally } from "#app/domain/change-set.ts";
import type { Db } from "./client.server.ts";
import { accounts, changeSetBlocked, changeSetItems, changeSets, skus } from "./tables.server.ts";

const publishers = alias(accounts, "publishers");

const CHANGE_SET = {
  id: changeSets.id,
  name: changeSets.name,
  state: changeSets.state,
  scope: changeSets.scope,
  scopeKey: changeSets.scopeKey,
  tally: changeSets.tally,
  takesBack: changeSets.takesBack,
  madeAt: changeSets.madeAt,
  madeBy: accounts.email,
  publishedAt: changeSets.publishedAt,
  publishedBy: publishers.email,
};

export type ChangeSet = {
  readonly id: string;
  readonly name: string;
  readonly state: ChangeSetState;
  readonly scope: string;
  readonly scopeKey: string;
  /** Null for a set that was not made by the pricing run. */
  readonly tally: ChangeSetTally | null;
  /** The change set that this one takes back. */
  readonly takesBack: string | null;
  readonly madeAt: Date;
  readonly madeBy: string | null;
  readonly publishedAt: Date | null;
  readonly publishedBy: string | null;
};

function selectChangeSets(db: Db, where: SQL | undefined) {
  return db
    .select(CHANGE_SET)
    .from(changeSets)
    .leftJoin(accounts, eq(accounts.id, changeSets.madeBy))
    .leftJoin(publishers, eq(publishers.id, changeSets.publishedBy))
    .where(where);
}

/** One change set with who made and who published it. */
export async function findChangeSet(db: Db, id: string): Promise<ChangeSet | undefined> {
  const [found] = await selectChangeSets(db, eq(changeSets.id, id));
  return found;
}

/** Where a page of change sets goes on: the last one's time and id. */
export type ChangeSetCursor = { readonly madeAt: Date; readonly id: string };

/** Change sets, newest first, after `after`; at most `limit`. */
export async function listChangeSets(
  db: Db,
  page: { state?: ChangeSetState | undefined; after?: ChangeSetCursor | undefined; limit: number },
): Promise<ChangeSet[]> {
  const { state, after, limit } = page;
  const older =
    after === undefined
      ? undefined
      : sql`(${changeSets.madeAt} < ${after.madeAt.toISOString()}::timestamptz
          or (${changeSets.madeAt} = ${after.madeAt.toISOString()}::timestamptz and ${changeSets.id} > ${after.id}))`;
  return selectChangeSets(db, and(state && eq(changeSets.state, state), older))
    .orderBy(sql`${changeSets.madeAt} desc nulls last`, asc(changeSets.id))
    .limit(limit);
}

/** Drafts that wait, counted up to `cap`. */
export async function countDrafts(db: Db, cap: number): Promise<number> {
  const drafts = db
    .select({ id: changeSets.id })
    .from(changeSets)
    .where(eq(changeSets.state, "draft"))
    .limit(cap)
    .as("drafts");
  const [row] = await db.select({ count: count() }).from(drafts);
  return row?.count ?? 0;
}

/** The change set, not discarded, that takes `id` back. */
export async function findTakeBackOf(
  db: Db,
  id: string,
): Promise<{ id: string; state: ChangeSetState } | undefined> {
  const [found] = await db
    .select({ id: changeSets.id, state: changeSets.state })
    .from(changeSets)
    .where(and(eq(changeSets.takesBack, id), sql`${changeSets.state} <> 'discarded'`));
  return found;
}

export type ListedChange = Change & { readonly title: string };

/** Moves of a change set by item number, after `afterSku`; at most `limit`. `only` keeps those that go up or down. */
export async function listChanges(
  db: Db,
  changeSetId: string,
  page: { afterSku?: number | undefined; only?: "raised" | "lowered" | "first" | undefined; limit: number },
): Promise<ListedChange[]> {
  const direction = {
    raised: sql`${changeSetItems.afterCents} > ${changeSetItems.beforeCents}`,
    lowered: sql`${changeSetItems.afterCents} < ${changeSetItems.beforeCents}`,
    first: sql`${changeSetItems.beforeCents} is null`,
  };
  return db
    .select({
      skuId: changeSetItems.skuId,
      title: skus.title,
      beforeCents: changeSetItems.beforeCents,
      afterCents: changeSetItems.afterCents,
      landedCents: changeSetItems.landedCents,
      waterfall: changeSetItems.waterfall,
    })
    .from(changeSetItems)
    .innerJoin(skus, eq(skus.id, changeSetItems.skuId))
    .where(
      and(
        eq(changeSetItems.changeSetId, changeSetId),
        page.only && direction[page.only],
        page.afterSku === undefined ? undefined : gt(changeSetItems.skuId, page.afterSku),
      ),
    )
    .orderBy(changeSetItems.skuId)
    .limit(page.limit);
}

/** How many SKUs a change set leaves as they are, by reason. */
export async function countBlocked(
  db: Db,
  changeSetId: string,
): Promise<{ reason: BlockedReason; count: number }[]> {
  return db
    .select({ reason: changeSetBlocked.reason, count: count() })
    .from(changeSetBlocked)
    .where(eq(changeSetBlocked.changeSetId, changeSetId))
    .groupBy(changeSetBlocked.reason)
    .orderBy(changeSetBlocked.reason);
}

/** SKUs that a change set leaves as they are, by item number; at most `limit`. */
export async function listBlocked(
  db: Db,
  changeSetId: string,
  page: { afterSku?: number | undefined; limit: number },
): Promise<{ skuId: number; title: string; reason: BlockedReason }[]> {
  return db
    .select({ skuId: changeSetBlocked.skuId, title: skus.title, reason: changeSetBlocked.reason })
    .from(changeSetBlocked)
    .innerJoin(skus, eq(skus.id, changeSetBlocked.skuId))
    .where(
      and(
        eq(changeSetBlocked.changeSetId, changeSetId),
        page.afterSku === undefined ? undefined : gt(changeSetBlocked.skuId, page.afterSku),
      ),
    )
    .orderBy(changeSetBlocked.skuId)
    .limit(page.limit);
}

/** Ids of drafts that move this SKU, newest first; at most 10. */
export async function listDraftsOfSku(db: Db, skuId: number) {
  return db
    .select({ id: changeSets.id, name: changeSets.name, afterCents: changeSetItems.afterCents })
    .from(changeSets)
    .innerJoin(
      changeSetItems,
      and(eq(changeSetItems.changeSetId, changeSets.id), eq(changeSetItems.skuId, skuId)),
    )
    .where(eq(changeSets.state, "draft"))
    .orderBy(sql`${changeSets.madeAt} desc`)
    .limit(10);
}
