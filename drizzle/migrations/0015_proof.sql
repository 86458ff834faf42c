CREATE TABLE "shown_claims" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sku_id" bigint NOT NULL,
	"observation_id" uuid NOT NULL,
	"listing_id" uuid NOT NULL,
	"retailer_slug" text NOT NULL,
	"match_kind" text NOT NULL,
	"match_decided_by" text,
	"match_decided_at" timestamp (3) with time zone,
	"outcome" text NOT NULL,
	"basis" text NOT NULL,
	"our_cents" integer NOT NULL,
	"their_minor" integer NOT NULL,
	"their_currency" text NOT NULL,
	"our_unit" text NOT NULL,
	"their_unit" text NOT NULL,
	"our_pack" text NOT NULL,
	"their_pack" text NOT NULL,
	"by_per_pack_minor" integer NOT NULL,
	"by_bps" integer NOT NULL,
	"said" text NOT NULL,
	"first_shown_at" timestamp (3) with time zone NOT NULL,
	"last_shown_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shown_claims_outcome_check" CHECK (outcome in ('cheaper', 'dearer', 'about-the-same')),
	CONSTRAINT "shown_claims_kind_check" CHECK (match_kind in ('identical', 'other-pack', 'equivalent')),
	CONSTRAINT "shown_claims_shown_check" CHECK (first_shown_at <= last_shown_at),
	CONSTRAINT "shown_claims_cents_check" CHECK (our_cents > 0)
);
--> statement-breakpoint
ALTER TABLE "shown_claims" ADD CONSTRAINT "shown_claims_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_claims" ADD CONSTRAINT "shown_claims_observation_id_observations_id_fk" FOREIGN KEY ("observation_id") REFERENCES "public"."observations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_claims" ADD CONSTRAINT "shown_claims_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_claims" ADD CONSTRAINT "shown_claims_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shown_claims_item" ON "shown_claims" USING btree ("sku_id","first_shown_at","id");--> statement-breakpoint
CREATE INDEX "shown_claims_retailer" ON "shown_claims" USING btree ("retailer_slug","first_shown_at","id");--> statement-breakpoint
CREATE INDEX "shown_claims_time" ON "shown_claims" USING btree ("first_shown_at","id");