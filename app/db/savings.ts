/** What memberships saved. Read on the member role, written on the owner's; every read names the membership. */
import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { retailers, savingsLines, skus } from "./tables.server.ts";

export type NewSavingsLine = typeof savingsLines.$inferInsert;

/** Adds lines; one that its purchase recorded before stays as it is. Answers how many are new. */
export async function insertSavings(db: Db, lines: readonly NewSavingsLine[]): Promise<number> {
  if (lines.length === 0) return 0;
  const inserted = await db
    .insert(savingsLines)
    .values([...lines])
    .onConflictDoNothing({ target: [savingsLines.source, savingsLines.skuId] })
    .returning({ id: savingsLines.id });
  return inserted.length;
}

export type SavedLine = {
  readonly id: string;
  readonly skuId: number;
  readonly slug: string;
  readonly title: string;
  readonly quantity: number;
  readonly paidCents: number;
  readonly theirCents: number | null;
  readonly retailerName: string | null;
  readonly observationId: string | null;
  readonly savedCents: number;
  readonly noClaim: string | null;
  readonly boughtAt: Date;
};

type Between = { readonly from: Date; readonly to: Date };

const within = (membershipId: string, { from, to }: Between) =>
  and(
    eq(savingsLines.membershipId, membershipId),
    gte(savingsLines.boughtAt, from),
    lt(savingsLines.boughtAt, to),
  );

/** The membership's lines in a time, newest first; at most `limit`. */
export async function listSavings(
  db: Db,
  membershipId: string,
  between: Between,
  limit: number,
): Promise<SavedLine[]> {
  return await db
    .select({
      id: savingsLines.id,
      skuId: savingsLines.skuId,
      slug: skus.slug,
      title: skus.title,
      quantity: savingsLines.quantity,
      paidCents: savingsLines.paidCents,
      theirCents: savingsLines.theirCents,
      retailerName: retailers.name,
      observationId: savingsLines.observationId,
      savedCents: savingsLines.savedCents,
      noClaim: savingsLines.noClaim,
      boughtAt: savingsLines.boughtAt,
    })
    .from(savingsLines)
    .innerJoin(skus, eq(skus.id, savingsLines.skuId))
    .leftJoin(retailers, eq(retailers.slug, savingsLines.retailerSlug))
    .where(within(membershipId, between))
    .orderBy(sql`${savingsLines.boughtAt} desc nulls last`, desc(savingsLines.id))
    .limit(limit);
}

export type MonthOfSavings = {
  /** "2026-11", in the club's time zone. */
  readonly month: string;
  readonly paidCents: number;
  readonly savedCents: number;
  readonly lines: number;
  /** Lines with a comparison; the others saved nothing. */
  readonly compared: number;
};

/** Sums of every calendar month with purchases in a time, newest first. `timeZone` is an IANA name. */
export async function sumSavingsByMonth(
  db: Db,
  membershipId: string,
  between: Between,
  timeZone: string,
): Promise<MonthOfSavings[]> {
  const month = sql<string>`to_char(${savingsLines.boughtAt} at time zone ${timeZone}, 'YYYY-MM')`;
  return await db
    .select({
      month: month.as("month"),
      paidCents: sql<number>`sum(${savingsLines.paidCents})::float8`,
      savedCents: sql<number>`sum(${savingsLines.savedCents})::float8`,
      lines: sql<number>`count(*)::int`,
      compared: sql<number>`count(${savingsLines.observationId})::int`,
    })
    .from(savingsLines)
    .where(within(membershipId, between))
    .groupBy(sql`1`)
    .orderBy(sql`1 desc`);
}
