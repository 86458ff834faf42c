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
