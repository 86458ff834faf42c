/** A few racks with costs, rates and rules, for tests of pricing. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import {
  accounts,
  brands,
  categories,
  departments,
  fxRates,
  offers,
  products,
  rules,
  skus,
  suppliers,
} from "#app/db/tables.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { Guardrails, RuleScope } from "#app/domain/pricing.ts";

export const NOW = new Date("2026-11-22T12:00:00.000Z");
const DAY_MS = 86_400_000;
export const daysFromNow = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

export type SkuFixture = {
  id: number;
  category?: string;
  brand?: string;
  supplier?: string;
  /** Goods per unit in cents; null for a SKU without an offer. */
  costCents: number | null;
  currency?: string;
};

/** Departments, categories coffee and soap, brands northfield and tallyhouse (own label), suppliers alder and birch; no SKUs. */
export async function addRacks(owner: Db): Promise<void> {
  await owner
    .insert(departments)
    .values({ slug: "pantry", name: "Pantry", blurb: "", glyph: "can", position: 1 });
  await owner.insert(categories).values([
    { slug: "coffee", name: "Coffee", departmentSlug: "pantry", commodity: "coffee", position: 1 },
    { slug: "soap", name: "Soap", departmentSlug: "pantry", commodity: "personal-care-solid", position: 2 },
  ]);
  await owner.insert(brands).values([
    { slug: "northfield", name: "Northfield" },
    { slug: "tallyhouse", name: "Tallyhouse", ownLabel: true },
  ]);
  await owner.insert(suppliers).values([
    { slug: "alder", name: "Alder Foods", country: "US", currency: "USD" },
    { slug: "birch", name: "Birch Trading", country: "CN", currency: "CNY" },
  ]);
}

/** SKUs of 1 lb each, most popular first, each with one offer of one unit a case. */
export async function addSkus(
  owner: Db,
  fixtures: readonly SkuFixture[],
  offeredFrom = daysFromNow(-30),
): Promise<void> {
  const rows = fixtures.map(({ id, category = "coffee", brand = "northfield", supplier = "alder" }) => ({
    id,
    productId: id,
    slug: `item-${id}`,
    title: `Item ${id}, 1 lb`,
    brandSlug: brand,
    departmentSlug: "pantry",
    categorySlug: category,
    supplierSlug: supplier,
    gtin14: null,
    packCount: 1,
    packSize: "1",
    packUnit: "lb",
    packBaseUnit: "g",
    packTotalMicro: 453_592_370,
    picture: "can.can.red",
    popularity: 1_000_000 - id,
    status: "active" as const,
    listedAt: daysFromNow(-100),
  }));
  for (let i = 0; i < rows.length; i += 2_000) {
    const part = rows.slice(i, i + 2_000);
    await owner
      .insert(products)
      .values(part.map(({ id, title, brandSlug }) => ({ id, name: title, brandSlug, description: "" })));
    await owner.insert(skus).values(part);
    await addOffers(owner, fixtures.slice(i, i + 2_000), offeredFrom);
  }
}

/** One more offer a SKU, in effect from `from`. */
export async function addOffers(
  owner: Db,
  fixtures: readonly SkuFixture[],
  from = daysFromNow(-30),
): Promise<void> {
  const rows = fixtures.flatMap(({ id, supplier = "alder", costCents, currency = "USD" }) =>
    costCents === null
      ? []
      : [
          {
            id: uuidv7(),
            supplierSlug: supplier,
            skuId: id,
            currency,
            casePriceMinor: costCents,
            unitsPerCase: 1,
            minimumCases: 1,
            freightMinor: 0,
            dutyBps: 0,
            handlingCents: 0,
            quotedAt: from,
            effectiveFrom: from,
            effectiveUntil: null,
          },
        ],
  );
  if (rows.length > 0) await owner.insert(offers).values(rows);
}

/** A rate into dollars, a day old. */
export async function addRate(
  owner: Db,
  base: string,
  rateMicro: number,
  asOf = daysFromNow(-1),
): Promise<void> {
  await owner.insert(fxRates).values({ base, quote: "USD", rateMicro, asOf, source: "test" });
}

/** An open rule, straight into the table. */
export async function addRule(
  owner: Db,
  scope: RuleScope,
  scopeKey: string,
  markupBps: number,
  guardrails: Guardrails = {},
): Promise<void> {
  const strategy = { kind: "cost-plus", markupBps } as const;
  await owner.insert(rules).values({ id: uuidv7(), scope, scopeKey, strategy, guardrails, madeAt: NOW });
}

/** A merchandiser with an account. */
export async function addMerchandiser(owner: Db, email = "mo@tallyhouse.test"): Promise<Actor> {
  const id = uuidv7();
  await owner.insert(accounts).values({ id, email, name: "Mo", passwordHash: "x", createdAt: NOW });
  return { id, name: email, requestId: "request-1" };
}
