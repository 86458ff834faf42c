/** What is on the racks. Public: every role may read these. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, tsvector } from "./columns.ts";

export const departments = pgTable("departments", {
  slug: text("slug").primaryKey(),
  name: text("name").notNull(),
  blurb: text("blurb").notNull(),
  glyph: text("glyph").notNull(),
  position: smallint("position").notNull(),
});

export const categories = pgTable(
  "categories",
  {
    slug: text("slug").primaryKey(),
    name: text("name").notNull(),
    departmentSlug: text("department_slug")
      .notNull()
      .references(() => departments.slug),
    /** Key of the commodity whose uniform unit prices this category: app/domain/commodity.ts. */
    commodity: text("commodity").notNull(),
    position: smallint("position").notNull(),
  },
  (t) => [unique("categories_slug_department_key").on(t.slug, t.departmentSlug)],
);

export const brands = pgTable("brands", {
  slug: text("slug").primaryKey(),
  name: text("name").notNull(),
  /** Our own label: the markup cap of private label applies. */
  ownLabel: boolean("own_label").notNull().default(false),
});

export const suppliers = pgTable("suppliers", {
  slug: text("slug").primaryKey(),
  name: text("name").notNull(),
  country: text("country").notNull(),
  currency: text("currency").notNull(),
});

export const products = pgTable("products", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  name: text("name").notNull(),
  brandSlug: text("brand_slug")
    .notNull()
    .references(() => brands.slug),
  description: text("description").notNull(),
});

export const skus = pgTable(
  "skus",
  {
    /** The item number on the shelf sign. Allotted by whoever lists the SKU; never from a sequence. */
    id: bigint("id", { mode: "number" }).primaryKey(),
    productId: bigint("product_id", { mode: "number" })
      .notNull()
      .references(() => products.id),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    brandSlug: text("brand_slug")
      .notNull()
      .references(() => brands.slug),
    departmentSlug: text("department_slug").notNull(),
    categorySlug: text("category_slug").notNull(),
    supplierSlug: text("supplier_slug")
      .notNull()
      .references(() => suppliers.slug),
    gtin14: text("gtin14"),
    packCount: integer("pack_count").notNull(),
    /** Exact decimal text, as on the pack: "1.5". */
    packSize: text("pack_size").notNull(),
    packUnit: text("pack_unit").notNull(),
    packBaseUnit: text("pack_base_unit").notNull(),
    /** count x size in millionths of the base unit (g, ml, count ...). */
    packTotalMicro: bigint("pack_total_micro", { mode: "number" }).notNull(),
    /** glyph.form.tone of the drawn pack shot: app/ui/pack-shot.ts. */
    picture: text("picture").notNull(),
    popularity: integer("popularity").notNull(),
    status: text("status", { enum: ["active", "withdrawn"] }).notNull(),
    listedAt: instant("listed_at").notNull(),
    search: tsvector("search").notNull().generatedAlwaysAs(sql`to_tsvector('english', club_unaccent(title))`),
  },
  (t) => [
    foreignKey({
      name: "skus_category_fk",
      columns: [t.categorySlug, t.departmentSlug],
      foreignColumns: [categories.slug, categories.departmentSlug],
    }),
    uniqueIndex("skus_gtin14_key").on(t.gtin14),
    index("skus_department_shelf")
      .on(t.departmentSlug, t.popularity.desc(), t.id)
      .where(sql`status = 'active'`),
    index("skus_category_shelf").on(t.categorySlug, t.popularity.desc(), t.id).where(sql`status = 'active'`),
    index("skus_club_shelf").on(t.popularity.desc(), t.id).where(sql`status = 'active'`),
    index("skus_search").using("gin", t.search),
    index("skus_title_trigrams").using("gin", sql`club_unaccent(title) gin_trgm_ops`),
    index("skus_brand").on(t.brandSlug),
    index("skus_supplier").on(t.supplierSlug),
    index("skus_product").on(t.productId),
    check("skus_status_check", sql`status in ('active', 'withdrawn')`),
    check("skus_pack_check", sql`pack_count > 0 and pack_total_micro > 0`),
    check("skus_gtin14_check", sql`gtin14 ~ '^[0-9]{14}$'`),
  ],
);
