CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" "citext" NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "accounts_email_key" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"hits" integer NOT NULL,
	"window_ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_members" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_members_role_check" CHECK (role in ('merchandiser', 'support', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "brands" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"own_label" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"department_slug" text NOT NULL,
	"commodity" text NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "categories_slug_department_key" UNIQUE("slug","department_slug")
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"blurb" text NOT NULL,
	"glyph" text NOT NULL,
	"position" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" bigint PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"brand_slug" text NOT NULL,
	"description" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skus" (
	"id" bigint PRIMARY KEY NOT NULL,
	"product_id" bigint NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"brand_slug" text NOT NULL,
	"department_slug" text NOT NULL,
	"category_slug" text NOT NULL,
	"supplier_slug" text NOT NULL,
	"gtin14" text,
	"pack_count" integer NOT NULL,
	"pack_size" text NOT NULL,
	"pack_unit" text NOT NULL,
	"pack_base_unit" text NOT NULL,
	"pack_total_micro" bigint NOT NULL,
	"picture" text NOT NULL,
	"popularity" integer NOT NULL,
	"status" text NOT NULL,
	"listed_at" timestamp (3) with time zone NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('english', club_unaccent(title))) STORED NOT NULL,
	CONSTRAINT "skus_status_check" CHECK (status in ('active', 'withdrawn')),
	CONSTRAINT "skus_pack_check" CHECK (pack_count > 0 and pack_total_micro > 0),
	CONSTRAINT "skus_gtin14_check" CHECK (gtin14 ~ '^[0-9]{14}$')
);
--> statement-breakpoint
CREATE TABLE "suppliers" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"plan_slug" text NOT NULL,
	"terms_version" text NOT NULL,
	"terms_shown" text NOT NULL,
	"fee_cents" integer NOT NULL,
	"renews_on" timestamp (3) with time zone NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"agreed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership_seats" (
	"membership_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "membership_seats_membership_id_account_id_pk" PRIMARY KEY("membership_id","account_id"),
	CONSTRAINT "membership_seats_account_key" UNIQUE("account_id"),
	CONSTRAINT "membership_seats_kind_check" CHECK (kind in ('primary', 'household'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"plan_slug" text NOT NULL,
	"state" text NOT NULL,
	"paid_through" timestamp (3) with time zone,
	"grace_days" smallint NOT NULL,
	"cancel_at" timestamp (3) with time zone,
	"suspended_at" timestamp (3) with time zone,
	"suspended_reason" text,
	"stripe_customer_id" text,
	"stripe_subscription_id" text,
	"checkout_session_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"synced_at" timestamp (3) with time zone,
	CONSTRAINT "memberships_number_key" UNIQUE("number"),
	CONSTRAINT "memberships_customer_key" UNIQUE("stripe_customer_id"),
	CONSTRAINT "memberships_subscription_key" UNIQUE("stripe_subscription_id"),
	CONSTRAINT "memberships_state_check" CHECK (state in ('pending', 'active', 'past-due', 'cancelled', 'ended')),
	CONSTRAINT "memberships_subscription_check" CHECK (state = 'pending' or stripe_subscription_id is not null)
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"blurb" text NOT NULL,
	"fee_cents" integer NOT NULL,
	"currency" text NOT NULL,
	"reward_bps" integer NOT NULL,
	"reward_cap_cents" integer NOT NULL,
	"household_seats" smallint NOT NULL,
	"grace_days" smallint NOT NULL,
	"lookup_key" text NOT NULL,
	"on_sale" boolean NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "plans_lookup_key_key" UNIQUE("lookup_key"),
	CONSTRAINT "plans_amounts_check" CHECK (fee_cents > 0 and reward_bps >= 0 and reward_cap_cents >= 0 and grace_days >= 0)
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"handled_at" timestamp (3) with time zone,
	"membership_id" uuid,
	"outcome" jsonb
);
--> statement-breakpoint
CREATE TABLE "current_prices" (
	"sku_id" bigint PRIMARY KEY NOT NULL,
	"club_cents" integer NOT NULL,
	"change_set_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "current_prices_cents_check" CHECK (club_cents > 0)
);
--> statement-breakpoint
CREATE TABLE "price_history" (
	"sku_id" bigint NOT NULL,
	"change_set_id" uuid NOT NULL,
	"club_cents" integer NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"waterfall" jsonb,
	CONSTRAINT "price_history_sku_id_change_set_id_pk" PRIMARY KEY("sku_id","change_set_id"),
	CONSTRAINT "price_history_cents_check" CHECK (club_cents > 0)
);
--> statement-breakpoint
CREATE TABLE "change_set_blocked" (
	"change_set_id" uuid NOT NULL,
	"sku_id" bigint NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "change_set_blocked_change_set_id_sku_id_pk" PRIMARY KEY("change_set_id","sku_id")
);
--> statement-breakpoint
CREATE TABLE "change_set_items" (
	"change_set_id" uuid NOT NULL,
	"sku_id" bigint NOT NULL,
	"before_cents" integer,
	"after_cents" integer NOT NULL,
	"landed_cents" integer NOT NULL,
	"waterfall" jsonb NOT NULL,
	CONSTRAINT "change_set_items_change_set_id_sku_id_pk" PRIMARY KEY("change_set_id","sku_id"),
	CONSTRAINT "change_set_items_cents_check" CHECK (after_cents > 0 and landed_cents > 0)
);
--> statement-breakpoint
CREATE TABLE "change_sets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"scope" text NOT NULL,
	"scope_key" text NOT NULL,
	"made_by" uuid,
	"made_at" timestamp (3) with time zone NOT NULL,
	"published_by" uuid,
	"published_at" timestamp (3) with time zone,
	"takes_back" uuid,
	"tally" jsonb,
	CONSTRAINT "change_sets_state_check" CHECK (state in ('draft', 'published', 'discarded')),
	CONSTRAINT "change_sets_published_check" CHECK ((state = 'published') = (published_at is not null))
);
--> statement-breakpoint
CREATE TABLE "fx_rates" (
	"base" text NOT NULL,
	"quote" text NOT NULL,
	"rate_micro" bigint NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "fx_rates_base_quote_as_of_pk" PRIMARY KEY("base","quote","as_of"),
	CONSTRAINT "fx_rates_check" CHECK (rate_micro > 0)
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"supplier_slug" text NOT NULL,
	"sku_id" bigint NOT NULL,
	"currency" text NOT NULL,
	"case_price_minor" integer NOT NULL,
	"units_per_case" integer NOT NULL,
	"minimum_cases" integer NOT NULL,
	"freight_minor" integer NOT NULL,
	"duty_bps" integer NOT NULL,
	"handling_cents" integer NOT NULL,
	"quoted_at" timestamp (3) with time zone NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"effective_until" timestamp (3) with time zone,
	CONSTRAINT "offers_amounts_check" CHECK (case_price_minor > 0 and units_per_case > 0 and minimum_cases > 0 and freight_minor >= 0 and duty_bps >= 0 and handling_cents >= 0)
);
--> statement-breakpoint
CREATE TABLE "rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"scope_key" text NOT NULL,
	"strategy" jsonb NOT NULL,
	"guardrails" jsonb NOT NULL,
	"made_by" uuid,
	"made_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "rules_scope_check" CHECK (scope in ('sku', 'supplier', 'brand', 'category', 'club'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"retailer_slug" text NOT NULL,
	"file_name" text NOT NULL,
	"file_sha256" text NOT NULL,
	"captured_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"accepted" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"imported_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "listings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"retailer_slug" text NOT NULL,
	"item_id" text NOT NULL,
	"title" text NOT NULL,
	"brand" text,
	"gtin14" text,
	"category" text,
	"url" text,
	"pack_count" integer,
	"pack_size" text,
	"pack_unit" text,
	"pack_base_unit" text,
	"pack_total_micro" bigint,
	"pack_declined" text,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "listings_retailer_item_key" UNIQUE("retailer_slug","item_id"),
	CONSTRAINT "listings_pack_check" CHECK (num_nulls(pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro) in (0, 5)),
	CONSTRAINT "listings_gtin14_check" CHECK (gtin14 ~ '^[0-9]{14}$')
);
--> statement-breakpoint
CREATE TABLE "matches" (
	"sku_id" bigint NOT NULL,
	"listing_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"difference" text,
	"status" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "matches_sku_id_listing_id_pk" PRIMARY KEY("sku_id","listing_id"),
	CONSTRAINT "matches_kind_check" CHECK (kind in ('identical', 'other-pack', 'equivalent')),
	CONSTRAINT "matches_status_check" CHECK (status in ('suggested', 'confirmed', 'rejected')),
	CONSTRAINT "matches_equivalent_check" CHECK (kind <> 'equivalent' or difference is not null),
	CONSTRAINT "matches_decided_check" CHECK (status = 'suggested' or (decided_by is not null and decided_at is not null))
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"listing_id" uuid NOT NULL,
	"captured_at" timestamp (3) with time zone NOT NULL,
	"zone" text NOT NULL,
	"price_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"channel" text NOT NULL,
	"place" text NOT NULL,
	"promotion" text,
	"promotion_ends_at" timestamp (3) with time zone,
	"needs_coupon" boolean DEFAULT false NOT NULL,
	"in_stock" boolean DEFAULT true NOT NULL,
	"title_seen" text NOT NULL,
	"captured_by" text NOT NULL,
	"import_id" uuid,
	"import_line" integer,
	"raw" jsonb NOT NULL,
	"raw_sha256" text NOT NULL,
	CONSTRAINT "observations_once" UNIQUE("listing_id","captured_at","raw_sha256"),
	CONSTRAINT "observations_price_check" CHECK (price_minor > 0),
	CONSTRAINT "observations_channel_check" CHECK (channel in ('in-club', 'online', 'delivered'))
);
--> statement-breakpoint
CREATE TABLE "retail_prices" (
	"sku_id" bigint PRIMARY KEY NOT NULL,
	"cents" integer NOT NULL,
	"basis" text NOT NULL,
	"source" text NOT NULL,
	"place" text NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"evidence" text NOT NULL,
	CONSTRAINT "retail_prices_cents_check" CHECK (cents > 0),
	CONSTRAINT "retail_prices_basis_check" CHECK (basis in ('observed', 'suggested'))
);
--> statement-breakpoint
CREATE TABLE "retailers" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"freshness_days" smallint DEFAULT 7 NOT NULL,
	"membership_needed" boolean NOT NULL,
	"position" smallint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_department_slug_departments_slug_fk" FOREIGN KEY ("department_slug") REFERENCES "public"."departments"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_brand_slug_brands_slug_fk" FOREIGN KEY ("brand_slug") REFERENCES "public"."brands"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skus" ADD CONSTRAINT "skus_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skus" ADD CONSTRAINT "skus_brand_slug_brands_slug_fk" FOREIGN KEY ("brand_slug") REFERENCES "public"."brands"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skus" ADD CONSTRAINT "skus_supplier_slug_suppliers_slug_fk" FOREIGN KEY ("supplier_slug") REFERENCES "public"."suppliers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skus" ADD CONSTRAINT "skus_category_fk" FOREIGN KEY ("category_slug","department_slug") REFERENCES "public"."categories"("slug","department_slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_plan_slug_plans_slug_fk" FOREIGN KEY ("plan_slug") REFERENCES "public"."plans"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_seats" ADD CONSTRAINT "membership_seats_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_seats" ADD CONSTRAINT "membership_seats_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_plan_slug_plans_slug_fk" FOREIGN KEY ("plan_slug") REFERENCES "public"."plans"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "current_prices" ADD CONSTRAINT "current_prices_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "current_prices" ADD CONSTRAINT "current_prices_change_set_id_change_sets_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_history" ADD CONSTRAINT "price_history_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_history" ADD CONSTRAINT "price_history_change_set_id_change_sets_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_set_blocked" ADD CONSTRAINT "change_set_blocked_change_set_id_change_sets_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_set_blocked" ADD CONSTRAINT "change_set_blocked_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_set_items" ADD CONSTRAINT "change_set_items_change_set_id_change_sets_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_set_items" ADD CONSTRAINT "change_set_items_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_supplier_slug_suppliers_slug_fk" FOREIGN KEY ("supplier_slug") REFERENCES "public"."suppliers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_retailer_slug_retailers_slug_fk" FOREIGN KEY ("retailer_slug") REFERENCES "public"."retailers"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retail_prices" ADD CONSTRAINT "retail_prices_sku_id_skus_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."skus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rate_limits_expiry" ON "rate_limits" USING btree ("window_ends_at");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_entries_by_time" ON "audit_entries" USING btree ("at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_entries_by_subject" ON "audit_entries" USING btree ("subject_kind","subject_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "skus_gtin14_key" ON "skus" USING btree ("gtin14");--> statement-breakpoint
CREATE INDEX "skus_department_shelf" ON "skus" USING btree ("department_slug","popularity" DESC NULLS LAST,"id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "skus_category_shelf" ON "skus" USING btree ("category_slug","popularity" DESC NULLS LAST,"id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "skus_club_shelf" ON "skus" USING btree ("popularity" DESC NULLS LAST,"id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "skus_search" ON "skus" USING gin ("search");--> statement-breakpoint
CREATE INDEX "skus_title_trigrams" ON "skus" USING gin (club_unaccent(title) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "skus_brand" ON "skus" USING btree ("brand_slug");--> statement-breakpoint
CREATE INDEX "skus_supplier" ON "skus" USING btree ("supplier_slug");--> statement-breakpoint
CREATE INDEX "skus_product" ON "skus" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "consents_account" ON "consents" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "membership_seats_one_primary" ON "membership_seats" USING btree ("membership_id") WHERE kind = 'primary';--> statement-breakpoint
CREATE INDEX "stripe_events_open" ON "stripe_events" USING btree ("received_at") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "price_history_by_time" ON "price_history" USING btree ("sku_id","effective_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "change_sets_by_time" ON "change_sets" USING btree ("made_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "change_sets_one_take_back" ON "change_sets" USING btree ("takes_back") WHERE state <> 'discarded';--> statement-breakpoint
CREATE INDEX "offers_by_sku" ON "offers" USING btree ("sku_id","effective_from" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "rules_one_open" ON "rules" USING btree ("scope","scope_key") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "imports_file" ON "imports" USING btree ("retailer_slug","file_sha256");--> statement-breakpoint
CREATE INDEX "listings_gtin14" ON "listings" USING btree ("gtin14") WHERE gtin14 is not null;--> statement-breakpoint
CREATE INDEX "matches_listing" ON "matches" USING btree ("listing_id");