-- Lists are their owner's: the door serves them, and nobody else reads them. It sees no price and no SKU.
GRANT SELECT, INSERT, DELETE ON list_lines TO club_door;
--> statement-breakpoint
-- What a membership saved holds club prices. Purchases are recorded by the owner: no role of a request writes them.
GRANT SELECT ON savings_lines TO club_member;
--> statement-breakpoint
CREATE TRIGGER savings_lines_append_only BEFORE UPDATE OR DELETE ON savings_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The price index. Baskets are the desk's until they are published; what is published is everybody's, and stays.
GRANT SELECT, INSERT ON index_baskets TO club_staff;
--> statement-breakpoint
GRANT UPDATE (name, frozen_at) ON index_baskets TO club_staff;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON index_basket_lines TO club_staff;
--> statement-breakpoint
GRANT INSERT ON index_publications, index_figures, index_figure_lines TO club_staff;
--> statement-breakpoint
GRANT SELECT ON index_publications, index_figures, index_figure_lines TO club_visitor, club_member, club_staff;
--> statement-breakpoint
CREATE VIEW published_baskets AS
  SELECT id, slug, version, name, frozen_at FROM index_baskets WHERE frozen_at IS NOT NULL;
--> statement-breakpoint
CREATE VIEW published_basket_lines AS
  SELECT l.basket_id, l.sku_id, l.quantity, l.position
  FROM index_basket_lines l JOIN index_baskets b ON b.id = l.basket_id WHERE b.frozen_at IS NOT NULL;
--> statement-breakpoint
GRANT SELECT ON published_baskets, published_basket_lines TO club_visitor, club_member, club_staff;
--> statement-breakpoint
CREATE TRIGGER index_publications_append_only BEFORE UPDATE OR DELETE ON index_publications
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER index_figures_append_only BEFORE UPDATE OR DELETE ON index_figures
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER index_figure_lines_append_only BEFORE UPDATE OR DELETE ON index_figure_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A published basket stays as it was: neither it nor its lines change, whoever asks.
CREATE FUNCTION guard_frozen_basket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'index_baskets' THEN
    IF OLD.frozen_at IS NOT NULL THEN
      RAISE EXCEPTION 'Basket % is published: % refused', OLD.id, TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF EXISTS (
    SELECT 1 FROM index_baskets
    WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.basket_id ELSE OLD.basket_id END,
                 CASE WHEN TG_OP = 'DELETE' THEN OLD.basket_id ELSE NEW.basket_id END)
      AND frozen_at IS NOT NULL FOR SHARE
  ) THEN
    RAISE EXCEPTION 'A line of a published basket: % refused', TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
--> statement-breakpoint
CREATE TRIGGER index_baskets_frozen BEFORE UPDATE OR DELETE ON index_baskets
  FOR EACH ROW EXECUTE FUNCTION guard_frozen_basket();
--> statement-breakpoint
CREATE TRIGGER index_basket_lines_frozen BEFORE INSERT OR UPDATE OR DELETE ON index_basket_lines
  FOR EACH ROW EXECUTE FUNCTION guard_frozen_basket();
