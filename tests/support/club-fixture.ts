/**
 * A small club for tests: two departments, thirty SKUs, two retailers, and a SKU for every honest state that a sign can
 * be in. Prices are in cents; every SKU with a club price pays 1,000 for what its pack holds.
 */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import {
  brands,
  categories,
  changeSets,
  currentPrices,
  departments,
  listings,
  matches,
  observations,
  plans,
  products,
  retailers,
  retailPrices,
  skus,
  suppliers,
} from "#app/db/tables.server.ts";
import { makePack } from "#app/domain/measure.ts";
import { packColumns } from "#scripts/seed/pack-columns.ts";
import { observedInClub } from "./observed.ts";

const DAY_MS = 86_400_000;

/** Item numbers by the state that their sign is in. Costco is the retailer, unless the name says otherwise. */
export const ITEM = {
  cheaperHere: 100_001,
  cheaperThere: 100_002,
  aboutTheSame: 100_003,
  stale: 100_004,
  unconfirmed: 100_005,
  packUnknown: 100_006,
  equivalent: 100_007,
  otherPack: 100_008,
  outOfStock: 100_009,
  needsCoupon: 100_010,
  promotionEnded: 100_011,
  rejected: 100_012,
  withoutAnything: 100_013,
  withoutClubPrice: 100_014,
  twoRetailers: 100_015,
  withdrawn: 100_030,
} as const;

export const CLUB_CENTS = 1_000;
export const RETAIL_CENTS = 1_500;
const FIRST = 100_001;
const LAST = 100_030;
/** GTIN of {@link ITEM}.cheaperHere. */
export const KNOWN_GTIN = "00012345678905";

type Reference = {
  readonly retailer?: "costco" | "sams";
  readonly priceMinor?: number;
  readonly ageDays?: number;
  readonly kind?: "identical" | "other-pack" | "equivalent";
  readonly difference?: string;
  readonly status?: "suggested" | "confirmed" | "rejected";
  /** Packages of the listing's pack of 16 oz; null where it could not be read. */
  readonly packCount?: number | null;
  readonly inStock?: boolean;
  readonly needsCoupon?: boolean;
  readonly promotionEndedDaysAgo?: number;
};

const REFERENCES: Readonly<Record<number, readonly Reference[]>> = {
  [ITEM.cheaperHere]: [{ priceMinor: 1_250 }],
  [ITEM.cheaperThere]: [{ priceMinor: 800 }],
  [ITEM.aboutTheSame]: [{ priceMinor: 1_003 }],
  [ITEM.stale]: [{ ageDays: 30 }],
  [ITEM.unconfirmed]: [{ status: "suggested" }],
  [ITEM.packUnknown]: [{ packCount: null }],
  [ITEM.equivalent]: [{ kind: "equivalent", difference: "store brand", priceMinor: 1_250 }],
  [ITEM.otherPack]: [{ kind: "other-pack", packCount: 4, priceMinor: 2_500 }],
  [ITEM.outOfStock]: [{ inStock: false }],
  [ITEM.needsCoupon]: [{ needsCoupon: true }],
  [ITEM.promotionEnded]: [{ promotionEndedDaysAgo: 1 }],
  [ITEM.rejected]: [{ status: "rejected" }],
  [ITEM.twoRetailers]: [
    { retailer: "sams", priceMinor: 900 },
    { retailer: "costco", priceMinor: 1_250 },
  ],
};

export type SmallClub = {
  /** Active item numbers of department "pantry", most popular first. */
  readonly pantry: readonly number[];
  /** The published change set that the club prices came with. */
  readonly changeSetId: string;
};

/** Fills an empty, migrated database (owner's role). `now` is what observations are dated against. */
export async function seedSmallClub(db: Db, now = new Date()): Promise<SmallClub> {
  await seedFrame(db);
  const changeSetId = uuidv7();
  await db.insert(changeSets).values({
    id: changeSetId,
    name: "First prices",
    state: "published",
    scope: "club",
    scopeKey: "seed",
    madeAt: now,
    publishedAt: now,
  });
  const ids = Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index);
  await db.insert(products).values(ids.map(productOf));
  await db.insert(skus).values(ids.map((id) => skuOf(id, now)));
  const priced = ids.filter((id) => id !== ITEM.withoutClubPrice);
  await db
    .insert(currentPrices)
    .values(priced.map((skuId) => ({ skuId, clubCents: CLUB_CENTS, changeSetId, since: now })));
  const retail = ids.filter((id) => id !== ITEM.withoutAnything);
  await db.insert(retailPrices).values(
    retail.map((skuId) => ({
      skuId,
      cents: RETAIL_CENTS,
      basis: "observed" as const,
      source: "Corner Market",
      place: "98109",
      checkedAt: new Date(now.getTime() - 2 * DAY_MS),
      evidence: "Shelf label, photographed",
    })),
  );
  await seedReferences(db, now);
  const pantry = ids.filter((id) => id !== ITEM.withdrawn && departmentOf(id) === "pantry");
  return { pantry: pantry.sort((a, b) => popularityOf(b) - popularityOf(a) || a - b), changeSetId };
}

