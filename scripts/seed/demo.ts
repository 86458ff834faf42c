/**
 * The demo club: a whole small club of our own making - goods, suppliers and their offers, what other clubs ask, rules, prices
 * and people - so that every screen has something true to its kind to show.
 */
import { sql } from "drizzle-orm";
import { suggestMatches } from "#app/commands/suggest-matches.ts";
import { type Db, driverOf, type Pool } from "#app/db/client.server.ts";
import {
  brands,
  categories,
  departments,
  fxRates,
  imports,
  listings,
  matchDecisions,
  matches,
  offers,
  plans,
  products,
  retailers,
  retailPrices,
  skus,
  suppliers,
} from "#app/db/tables.server.ts";
import { appendObservations } from "./append-observations.ts";
import { BRANDS } from "./catalogue/brands.ts";
import { DEPARTMENTS } from "./catalogue/departments.ts";
import { demoGoods, type Goods, type SeedSku } from "./catalogue/goods.ts";
import { SUPPLIERS } from "./catalogue/suppliers.ts";
import { seedClubPrices } from "./club-prices.ts";
import { daysBefore } from "./dates.ts";
import { insertRows } from "./insert-rows.ts";
import { decisionsOf, referencesOf } from "./listings.ts";
import { observationsOf } from "./observations.ts";
import { offersOf, ratesOf } from "./offers.ts";
import { packColumns } from "./pack-columns.ts";
import { DEMO_PEOPLE, seedStaff } from "./people.ts";
import { PLANS } from "./plans.ts";
import { seedPriceIndex } from "./price-index.ts";
import { retailPricesOf } from "./retail-prices.ts";
import { RETAILERS } from "./shops.ts";

export { DEMO_PEOPLE } from "./people.ts";

/** Hears what is being done, and how many of the steps are. */
export type SeedProgress = (text: string, done: number, total: number) => void;

/** Any number that nobody else locks: two seeds at once make one club. */
const LOCK = 7_310_455;
const STEPS = 7;

/**
 * Seeds the demo club in one transaction, unless it is there already, and says in a few words what there is; then the matcher
 * suggests what nobody has matched, and the price index is published. Dates are relative to `now`, all else is the same every
 * time. `pool` is the owner's. Another name for `costStream` gives other costs
 * and club prices, and the same of everything that visitors see.
 */
export async function seedDemoClub(
  pool: Pool,
  now: Date,
  progress: SeedProgress = () => undefined,
  costStream = "cost",
): Promise<string> {
  const goods = demoGoods();
  const isNew = await pool.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    if (await isSeeded(tx, goods)) return false;
    progress("goods", 0, STEPS);
    await seedCatalogue(tx, goods, now);
    progress("retail prices and other clubs", 1, STEPS);
    await seedReferences(tx, goods.skus, now);
    progress("offers", 2, STEPS);
    await insertRows(tx, fxRates, ratesOf(now));
    await insertRows(tx, offers, offersOf(goods.skus, now, costStream));
    progress("people", 3, STEPS);
    await insertRows(tx, plans, PLANS);
    const merchandiser = await seedStaff(tx, daysBefore(now, 150));
    progress("club prices", 4, STEPS);
    await seedClubPrices(tx, goods.skus, merchandiser, now);
    return true;
  });
  if (isNew) {
    progress("suggested matches", 5, STEPS);
    await suggestMatches(pool, { askedBy: "seed", now });
  }
  progress("price index", 6, STEPS);
  await seedPriceIndex(pool, now);
  progress("done", STEPS, STEPS);
  return isNew ? `${goods.skus.length} SKUs in ${DEPARTMENTS.length} departments` : "already seeded";
}

async function isSeeded(db: Db, { skus: [first] }: Goods): Promise<boolean> {
  const found = await db.execute(sql`select 1 from skus where id = ${first?.id ?? 0}`);
  return found.length > 0;
}

async function seedCatalogue(db: Db, goods: Goods, now: Date): Promise<void> {
  await insertRows(
    db,
    departments,
    DEPARTMENTS.map(({ shelves: _, ...department }, position) => ({ ...department, position })),
  );
  await insertRows(
    db,
    categories,
    DEPARTMENTS.flatMap(({ slug: departmentSlug, shelves }) =>
      shelves.map(({ slug, name, commodity }, position) => ({
        slug,
        name,
        commodity,
        departmentSlug,
        position,
      })),
    ),
  );
  await insertRows(db, brands, BRANDS);
  await insertRows(
    db,
    suppliers,
    SUPPLIERS.map(({ slug, name, country, currency }) => ({ slug, name, country, currency })),
  );
  await insertRows(db, products, goods.products);
  await insertRows(
    db,
    skus,
    goods.skus.map((sku) => skuRow(sku, now)),
  );
}

/** A SKU as its table has it. */
function skuRow(sku: SeedSku, now: Date) {
  const { id, productId, slug, title, departmentSlug, categorySlug, supplierSlug, gtin14, pack } = sku;
  return {
    id,
    productId,
    slug,
    title,
    brandSlug: sku.brand.slug,
    departmentSlug,
    categorySlug,
    supplierSlug,
    gtin14,
    ...packColumns(pack),
    picture: sku.picture,
    popularity: sku.popularity,
    status: "active" as const,
    listedAt: daysBefore(now, sku.ageDays),
  };
}

async function seedReferences(db: Db, goods: readonly SeedSku[], now: Date): Promise<void> {
  const merchandiser = DEMO_PEOPLE.find((person) => person.staffRole === "merchandiser");
  const references = referencesOf(goods, now, merchandiser?.email ?? "operator");
  const checks = observationsOf(references, now);
  await insertRows(db, retailers, RETAILERS);
  await insertRows(db, retailPrices, retailPricesOf(goods, now));
  await insertRows(
    db,
    listings,
    references.map((reference) => reference.listing),
  );
  await insertRows(
    db,
    matches,
    references.flatMap(({ match }) => match ?? []),
  );
  await insertRows(db, matchDecisions, decisionsOf(references));
  await insertRows(db, imports, checks.imports);
  await appendObservations(driverOf(db), checks.observations);
}
