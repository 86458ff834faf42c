CREATE TABLE "listing_looks" (
	"listing_id" uuid PRIMARY KEY NOT NULL,
	"print" bigint NOT NULL,
	"due" boolean DEFAULT false NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sku_id" bigint NOT NULL,
	"listing_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"actor" text NOT NULL,
	"deed" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"verdict" text,
	"score_bps" integer,
	"why" jsonb,
	"batch_id" uuid,
	"undoes" uuid,
	CONSTRAINT "match_decisions_deed_check" CHECK (deed in ('confirm', 'reject', 'reopen', 'undo', 'flag', 'renew')),
	CONSTRAINT "match_decisions_undo_check" CHECK ((deed = 'undo') = (undoes is not null)),
	CONSTRAINT "match_decisions_difference_check" CHECK (deed <> 'confirm' or after ->> 'kind' <> 'equivalent' or coalesce(btrim(after ->> 'difference'), '') <> '')
);
--> statement-breakpoint
CREATE TABLE "match_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"asked_by" text NOT NULL,
	"listings" integer DEFAULT 0 NOT NULL,
	"skus" integer DEFAULT 0 NOT NULL,
	"suggested" integer DEFAULT 0 NOT NULL,
	"withdrawn" integer DEFAULT 0 NOT NULL,
	"flagged" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sku_looks" (
	"sku_id" bigint PRIMARY KEY NOT NULL,
	"print" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "matches" DROP CONSTRAINT "matches_status_check";--> statement-breakpoint
ALTER TABLE "matches" DROP CONSTRAINT "matches_equivalent_check";--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "verdict" text;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "score_bps" integer;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "sureness_bps" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "why" jsonb;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "sku_print" bigint;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "listing_print" bigint;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "popularity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "suggested_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "listing_looks" ADD CONSTRAINT "listing_looks_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_decisions" ADD CONSTRAINT "match_decisions_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_decisions" ADD CONSTRAINT "match_decisions_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sku_looks" ADD CONSTRAINT "sku_looks_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "listing_looks_due" ON "listing_looks" USING btree ("listing_id") WHERE due;--> statement-breakpoint
CREATE INDEX "match_decisions_pair" ON "match_decisions" USING btree ("sku_id","listing_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "match_decisions_actor" ON "match_decisions" USING btree ("actor_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "match_decisions_batch" ON "match_decisions" USING btree ("batch_id") WHERE batch_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "match_decisions_undoes_key" ON "match_decisions" USING btree ("undoes") WHERE undoes is not null;--> statement-breakpoint
CREATE INDEX "match_runs_started" ON "match_runs" USING btree ("started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "matches_open_by_popularity" ON "matches" USING btree ("popularity","sureness_bps","sku_id","listing_id") WHERE status in ('suggested', 'changed');--> statement-breakpoint
CREATE INDEX "matches_open_by_sureness" ON "matches" USING btree ("sureness_bps","popularity","sku_id","listing_id") WHERE status in ('suggested', 'changed');--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_verdict_check" CHECK (verdict in ('identical', 'other-pack', 'equivalent', 'different'));--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_score_check" CHECK (score_bps between 0 and 10000 and sureness_bps between 0 and 10000);--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_status_check" CHECK (status in ('suggested', 'confirmed', 'changed', 'rejected'));--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_equivalent_check" CHECK (kind <> 'equivalent' or status in ('suggested', 'rejected') or coalesce(btrim(difference), '') <> '');