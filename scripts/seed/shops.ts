/** The competitors: how long their prices are believed, where they are checked, and how they write their titles. */
import type { retailers } from "#app/db/tables.server.ts";
import type { PriceChannel } from "#app/domain/comparison.ts";
import type { Pack } from "#app/domain/measure.ts";
import { unitLabel } from "#app/domain/measure.ts";
import { titleOf } from "./catalogue/goods.ts";
import { packWordsInBrackets } from "./catalogue/pack-words.ts";

export const RETAILERS: readonly (typeof retailers.$inferInsert)[] = [
  retailer("costco", "Costco", "USD", 7, true, 1),
  retailer("sams", "Sam's Club", "USD", 7, true, 2),
  retailer("bjs", "BJ's", "USD", 7, true, 3),
  retailer("walmart", "Walmart", "USD", 7, false, 4),
  retailer("pricesmart", "PriceSmart", "TTD", 10, true, 5),
  retailer("retail", "Retail", "USD", 30, false, 6),
];

function retailer(
  slug: string,
  name: string,
  currency: string,
  freshnessDays: number,
  membershipNeeded: boolean,
  position: number,
) {
  return { slug, name, currency, freshnessDays, membershipNeeded, position };
}

export type CheckPlace = {
  readonly place: string;
  readonly timeZone: string;
  readonly channel: PriceChannel;
};

export type Shop = {
  readonly slug: string;
  readonly currency: "USD" | "TTD";
  /** Share of the covered SKUs that it lists. */
  readonly coverage: number;
  /** Its prices as a share of the base price. */
  readonly level: readonly [low: number, high: number];
  readonly endings: readonly number[];
  /** Brand of its own goods; of our own making. */
  readonly houseBrand: string;
  /** Its rounds of checks, the newest first, in days before the seed. */
  readonly roundDays: readonly number[];
  readonly places: readonly CheckPlace[];
  readonly title: (plainTitle: string, pack: Pack) => string;
};

/** Whether buying there takes a membership. */
export function needsMembership({ slug }: Shop): boolean {
  return RETAILERS.some((retailer) => retailer.slug === slug && retailer.membershipNeeded);
}

/** Units of the shop's currency for a dollar. */
export const PER_DOLLAR: Readonly<Record<Shop["currency"], number>> = { USD: 1, TTD: 6.78 };

export const SHOPS: readonly Shop[] = [
  {
    slug: "costco",
    currency: "USD",
    coverage: 0.76,
    level: [0.79, 0.92],
    endings: [99, 99, 99, 97, 49],
    houseBrand: "Pierstone",
    roundDays: [1.3, 8.4, 15.2, 29.3, 43.1, 57.4, 71.2, 85.3, 98.4],
    places: [
      { place: "ZIP 98109 Seattle", timeZone: "America/Los_Angeles", channel: "in-club" },
      { place: "ZIP 60614 Chicago", timeZone: "America/Chicago", channel: "in-club" },
      { place: "ZIP 98109 Seattle", timeZone: "America/Los_Angeles", channel: "online" },
    ],
    title: titleOf,
  },
  {
    slug: "sams",
    currency: "USD",
    coverage: 0.72,
    level: [0.77, 0.91],
    endings: [98, 98, 88, 46],
    houseBrand: "Marl & Main",
    roundDays: [2.2, 9.1, 23.4, 37.2, 51.3, 65.1, 79.2, 93.4],
    places: [
      { place: "ZIP 75201 Dallas", timeZone: "America/Chicago", channel: "in-club" },
      { place: "ZIP 30309 Atlanta", timeZone: "America/New_York", channel: "in-club" },
      { place: "ZIP 75201 Dallas", timeZone: "America/Chicago", channel: "online" },
    ],
    title: (plainTitle, pack) => `${plainTitle} ${packWordsInBrackets(pack)}`.trim(),
  },
  {
    slug: "bjs",
    currency: "USD",
    coverage: 0.2,
    level: [0.83, 0.96],
    endings: [99, 49],
    houseBrand: "Harbor Pine",
    roundDays: [3.4, 17.1, 31.2, 59.3, 87.2],
    places: [{ place: "ZIP 02139 Cambridge", timeZone: "America/New_York", channel: "in-club" }],
    title: titleOf,
  },
  {
    slug: "walmart",
    currency: "USD",
    coverage: 0.22,
    level: [0.92, 1.05],
    endings: [97, 48, 84, 12],
    houseBrand: "Everyrow",
    roundDays: [0.7, 14.2, 28.3, 56.2, 84.4],
    places: [
      { place: "ZIP 85004 Phoenix", timeZone: "America/Phoenix", channel: "delivered" },
      { place: "ZIP 85004 Phoenix", timeZone: "America/Phoenix", channel: "in-club" },
    ],
    title: packOfTitle,
  },
  {
    slug: "pricesmart",
    currency: "TTD",
    coverage: 0.06,
    level: [0.95, 1.15],
    endings: [95],
    houseBrand: "Costa Clara",
    roundDays: [4.3, 32.1, 60.2],
    places: [{ place: "Port of Spain", timeZone: "America/Port_of_Spain", channel: "in-club" }],
    title: titleOf,
  },
];

/** "Brookfell Spring Water, 16.9 fl oz (Pack of 40)". */
function packOfTitle(plainTitle: string, pack: Pack): string {
  if (pack.count === 1 || pack.size === "1" || pack.unit === "sheet") return titleOf(plainTitle, pack);
  return `${plainTitle}, ${pack.size} ${unitLabel(pack.unit, "many")} (Pack of ${pack.count})`;
}
