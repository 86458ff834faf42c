/**
 * A catalogue of any size, worked out from the demo club's lines: every line under many brands and many sub-names, two packs of
 * each. SKU number `n` is the same every time and needs no other SKU to be worked out.
 */
import { type Commodity, getCommodity } from "#app/domain/commodity.ts";
import type { Pack } from "#app/domain/measure.ts";
import { type SeedBrand, slugOf } from "../catalogue/brands.ts";
import { allLines, gtinOf, popularityOf, titleOf } from "../catalogue/goods.ts";
import { isSingle, resized } from "../catalogue/other-packs.ts";
import { type SeedSupplier, suppliersOf } from "../catalogue/suppliers.ts";
import { type Random, randomOf } from "../random.ts";

/** Item numbers of the large club start here, far above the demo's. */
export const FIRST_LARGE_SKU = 10_000_000;
const FIRST_LARGE_PRODUCT = 10_000_000;
/** GS1's restricted prefix 21; the demo's numbers are behind 20. */
const GTIN_PREFIX = "21";
export const SKUS_PER_PRODUCT = 2;

const FIRST_WORDS =
  "Alder Amber Ash Barley Birch Bramble Cedar Clover Copper Dapple Elder Fallow Fern Flint Gorse Hazel Heron Juniper Larch Linden Maple Marram Millet Myrtle Nettle Osier Pebble Quarry Rowan Rye Sable Sedge Sorrel Tansy Teasel Thistle Umber Vale Wicker Yarrow".split(
    " ",
  );
const SECOND_WORDS =
  "Acre Bank Barrow Bridge Brook Combe Croft Dell Field Ford Gate Glen Hollow House Lane Mere Mill Row Wharf Yard".split(
    " ",
  );
/** What a brand calls a range of its own; none says anything about what is in it. */
const RANGES =
  ",Classic,Everyday,Heritage,Simple,Country,Coastal,Northern,Southern,Harvest,Select,Daily,Village,Meadow,Highland,Sunrise".split(
    ",",
  );

export type LargeSku = {
  readonly id: number;
  readonly productId: number;
  readonly slug: string;
  readonly title: string;
  readonly plainTitle: string;
  readonly productName: string;
  readonly description: string;
  readonly brand: SeedBrand;
  readonly departmentSlug: string;
  readonly categorySlug: string;
  readonly categoryName: string;
  readonly commodity: Commodity;
  readonly supplier: SeedSupplier;
  readonly gtin14: string;
  readonly pack: Pack;
  readonly picture: string;
  readonly popularity: number;
  readonly ageDays: number;
  readonly baseCents: number;
};

/** The brands of the large club: 800, of our own making, none of them the demo's. */
export const LARGE_BRANDS: readonly SeedBrand[] = FIRST_WORDS.flatMap((first) =>
  SECOND_WORDS.map((second) => {
    const name = `${first} ${second}`;
    return { slug: slugOf(name), name, ownLabel: false };
  }),
);

const LINES = allLines();
/** As many as there are different products: lines x brands x ranges, two SKUs each. */
export const MAX_LARGE_SKUS = LINES.length * LARGE_BRANDS.length * RANGES.length * SKUS_PER_PRODUCT;

const COMMODITIES = LINES.map(({ shelf }) => getCommodity(shelf.commodity));
const SUPPLIERS = LINES.map(({ department }) => suppliersOf(department));

/** SKU number `n` from 0. Its product is that of its neighbour `n ^ 1`, in another pack. */
export function largeSku(n: number): LargeSku {
  const product = Math.floor(n / SKUS_PER_PRODUCT);
  const lineIndex = product % LINES.length;
  const turn = Math.floor(product / LINES.length);
  // A stride prime to their number: neighbours on a shelf are of brands far apart.
  const brandIndex = (turn * 37) % LARGE_BRANDS.length;
  const placed = at(LINES, lineIndex);
  const brand = at(LARGE_BRANDS, brandIndex);
  const range = at(RANGES, Math.floor(turn / LARGE_BRANDS.length) + brandIndex);
  const { line, shelf, department } = placed;
  const random = randomOf(`large:${n}`);
  const variety = at(line.varieties, turn);
  const productName = `${range} ${line.name.replace("*", variety)}`.trim();
  const { pack, baseCents } = packOf(n, line.packs, random);
  const plainTitle = `${brand.name} ${productName}`;
  const title = titleOf(plainTitle, pack);
  const id = FIRST_LARGE_SKU + n;
  return {
    id,
    productId: FIRST_LARGE_PRODUCT + product,
    slug: slugOf(title),
    title,
    plainTitle,
    productName,
    description: line.description.replace("*", variety.toLowerCase()),
    brand,
    departmentSlug: department,
    categorySlug: shelf.slug,
    categoryName: shelf.name,
    commodity: at(COMMODITIES, lineIndex),
    supplier: at(at(SUPPLIERS, lineIndex), brandIndex),
    gtin14: gtinOf(GTIN_PREFIX, id),
    pack,
    picture: at(line.pictures, turn),
    popularity: popularityOf(random.next()),
    ageDays: random.chance(0.04) ? random.int(1, 20) : random.int(30, 1500),
    baseCents,
  };
}

/** The smaller and the larger pack of a product, with the base price that goes with the amount and the brand. */
function packOf(n: number, packs: (typeof LINES)[number]["line"]["packs"], random: Random) {
  const even = n % SKUS_PER_PRODUCT === 0;
  const priced = at(packs, Math.floor(n / SKUS_PER_PRODUCT));
  const factor = random.pick(even ? [1, 0.5, 0.75] : [1.25, 1.5, 2]);
  const pack = factor === 1 || (even && isSingle(priced.pack)) ? priced.pack : resized(priced.pack, factor);
  const amount = pack.totalMicro / priced.pack.totalMicro;
  return {
    pack,
    baseCents: Math.max(129, Math.round(priced.baseCents * amount ** 0.93 * random.between(0.8, 1.3))),
  };
}

/** The element at `index`, going round. */
function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error("An empty list has no elements.");
  return found;
}
