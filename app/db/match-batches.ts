/** Many decisions at once: confirming what is sure, and taking decisions back. A few statements, however many. Staff pool. */
import { type SQL, sql } from "drizzle-orm";
import { BAND_LIMITS } from "#app/domain/match-review.ts";
import type { Db } from "./client.server.ts";
import { SKU_LOCK } from "./match-decisions.ts";
import type { PairKey } from "./match-pairs.ts";
import { LISTING_PRINT, SKU_PRINT } from "./match-prints.ts";

export type SurePair = PairKey & {
  readonly skuTitle: string;
  readonly title: string;
  readonly itemId: string;
  readonly scoreBps: number;
  readonly popularity: number;
};

/**
 * What is sure: suggested as identical with a sureness of the top band, unchanged since, and with no rival - no other
 * suggestion or confirmation of the kind for the listing, or for the SKU at that retailer.
 */
const SURE = sql.raw(`m.status = 'suggested' and m.verdict = 'identical'
  and m.sureness_bps >= ${BAND_LIMITS.sure.from}
  and m.sku_print = ${SKU_PRINT} and m.listing_print = ${LISTING_PRINT} and s.status = 'active'
  and not exists (
    select 1 from matches rival where rival.listing_id = m.listing_id and rival.sku_id <> m.sku_id
      and rival.kind = 'identical' and rival.status <> 'rejected')
  and not exists (
    select 1 from matches rival join listings other on other.id = rival.listing_id
    where rival.sku_id = m.sku_id and rival.listing_id <> m.listing_id and rival.kind = 'identical'
      and rival.status <> 'rejected' and other.retailer_slug = l.retailer_slug)`);

const SOURCES = sql`matches m join listings l on l.id = m.listing_id join skus s on s.id = m.sku_id`;

/** The sure ones of a retailer, popular items first; at most `limit`. Walks the open ones alone. */
export async function listSure(db: Db, retailer: string, limit: number): Promise<SurePair[]> {
  const rows = await db.execute<SurePair>(sql`
    select m.sku_id::float8 as "skuId", m.listing_id as "listingId", s.title as "skuTitle", l.title,
      l.item_id as "itemId", m.score_bps as "scoreBps", m.popularity
    from ${SOURCES}
    where ${SURE} and l.retailer_slug = ${retailer} and m.status in ('suggested', 'changed')
    order by m.popularity desc, m.sureness_bps desc, m.sku_id desc, m.listing_id desc limit ${limit}`);
  return [...rows];
}

export type BatchDecision = {
  readonly batchId: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly actor: string;
};

