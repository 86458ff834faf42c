import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { parseGtin } from "#app/domain/gtin.ts";
import { nearlyEqual, packTotal } from "#app/domain/measure.ts";
import { readPack } from "#app/domain/pack.ts";
import { packForms, packTones } from "#app/ui/pack-drawing.ts";
import { packShotHref } from "#app/ui/pack-shot.ts";
import { BRANDS } from "#scripts/seed/catalogue/brands.ts";
import { DEPARTMENTS } from "#scripts/seed/catalogue/departments.ts";
import { demoGoods } from "#scripts/seed/catalogue/goods.ts";
import { SUPPLIERS } from "#scripts/seed/catalogue/suppliers.ts";

const { products, skus } = demoGoods();

describe("the demo club's catalogue", () => {
  test("fills a club: departments, categories, SKUs, brands, suppliers", () => {
    expect(DEPARTMENTS.length).toBeGreaterThanOrEqual(15);
    expect(DEPARTMENTS.flatMap((one) => one.shelves).length).toBeGreaterThanOrEqual(40);
    expect(skus.length).toBeGreaterThanOrEqual(600);
    expect(new Set(products.map((one) => one.brandSlug)).size).toBe(BRANDS.length);
    expect(BRANDS.filter((one) => one.ownLabel)).toHaveLength(2);
    expect(SUPPLIERS.length).toBeGreaterThanOrEqual(25);
    expect(new Set(SUPPLIERS.map((one) => one.currency))).toEqual(new Set(["USD", "CNY"]));
  });

  test("is the same every time", () => {
    expect(demoGoods()).toEqual({ products, skus });
  });

  test("has no two SKUs with the same item number, title or GTIN", () => {
    for (const key of ["id", "title", "gtin14"] as const)
      expect(new Set(skus.map((sku) => sku[key])).size).toBe(skus.length);
  });

  test("numbers its goods inside GS1's restricted range, with right check digits", () => {
    for (const { gtin14 } of skus) {
      expect(parseGtin(gtin14)).toMatchObject({ ok: true });
      expect(gtin14).toMatch(/^020/);
    }
  });

  test("states each pack in its title so that it reads back: at least 98 % of them, and none as another", () => {
    const readings = skus.map((sku) => ({
      sku,
      read: readPack({ title: sku.title, brand: sku.brand.name, category: sku.categoryName }).pack,
    }));
    const others = readings.filter(
      ({ sku, read }) =>
        read !== null &&
        (read.baseUnit !== sku.pack.baseUnit || !nearlyEqual(packTotal(read), packTotal(sku.pack), 0)),
    );
    expect(others.map(({ sku }) => sku.title)).toEqual([]);
    expect(readings.filter(({ read }) => read !== null).length / skus.length).toBeGreaterThanOrEqual(0.98);
  });

  test("measures each pack as its commodity is priced", () => {
    const wrong = skus.filter((sku) => sku.pack.baseUnit !== sku.commodity.base);
    expect(wrong.map((sku) => sku.title)).toEqual([]);
  });

  test("draws each SKU with a glyph that the icon set has", () => {
    const { icons } = createRequire(import.meta.url)("@iconify-json/fluent-emoji-flat/icons.json");
    for (const { picture, pack } of skus) {
      const [glyph = "", form, tone] = picture.split(".");
      expect(icons, picture).toHaveProperty([glyph]);
      const known = {
        form: packForms.find((one) => one === form),
        tone: packTones.find((one) => one === tone),
      };
      if (known.form === undefined || known.tone === undefined)
        throw new Error(`No such picture: ${picture}`);
      expect(
        packShotHref({ glyph, form: known.form, tone: known.tone, count: pack.count, sizeText: "" }),
      ).toMatch(/^\/pictures\//);
    }
    for (const { glyph } of DEPARTMENTS) expect(icons, glyph).toHaveProperty([glyph]);
  });
});
