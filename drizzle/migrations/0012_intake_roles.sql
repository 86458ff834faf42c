-- The desk takes files in: pricing staff send them, say how they are read, and look at what became of them. The rows that
-- were rejected are written by the job that reads the file, as the owner.
GRANT SELECT, INSERT, UPDATE, DELETE ON uploads TO club_staff;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON upload_chunks TO club_staff;
--> statement-breakpoint
GRANT SELECT ON import_rejects TO club_staff;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON reference_mappings TO club_staff;
--> statement-breakpoint
-- A chunk is read whole or not at all, and most are text that is gone in an hour: packing it would only cost.
ALTER TABLE upload_chunks ALTER COLUMN content SET STORAGE EXTERNAL;
