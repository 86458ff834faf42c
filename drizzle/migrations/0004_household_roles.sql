-- The door's new rooms: links by mail, household invitations, the outbox, fees that are to change.
GRANT SELECT, INSERT, UPDATE, DELETE ON account_tokens, invitations TO club_door;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON mails, fee_changes TO club_door;
--> statement-breakpoint
GRANT UPDATE ON plans TO club_door;
--> statement-breakpoint
-- A member's timeline shows what was done to the membership and the account, and nothing of prices.
CREATE VIEW membership_audit AS
  SELECT id, at, actor_id, actor, action, subject_kind, subject_id, before, after, request_id
  FROM audit_entries WHERE subject_kind IN ('membership', 'account', 'plan');
--> statement-breakpoint
GRANT SELECT ON membership_audit TO club_door;
--> statement-breakpoint
-- No more household seats than the plan includes and were paid for, whoever writes them. The lock on the membership makes
-- two who take the last seat at once wait for each other.
CREATE FUNCTION guard_household_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed integer;
  held integer;
BEGIN
  SELECT plans.household_seats + memberships.add_on_seats INTO allowed
  FROM memberships JOIN plans ON plans.slug = memberships.plan_slug
  WHERE memberships.id = NEW.membership_id
  FOR UPDATE OF memberships;
  SELECT count(*) INTO held FROM membership_seats
  WHERE membership_id = NEW.membership_id AND kind = 'household' AND account_id <> NEW.account_id;
  IF held >= allowed THEN
    RAISE EXCEPTION 'Membership % has % household seats, all taken', NEW.membership_id, allowed
      USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_seats_limit';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER membership_seats_limit BEFORE INSERT OR UPDATE OF membership_id, kind ON membership_seats
  FOR EACH ROW WHEN (NEW.kind = 'household') EXECUTE FUNCTION guard_household_seats();
