-- The columns of observations that 0006 fills are NOT NULL, and constrained, from there on.
CREATE TABLE "evidence_chains" (
	"retailer_slug" text PRIMARY KEY NOT NULL,
	"length" bigint NOT NULL,
	"head_sha256" "bytea" NOT NULL,
	CONSTRAINT "evidence_chains_check" CHECK (length >= 0 and length(head_sha256) = 32)
);
--> statement-breakpoint
CREATE TABLE "held_observations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"retailer_slug" text NOT NULL,
	"listing_id" uuid NOT NULL,
	"captured_at" timestamp (3) with time zone NOT NULL,
	"price_minor" integer NOT NULL,
	"raw_sha256" "bytea" NOT NULL,
	"reason" text NOT NULL,
	"against_minor" integer NOT NULL,
	"import_id" uuid,
	"record" jsonb NOT NULL,
	"held_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"refusal" text,
	CONSTRAINT "held_observations_once" UNIQUE("listing_id","captured_at","raw_sha256"),
	CONSTRAINT "held_observations_reason_check" CHECK (reason in ('off-history', 'misplaced-decimal', 'off-unit-price')),
	CONSTRAINT "held_observations_state_check" CHECK (state in ('open', 'accepted', 'refused')),
	CONSTRAINT "held_observations_decided_check" CHECK ((state = 'open') = (decided_by is null) and (decided_by is null) = (decided_at is null)
        and (state = 'refused') = (refusal is not null))
);
--> statement-breakpoint
CREATE TABLE "import_rejections" (
	"import_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"line" integer NOT NULL,
	"last_line" integer NOT NULL,
	"field" text NOT NULL,
	"reason" text NOT NULL,
	"sentence" text NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "import_rejections_import_id_number_pk" PRIMARY KEY("import_id","number")
);
--> statement-breakpoint
ALTER TABLE "observations" ALTER COLUMN "raw_sha256" SET DATA TYPE bytea USING decode("raw_sha256", 'hex');--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "held" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "terms_sha256" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "records_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "tally" jsonb;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "retailer_slug" text DEFAULT null;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "item_id" text DEFAULT null;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "gtin14" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "url" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "membership_needed" boolean DEFAULT null;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "pack_count" integer;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "pack_size" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "pack_unit" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "pack_base_unit" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "pack_total_micro" bigint;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "pack_declined" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "chain_position" bigint DEFAULT null;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "chain_sha256" "bytea" DEFAULT null;--> statement-breakpoint
ALTER TABLE "evidence_chains" ADD CONSTRAINT "evidence_chains_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_observations" ADD CONSTRAINT "held_observations_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_observations" ADD CONSTRAINT "held_observations_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_observations" ADD CONSTRAINT "held_observations_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rejections" ADD CONSTRAINT "import_rejections_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "held_observations_open" ON "held_observations" USING btree ("held_at","id") WHERE state = 'open';