/** A match of `m` as its record keeps it. */
const RECORDED = sql`jsonb_build_object('status', m.status, 'kind', m.kind, 'difference', m.difference,
  'decidedBy', m.decided_by,
  'decidedAt', to_char(m.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** Confirms those of `pairs` as identical that are still sure. Gives how many. */
export async function confirmStillSure(
  tx: Db,
  retailer: string,
  pairs: readonly PairKey[],
  { batchId, at, actorId, actor }: BatchDecision,
): Promise<number> {
  const now = at.toISOString();
  await lockSkus(
    tx,
    sql`select sku_id from json_to_recordset(${asJson(pairs)}::text::json) as shown(sku_id bigint)`,
  );
  const confirmed = await tx.execute<{ count: number }>(sql`
    with shown as (
      select * from json_to_recordset(${asJson(pairs)}::text::json) as shown(sku_id bigint, listing_id uuid)
    ), sure as (
      select m.*, ${RECORDED} as before from ${SOURCES}
      join shown on shown.sku_id = m.sku_id and shown.listing_id = m.listing_id
      where ${SURE} and l.retailer_slug = ${retailer}
      for update of m
    ), confirmed as (
      update matches m set status = 'confirmed', kind = 'identical', difference = null, decided_by = ${actor},
        decided_at = ${now}::timestamptz
      from sure where m.sku_id = sure.sku_id and m.listing_id = sure.listing_id
      returning m.sku_id, m.listing_id, ${RECORDED} as after
    )
    insert into match_decisions (id, sku_id, listing_id, at, actor_id, actor, deed, before, after, verdict, score_bps,
      why, batch_id)
    select gen_random_uuid(), sure.sku_id, sure.listing_id, ${now}::timestamptz, ${actorId}::uuid, ${actor}, 'confirm',
      sure.before, confirmed.after, sure.verdict, sure.score_bps, sure.why, ${batchId}::uuid
    from sure join confirmed on confirmed.sku_id = sure.sku_id and confirmed.listing_id = sure.listing_id
    returning 1`);
  return confirmed.length;
}

function asJson(pairs: readonly PairKey[]): string {
  return JSON.stringify(pairs.map(({ skuId, listingId }) => ({ sku_id: skuId, listing_id: listingId })));
}

/** In the order of item numbers, so that two never wait for each other. */
async function lockSkus(tx: Db, skuIds: SQL): Promise<void> {
  await tx.execute(sql`
    select pg_advisory_xact_lock(${SKU_LOCK}, hashint8(sku_id))
    from (select distinct sku_id from (${skuIds}) ids order by sku_id) ordered`);
}

export type Undone = { readonly asked: number; readonly undone: readonly PairKey[] };

/**
 * Takes back decisions of `actorId`: the one of that id, or all of that batch. Each match becomes what it was before, if it still
 * is what the decision made of it; those that somebody has decided anew since stay.
 */
export async function undoDecisions(
  tx: Db,
  id: string,
  undo: { actorId: string; actor: string; at: Date; batchId: string | null },
): Promise<Undone> {
  const now = undo.at.toISOString();
  const mine = sql`match_decisions d where (d.id = ${id}::uuid or d.batch_id = ${id}::uuid)
    and d.actor_id = ${undo.actorId}::uuid and d.deed in ('confirm', 'reject', 'reopen')`;
  await lockSkus(tx, sql`select d.sku_id from ${mine}`);
  const [asked] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from ${mine}`);
  const undone = await tx.execute<PairKey>(sql`
    with standing as (
      select d.* from ${mine} and not exists (select 1 from match_decisions u where u.undoes = d.id)
    ), restorable as (
      select d.* from standing d join matches m on m.sku_id = d.sku_id and m.listing_id = d.listing_id
      where ${RECORDED} = d.after
      for update of m
    ), restored as (
      update matches m set status = r.before ->> 'status', kind = r.before ->> 'kind',
        difference = r.before ->> 'difference', decided_by = r.before ->> 'decidedBy',
        decided_at = (r.before ->> 'decidedAt')::timestamptz
      from restorable r
      where m.sku_id = r.sku_id and m.listing_id = r.listing_id and jsonb_typeof(r.before) = 'object'
    ), removed as (
      delete from matches m using restorable r
      where m.sku_id = r.sku_id and m.listing_id = r.listing_id and jsonb_typeof(r.before) is distinct from 'object'
    )
    insert into match_decisions (id, sku_id, listing_id, at, actor_id, actor, deed, before, after, verdict, score_bps,
      why, batch_id, undoes)
    select gen_random_uuid(), sku_id, listing_id, ${now}::timestamptz, ${undo.actorId}::uuid, ${undo.actor}, 'undo', after,
      before, verdict, score_bps, why, ${undo.batchId}::uuid, id
    from restorable
    returning sku_id::float8 as "skuId", listing_id as "listingId"`);
  return { asked: asked?.count ?? 0, undone: [...undone] };
}

/** One decision of somebody's, or a batch of them, that can be taken back. */
export type OwnDecision = {
  /** Of the decision or of the batch. */
  readonly id: string;
  readonly at: Date;
  readonly deed: "confirm" | "reject" | "reopen";
  readonly kind: string;
  readonly matches: number;
  /** Of the only or the first one. */
  readonly skuId: number;
  readonly listingId: string;
  readonly title: string;
};

/** Somebody's latest decisions that stand, batches as one, newest first; at most `limit`, of the last 1,500. */
export async function listOwnDecisions(db: Db, actorId: string, limit: number): Promise<OwnDecision[]> {
  const rows = await db.execute<Omit<OwnDecision, "at"> & { atMs: number }>(sql`
    with latest as (
      select * from match_decisions d where d.actor_id = ${actorId}::uuid order by at desc nulls last, id desc nulls last
      limit 1500
    ), own as (
      select coalesce(batch_id, id) as id, max(at) as at, count(*)::int as matches, min(deed) as deed,
        min(after ->> 'kind') as kind, min(sku_id) as sku_id, (array_agg(listing_id order by sku_id))[1] as listing_id
      from latest d
      where deed in ('confirm', 'reject', 'reopen') and not exists (
        select 1 from match_decisions u where u.undoes = d.id)
      group by 1
    )
    select own.id, ((extract(epoch from at) * 1000)::bigint)::float8 as "atMs", deed, kind, matches,
      sku_id::float8 as "skuId", listing_id as "listingId", l.title
    from own join listings l on l.id = own.listing_id
    order by at desc, own.id desc limit ${limit}`);
  return rows.map(({ atMs, ...own }) => ({ ...own, at: new Date(atMs) }));
}
