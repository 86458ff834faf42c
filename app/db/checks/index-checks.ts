/** What must hold of lists, of savings, and of what was published of the price index. */
import { MIN_INDEX_LINES } from "#app/domain/price-index.ts";
import { MAX_LIST_LINES } from "#app/domain/shopping-list.ts";
import type { Check } from "./check.ts";

export const INDEX_CHECKS: readonly Check[] = [
  {
    name: "list-within-bounds",
    about: `No list has more than ${MAX_LIST_LINES} lines.`,
    sql: `select account_id::text as subject, count(*) || ' lines' as detail
      from list_lines group by account_id having count(*) > ${MAX_LIST_LINES}`,
  },
  {
    name: "savings-have-evidence",
    about:
      "What a purchase saved stands on an observation that was there when it was bought, of who is named.",
    sql: `select s.source || ', item ' || s.sku_id as subject,
        case
          when o.id is null then 'no observation ' || s.observation_id
          when o.captured_at > s.bought_at then 'checked ' || o.captured_at || ', bought ' || s.bought_at
          else 'the observation is of ' || l.retailer_slug || ', not ' || s.retailer_slug
        end as detail
      from savings_lines s
      left join observations o on o.id = s.observation_id
      left join listings l on l.id = o.listing_id
      where s.observation_id is not null
        and (o.id is null or o.captured_at > s.bought_at or l.retailer_slug <> s.retailer_slug)`,
  },
  {
    name: "savings-add-up",
    about: "What a line saved is their price less what was paid, and nothing without a comparison.",
    sql: `select source || ', item ' || sku_id as subject, saved_cents || ' cents saved' as detail
      from savings_lines
      where saved_cents <> coalesce(their_cents - paid_cents, 0)
        or (observation_id is null) <> (no_claim is not null)`,
  },
  {
    name: "index-of-frozen-basket",
    about:
      "Every publication of the price index is of a basket that is fixed, and stands on its items alone.",
    sql: `select p.id::text as subject, 'its basket is not fixed' as detail
      from index_publications p left join index_baskets b on b.id = p.basket_id where b.frozen_at is null
      union all
      select f.publication_id::text, 'item ' || f.sku_id || ' is not in its basket'
      from index_figure_lines f
      join index_publications p on p.id = f.publication_id
      left join index_basket_lines l on l.basket_id = p.basket_id and l.sku_id = f.sku_id
      where l.sku_id is null`,
  },
  {
    name: "index-figure-has-evidence",
    about: `A published figure stands on as many checks as it says, ${MIN_INDEX_LINES} at least, none later than itself.`,
    sql: `select f.publication_id || ', ' || f.retailer_slug as subject,
        counted.lines || ' checks, ' || f.compared_lines || ' said' as detail
      from index_figures f
      cross join lateral (
        select count(*) as lines from index_figure_lines l
        where l.publication_id = f.publication_id and l.retailer_slug = f.retailer_slug
      ) counted
      where f.index_tenths is not null
        and (counted.lines <> f.compared_lines or counted.lines < ${MIN_INDEX_LINES})
      union all
      select l.publication_id || ', ' || l.retailer_slug, 'item ' || l.sku_id || ' was checked ' || o.captured_at
      from index_figure_lines l
      join index_publications p on p.id = l.publication_id
      join observations o on o.id = l.observation_id
      join listings seen on seen.id = o.listing_id
      where o.captured_at > p.as_of or seen.retailer_slug <> l.retailer_slug`,
  },
];
