/** What must hold of matches: behind every claim somebody who decided, and a difference where one is needed. */
import type { Check } from "./check.ts";

export const MATCH_CHECKS: readonly Check[] = [
  {
    name: "decided-match-has-decider",
    about:
      "A match that is confirmed, changed or rejected says who decided it and when, and not in the future.",
    sql: `select sku_id || '.' || listing_id as subject, status || ' by ' || coalesce(decided_by, 'nobody') || ' on '
        || coalesce(decided_at::text, 'no day') as detail
      from matches cross join clock
      where status <> 'suggested'
        and (btrim(coalesce(decided_by, '')) = '' or decided_at is null or decided_at > clock.now + interval '5 minutes')`,
  },
  {
    name: "decided-match-has-record",
    about:
      "A decided match is what its latest record of a decision says; what the operator loaded has the load's audit entry.",
    sql: `select m.sku_id || '.' || m.listing_id as subject,
        case when d.id is null then m.status || ', without a record'
          else m.status || ' as ' || m.kind || '; its record says ' || coalesce(d.after ->> 'status', 'nothing') end as detail
      from matches m left join lateral (
        select id, after from match_decisions
        where sku_id = m.sku_id and listing_id = m.listing_id order by at desc, id desc limit 1
      ) d on true
      where m.status <> 'suggested' and case when d.id is null then m.decided_by <> 'operator'
        else d.after ->> 'status' is distinct from m.status or d.after ->> 'kind' is distinct from m.kind
          or d.after ->> 'difference' is distinct from m.difference
          or d.after ->> 'decidedBy' is distinct from m.decided_by end`,
  },
  {
    name: "equivalent-states-difference",
    about: "A confirmed equivalent states what differs: the page shows it beside the claim.",
    sql: `select sku_id || '.' || listing_id as subject, 'no difference stated' as detail from matches
      where kind = 'equivalent' and status in ('confirmed', 'changed') and btrim(coalesce(difference, '')) = ''`,
  },
  {
    name: "identical-once-a-channel",
    about:
      "An item is confirmed to be one listing of a retailer, unless they are sold in different channels or only one has a fresh price.",
    sql: `with several as (
        select m.sku_id, l.retailer_slug from matches m join listings l on l.id = m.listing_id
        where m.status = 'confirmed' and m.kind = 'identical'
        group by 1, 2 having count(*) > 1
      ), fresh as (
        select several.*, l.item_id, o.channel
        from several join matches m on m.sku_id = several.sku_id and m.status = 'confirmed' and m.kind = 'identical'
        join listings l on l.id = m.listing_id and l.retailer_slug = several.retailer_slug
        join retailers r on r.slug = l.retailer_slug
        cross join clock
        cross join lateral (
          select channel, captured_at from observations where listing_id = l.id
          order by captured_at desc, raw_sha256 desc limit 1
        ) o
        where o.captured_at >= clock.now - r.freshness_days * interval '1 day'
      )
      select sku_id::text as subject,
        retailer_slug || ', ' || channel || ': items ' || string_agg(item_id, ', ' order by item_id) as detail
      from fresh group by sku_id, retailer_slug, channel having count(*) > 1`,
  },
];
