import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { getCommodity } from "#app/domain/commodity.ts";
import {
  ABOUT_THE_SAME_BPS,
  type CompareInput,
  compare,
  type ReferenceInput,
  referencePrice,
} from "#app/domain/comparison.ts";
import { makePack, type Pack, type Unit } from "#app/domain/measure.ts";
import { NO_CLAIM_SENTENCES } from "#app/domain/no-claim.ts";

const now = new Date("2026-11-19T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

function pack(count: number, size: string, unit: Unit): Pack {
  const made = makePack(count, size, unit);
  if (made === undefined) throw new Error("No pack.");
  return made;
}

/** Our two jars of 48 oz at $10.00 against the same two at the other club for $12.50, checked two days ago. */
const peanutButter: CompareInput = {
  sku: { pack: pack(2, "48", "oz"), commodity: getCommodity("snacks") },
  listing: { retailerName: "Costco", freshnessDays: 7, channel: "in-club", pack: pack(2, "48", "oz") },
  observation: {
    priceMinor: 1250,
    currency: "USD",
    capturedAt: daysAgo(2),
    inStock: true,
    needsCoupon: false,
    channel: "in-club",
  },
  match: { kind: "identical", status: "confirmed" },
  system: "us",
  now,
  clubPriceCents: 1000,
  currency: "USD",
};

type Change = {
  sku?: Partial<CompareInput["sku"]>;
  listing?: Partial<CompareInput["listing"]>;
  observation?: Partial<NonNullable<CompareInput["observation"]>> | null;
  match?: Partial<NonNullable<CompareInput["match"]>> | null;
  clubPriceCents?: number | null;
  deliveryCents?: number | null;
  currency?: string;
};

function changed(change: Change): CompareInput {
  const base = peanutButter;
  if (base.observation === null || base.match === null) throw new Error("The base case is whole.");
  return {
    ...base,
    sku: { ...base.sku, ...change.sku },
    listing: { ...base.listing, ...change.listing },
    observation: change.observation === null ? null : { ...base.observation, ...change.observation },
    match: change.match === null ? null : { ...base.match, ...change.match },
    clubPriceCents: change.clubPriceCents === undefined ? base.clubPriceCents : change.clubPriceCents,
    currency: change.currency ?? base.currency,
    ...(change.deliveryCents === undefined ? {} : { deliveryCents: change.deliveryCents }),
  };
}

function claimed(input: CompareInput) {
  const comparison = compare(input);
  if (comparison.kind === "no-claim") throw new Error(comparison.reason);
  return comparison;
}

describe("a claim", () => {
  test("says by how much we are cheaper: per pack, per unit and as a share of their price", () => {
    expect(claimed(peanutButter)).toMatchObject({
      kind: "cheaper",
      byPerPackMinor: 250,
      byBps: 2000,
      byPerUnit: { text: "2.6¢", per: "oz" },
      ourUnitPrice: { text: "10.4¢" },
      reference: { retailerName: "Costco", unitPrice: { text: "13.0¢" }, capturedAt: daysAgo(2) },
    });
  });

  test("says it when they are cheaper", () => {
    expect(claimed(changed({ clubPriceCents: 1300 }))).toMatchObject({
      kind: "dearer",
      byPerPackMinor: 50,
      byBps: 400,
    });
  });

  test("is about the same within half a percent, either way", () => {
    expect(claimed(changed({ clubPriceCents: 1250 })).kind).toBe("about-the-same");
    expect(claimed(changed({ clubPriceCents: 1244 })).kind).toBe("about-the-same");
    expect(claimed(changed({ clubPriceCents: 1256 })).kind).toBe("about-the-same");
    expect(claimed(changed({ clubPriceCents: 1243 })).kind).toBe("cheaper");
    expect(claimed(changed({ clubPriceCents: 1257 })).kind).toBe("dearer");
  });

  test("of another pack compares what our pack holds", () => {
    const other = changed({
      listing: { pack: pack(1, "3", "lb") },
      match: { kind: "other-pack" },
      observation: { priceMinor: 600 },
    });
    expect(claimed(other)).toMatchObject({ kind: "cheaper", byPerPackMinor: 200, byBps: 1666 });
  });

  test("of an equivalent carries the stated difference", () => {
    const other = changed({ match: { kind: "equivalent", statedDifference: "Other brand, same grade" } });
    expect(claimed(other).reference.statedDifference).toBe("Other brand, same grade");
  });

  test("takes the pack as seen in the observation over the listing's", () => {
    const shrunk = changed({ observation: { pack: pack(2, "40", "oz") } });
    expect(compare(shrunk)).toMatchObject({ kind: "no-claim", reason: "packs-differ" });
    expect(compare(changed({ observation: { pack: null } }))).toMatchObject({ reason: "pack-unknown" });
  });

  const prices = fc.integer({ min: 1, max: 500_000 });

  test("never tells a difference in our favour: savings down, surcharges up", () => {
    fc.assert(
      fc.property(prices, prices, (ours, theirs) => {
        const comparison = claimed(changed({ clubPriceCents: ours, observation: { priceMinor: theirs } }));
        const share = (Math.abs(theirs - ours) * 10_000) / theirs;
        const perOz = (Math.abs(theirs - ours) * 1000) / 96;
        if (comparison.kind === "cheaper") {
          expect(comparison.byBps).toBeLessThanOrEqual(share);
          expect(comparison.byPerUnit.milliMinor).toBeLessThanOrEqual(perOz);
        }
        if (comparison.kind === "dearer") {
          expect(comparison.byBps).toBeGreaterThanOrEqual(share);
          expect(comparison.byPerUnit.milliMinor).toBeGreaterThanOrEqual(perOz);
        }
        expect(comparison.kind === "about-the-same").toBe(share <= ABOUT_THE_SAME_BPS);
      }),
    );
  });

  test("does not depend on how either pack is written", () => {
    fc.assert(
      fc.property(prices, prices, (ours, theirs) => {
        const pounds = changed({
          sku: { pack: pack(3, "2", "lb") },
          listing: { pack: pack(1, "96", "oz") },
          clubPriceCents: ours,
          observation: { priceMinor: theirs },
        });
        const same = changed({ clubPriceCents: ours, observation: { priceMinor: theirs } });
        const { kind, byBps, byPerPackMinor, byPerUnit } = claimed(same);
        expect(claimed(pounds)).toMatchObject({ kind, byBps, byPerPackMinor, byPerUnit });
      }),
    );
  });
});

describe("no claim", () => {
  test.each<[string, Change]>([
    ["no-match", { match: null }],
    ["rejected", { match: { status: "rejected" } }],
    ["unconfirmed", { match: { status: "suggested" } }],
    ["difference-unstated", { match: { kind: "equivalent", statedDifference: " " } }],
    ["no-observation", { observation: null }],
    ["future-observation", { observation: { capturedAt: daysAgo(-1) } }],
    ["stale", { observation: { capturedAt: daysAgo(7.01) } }],
    ["stale", { observation: { capturedAt: daysAgo(3.5) }, listing: { freshnessDays: 3 } }],
    ["promotion-ended", { observation: { promotionEndsAt: daysAgo(0.001) } }],
    ["out-of-stock", { observation: { inStock: false } }],
    ["needs-coupon", { observation: { needsCoupon: true } }],
    ["channel-differs", { observation: { channel: "delivered" } }],
    ["price-unreadable", { observation: { priceMinor: 0 } }],
    ["pack-unknown", { listing: { pack: null } }],
    ["pack-unknown", { sku: { pack: null } }],
    ["packs-differ", { listing: { pack: pack(2, "40", "oz") } }],
    ["measures-differ", { listing: { pack: pack(2, "48", "fl oz") } }],
    ["measures-differ", { sku: { commodity: getCommodity("beverages") } }],
    ["currency-differs", { observation: { currency: "TTD" } }],
    ["club-price-hidden", { clubPriceCents: null }],
  ])("for %s (%o)", (reason, change) => {
    expect(compare(changed(change))).toMatchObject({ kind: "no-claim", reason });
  });

  test("carries their price where only the claim about ours does not stand", () => {
    const abroad = compare(changed({ observation: { currency: "TTD" } }));
    expect(abroad).toMatchObject({ kind: "no-claim", reference: { currency: "TTD", priceMinor: 1250 } });
    expect(compare(changed({ observation: { inStock: false } }))).not.toHaveProperty("reference");
  });

  test("always has a sentence", () => {
    for (const [reason, sentence] of Object.entries(NO_CLAIM_SENTENCES))
      expect(sentence, reason).toMatch(/^[A-Z].*\.$/);
  });
});

const msFrom = (at: Date, ms: number) => new Date(at.getTime() + ms);

describe("the edges of a claim, to the millisecond and the gram", () => {
  test.each<[string, Change, string]>([
    ["a check of exactly the window's age", { observation: { capturedAt: daysAgo(7) } }, "cheaper"],
    ["a millisecond past it", { observation: { capturedAt: msFrom(daysAgo(7), -1) } }, "stale"],
    [
      "a window of its own",
      { observation: { capturedAt: daysAgo(10) }, listing: { freshnessDays: 10 } },
      "cheaper",
    ],
    ["a clock five minutes ahead", { observation: { capturedAt: msFrom(now, 300_000) } }, "cheaper"],
    [
      "a clock more than that ahead",
      { observation: { capturedAt: msFrom(now, 300_001) } },
      "future-observation",
    ],
    ["a promotion in its last instant", { observation: { promotionEndsAt: now } }, "cheaper"],
    ["a millisecond after it", { observation: { promotionEndsAt: msFrom(now, -1) } }, "promotion-ended"],
    [
      "packs that differ by 1.5 %",
      { sku: { pack: pack(1, "1000", "g") }, listing: { pack: pack(1, "985", "g") } },
      "cheaper",
    ],
    [
      "packs that differ by more",
      { sku: { pack: pack(1, "1000", "g") }, listing: { pack: pack(1, "984.9", "g") } },
      "packs-differ",
    ],
    [
      "the same, theirs the larger",
      { sku: { pack: pack(1, "984.9", "g") }, listing: { pack: pack(1, "1000", "g") } },
      "packs-differ",
    ],
    ["labels that only round differently", { listing: { pack: pack(2, "1.36", "kg") } }, "cheaper"],
  ])("%s", (_, change, expected) => {
    const comparison = compare(changed(change));
    expect(comparison.kind === "no-claim" ? comparison.reason : comparison.kind).toBe(expected);
  });

  test("identical packs that differ within the tolerance are still compared by the unit, not by the pack", () => {
    const short = changed({
      sku: { pack: pack(1, "1000", "g") },
      listing: { pack: pack(1, "985", "g") },
      clubPriceCents: 1000,
      observation: { priceMinor: 1000 },
    });
    expect(claimed(short)).toMatchObject({ kind: "cheaper", byPerPackMinor: 15 });
  });
});

describe("delivery: like against like, or the one direction that is certain", () => {
  const inClub = { channel: "in-club" as const };
  const online = { channel: "online" as const };
  const delivered = { channel: "delivered" as const };
  type Row = [string, number, number | null, Change["listing"], number, number | null, string];
  // ours, our delivery, their channel, theirs, their delivery; what is said and on which basis.
  test.each<Row>([
    ["fetched there, our delivery not known", 1000, null, inClub, 1250, null, "cheaper goods"],
    ["fetched there, our delivery known", 1000, 599, inClub, 1250, null, "cheaper goods"],
    ["fetched there, our delivery known, theirs cheaper", 1300, 599, inClub, 1250, null, "dearer goods"],
    ["sent there at a charge not known", 1000, null, online, 1250, null, "cheaper goods"],
    ["sent there at a known charge, ours not known", 1000, null, online, 1250, 500, "cheaper goods"],
    ["both charges known", 1000, 900, online, 1250, 500, "dearer delivered"],
    ["both charges known, the other way", 1000, 200, online, 1250, 500, "cheaper delivered"],
    ["both charges known, the same sum", 1000, 500, online, 1250, 250, "about-the-same delivered"],
    ["brought there, our delivery known", 1000, 100, delivered, 1250, null, "cheaper delivered"],
    ["brought there, ours in the price", 1000, 0, delivered, 1250, null, "cheaper delivered"],
    ["brought there, ours not known: ours may end up dearer", 1000, null, delivered, 1250, null, "no-claim"],
    ["brought there, ours about the same without delivery", 1250, null, delivered, 1250, null, "no-claim"],
    [
      "brought there, ours dearer even without",
      1300,
      null,
      delivered,
      1250,
      null,
      "dearer ours-without-delivery",
    ],
    [
      "sent there for nothing, ours dearer even without",
      1300,
      null,
      online,
      1250,
      0,
      "dearer ours-without-delivery",
    ],
    [
      "fetched there, ours delivered and cheaper still",
      1000,
      0,
      inClub,
      1250,
      null,
      "cheaper theirs-without-delivery",
    ],
    ["fetched there, ours delivered and dearer", 1300, 0, inClub, 1250, null, "no-claim"],
    ["a charge that is no amount is not known", 1000, -1, delivered, 1250, null, "no-claim"],
  ])("%s", (_, clubPriceCents, deliveryCents, listing, priceMinor, deliveryMinor, expected) => {
    const channel = listing?.channel ?? "in-club";
    const input = changed({
      clubPriceCents,
      deliveryCents,
      listing: { ...listing },
      observation: { channel, priceMinor, deliveryMinor },
    });
    const comparison = compare(input);
    if (comparison.kind !== "no-claim") {
      expect(`${comparison.kind} ${comparison.basis}`).toBe(expected);
      return;
    }
    expect(comparison.kind).toBe(expected);
    expect(comparison.reason).toBe("delivery-differs");
    expect(comparison.reference?.priceMinor).toBe(priceMinor);
  });

  test("delivered sums are compared, per pack and per unit", () => {
    const both = changed({
      clubPriceCents: 1000,
      deliveryCents: 200,
      listing: online,
      observation: { ...online, priceMinor: 1250, deliveryMinor: 500 },
    });
    expect(claimed(both)).toMatchObject({
      byPerPackMinor: 550,
      byBps: 3142,
      ourUnitPrice: { text: "12.5¢" },
      byPerUnit: { text: "5.7¢" },
    });
  });
});

describe("the reference's own price", () => {
  test("needs no club price: it is the same object that a member's comparison carries", () => {
    const visitor: ReferenceInput = {
      sku: peanutButter.sku,
      listing: peanutButter.listing,
      observation: peanutButter.observation,
      match: peanutButter.match,
      system: "us",
      now,
    };
    expect(referencePrice(visitor)).toEqual(claimed(peanutButter).reference);
  });

  test("stands in its own currency", () => {
    expect(referencePrice(changed({ observation: { currency: "CAD" } }))).toMatchObject({
      kind: "reference-price",
      unitPrice: { text: "CA$0.130" },
    });
  });
});
