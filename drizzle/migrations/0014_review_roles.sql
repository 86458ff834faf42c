-- Who decides matches is at the desk. Visitors and members read what comparisons and evidence need; what the matcher says of
-- a pair, and why, is the desk's working paper.
REVOKE SELECT ON matches FROM club_visitor, club_member;
--> statement-breakpoint
GRANT SELECT (sku_id, listing_id, kind, difference, status, decided_by, decided_at) ON matches TO club_visitor, club_member;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON matches TO club_staff;
--> statement-breakpoint
GRANT SELECT, INSERT ON match_decisions TO club_staff;
--> statement-breakpoint
GRANT SELECT ON listing_looks, sku_looks, match_runs TO club_staff;
--> statement-breakpoint
-- A decision that is taken back has both looked at again.
GRANT UPDATE (due) ON listing_looks TO club_staff;
--> statement-breakpoint
GRANT DELETE ON sku_looks TO club_staff;
--> statement-breakpoint
CREATE TRIGGER match_decisions_append_only BEFORE UPDATE OR DELETE ON match_decisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
