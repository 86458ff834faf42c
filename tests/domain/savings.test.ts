import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakEven, membershipYear, savingOf } from "#app/domain/savings.ts";
import { COSTCO, memberRow, NOW, pack, referenceAt, SAMS } from "#tests/support/rows.ts";

describe("what a purchase saved", () => {
  test("is the lowest proved comparison for the same content, less what was paid", () => {
    const row = memberRow({
      references: [
        referenceAt(COSTCO, { priceMinor: 1_300 }),
        referenceAt(SAMS, { id: "sams", kind: "other-pack", pack: pack(3, "16", "oz"), priceMinor: 1_700 }),
      ],
    });
    // Sam's: two thirds of 17.00 a pack; three packs 34.00.
    expect(savingOf(row, 3, 1_000, NOW)).toEqual({
      paidCents: 3_000,
      savedCents: 400,
      claim: { retailerSlug: "sams", retailerName: "Sam's Club", observationId: "sams", theirCents: 3_400 },
      noClaim: null,
    });
  });

  test("counts against us where somebody else was cheaper, rounded against us", () => {
    const row = memberRow({
      references: [referenceAt(COSTCO, { kind: "other-pack", pack: pack(3, "16", "oz"), priceMinor: 1_000 })],
    });
    expect(savingOf(row, 1, 1_000, NOW)).toMatchObject({ savedCents: -334, claim: { theirCents: 666 } });
  });

  test("is nothing without a claim, and says why", () => {
    expect(savingOf(memberRow(), 2, 1_000, NOW)).toEqual({
      paidCents: 2_000,
      savedCents: 0,
      claim: null,
      noClaim: "no-match",
    });
    const stale = memberRow({ references: [referenceAt(COSTCO, { ageDays: 9, priceMinor: 9_000 })] });
    expect(savingOf(stale, 1, 1_000, NOW)).toMatchObject({ savedCents: 0, noClaim: "stale" });
  });

  test("a check that cannot carry a claim is not the lowest, however low it is", () => {
    const row = memberRow({
      references: [
        referenceAt(COSTCO, { priceMinor: 1_200 }),
        referenceAt(SAMS, { priceMinor: 1, needsCoupon: true }),
      ],
    });
    expect(savingOf(row, 1, 1_000, NOW)).toMatchObject({
      savedCents: 200,
      claim: { retailerSlug: "costco" },
    });
  });

  test.each([
    ["promotion-ended", { promotionEndsAt: new Date(NOW.getTime() - 1) }],
    ["delivery-differs", { channel: "delivered" }],
    ["changed-since-confirmed", { status: "changed" }],
  ] as const)("%s proves nothing, whatever they ask", (noClaim, change) => {
    const row = memberRow({ references: [referenceAt(COSTCO, { priceMinor: 9_000, ...change })] });
    expect(savingOf(row, 1, 1_000, NOW)).toMatchObject({ savedCents: 0, claim: null, noClaim });
  });

  test("never grows by another comparison", () => {
    const aReference = fc.record({
      priceMinor: fc.integer({ min: 1, max: 5_000 }),
      kind: fc.constantFrom("identical" as const, "equivalent" as const),
      status: fc.constantFrom("confirmed" as const, "suggested" as const),
    });
    fc.assert(
      fc.property(
        fc.array(aReference, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (given, n) => {
          const references = given.map((one) => referenceAt(COSTCO, one));
          const all = savingOf(memberRow({ references }), n, 1_000, NOW);
          const fewer = savingOf(memberRow({ references: references.slice(1) }), n, 1_000, NOW);
          if (fewer.claim !== null) expect(all.savedCents).toBeLessThanOrEqual(fewer.savedCents);
        },
      ),
    );
  });
});

describe("the year of a membership", () => {
  const paidThrough = new Date("2027-03-12T09:00:00Z");

  test.each([
    ["2026-11-19T12:00:00Z", "2026-03-12T09:00:00Z"],
    ["2027-03-12T09:00:00Z", "2027-03-12T09:00:00Z"],
    ["2025-01-01T00:00:00Z", "2024-03-12T09:00:00Z"],
  ])("at %s began on %s", (now, from) => {
    expect(membershipYear(paidThrough, new Date(now)).from.toISOString()).toBe(new Date(from).toISOString());
  });

  test("holds its instant and lasts a year, whenever", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        (now) => {
          const { from, to } = membershipYear(paidThrough, now);
          expect(from <= now && now < to).toBe(true);
          expect(Math.round((to.getTime() - from.getTime()) / 86_400_000)).toBeGreaterThanOrEqual(365);
        },
      ),
    );
  });
});

test.each([
  [0, 0, 6_000],
  [2_999, 49, 3_001],
  [6_000, 100, 0],
  [9_000, 100, 0],
  [-500, 0, 6_500],
])("%i cents saved are %i percent of the fee, and %i are missing", (saved, percent, missingCents) => {
  expect(breakEven(saved, 6_000)).toMatchObject({ percent, missingCents });
});
