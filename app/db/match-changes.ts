/** Confirmed matches whose listing or SKU has changed: read to be judged again, and flagged. Owner's pool. */
import type postgres from "postgres";
import type { Match, MatchItem } from "#app/domain/match.ts";
import type { MatchKind } from "#app/domain/match-decision.ts";
import { scoreBpsOf, surenessBpsOf } from "#app/domain/match-review.ts";
import { LISTING_PRINT, SKU_PRINT } from "./match-prints.ts";

export type ConfirmedPair = {
  readonly skuId: number;
  readonly listingId: string;
  readonly kind: MatchKind;
  readonly sku: MatchItem;
  readonly listing: MatchItem;
};

type Row = {
  sku_id: string;
  listing_id: string;
  kind: MatchKind;
  sku: MatchItem;
  listing: MatchItem;
};

/** Confirmed matches of these listings or of these SKUs. */
export async function listConfirmedPairs(
  tx: postgres.TransactionSql,
  of: { readonly listingIds: readonly string[] } | { readonly skuIds: readonly number[] },
): Promise<ConfirmedPair[]> {
  const [where, ids] =
    "listingIds" in of
      ? ["m.listing_id = any($1::uuid[])", [...of.listingIds]]
      : ["m.sku_id = any($1::bigint[])", [...of.skuIds]];
  const rows = await tx.unsafe<Row[]>(
    `select m.sku_id::text, m.listing_id, m.kind,
      json_build_object('title', s.title, 'brand', b.name, 'category', c.name, 'gtin', s.gtin14) as sku,
      json_build_object('title', l.title, 'brand', l.brand, 'category', l.category, 'gtin', l.gtin14) as listing
    from matches m join listings l on l.id = m.listing_id join skus s on s.id = m.sku_id
    join brands b on b.slug = s.brand_slug join categories c on c.slug = s.category_slug
    where m.status = 'confirmed' and ${where}`,
    [ids],
  );
  return rows.map(({ sku_id, listing_id, ...pair }) => ({
    ...pair,
    skuId: Number(sku_id),
    listingId: listing_id,
  }));
}

export type ChangedPair = { readonly skuId: number; readonly listingId: string; readonly judged: Match };

/** Takes the claim from confirmed matches and puts them into the queue, on record. Gives how many. */
export async function flagChanged(
  tx: postgres.TransactionSql,
  pairs: readonly ChangedPair[],
  now: Date,
): Promise<number> {
  if (pairs.length === 0) return 0;
  const rows = pairs.map(({ skuId, listingId, judged: { verdict, score, why } }) => ({
    sku_id: skuId,
    listing_id: listingId,
    verdict,
    score_bps: scoreBpsOf(score),
    sureness_bps: surenessBpsOf(verdict, score),
    why,
  }));
  const flagged = await tx.unsafe(
    `with changed as (
      select * from json_to_recordset($1::text::json) as changed(sku_id bigint, listing_id uuid, verdict text,
        score_bps integer, sureness_bps integer, why jsonb)
    ), flagged as (
      update matches m set status = 'changed', verdict = c.verdict, score_bps = c.score_bps,
        sureness_bps = c.sureness_bps, why = c.why, suggested_at = $2::timestamptz, popularity = s.popularity,
        sku_print = ${SKU_PRINT}, listing_print = ${LISTING_PRINT}
      from changed c join skus s on s.id = c.sku_id join listings l on l.id = c.listing_id
      where m.sku_id = c.sku_id and m.listing_id = c.listing_id and m.status = 'confirmed'
      returning m.*
    )
    insert into match_decisions (id, sku_id, listing_id, at, actor, deed, before, after, verdict, score_bps, why)
    select gen_random_uuid(), f.sku_id, f.listing_id, $2::timestamptz, 'matcher', 'flag',
      said || '{"status": "confirmed"}', said || '{"status": "changed"}', f.verdict, f.score_bps, f.why
    from flagged f cross join lateral (
      select jsonb_build_object('kind', f.kind, 'difference', f.difference, 'decidedBy', f.decided_by, 'decidedAt',
        to_char(f.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as said
    ) t`,
    [JSON.stringify(rows), now.toISOString()],
  );
  return flagged.count;
}
