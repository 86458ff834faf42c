-- The first wall of "the club price cannot leak". Requests connect with their viewer's class as their role:
--   club_visitor  the public catalogue, references, retail prices, plans
--   club_member   the same, and club prices with their history (never the waterfall: it holds costs)
--   club_staff    the same, and offers, rates, rules, change sets; writes prices; reads names
--   club_door     who the viewer is: accounts, sessions, staff, memberships; no prices at all
-- The owner migrates and runs the jobs. Roles belong to the whole server, hence the guards.
DO $$
DECLARE
  club_role text;
BEGIN
  FOREACH club_role IN ARRAY ARRAY['club_visitor', 'club_member', 'club_staff', 'club_door'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', club_role);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    IF NOT pg_has_role(current_user, club_role, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO current_user', club_role);
    END IF;
  END LOOP;
END
$$;
--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO club_visitor, club_member, club_staff, club_door;
--> statement-breakpoint
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT SELECT ON departments, categories, brands, products, skus, retailers, listings, observations, matches,
  retail_prices, plans TO club_visitor, club_member, club_staff;
--> statement-breakpoint
GRANT SELECT ON current_prices TO club_member, club_staff;
--> statement-breakpoint
GRANT SELECT (sku_id, change_set_id, club_cents, effective_at) ON price_history TO club_member;
--> statement-breakpoint
GRANT SELECT ON suppliers, offers, fx_rates, rules, change_sets, change_set_items, change_set_blocked, price_history, imports TO club_staff;
--> statement-breakpoint
GRANT INSERT, UPDATE ON current_prices, rules, change_sets TO club_staff;
--> statement-breakpoint
GRANT INSERT, DELETE ON change_set_items, change_set_blocked TO club_staff;
--> statement-breakpoint
GRANT INSERT ON price_history, audit_entries TO club_staff;
--> statement-breakpoint
GRANT SELECT ON audit_entries TO club_staff;
--> statement-breakpoint
GRANT SELECT (id, email, name) ON accounts TO club_staff;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON accounts, memberships TO club_door;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, membership_seats, rate_limits TO club_door;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON stripe_events TO club_door;
--> statement-breakpoint
GRANT SELECT, INSERT ON consents TO club_door;
--> statement-breakpoint
GRANT SELECT ON plans, staff_members TO club_door;
--> statement-breakpoint
GRANT INSERT ON audit_entries TO club_door;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER observations_append_only BEFORE UPDATE OR DELETE ON observations
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER price_history_append_only BEFORE UPDATE OR DELETE ON price_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER consents_append_only BEFORE UPDATE ON consents
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
