ALTER TABLE "consents" ADD COLUMN "intent" text DEFAULT gen_random_uuid()::text NOT NULL;--> statement-breakpoint
ALTER TABLE "fee_changes" ADD COLUMN "stripe_price_id" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "pending_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "contact_stale_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "memberships_contact_stale" ON "memberships" USING btree ("contact_stale_at") WHERE contact_stale_at is not null;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_intent_key" UNIQUE("membership_id","intent");