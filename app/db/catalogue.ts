/** Departments, categories, retailers and plans: small, public, the same for every role, so each process keeps them a while. */
import { type Commodity, getCommodity } from "#app/domain/commodity.ts";
import type { Retailer } from "#app/domain/reference.ts";
import type { Db } from "./client.server.ts";
import { runStatement } from "./statement.server.ts";

export type Department = {
  readonly slug: string;
  readonly name: string;
  readonly blurb: string;
  /** Counted from 1, by position: the number on the aisle sign. */
  readonly aisle: number;
  /** Active SKUs, counted to {@link COUNT_CAP} + 1. */
  readonly count: number;
  /** Name of the icon on its carton. */
  readonly glyph: string;
};

export type Category = {
  readonly slug: string;
  readonly name: string;
  readonly departmentSlug: string;
  readonly commodity: Commodity;
};

/** A plan on sale, as the front door shows it. */
export type PlanOnSale = {
  readonly slug: string;
  readonly name: string;
  readonly blurb: string;
  readonly feeCents: number;
  readonly currency: string;
  readonly rewardBps: number;
  readonly rewardCapCents: number;
  readonly householdSeats: number;
};

export type Catalogue = {
  readonly plans: readonly PlanOnSale[];
  readonly departments: readonly Department[];
  readonly categories: readonly Category[];
  readonly retailers: readonly Retailer[];
  readonly departmentBySlug: ReadonlyMap<string, Department>;
  readonly categoryBySlug: ReadonlyMap<string, Category>;
  readonly retailerBySlug: ReadonlyMap<string, Retailer>;
};

/** Counting stops here: past it a page says "1,000+". */
export const COUNT_CAP = 1_000;
/** How long a process believes what it read. */
const CATALOGUE_FRESH_MS = 60_000;

type Kept = { readonly readAt: number; readonly catalogue: Promise<Catalogue> };
const kept = new WeakMap<Db, Kept>();

/** The catalogue's frame, at most a minute old; one statement when it has to be read, none otherwise. */
export function getCatalogue(db: Db): Promise<Catalogue> {
  const now = performance.now();
  const known = kept.get(db);
  if (known !== undefined && now - known.readAt < CATALOGUE_FRESH_MS) return known.catalogue;
  const catalogue = readCatalogue(db);
  kept.set(db, { readAt: now, catalogue });
  catalogue.catch(() => kept.delete(db));
  return catalogue;
}

const CATALOGUE = `
select
  (select coalesce(json_agg(json_build_array(d.slug, d.name, d.blurb, counted.n, d.glyph)
    order by d.position, d.slug), '[]')
   from departments d
   cross join lateral (
     select count(*) as n
     from (select 1 from skus where department_slug = d.slug and status = 'active' limit ${COUNT_CAP + 1}) capped
   ) counted),
  (select coalesce(json_agg(json_build_array(slug, name, department_slug, commodity) order by position, slug), '[]')
   from categories),
  (select coalesce(json_agg(json_build_array(slug, name, freshness_days, membership_needed, position)
    order by position, slug), '[]')
   from retailers),
  (select coalesce(json_agg(json_build_object('slug', slug, 'name', name, 'blurb', blurb, 'feeCents', fee_cents,
    'currency', currency, 'rewardBps', reward_bps, 'rewardCapCents', reward_cap_cents,
    'householdSeats', household_seats) order by position, slug), '[]')
   from plans where on_sale)
where $1 = 1`;

type DepartmentValues = [string, string, string, number, string];
type CategoryValues = [string, string, string, string];
type RetailerValues = [string, string, number, boolean, number];

async function readCatalogue(db: Db): Promise<Catalogue> {
  const [row] = await runStatement(db, CATALOGUE, [1]);
  const [departmentRows, categoryRows, retailerRows, plans] = row as [
    DepartmentValues[],
    CategoryValues[],
    RetailerValues[],
    PlanOnSale[],
  ];
  const departments = departmentRows.map(([slug, name, blurb, count, glyph], index) => ({
    slug,
    name,
    blurb,
    aisle: index + 1,
    count,
    glyph,
  }));
  const categories = categoryRows.map(([slug, name, departmentSlug, commodity]) => ({
    slug,
    name,
    departmentSlug,
    commodity: getCommodity(commodity),
  }));
  const retailers = retailerRows.map(([slug, name, freshnessDays, membershipNeeded, position]) => ({
    slug,
    name,
    freshnessDays,
    membershipNeeded,
    position,
  }));
  const bySlug = <T extends { readonly slug: string }>(all: readonly T[]) =>
    new Map(all.map((one) => [one.slug, one]));
  return {
    plans,
    departments,
    categories,
    retailers,
    departmentBySlug: bySlug(departments),
    categoryBySlug: bySlug(categories),
    retailerBySlug: bySlug(retailers),
  };
}

/** Categories of one department, in their order. */
export function categoriesOf(catalogue: Catalogue, departmentSlug: string): readonly Category[] {
  return catalogue.categories.filter((category) => category.departmentSlug === departmentSlug);
}