async function seedFrame(db: Db): Promise<void> {
  await db.insert(departments).values([
    { slug: "pantry", name: "Pantry", blurb: "Coffee and oil.", glyph: "olive", position: 1 },
    { slug: "household", name: "Household", blurb: "Paper and soap.", glyph: "roll-of-paper", position: 2 },
  ]);
  await db.insert(categories).values([
    { slug: "coffee", name: "Coffee", departmentSlug: "pantry", commodity: "coffee", position: 1 },
    { slug: "spices", name: "Spices", departmentSlug: "pantry", commodity: "spices", position: 2 },
    {
      slug: "soap",
      name: "Soap",
      departmentSlug: "household",
      commodity: "personal-care-solid",
      position: 3,
    },
  ]);
  await db.insert(brands).values([{ slug: "harbor", name: "Harbor" }]);
  await db.insert(suppliers).values([{ slug: "acme", name: "Acme", country: "US", currency: "USD" }]);
  const retailer = { currency: "USD", membershipNeeded: true, freshnessDays: 7 };
  await db.insert(retailers).values([
    { ...retailer, slug: "costco", name: "Costco", position: 1 },
    { ...retailer, slug: "sams", name: "Sam's Club", position: 2 },
  ]);
  const plan = { currency: "USD", graceDays: 14, onSale: true, householdSeats: 1 };
  await db.insert(plans).values([
    {
      ...plan,
      slug: "base",
      name: "Club",
      blurb: "The club price.",
      feeCents: 6_000,
      rewardBps: 0,
      rewardCapCents: 0,
      lookupKey: "tallyhouse_base_yearly",
      position: 1,
    },
    {
      ...plan,
      slug: "plus",
      name: "Club Plus",
      blurb: "With a reward.",
      feeCents: 12_000,
      rewardBps: 200,
      rewardCapCents: 100_000,
      lookupKey: "tallyhouse_plus_yearly",
      position: 2,
    },
  ]);
}

function departmentOf(id: number): "pantry" | "household" {
  return id % 5 === 0 ? "household" : "pantry";
}

/** Ties on purpose: three SKUs share each popularity. */
function popularityOf(id: number): number {
  return 900 - Math.floor((id - FIRST) / 3) * 10;
}

const TITLES = [
  "Crème Café Ground Coffee",
  "Smoked Paprika",
  "Olive Soap Bars",
  "Whole Bean Coffee",
  "Cinnamon",
];

function titleOf(id: number): string {
  return `Harbor ${TITLES[id % TITLES.length]} No. ${id - FIRST + 1}`;
}

function productOf(id: number): typeof products.$inferInsert {
  return {
    id,
    name: titleOf(id),
    brandSlug: "harbor",
    description: `${titleOf(id)}, as it came off the truck.`,
  };
}

function skuOf(id: number, now: Date): typeof skus.$inferInsert {
  const department = departmentOf(id);
  return {
    id,
    productId: id,
    slug: `harbor-item-${id - FIRST + 1}`,
    title: titleOf(id),
    brandSlug: "harbor",
    departmentSlug: department,
    categorySlug: department === "household" ? "soap" : id % 2 === 0 ? "coffee" : "spices",
    supplierSlug: "acme",
    gtin14: id === ITEM.cheaperHere ? KNOWN_GTIN : null,
    ...packOf(2),
    picture: "olive.jar.green",
    popularity: popularityOf(id),
    status: id === ITEM.withdrawn ? "withdrawn" : "active",
    listedAt: now,
  };
}

function packOf(count: number) {
  const pack = makePack(count, "16", "oz");
  if (pack === undefined) throw new Error(`No pack of ${count}.`);
  return packColumns(pack);
}

async function seedReferences(db: Db, now: Date): Promise<void> {
  for (const [id, references] of Object.entries(REFERENCES)) {
    for (const reference of references) await seedReference(db, Number(id), reference, now);
  }
}

async function seedReference(db: Db, skuId: number, reference: Reference, now: Date): Promise<void> {
  const { retailer = "costco", packCount = 2, kind = "identical", status = "confirmed" } = reference;
  const listingId = uuidv7();
  const capturedAt = new Date(now.getTime() - (reference.ageDays ?? 3) * DAY_MS);
  await db.insert(listings).values({
    id: listingId,
    retailerSlug: retailer,
    itemId: `i-${skuId}`,
    title: titleOf(skuId),
    ...(packCount === null ? { packDeclined: "ambiguous" } : packOf(packCount)),
    firstSeenAt: capturedAt,
  });
  const ended = reference.promotionEndedDaysAgo;
  const before = new Date(capturedAt.getTime() - 20 * DAY_MS);
  const prices = [
    { capturedAt: before, priceMinor: 9_999 },
    { capturedAt, priceMinor: reference.priceMinor ?? 1_250 },
  ];
  for (const seen of prices) {
    await db.insert(observations).values({
      ...observedInClub({ ...seen, listingId, titleSeen: titleOf(skuId) }),
      promotion: ended === undefined ? null : "Instant savings",
      promotionEndsAt: ended === undefined ? null : new Date(now.getTime() - ended * DAY_MS),
      needsCoupon: reference.needsCoupon ?? false,
      inStock: reference.inStock ?? true,
    });
  }
  const isDecided = status !== "suggested";
  await db.insert(matches).values({
    skuId,
    listingId,
    kind,
    difference: reference.difference ?? null,
    status,
    decidedBy: isDecided ? "matcher@tallyhouse.example" : null,
    decidedAt: isDecided ? capturedAt : null,
  });
}
