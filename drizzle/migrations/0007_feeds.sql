CREATE TABLE "feed_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"secret_sha256" text NOT NULL,
	"scopes" text[] NOT NULL,
	"retailer_slugs" text[] NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "feed_keys_scopes_check" CHECK (scopes <@ array['observations:check', 'observations:write']),
	CONSTRAINT "feed_keys_some_check" CHECK (cardinality(scopes) > 0 and cardinality(retailer_slugs) > 0)
);
