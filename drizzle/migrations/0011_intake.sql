CREATE TABLE "import_rejects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"upload_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"field" text NOT NULL,
	"reason" text NOT NULL,
	"sentence" text NOT NULL,
	"cells" jsonb NOT NULL,
	"cells_sha256" text NOT NULL,
	CONSTRAINT "import_rejects_once" UNIQUE("upload_id","line","cells_sha256")
);
--> statement-breakpoint
CREATE TABLE "reference_mappings" (
	"retailer_slug" text NOT NULL,
	"header_sha256" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reference_mappings_retailer_slug_header_sha256_pk" PRIMARY KEY("retailer_slug","header_sha256")
);
--> statement-breakpoint
CREATE TABLE "upload_chunks" (
	"upload_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "upload_chunks_upload_id_position_pk" PRIMARY KEY("upload_id","position")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_date" timestamp (3) with time zone,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"encoding" text,
	"state" text NOT NULL,
	"problem" text,
	"inspection" jsonb,
	"plan" jsonb,
	"sent_by" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"started_by" text,
	"started_at" timestamp (3) with time zone,
	"stop_asked" boolean DEFAULT false NOT NULL,
	"worker" uuid,
	"heard_at" timestamp (3) with time zone,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"import_id" uuid,
	"tally" jsonb,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "uploads_state_check" CHECK (state in ('arriving', 'refused', 'asking', 'queued', 'running', 'stopped', 'failed', 'done')),
	CONSTRAINT "uploads_whole_check" CHECK (state in ('arriving', 'refused') or (sha256 is not null and encoding is not null)),
	CONSTRAINT "uploads_planned_check" CHECK (state in ('arriving', 'refused', 'asking') or plan is not null),
	CONSTRAINT "uploads_worker_check" CHECK ((worker is not null) = (state = 'running'))
);
--> statement-breakpoint
ALTER TABLE "import_rejects" ADD CONSTRAINT "import_rejects_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_mappings" ADD CONSTRAINT "reference_mappings_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reference_mappings_header" ON "reference_mappings" USING btree ("header_sha256");--> statement-breakpoint
CREATE INDEX "uploads_sent" ON "uploads" USING btree ("sent_at","id");--> statement-breakpoint
CREATE INDEX "uploads_import" ON "uploads" USING btree ("import_id");