/** The demo club's products and SKUs, worked out from the departments' tables: the same every time. */
import { type Commodity, getCommodity } from "#app/domain/commodity.ts";
import { gtinCheckDigit } from "#app/domain/gtin.ts";
import type { Pack } from "#app/domain/measure.ts";
import { randomOf } from "../random.ts";
import { BRANDS, type SeedBrand, slugOf } from "./brands.ts";
import { DEPARTMENTS } from "./departments.ts";
import { packWords } from "./pack-words.ts";
import { suppliersOf } from "./suppliers.ts";
import { type Line, type PricedPack, readLines, type ShelfTable } from "./table.ts";

export type SeedProduct = {
  readonly id: number;
  readonly name: string;
  readonly brandSlug: string;
  readonly description: string;
};

export type SeedSku = {
  readonly id: number;
  readonly productId: number;
  readonly slug: string;
  readonly title: string;
  /** Brand and product, without the pack. */
  readonly plainTitle: string;
  readonly brand: SeedBrand;
  readonly departmentSlug: string;
  readonly categorySlug: string;
  readonly categoryName: string;
  readonly commodity: Commodity;
  readonly supplierSlug: string;
  readonly gtin14: string;
  readonly pack: Pack;
  readonly picture: string;
  readonly popularity: number;
  /** How long ago it was listed. */
  readonly ageDays: number;
  /** About what the pack costs at ordinary retail: where retail prices, other clubs' prices and costs each start from. */
  readonly baseCents: number;
};

export type Goods = { readonly products: readonly SeedProduct[]; readonly skus: readonly SeedSku[] };

/** Item numbers and product numbers of the demo club start here; the large club's start far above. */
const FIRST_PRODUCT = 4001;
const FIRST_SKU = 210_001;
/** GS1's restricted prefix 20: numbers for use inside one company, so none can be a real item's. */
const GTIN_PREFIX = "20";

const brands: ReadonlyMap<string, SeedBrand> = new Map(BRANDS.map((brand) => [brand.slug, brand]));

/** The brand of that slug. @throws Error when a table names one that is not listed. */
function getBrand(slug: string): SeedBrand {
  const brand = brands.get(slug);
  if (brand === undefined) throw new Error(`Unknown brand ${slug}`);
  return brand;
}

/** Every product and SKU of the demo club. */
export function demoGoods(): Goods {
  const products: SeedProduct[] = [];
  const skus: SeedSku[] = [];
  for (const { department, shelf, line } of allLines()) {
    line.varieties.forEach((variety, index) => {
      const product = productOf(line, variety, FIRST_PRODUCT + products.length);
      const picture = line.pictures[index % line.pictures.length] ?? "";
      products.push(product);
      for (const priced of line.packs) {
        const place = { departmentSlug: department, shelf, picture };
        skus.push(skuOf(product, priced, place, FIRST_SKU + skus.length));
      }
    });
  }
  return { products, skus };
}

export type PlacedLine = { readonly department: string; readonly shelf: ShelfTable; readonly line: Line };

/** Every line of every shelf, aisle by aisle. */
export function allLines(): PlacedLine[] {
  return DEPARTMENTS.flatMap(({ slug, shelves }) =>
    shelves.flatMap((shelf) => readLines(shelf).map((line) => ({ department: slug, shelf, line }))),
  );
}

function productOf(line: Line, variety: string, id: number): SeedProduct {
  return {
    id,
    name: line.name.replace("*", variety),
    brandSlug: line.brandSlug,
    description: sentence(line.description.replace("*", variety.toLowerCase())),
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Place = { readonly departmentSlug: string; readonly shelf: ShelfTable; readonly picture: string };

function skuOf(product: SeedProduct, { pack, baseCents }: PricedPack, place: Place, id: number): SeedSku {
  const brand = getBrand(product.brandSlug);
  const plainTitle = `${brand.name} ${product.name}`;
  const title = titleOf(plainTitle, pack);
  const random = randomOf(`sku:${id}`);
  return {
    id,
    productId: product.id,
    slug: slugOf(title),
    title,
    plainTitle,
    brand,
    departmentSlug: place.departmentSlug,
    categorySlug: place.shelf.slug,
    categoryName: place.shelf.name,
    commodity: getCommodity(place.shelf.commodity),
    supplierSlug: randomOf(`supplier:${brand.slug}:${place.departmentSlug}`).pick(
      suppliersOf(place.departmentSlug),
    ).slug,
    gtin14: gtinOf(GTIN_PREFIX, id),
    pack,
    picture: place.picture,
    popularity: popularityOf(random.next()),
    ageDays: random.chance(0.06) ? random.int(1, 20) : random.int(30, 900),
    baseCents,
  };
}

/** "Paddy Lane Jasmine Rice, 25 lb": as a club writes it. */
export function titleOf(plainTitle: string, pack: Pack): string {
  const words = packWords(pack);
  return words === "" ? plainTitle : `${plainTitle}, ${words}`;
}

/** A GTIN-13 of ten digits' item number behind a two-digit prefix, held as fourteen digits. */
export function gtinOf(prefix: string, itemNumber: number): string {
  const body = prefix + String(itemNumber).padStart(10, "0");
  return `0${body}${gtinCheckDigit(body)}`;
}

/** Few sell much, many sell little. `share` from 0 to 1; the answer from 0 to 10,000. */
export function popularityOf(share: number): number {
  return Math.round(10_000 * share ** 2.5);
}
