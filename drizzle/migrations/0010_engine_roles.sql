-- The chain of evidence. What is hashed, and how, is told in app/domain/evidence-chain.ts, which verifies what is written here.
CREATE FUNCTION evidence_record(retailer_slug text, chain_position bigint, id uuid, listing_id uuid, item_id text, gtin14 text,
  url text, title_seen text, pack_count integer, pack_size text, pack_unit text, pack_base_unit text, pack_total_micro bigint,
  pack_declined text, captured_at timestamptz, zone text, channel text, place text, price_minor integer, currency text,
  membership_needed boolean, promotion text, promotion_ends_at timestamptz, needs_coupon boolean, in_stock boolean,
  captured_by text, import_id uuid, import_line integer, raw jsonb, raw_sha256 bytea) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN json_build_array('tallyhouse evidence 1', retailer_slug, chain_position, id, listing_id, item_id, gtin14, url,
    title_seen, pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, pack_declined,
    to_char(captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), zone, channel, place, price_minor, currency,
    membership_needed, promotion, to_char(promotion_ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    needs_coupon, in_stock, captured_by, import_id, import_line, raw, encode(raw_sha256, 'hex'))::text;
--> statement-breakpoint
CREATE FUNCTION evidence_link(state bytea, before_all bytea, record text) RETURNS bytea
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN sha256(coalesce(state, before_all) || convert_to(record, 'UTF8'));
--> statement-breakpoint
-- Over a window in the order of a chain: the hash of each record, the first one's after `before_all`.
CREATE AGGREGATE evidence_chain(before_all bytea, record text) (SFUNC = evidence_link, STYPE = bytea);
--> statement-breakpoint
-- What observations lacked, as the listing has it now: nothing older was kept.
ALTER TABLE observations DISABLE TRIGGER observations_append_only;
--> statement-breakpoint
SET LOCAL work_mem = '128MB';
--> statement-breakpoint
WITH placed AS (
  SELECT o.id, l.retailer_slug, l.item_id, l.gtin14, l.url, r.membership_needed, l.pack_count, l.pack_size, l.pack_unit,
    l.pack_base_unit, l.pack_total_micro, l.pack_declined,
    row_number() OVER (PARTITION BY l.retailer_slug ORDER BY o.captured_at, o.id) AS chain_position
  FROM observations o JOIN listings l ON l.id = o.listing_id JOIN retailers r ON r.slug = l.retailer_slug
), chained AS (
  SELECT p.*, evidence_chain(decode(repeat('00', 32), 'hex'), evidence_record(p.retailer_slug, p.chain_position, o.id,
      o.listing_id, p.item_id, p.gtin14, p.url, o.title_seen, p.pack_count, p.pack_size, p.pack_unit, p.pack_base_unit,
      p.pack_total_micro, p.pack_declined, o.captured_at, o.zone, o.channel, o.place, o.price_minor, o.currency,
      p.membership_needed, o.promotion, o.promotion_ends_at, o.needs_coupon, o.in_stock, o.captured_by, o.import_id,
      o.import_line, o.raw, o.raw_sha256))
    OVER (PARTITION BY p.retailer_slug ORDER BY p.chain_position ROWS UNBOUNDED PRECEDING) AS chain_sha256
  FROM placed p JOIN observations o ON o.id = p.id
)
UPDATE observations o SET retailer_slug = c.retailer_slug, item_id = c.item_id, gtin14 = c.gtin14, url = c.url,
  membership_needed = c.membership_needed, pack_count = c.pack_count, pack_size = c.pack_size, pack_unit = c.pack_unit,
  pack_base_unit = c.pack_base_unit, pack_total_micro = c.pack_total_micro, pack_declined = c.pack_declined,
  chain_position = c.chain_position, chain_sha256 = c.chain_sha256
FROM chained c WHERE c.id = o.id;
--> statement-breakpoint
RESET work_mem;
--> statement-breakpoint
ALTER TABLE observations ENABLE TRIGGER observations_append_only;
--> statement-breakpoint
ALTER TABLE observations ALTER COLUMN retailer_slug SET NOT NULL, ALTER COLUMN item_id SET NOT NULL,
  ALTER COLUMN membership_needed SET NOT NULL, ALTER COLUMN chain_position SET NOT NULL,
  ALTER COLUMN chain_sha256 SET NOT NULL;
--> statement-breakpoint
ALTER TABLE observations ADD CONSTRAINT observations_chain UNIQUE (retailer_slug, chain_position);
--> statement-breakpoint
ALTER TABLE observations ADD CONSTRAINT observations_pack_check
  CHECK (num_nulls(pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro) in (0, 5));
--> statement-breakpoint
ALTER TABLE observations ADD CONSTRAINT observations_chain_check
  CHECK (chain_position > 0 and length(chain_sha256) = 32);
--> statement-breakpoint
INSERT INTO evidence_chains (retailer_slug, length, head_sha256)
  SELECT r.slug, coalesce(o.chain_position, 0), coalesce(o.chain_sha256, decode(repeat('00', 32), 'hex'))
  FROM retailers r LEFT JOIN LATERAL (
    SELECT chain_position, chain_sha256 FROM observations
    WHERE retailer_slug = r.slug ORDER BY chain_position DESC LIMIT 1) o ON true;
--> statement-breakpoint
-- A few rows inserted without their place get it here; many are chained in one statement (app/db/evidence-chain.ts) and pass
-- by. An insert that skips rows ("on conflict do nothing") would leave gaps.
CREATE FUNCTION chain_observation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  listed listings%ROWTYPE;
  chain evidence_chains%ROWTYPE;
BEGIN
  SELECT * INTO listed FROM listings WHERE id = NEW.listing_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'No listing %', NEW.listing_id USING ERRCODE = 'foreign_key_violation';
  END IF;
  NEW.retailer_slug := listed.retailer_slug;
  NEW.item_id := coalesce(NEW.item_id, listed.item_id);
  NEW.membership_needed := coalesce(NEW.membership_needed,
    (SELECT membership_needed FROM retailers WHERE slug = listed.retailer_slug));
  IF NEW.pack_count IS NULL AND NEW.pack_declined IS NULL THEN
    NEW.pack_count := listed.pack_count;
    NEW.pack_size := listed.pack_size;
    NEW.pack_unit := listed.pack_unit;
    NEW.pack_base_unit := listed.pack_base_unit;
    NEW.pack_total_micro := listed.pack_total_micro;
    NEW.pack_declined := listed.pack_declined;
  END IF;
  INSERT INTO evidence_chains VALUES (NEW.retailer_slug, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
  SELECT * INTO chain FROM evidence_chains WHERE retailer_slug = NEW.retailer_slug FOR UPDATE;
  NEW.chain_position := chain.length + 1;
  NEW.chain_sha256 := evidence_link(NULL, chain.head_sha256, evidence_record(
    NEW.retailer_slug, NEW.chain_position, NEW.id, NEW.listing_id, NEW.item_id, NEW.gtin14, NEW.url, NEW.title_seen,
    NEW.pack_count, NEW.pack_size, NEW.pack_unit, NEW.pack_base_unit, NEW.pack_total_micro, NEW.pack_declined,
    NEW.captured_at, NEW.zone, NEW.channel, NEW.place, NEW.price_minor, NEW.currency, NEW.membership_needed,
    NEW.promotion, NEW.promotion_ends_at, NEW.needs_coupon, NEW.in_stock, NEW.captured_by, NEW.import_id,
    NEW.import_line, NEW.raw, NEW.raw_sha256));
  UPDATE evidence_chains SET length = NEW.chain_position, head_sha256 = NEW.chain_sha256
  WHERE retailer_slug = NEW.retailer_slug;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER observations_chained BEFORE INSERT ON observations
  FOR EACH ROW WHEN (NEW.chain_position IS NULL) EXECUTE FUNCTION chain_observation();
--> statement-breakpoint
GRANT SELECT ON evidence_chains TO club_visitor, club_member, club_staff;
--> statement-breakpoint
-- The desk accepts what was held: it is appended then.
GRANT INSERT ON observations TO club_staff;
--> statement-breakpoint
GRANT INSERT, UPDATE ON evidence_chains TO club_staff;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON evidence_chains TO club_feed;
--> statement-breakpoint
GRANT SELECT, INSERT ON held_observations TO club_feed;
--> statement-breakpoint
GRANT SELECT ON held_observations TO club_staff;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decided_at, refusal) ON held_observations TO club_staff;
