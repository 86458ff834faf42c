-- A fifth class of requests: programs that send other clubs' prices. They see listings, observations and their own key, and no
-- price or cost of ours.
DO $$
BEGIN
  BEGIN
    CREATE ROLE club_feed NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  IF NOT pg_has_role(current_user, 'club_feed', 'MEMBER') THEN
    GRANT club_feed TO current_user;
  END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO club_feed;
--> statement-breakpoint
GRANT SELECT ON retailers, feed_keys TO club_feed;
--> statement-breakpoint
GRANT UPDATE (last_used_at) ON feed_keys TO club_feed;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON listings, rate_limits TO club_feed;
--> statement-breakpoint
GRANT SELECT, INSERT ON observations TO club_feed;
--> statement-breakpoint
-- A listing with the GTIN of one of our SKUs is suggested as a match at once.
GRANT SELECT (id, gtin14, status, popularity) ON skus TO club_feed;
--> statement-breakpoint
GRANT SELECT (sku_id, listing_id), INSERT ON matches TO club_feed;
--> statement-breakpoint
GRANT SELECT (id, name, scopes, retailer_slugs, created_by, created_at, revoked_at, last_used_at) ON feed_keys TO club_staff;
--> statement-breakpoint
GRANT INSERT, UPDATE (revoked_at) ON feed_keys TO club_staff;
