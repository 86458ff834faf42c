/**
 * Writing what a run of the matcher found, a batch at a time: COPY into a table of the transaction's own, then a few statements
 * over the whole batch. Owner's pool. What was decided stays, except that a pair which was rejected is suggested again
 * once one of the two has changed.
 */
import type postgres from "postgres";
import { MAX_SUGGESTIONS, type SuggestedVerdict } from "#app/domain/match-review.ts";
import { copyRows } from "./copy-rows.ts";
import { LISTING_PRINT, SKU_PRINT } from "./match-prints.ts";

/** One pair that the matcher would suggest. */
export type FoundPair = {
  readonly skuId: number;
  readonly listingId: string;
  readonly verdict: SuggestedVerdict;
  readonly scoreBps: number;
  readonly surenessBps: number;
  readonly why: readonly string[];
};

export type SavedSuggestions = { readonly suggested: number; readonly withdrawn: number };

const COLUMNS = ["sku_id", "listing_id", "verdict", "score_bps", "sureness_bps", "why"];

async function stage(tx: postgres.TransactionSql, pairs: readonly FoundPair[]): Promise<void> {
  await tx`create temp table found (sku_id bigint, listing_id uuid, verdict text, score_bps integer,
    sureness_bps integer, why jsonb) on commit drop`;
  const rows = pairs.map((pair) => [
    pair.skuId,
    pair.listingId,
    pair.verdict,
    pair.scoreBps,
    pair.surenessBps,
    JSON.stringify(pair.why),
  ]);
  if (rows.length > 0) await copyRows(tx, "found", COLUMNS, rows);
  await tx.unsafe(CHOOSE);
}

/**
 * Of what was found: what may be suggested. Not what was decided, unless it was rejected and has changed since. Not a second
 * SKU for a listing that is confirmed to be one item. Not another pack for a SKU that has its own item confirmed at that
 * retailer in any pack, nor another brand for one that has any match there: it would prove nothing more.
 */
const CHOOSE = `
create temp table chosen on commit drop as
select f.*, s.popularity, ${SKU_PRINT} as sku_print, ${LISTING_PRINT} as listing_print, m.status as was
from found f
join skus s on s.id = f.sku_id and s.status = 'active'
join listings l on l.id = f.listing_id
left join matches m on m.sku_id = f.sku_id and m.listing_id = f.listing_id
where (m.status is null or m.status = 'suggested'
    or (m.status = 'rejected' and (m.listing_print <> ${LISTING_PRINT} or m.sku_print <> ${SKU_PRINT})))
  and case when f.verdict = 'identical' then not exists (
      select 1 from matches c where c.listing_id = f.listing_id and c.sku_id <> f.sku_id
        and c.status = 'confirmed' and c.kind = 'identical')
    else not exists (
      select 1 from matches c join listings cl on cl.id = c.listing_id
      where c.sku_id = f.sku_id and c.listing_id <> f.listing_id and c.status = 'confirmed'
        and (f.verdict = 'equivalent' or c.kind <> 'equivalent') and cl.retailer_slug = l.retailer_slug)
    end`;

/** Keeps the best of each listing among those chosen. */
const KEEP_BEST = `
delete from chosen c using (
  select sku_id, listing_id,
    row_number() over (partition by listing_id order by score_bps desc, sku_id) as place
  from chosen
) ranked
where ranked.place > ${MAX_SUGGESTIONS} and ranked.sku_id = c.sku_id and ranked.listing_id = c.listing_id`;

const UPSERT = `
insert into matches (sku_id, listing_id, kind, status, verdict, score_bps, sureness_bps, why, sku_print,
  listing_print, popularity, suggested_at)
select sku_id, listing_id, verdict, 'suggested', verdict, score_bps, sureness_bps, why, sku_print, listing_print,
  popularity, $1::timestamptz
from chosen order by sku_id, listing_id
on conflict (sku_id, listing_id) do update set kind = excluded.kind, status = 'suggested', difference = null,
  decided_by = null, decided_at = null, verdict = excluded.verdict, score_bps = excluded.score_bps,
  sureness_bps = excluded.sureness_bps, why = excluded.why, sku_print = excluded.sku_print,
  listing_print = excluded.listing_print, popularity = excluded.popularity,
  suggested_at = case when matches.status = 'suggested' then coalesce(matches.suggested_at, excluded.suggested_at)
    else excluded.suggested_at end
where matches.status = 'suggested'
    and (matches.verdict, matches.score_bps, matches.why, matches.sku_print, matches.listing_print, matches.popularity)
      is distinct from (excluded.verdict, excluded.score_bps, excluded.why, excluded.sku_print,
        excluded.listing_print, excluded.popularity)
  or matches.status = 'rejected'
    and (matches.sku_print <> excluded.sku_print or matches.listing_print <> excluded.listing_print)`;

