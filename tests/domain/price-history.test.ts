import { describe, expect, test } from "vitest";
import { getCommodity } from "#app/domain/commodity.ts";
import { makePack, type Pack } from "#app/domain/measure.ts";
import {
  type CheckedListing,
  HISTORY_DAYS,
  MAX_RUNS,
  type PriceCheck,
  priceHistory,
  priceTicks,
} from "#app/domain/price-history.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

function pack(count: number, size: string): Pack {
  const made = makePack(count, size, "oz");
  if (made === undefined) throw new Error("No such pack.");
  return made;
}

const SKU = { pack: pack(1, "10"), commodity: getCommodity("coffee") };
const COSTCO = { slug: "costco", name: "Costco", freshnessDays: 7, membershipNeeded: true, position: 1 };

function check(days: number, priceMinor: number, change: Partial<PriceCheck> = {}): PriceCheck {
  return {
    observation: `seen-${days}`,
    at: ago(days),
    priceMinor,
    channel: "in-club",
    promotionEndsAt: null,
    ...change,
  };
}

function listing(checks: readonly PriceCheck[], change: Partial<CheckedListing> = {}): CheckedListing {
  return {
    retailer: COSTCO,
    matchKind: "identical",
    difference: null,
    pack: pack(1, "10"),
    checks,
    ...change,
  };
}

/** Runs as [days ago from, days ago until, unit price]. */
function runs(listings: readonly CheckedListing[], label = "Costco") {
  const history = priceHistory({ sku: SKU, listings, retail: null }, NOW);
  const found = history?.series.find((one) => one.label === label)?.runs ?? [];
  const days = (at: Date) => (NOW.getTime() - at.getTime()) / DAY_MS;
  return found.map(({ from, until, amountText }) => [days(from), days(until), amountText]);
}

describe("their prices", () => {
  test("hold until the next check, and no longer than a check is believed", () => {
    expect(runs([listing([check(30, 1_000), check(25, 1_100), check(10, 1_200), check(2, 1_300)])])).toEqual([
      [30, 25, "$1.00"],
      [25, 18, "$1.10"],
      [10, 3, "$1.20"],
      [2, 0, "$1.30"],
    ]);
  });

  test("are one run where they stay the same without a gap, and two with one", () => {
    expect(runs([listing([check(20, 1_000), check(13, 1_000), check(7, 1_000)])])).toEqual([
      [20, 0, "$1.00"],
    ]);
    expect(runs([listing([check(20, 1_000), check(12.9, 1_000)])])).toEqual([
      [20, 13, "$1.00"],
      [12.9, 5.9, "$1.00"],
    ]);
  });

  test("end with their promotion", () => {
    expect(runs([listing([check(5, 900, { promotionEndsAt: ago(3) })])])).toEqual([[5, 3, "90.0¢"]]);
    expect(runs([listing([check(5, 900, { promotionEndsAt: ago(6) })])])).toEqual([[5, 5, "90.0¢"]]);
  });

  test("of one way of buying alone are one line: that of the newest check", () => {
    const online = { channel: "online" as const };
    expect(runs([listing([check(6, 1_000), check(4, 1_500, online), check(2, 1_000)])])).toEqual([
      [6, 0, "$1.00"],
    ]);
  });

  test("are put on the unit by their own pack; an identical item in a pack that changed is not drawn", () => {
    const large = listing([check(2, 1_800)], { matchKind: "other-pack", pack: pack(1, "20") });
    expect(runs([large])).toEqual([[2, 0, "90.0¢"]]);
    expect(runs([{ ...large, matchKind: "identical" }])).toEqual([]);
    expect(runs([{ ...large, pack: null }])).toEqual([]);
  });

  test("of several listings at one retailer are those of the likest", () => {
    const other = listing([check(1, 500)], { matchKind: "equivalent", difference: "store brand" });
    expect(runs([other, listing([check(3, 1_000)])])).toEqual([[3, 0, "$1.00"]]);
    expect(runs([other], "Costco (comparable)")).toEqual([[1, 0, "50.0¢"]]);
  });

  test("never reach further back than a year, nor past so many runs", () => {
    expect(runs([listing([check(370, 1_000), check(364, 1_100)])])).toEqual([
      [HISTORY_DAYS, 364, "$1.00"],
      [364, 357, "$1.10"],
    ]);
    const daily = Array.from({ length: 300 }, (_, index) => check(300 - index, 1_000 + (index % 2)));
    expect(runs([listing(daily)])).toHaveLength(MAX_RUNS);
    expect(runs([listing(daily)]).at(-1)?.[1]).toBe(0);
  });
});

describe("a history", () => {
  const club = [
    { cents: 950, since: ago(10) },
    { cents: 990, since: ago(500) },
  ];

  test("has our prices first, without a gap, for whoever may see them", () => {
    const history = priceHistory(
      { sku: SKU, listings: [listing([check(2, 1_000)])], retail: null, club },
      NOW,
    );
    expect(history?.series.map(({ label }) => label)).toEqual(["Club price", "Costco"]);
    expect(history?.series[0]?.runs).toMatchObject([
      { from: ago(HISTORY_DAYS), until: ago(10), amountText: "99.0¢", observation: null },
      { from: ago(10), until: NOW, amountText: "95.0¢" },
    ]);
    expect(history?.from).toEqual(ago(HISTORY_DAYS));
  });

  test("has retail as the one point that is known", () => {
    const retail = {
      cents: 1_600,
      basis: "observed" as const,
      source: "Corner Market",
      place: "98109",
      checkedAt: ago(12),
      evidence: "Shelf label",
    };
    const history = priceHistory({ sku: SKU, listings: [], retail }, NOW);
    expect(history).toMatchObject({ from: ago(28), until: NOW, perText: "per oz" });
    expect(history?.series).toMatchObject([{ kind: "retail", runs: [{ from: ago(12), until: ago(12) }] }]);
  });

  test("is none where nothing is known", () => {
    expect(priceHistory({ sku: SKU, listings: [listing([])], retail: null }, NOW)).toBeNull();
  });
});

test.each([
  [36_200, 41_900],
  [100_000, 100_000],
  [50, 90],
  [990_000, 12_490_000],
])("the lines of a chart between %i and %i enclose it, few and even", (least, most) => {
  const ticks = priceTicks(least, most).map(({ at }) => at);
  expect(ticks[0]).toBeLessThanOrEqual(least);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
  expect(ticks.length).toBeGreaterThanOrEqual(1);
  expect(ticks.length).toBeLessThanOrEqual(7);
  expect(new Set(ticks.slice(1).map((at, index) => at - (ticks[index] ?? 0))).size).toBeLessThanOrEqual(1);
});
