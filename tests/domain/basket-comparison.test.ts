import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BasketAtRetailer,
  type BasketLine,
  compareBasket,
  compareBasketAtRetail,
  tellBasket,
} from "#app/domain/basket-comparison.ts";
import { tellMemberPanel } from "#app/domain/compared-item.ts";
import { packTotal } from "#app/domain/measure.ts";
import { NO_CLAIM_SENTENCES } from "#app/domain/no-claim.ts";
import type { MemberShelfRow } from "#app/domain/shelf.ts";
import { basketClaims } from "#app/domain/shown-claim.ts";
import { COSTCO, memberRow, NOW, pack, referenceAt, SAMS } from "#tests/support/rows.ts";

const retailers = [COSTCO, SAMS];

function at(lines: readonly BasketLine<MemberShelfRow>[], slug = "costco"): BasketAtRetailer {
  const found = compareBasket(lines, retailers, NOW).find((one) => one.slug === slug);
  if (found === undefined) throw new Error(`Nothing at ${slug}`);
  return found;
}

const jar = memberRow({ id: 1, clubCents: 1_000, references: [referenceAt(COSTCO, { priceMinor: 1_250 })] });
const dearJar = memberRow({
  id: 2,
  clubCents: 1_000,
  references: [referenceAt(COSTCO, { priceMinor: 900 })],
});
const staleJar = memberRow({
  id: 3,
  clubCents: 5_000,
  references: [referenceAt(COSTCO, { priceMinor: 100, ageDays: 8 })],
});
const noPrice = memberRow({ id: 4, clubCents: null, references: [referenceAt(COSTCO, {})] });

describe("a list at another club", () => {
  test("costs the sum of its comparable lines on both sides, and says how many those are", () => {
    const basket = at([
      { row: jar, quantity: 2 },
      { row: dearJar, quantity: 1 },
      { row: staleJar, quantity: 9 },
      { row: noPrice, quantity: 1 },
    ]);
    expect(basket).toMatchObject({
      compared: 2,
      of: 4,
      oursCents: 3_000,
      theirsCents: 3_400,
      differenceCents: 400,
      outcome: "cheaper-here",
    });
    expect(basket.lines.map((line) => (line.kind === "compared" ? line.theirsCents : line.sentence))).toEqual(
      [2_500, 900, NO_CLAIM_SENTENCES.stale, "There is no club price yet."],
    );
  });

  test("where the other club is cheaper it says so", () => {
    expect(at([{ row: dearJar, quantity: 3 }])).toMatchObject({
      differenceCents: -300,
      outcome: "dearer-here",
    });
  });

  test("unlike packs are put on our quantity", () => {
    // Ours 2 x 16 oz; theirs 3 x 16 oz for $10.00: for two jars $6.666...
    const row = memberRow({
      clubCents: 700,
      references: [referenceAt(COSTCO, { kind: "other-pack", pack: pack(3, "16", "oz"), priceMinor: 1_000 })],
    });
    expect(at([{ row, quantity: 1 }])).toMatchObject({ theirsCents: 666, differenceCents: -34 });
    // Rounded once, not three times: 3 x $6.666... is $20.00.
    expect(at([{ row, quantity: 3 }])).toMatchObject({ theirsCents: 2_000, oursCents: 2_100 });
  });

  test("about the same within half a percent", () => {
    const row = memberRow({ clubCents: 1_000, references: [referenceAt(COSTCO, { priceMinor: 1_004 })] });
    expect(at([{ row, quantity: 1 }]).outcome).toBe("same");
  });

  test("nothing to compare is no claim", () => {
    const basket = at([{ row: jar, quantity: 1 }], "sams");
    expect(basket).toMatchObject({
      compared: 0,
      of: 1,
      oursCents: 0,
      theirsCents: 0,
      outcome: "nothing-compared",
    });
    expect(basket.lines[0]).toMatchObject({ sentence: NO_CLAIM_SENTENCES["no-match"] });
  });

  test.each([
    ["unconfirmed", { status: "suggested" as const }],
    ["changed-since-confirmed", { status: "changed" as const }],
    ["promotion-ended", { promotionEndsAt: new Date(NOW.getTime() - 1) }],
    ["delivery-differs", { channel: "delivered" as const }],
    ["needs-coupon", { needsCoupon: true }],
    ["out-of-stock", { inStock: false }],
    ["currency-differs", { currency: "TTD" }],
    ["packs-differ", { pack: pack(3, "16", "oz") }],
  ] as const)("%s is no line of the total", (reason, change) => {
    const row = memberRow({ clubCents: 1_000, references: [referenceAt(COSTCO, change)] });
    const [line] = at([{ row, quantity: 1 }]).lines;
    expect(line).toMatchObject({ kind: "not-compared", sentence: NO_CLAIM_SENTENCES[reason] });
  });
});

test("a line that is dearer here even without delivery counts against us", () => {
  const row = memberRow({
    clubCents: 1_000,
    references: [referenceAt(COSTCO, { priceMinor: 900, channel: "delivered" })],
  });
  expect(at([{ row, quantity: 2 }])).toMatchObject({ compared: 1, differenceCents: -200 });
});

test("a promotion counts through its last instant", () => {
  const row = memberRow({ references: [referenceAt(COSTCO, { promotionEndsAt: NOW })] });
  expect(at([{ row, quantity: 1 }])).toMatchObject({ compared: 1, differenceCents: 250 });
});

