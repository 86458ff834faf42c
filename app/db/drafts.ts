/** Writing change sets: opening drafts, filling them in bulk, and closing them under a lock. */
import { eq, sql } from "drizzle-orm";
import type { Blocked, Change, ChangeSetTally } from "#app/domain/change-set.ts";
import type { Db } from "./client.server.ts";
import { changeSetBlocked, changeSetItems, changeSets } from "./tables.server.ts";

/** The change set's state, locked until the transaction is over: whoever publishes, discards or takes back waits here. */
export async function lockChangeSet(db: Db, id: string) {
  const [found] = await db
    .select({
      id: changeSets.id,
      name: changeSets.name,
      state: changeSets.state,
      scope: changeSets.scope,
      scopeKey: changeSets.scopeKey,
      tally: changeSets.tally,
      publishedAt: changeSets.publishedAt,
    })
    .from(changeSets)
    .where(eq(changeSets.id, id))
    .for("update");
  return found;
}

export type NewDraft = {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly scopeKey: string;
  readonly madeBy: string | null;
  readonly madeAt: Date;
  readonly takesBack?: string;
};

/** Opens a draft; false when its id, or a take-back of the same change set, is there already. Waits for whoever is making it. */
export async function insertDraft(db: Db, draft: NewDraft): Promise<boolean> {
  const inserted = await db
    .insert(changeSets)
    .values({ ...draft, state: "draft" })
    .onConflictDoNothing()
    .returning({ id: changeSets.id });
  return inserted.length === 1;
}

/** Adds moves and blocked SKUs to a draft, in bulk: each list is one statement with one parameter. */
export async function insertDraftLines(
  db: Db,
  changeSetId: string,
  lines: { changes: readonly Change[]; blocked: readonly Blocked[] },
): Promise<void> {
  const { changes, blocked } = lines;
  if (changes.length > 0) {
    await db.execute(sql`
      insert into ${changeSetItems} (change_set_id, sku_id, before_cents, after_cents, landed_cents, waterfall)
      select ${changeSetId}::uuid, line."skuId", line."beforeCents", line."afterCents", line."landedCents", line.waterfall
      from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb) as line
        ("skuId" bigint, "beforeCents" integer, "afterCents" integer, "landedCents" integer, waterfall jsonb)`);
  }
  if (blocked.length > 0) {
    await db.execute(sql`
      insert into ${changeSetBlocked} (change_set_id, sku_id, reason)
      select ${changeSetId}::uuid, line."skuId", line.reason
      from jsonb_to_recordset(${JSON.stringify(blocked)}::text::jsonb) as line ("skuId" bigint, reason text)`);
  }
}

/** Keeps the counts of a finished draft with it. */
export async function saveTally(db: Db, changeSetId: string, tally: ChangeSetTally): Promise<void> {
  await db.update(changeSets).set({ tally }).where(eq(changeSets.id, changeSetId));
}

/** Marks a locked change set as published or discarded. */
export async function closeChangeSet(
  db: Db,
  changeSetId: string,
  end: { state: "published" | "discarded"; by: string | null; at: Date },
): Promise<void> {
  const published = end.state === "published" ? { publishedBy: end.by, publishedAt: end.at } : {};
  await db
    .update(changeSets)
    .set({ state: end.state, ...published })
    .where(eq(changeSets.id, changeSetId));
}
