CREATE TABLE "list_lines" (
	"account_id" uuid NOT NULL,
	"sku_id" bigint NOT NULL,
	"quantity" smallint NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "list_lines_account_id_sku_id_pk" PRIMARY KEY("account_id","sku_id"),
	CONSTRAINT "list_lines_quantity_check" CHECK (quantity between 1 and 99),
	CONSTRAINT "list_lines_position_check" CHECK (position between 0 and 99)
);
--> statement-breakpoint
CREATE TABLE "savings_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"membership_id" uuid NOT NULL,
	"sku_id" bigint NOT NULL,
	"quantity" integer NOT NULL,
	"paid_cents" integer NOT NULL,
	"retailer_slug" text,
	"their_cents" integer,
	"observation_id" uuid,
	"saved_cents" integer NOT NULL,
	"no_claim" text,
	"source" text NOT NULL,
	"bought_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "savings_lines_once" UNIQUE("source","sku_id"),
	CONSTRAINT "savings_lines_amounts_check" CHECK (quantity > 0 and paid_cents > 0 and (their_cents is null or their_cents >= 0)),
	CONSTRAINT "savings_lines_claim_check" CHECK (num_nulls(retailer_slug, their_cents, observation_id) in (0, 3) and (observation_id is null) = (no_claim is not null)),
	CONSTRAINT "savings_lines_saved_check" CHECK (saved_cents = coalesce(their_cents - paid_cents, 0))
);
--> statement-breakpoint
CREATE TABLE "index_basket_lines" (
	"basket_id" uuid NOT NULL,
	"sku_id" bigint NOT NULL,
	"quantity" smallint NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "index_basket_lines_basket_id_sku_id_pk" PRIMARY KEY("basket_id","sku_id"),
	CONSTRAINT "index_basket_lines_quantity_check" CHECK (quantity between 1 and 99)
);
--> statement-breakpoint
CREATE TABLE "index_baskets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"version" smallint NOT NULL,
	"name" text NOT NULL,
	"made_by" uuid,
	"made_at" timestamp (3) with time zone NOT NULL,
	"frozen_at" timestamp (3) with time zone,
	CONSTRAINT "index_baskets_version_key" UNIQUE("slug","version"),
	CONSTRAINT "index_baskets_slug_check" CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "index_baskets_version_check" CHECK (version > 0)
);
--> statement-breakpoint
CREATE TABLE "index_figure_lines" (
	"publication_id" uuid NOT NULL,
	"retailer_slug" text NOT NULL,
	"sku_id" bigint NOT NULL,
	"observation_id" uuid NOT NULL,
	CONSTRAINT "index_figure_lines_publication_id_retailer_slug_sku_id_pk" PRIMARY KEY("publication_id","retailer_slug","sku_id")
);
--> statement-breakpoint
CREATE TABLE "index_figures" (
	"publication_id" uuid NOT NULL,
	"retailer_slug" text NOT NULL,
	"index_tenths" integer,
	"withheld" text,
	"compared_lines" smallint NOT NULL,
	"basket_lines" smallint NOT NULL,
	"oldest_check_at" timestamp (3) with time zone,
	"newest_check_at" timestamp (3) with time zone,
	CONSTRAINT "index_figures_publication_id_retailer_slug_pk" PRIMARY KEY("publication_id","retailer_slug"),
	CONSTRAINT "index_figures_said_check" CHECK ((index_tenths is null) = (withheld is not null)),
	CONSTRAINT "index_figures_lines_check" CHECK (index_tenths is null or (index_tenths > 0 and compared_lines >= 20))
);
--> statement-breakpoint
CREATE TABLE "index_publications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"basket_id" uuid NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"method" smallint NOT NULL,
	"withdraws" uuid,
	"reason" text,
	CONSTRAINT "index_publications_withdrawn_once" UNIQUE("withdraws"),
	CONSTRAINT "index_publications_withdrawal_check" CHECK ((withdraws is null) = (reason is null))
);
--> statement-breakpoint
ALTER TABLE "list_lines" ADD CONSTRAINT "list_lines_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_lines" ADD CONSTRAINT "list_lines_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "savings_lines" ADD CONSTRAINT "savings_lines_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "savings_lines" ADD CONSTRAINT "savings_lines_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "savings_lines" ADD CONSTRAINT "savings_lines_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "savings_lines" ADD CONSTRAINT "savings_lines_observation_id_observations_id_fk" FOREIGN KEY ("observation_id") REFERENCES "public"."observations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_basket_lines" ADD CONSTRAINT "index_basket_lines_basket_id_index_baskets_id_fk" FOREIGN KEY ("basket_id") REFERENCES "public"."index_baskets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_basket_lines" ADD CONSTRAINT "index_basket_lines_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_figure_lines" ADD CONSTRAINT "index_figure_lines_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_figure_lines" ADD CONSTRAINT "index_figure_lines_observation_id_observations_id_fk" FOREIGN KEY ("observation_id") REFERENCES "public"."observations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_figure_lines" ADD CONSTRAINT "index_figure_lines_figure_fk" FOREIGN KEY ("publication_id","retailer_slug") REFERENCES "public"."index_figures"("publication_id","retailer_slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_figures" ADD CONSTRAINT "index_figures_publication_id_index_publications_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."index_publications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_figures" ADD CONSTRAINT "index_figures_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_publications" ADD CONSTRAINT "index_publications_basket_id_index_baskets_id_fk" FOREIGN KEY ("basket_id") REFERENCES "public"."index_baskets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "savings_lines_membership" ON "savings_lines" USING btree ("membership_id","bought_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "index_baskets_one_draft" ON "index_baskets" USING btree ("slug") WHERE frozen_at is null;--> statement-breakpoint
CREATE INDEX "index_publications_by_time" ON "index_publications" USING btree ("basket_id","as_of" DESC NULLS LAST);