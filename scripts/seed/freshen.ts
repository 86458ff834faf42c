/** A demo club that has stood for some days would have nothing but stale checks: each start sends its checkers round again. */
import { sql } from "drizzle-orm";
import { driverOf, type Pool } from "#app/db/client.server.ts";
import { appendStaged, lockChains, RECORD_COLUMNS, stageObservations } from "#app/db/evidence-chain.ts";

/** Marks the demo's own records among whatever else was imported since. */
const DEMO_RECORD = "demo record";
/** Listings whose checks lag behind the newest round by more than this are the demo's stale ones, and stay so. */
const ROUND_DAYS = 7;

/** What a check of the round has from the one before. */
const RENEWED = [
  "id",
  "listing_id",
  "captured_at",
  "promotion_ends_at",
  "import_id",
  "import_line",
  "raw",
  "raw_sha256",
];
const SAME = RECORD_COLUMNS.filter((column) => !RENEWED.includes(column));

/**
 * Appends a round of checks, at the prices last seen, for every listing of the demo that was being checked, and a rate for
 * every currency; dated the whole days later that bring the newest check within a day of `now`. Does nothing within a day.
 * Gives how many checks it appended.
 */
export async function freshenDemoClub(pool: Pool, now: Date): Promise<number> {
  return await pool.db.transaction(async (tx) => {
    const [state] = await tx.execute<{ days: number | null }>(sql`
      select floor(extract(epoch from ${now.toISOString()}::timestamptz - max(captured_at)) / 86400)::int as days
      from observations where raw ->> 'note' = ${DEMO_RECORD} and import_id is not null`);
    const days = state?.days ?? 0;
    if (days < 1) return 0;
    await tx.execute(sql`
      insert into fx_rates (base, quote, rate_micro, as_of, source)
      select distinct on (base, quote) base, quote, rate_micro, ${now.toISOString()}::timestamptz, source
      from fx_rates order by base, quote, as_of desc
      on conflict do nothing`);
    const driver = driverOf(tx);
    await stageObservations(driver);
    const known = await driver<{ slug: string }[]>`select slug from retailers`;
    await lockChains(
      driver,
      known.map(({ slug }) => slug),
    );
    const checked = await tx.execute<{ found: number }>(sql`
      with latest as (
        select distinct on (o.listing_id) o.*
        from observations o
        where o.raw ->> 'note' = ${DEMO_RECORD} and o.import_id is not null
        order by o.listing_id, o.captured_at desc
      ), round as (
        select * from latest
        where captured_at > (select max(captured_at) from latest) - ${`${ROUND_DAYS} days`}::interval
      ), files as (
        insert into imports (id, retailer_slug, file_name, file_sha256, captured_at, started_at, finished_at, accepted, imported_by)
        select gen_random_uuid(), l.retailer_slug, l.retailer_slug || '-' || ${now.toISOString().slice(0, 10)} || '.csv',
          encode(sha256(convert_to(string_agg(r.raw::text, ',' order by r.listing_id), 'UTF8')), 'hex'),
          ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz,
          count(*)::int, 'operator'
        from round r join listings l on l.id = r.listing_id
        group by l.retailer_slug
        returning id, retailer_slug
      ), moved as (
        select r.*, f.id as file_id, r.captured_at + ${`${days} days`}::interval as at,
          row_number() over (partition by f.id order by r.listing_id)::int + 1 as line
        from round r join listings l on l.id = r.listing_id join files f on f.retailer_slug = l.retailer_slug
      ), staged as (
        insert into staged_observations (n, outcome, id, listing_id, captured_at, promotion_ends_at, import_id,
          import_line, raw, raw_sha256, ${sql.raw(SAME.join(", "))})
        select line, 'added', gen_random_uuid(), listing_id, at, promotion_ends_at + ${`${days} days`}::interval,
          file_id, line, told.raw, sha256(convert_to(told.raw::text, 'UTF8')), ${sql.raw(SAME.join(", "))}
        from moved,
          lateral (select raw || jsonb_build_object('captured_at',
            to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as raw) told
        returning 1
      )
      select count(*)::int as found from staged`);
    await appendStaged(driver);
    return checked[0]?.found ?? 0;
  });
}