describe("what a list claims, for the record", () => {
  const both = memberRow({
    id: 5,
    clubCents: 1_000,
    references: [referenceAt(COSTCO, { priceMinor: 1_250 }), referenceAt(SAMS, { priceMinor: 900 })],
  });
  const lines = [both, staleJar, noPrice].map((row) => ({ row, quantity: 4 }));

  test("is each counted line, at each club, as an item's page says it", () => {
    const claims = basketClaims(compareBasket(lines, retailers, NOW), lines);
    expect(claims).toEqual(tellMemberPanel(both, retailers, NOW).claims);
    expect(claims.map(({ outcome }) => outcome)).toEqual(["cheaper", "dearer"]);
  });

  test("is nothing where a visitor's list is told, and nothing at retail", () => {
    expect(basketClaims(tellBasket(lines, retailers, NOW), lines)).toEqual([]);
    expect(basketClaims([compareBasketAtRetail(lines, NOW)], lines)).toEqual([]);
  });
});

const aPack = fc
  .tuple(fc.integer({ min: 1, max: 48 }), fc.constantFrom("1", "1.5", "7.25", "12", "16.9", "33.8"))
  .map(([count, size]) => pack(count, size, "oz"));
const aLine = fc
  .record({
    ours: aPack,
    theirs: aPack,
    clubCents: fc.integer({ min: 1, max: 50_000 }),
    priceMinor: fc.integer({ min: 1, max: 50_000 }),
    quantity: fc.integer({ min: 1, max: 99 }),
    comparable: fc.boolean(),
  })
  .map(({ ours, theirs, clubCents, priceMinor, quantity, comparable }) => ({
    quantity,
    row: memberRow({
      pack: ours,
      clubCents,
      references: [
        referenceAt(COSTCO, {
          kind: "other-pack",
          pack: theirs,
          priceMinor,
          status: comparable ? "confirmed" : "suggested",
        }),
      ],
    }),
  }));
const aBasket = fc.array(aLine, { maxLength: 30 });

describe("whatever the list", () => {
  test("totals are the sums over the compared lines, exactly", () => {
    fc.assert(
      fc.property(aBasket, (lines) => {
        const basket = at(lines);
        let theirs = 0;
        let ours = 0;
        for (const { row, quantity } of lines) {
          const reference = row.references[0];
          if (reference?.matchStatus !== "confirmed") continue;
          const share = packTotal(reference.pack ?? row.pack);
          const mine = packTotal(row.pack);
          theirs +=
            ((reference.observation?.priceMinor ?? 0) * quantity * (Number(mine.n) / Number(mine.d))) /
            (Number(share.n) / Number(share.d));
          ours += (row.clubCents ?? 0) * quantity;
        }
        expect(Number(basket.theirs.n) / Number(basket.theirs.d)).toBeCloseTo(theirs, 3);
        expect(basket.oursCents).toBe(ours);
      }),
    );
  });

  test("a line that can't be compared changes no total", () => {
    fc.assert(
      fc.property(aBasket, fc.integer({ min: 0, max: 30 }), (lines, where) => {
        const more = lines.toSpliced(where % (lines.length + 1), 0, { row: staleJar, quantity: 7 });
        const { oursCents, theirs, theirsCents, differenceCents, compared, outcome } = at(lines);
        expect(at(more)).toMatchObject({
          oursCents,
          theirs,
          theirsCents,
          differenceCents,
          compared,
          outcome,
        });
        expect(at(more).of).toBe(lines.length + 1);
      }),
    );
  });

  test("rounding never speaks for us: no saving told is larger, no surcharge smaller than it is", () => {
    fc.assert(
      fc.property(aBasket, (lines) => {
        const { theirs, theirsCents, differenceCents, oursCents } = at(lines);
        // differenceCents <= exact difference < differenceCents + 1
        const exact = theirs.n - BigInt(oursCents) * theirs.d;
        expect(BigInt(differenceCents) * theirs.d <= exact).toBe(true);
        expect(exact < BigInt(differenceCents + 1) * theirs.d).toBe(true);
        expect(theirsCents).toBe(oursCents + differenceCents);
      }),
    );
  });

  test("shown lines never sum to more than the total", () => {
    fc.assert(
      fc.property(aBasket, (lines) => {
        const basket = at(lines);
        const shown = basket.lines.reduce(
          (sum, line) => sum + (line.kind === "compared" ? line.theirsCents : 0),
          0,
        );
        expect(shown).toBeLessThanOrEqual(basket.theirsCents);
        expect(basket.theirsCents - shown).toBeLessThanOrEqual(basket.compared);
      }),
    );
  });
});

describe("at retail", () => {
  const retail = (change: object) =>
    memberRow({ clubCents: 1_000, retail: { ...(jar.retail as NonNullable<typeof jar.retail>), ...change } });

  test("counts prices that somebody was seen to ask lately, and no suggested ones", () => {
    const lines = [
      retail({ cents: 1_500 }),
      retail({ cents: 9_000, basis: "suggested" }),
      retail({ cents: 9_000, checkedAt: new Date(NOW.getTime() - 31 * 86_400_000) }),
    ].map((row) => ({ row, quantity: 2 }));
    expect(compareBasketAtRetail(lines, NOW)).toMatchObject({
      compared: 1,
      of: 3,
      oursCents: 2_000,
      theirsCents: 3_000,
    });
  });

  test("a visitor's list takes retail in the place of ours, over the same lines", () => {
    const [costco] = tellBasket(
      [
        { row: jar, quantity: 1 },
        { row: memberRow({ retail: null, references: jar.references }), quantity: 1 },
      ],
      [COSTCO],
      NOW,
    );
    expect(costco).toMatchObject({ compared: 1, of: 2, oursCents: 1_500, theirsCents: 1_250 });
  });
});