/** That a rejected pair is suggested again is on record. Before the upsert. */
const RECORD_RENEWED = `
insert into match_decisions (id, sku_id, listing_id, at, actor, deed, before, after, verdict, score_bps, why)
select gen_random_uuid(), c.sku_id, c.listing_id, $1::timestamptz, 'matcher', 'renew',
  jsonb_build_object('status', m.status, 'kind', m.kind, 'difference', m.difference, 'decidedBy', m.decided_by,
    'decidedAt', to_char(m.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
  jsonb_build_object('status', 'suggested', 'kind', c.verdict, 'difference', null, 'decidedBy', null, 'decidedAt', null),
  c.verdict, c.score_bps, c.why
from chosen c join matches m on m.sku_id = c.sku_id and m.listing_id = c.listing_id
where m.status = 'rejected'`;

async function writeChosen(tx: postgres.TransactionSql, now: Date): Promise<number> {
  const at = now.toISOString();
  const [fresh] = await tx<{ count: number }[]>`
    select count(*)::int as count from chosen where was is distinct from 'suggested'`;
  await tx.unsafe(RECORD_RENEWED, [at]);
  await tx.unsafe(UPSERT, [at]);
  return fresh?.count ?? 0;
}

/** Makes the suggestions of these listings what was found: the best of each; those that are not among them go. */
export async function saveSuggestionsOfListings(
  tx: postgres.TransactionSql,
  listingIds: readonly string[],
  pairs: readonly FoundPair[],
  now: Date,
): Promise<SavedSuggestions> {
  await stage(tx, pairs);
  await tx.unsafe(KEEP_BEST);
  const gone = await tx`
    delete from matches m where m.listing_id = any(${listingIds as string[]}::uuid[]) and m.status = 'suggested'
      and not exists (select 1 from chosen c where c.sku_id = m.sku_id and c.listing_id = m.listing_id)`;
  return { suggested: await writeChosen(tx, now), withdrawn: gone.count };
}

/**
 * Makes the suggestions of these SKUs what was found, among the others of each listing. A listing that loses one is due:
 * another SKU may come up in its place.
 */
export async function saveSuggestionsOfSkus(
  tx: postgres.TransactionSql,
  skuIds: readonly number[],
  pairs: readonly FoundPair[],
  now: Date,
): Promise<SavedSuggestions> {
  await stage(tx, pairs);
  const gone = await tx`
    with gone as (
      delete from matches m where m.sku_id = any(${skuIds as number[]}::bigint[]) and m.status = 'suggested'
        and not exists (select 1 from chosen c where c.sku_id = m.sku_id and c.listing_id = m.listing_id)
      returning m.listing_id
    ), due as (
      update listing_looks set due = true where listing_id in (select listing_id from gone)
    )
    select 1 from gone`;
  const suggested = await writeChosen(tx, now);
  const crowded = await tx`
    delete from matches m using (
      select sku_id, listing_id,
        row_number() over (partition by listing_id order by score_bps desc nulls last, sku_id) as place
      from matches where status = 'suggested' and listing_id in (select listing_id from chosen)
    ) ranked
    where ranked.place > ${MAX_SUGGESTIONS} and m.sku_id = ranked.sku_id and m.listing_id = ranked.listing_id`;
  return { suggested, withdrawn: gone.length + crowded.count };
}

/** Suggestions of SKUs that are off the shelf go, and what they were suggested for is due. */
export async function withdrawOffShelf(sql: postgres.Sql): Promise<number> {
  const gone = await sql`
    with gone as (
      delete from matches m using skus s
      where s.id = m.sku_id and s.status <> 'active' and m.status = 'suggested' returning m.listing_id
    ), due as (
      update listing_looks set due = true where listing_id in (select listing_id from gone)
    ), forgotten as (
      delete from sku_looks k using skus s where s.id = k.sku_id and s.status <> 'active'
    )
    select 1 from gone`;
  return gone.length;
}
