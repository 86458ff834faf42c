/** What must hold of club prices: what members see, what the history says, and which change set made it. */
import type { Check } from "./check.ts";

export const PRICE_CHECKS: readonly Check[] = [
  {
    name: "current-price-is-newest-history",
    about: "Every current price is the newest row of its history, from the same change set.",
    sql: `select c.sku_id::text as subject,
        case
          when h.sku_id is null then 'no history from change set ' || c.change_set_id
          when h.club_cents <> c.club_cents then c.club_cents || ' cents now, ' || h.club_cents || ' in its history'
          else 'its history has a newer price'
        end as detail
      from current_prices c
      left join price_history h on h.sku_id = c.sku_id and h.change_set_id = c.change_set_id
      where h.sku_id is null or h.club_cents <> c.club_cents
        or exists (select 1 from price_history n where n.sku_id = c.sku_id and n.effective_at > h.effective_at)`,
  },
  {
    name: "history-has-current-price",
    about: "An item that ever had a club price has one.",
    sql: `select distinct h.sku_id::text as subject, 'no current price' as detail
      from price_history h
      where not exists (select 1 from current_prices c where c.sku_id = h.sku_id)`,
  },
  {
    name: "price-from-published-change-set",
    about: "Prices, and their history, come from change sets that were published.",
    sql: `select p.sku_id::text as subject,
        'change set ' || p.change_set_id || ' is ' || coalesce(s.state, 'not there') as detail
      from (select sku_id, change_set_id from current_prices
        union select sku_id, change_set_id from price_history) p
      left join change_sets s on s.id = p.change_set_id
      where s.state is distinct from 'published'`,
  },
  {
    name: "published-change-set-is-history",
    about: "What a published change set holds is what the history has from it, price by price.",
    sql: `select i.change_set_id || ', item ' || i.sku_id as subject,
        case when h.sku_id is null then 'not in the history'
          else i.after_cents || ' cents in the change set, ' || h.club_cents || ' in the history' end as detail
      from change_set_items i
      join change_sets s on s.id = i.change_set_id and s.state = 'published'
      left join price_history h on h.sku_id = i.sku_id and h.change_set_id = i.change_set_id
      where h.sku_id is null or h.club_cents <> i.after_cents
      union all
      -- A bulk load publishes without items: then there is nothing to compare.
      select h.change_set_id || ', item ' || h.sku_id, 'in the history, not in the change set'
      from price_history h
      where h.change_set_id in (select distinct change_set_id from change_set_items)
        and not exists (select 1 from change_set_items i
          where i.change_set_id = h.change_set_id and i.sku_id = h.sku_id)`,
  },
];
