-- Claims as members were shown them hold club prices: staff read them, the owner sweeps them, nobody else sees a row.
GRANT SELECT ON shown_claims TO club_staff;
--> statement-breakpoint
-- A member's pages write through this slot alone, and learn nothing from it but how many rows were written. What a page can't
-- make up is looked up here: the listing, its retailer, and who has confirmed the match. Rows go in by id, so that any number
-- of processes that log the same claims wait for each other in one order and never in a ring.
CREATE FUNCTION log_shown_claims(claims jsonb) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH told AS (
    SELECT md5(concat_ws('|', t.sku_id, t.observation_id, t.match_kind, t.our_cents, t.said))::uuid AS id, t.*
    FROM jsonb_to_recordset(claims) AS t(sku_id bigint, observation_id uuid, match_kind text, outcome text, basis text,
      our_cents integer, their_minor integer, their_currency text, our_unit text, their_unit text, our_pack text,
      their_pack text, by_per_pack_minor integer, by_bps integer, said text, first_shown_at timestamptz,
      last_shown_at timestamptz)
  ), written AS (
    INSERT INTO shown_claims (id, sku_id, observation_id, listing_id, retailer_slug, match_kind, match_decided_by,
      match_decided_at, outcome, basis, our_cents, their_minor, their_currency, our_unit, their_unit, our_pack, their_pack,
      by_per_pack_minor, by_bps, said, first_shown_at, last_shown_at)
    SELECT DISTINCT ON (t.id) t.id, t.sku_id, t.observation_id, o.listing_id, l.retailer_slug, t.match_kind, m.decided_by,
      m.decided_at, t.outcome, t.basis, t.our_cents, t.their_minor, t.their_currency, t.our_unit, t.their_unit, t.our_pack,
      t.their_pack, t.by_per_pack_minor, t.by_bps, t.said, t.first_shown_at, t.last_shown_at
    FROM told t
    JOIN observations o ON o.id = t.observation_id
    JOIN listings l ON l.id = o.listing_id
    LEFT JOIN matches m ON m.sku_id = t.sku_id AND m.listing_id = o.listing_id AND m.status <> 'suggested'
    ORDER BY t.id
    ON CONFLICT (id) DO UPDATE SET
      first_shown_at = least(shown_claims.first_shown_at, excluded.first_shown_at),
      last_shown_at = greatest(shown_claims.last_shown_at, excluded.last_shown_at)
    WHERE excluded.first_shown_at < shown_claims.first_shown_at OR excluded.last_shown_at > shown_claims.last_shown_at
    RETURNING 1
  )
  SELECT count(*)::integer FROM written
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION log_shown_claims(jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION log_shown_claims(jsonb) TO club_member;
