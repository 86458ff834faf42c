/** Rows of SKUs and their references as the database answers them, for tests of pure rules. Prices in cents. */
import { getCommodity } from "#app/domain/commodity.ts";
import type { PriceChannel } from "#app/domain/comparison.ts";
import { makePack, type Pack, type Unit } from "#app/domain/measure.ts";
import type { Reference, Retailer } from "#app/domain/reference.ts";
import type { MemberShelfRow } from "#app/domain/shelf.ts";

export const NOW = new Date("2026-11-19T12:00:00Z");
const DAY_MS = 86_400_000;

export const COSTCO: Retailer = retailer("costco", "Costco", 1);
export const SAMS: Retailer = retailer("sams", "Sam's Club", 2);

function retailer(slug: string, name: string, position: number): Retailer {
  return { slug, name, position, freshnessDays: 7, membershipNeeded: true };
}

/** @throws Error for what is no pack. */
export function pack(count: number, size: string, unit: Unit): Pack {
  const made = makePack(count, size, unit);
  if (made === undefined) throw new Error("No pack.");
  return made;
}

/** Two jars of 16 oz, 1,000 at the club and 1,500 at retail, unless told otherwise. */
export function memberRow(given: Partial<MemberShelfRow> = {}): MemberShelfRow {
  return {
    id: 100_001,
    slug: "peanut-butter",
    title: "Peanut Butter",
    brand: "Harbor",
    pack: pack(2, "16", "oz"),
    commodity: getCommodity("snacks"),
    picture: "olive.jar.green",
    popularity: 1,
    retail: {
      cents: 1_500,
      basis: "observed",
      source: "Corner Market",
      place: "98109",
      checkedAt: new Date(NOW.getTime() - 2 * DAY_MS),
      evidence: "Shelf tag",
    },
    references: [],
    clubCents: 1_000,
    ...given,
  };
}

type GivenReference = {
  readonly priceMinor?: number;
  readonly ageDays?: number;
  readonly kind?: Reference["matchKind"];
  readonly status?: Reference["matchStatus"];
  readonly pack?: Pack | null;
  readonly currency?: string;
  readonly inStock?: boolean;
  readonly needsCoupon?: boolean;
  readonly channel?: PriceChannel;
  readonly promotionEndsAt?: Date | null;
  readonly id?: string;
};

/** A listing at `at`, the same two jars for 1,250, checked three days ago, unless told otherwise. */
export function referenceAt(at: Retailer, given: GivenReference = {}): Reference {
  return {
    retailer: at,
    matchKind: given.kind ?? "identical",
    matchStatus: given.status ?? "confirmed",
    difference: given.kind === "equivalent" ? "store brand" : null,
    pack: given.pack === undefined ? pack(2, "16", "oz") : given.pack,
    observation: {
      id: given.id ?? `observation at ${at.slug}`,
      capturedAt: new Date(NOW.getTime() - (given.ageDays ?? 3) * DAY_MS),
      zone: "-08:00",
      priceMinor: given.priceMinor ?? 1_250,
      currency: given.currency ?? "USD",
      channel: given.channel ?? "in-club",
      place: "98109",
      promotion: null,
      promotionEndsAt: given.promotionEndsAt ?? null,
      needsCoupon: given.needsCoupon ?? false,
      inStock: given.inStock ?? true,
    },
  };
}
