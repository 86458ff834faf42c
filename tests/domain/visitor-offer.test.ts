import { describe, expect, test } from "vitest";
import { priceBasket } from "#app/domain/basket-comparison.ts";
import { visitorOffer } from "#app/domain/visitor-offer.ts";
import { COSTCO, memberRow, NOW, referenceAt, SAMS } from "#tests/support/rows.ts";

const row = memberRow({
  references: [referenceAt(COSTCO, { priceMinor: 1_250 }), referenceAt(SAMS, { priceMinor: 1_100 })],
});
const list = priceBasket([{ row, quantity: 8 }], [COSTCO, SAMS], NOW);
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const costco = { retailerSlug: "costco", indexTenths: 902, asOf: daysAgo(2) };
const sams = { retailerSlug: "sams", indexTenths: 934, asOf: daysAgo(2) };

describe("what a visitor is told", () => {
  test("speaks against the club where the index promises least, rounded against us", () => {
    // 8 x 11.00 at Sam's is 88.00; at 93.4 it is 82.192, so 82.20 and 5.80 less; 60.00 is reached with the 11th list.
    expect(visitorOffer(list, [costco, sams], 6_000, NOW)).toEqual({
      kind: "average",
      retailerName: "Sam's Club",
      indexTenths: 934,
      asOf: daysAgo(2),
      theirCents: 8_800,
      counted: 1,
      of: 1,
      atIndexCents: 8_220,
      lessCents: 580,
      listsToFee: 11,
    });
  });

  test.each([
    ["no index is published", [], "no-index"],
    ["the index is old", [{ ...costco, asOf: daysAgo(46) }], "index-too-old"],
    ["the index says that we are dearer", [{ ...costco, indexTenths: 1_003 }], "not-cheaper"],
    ["nothing on the list was checked there", [{ ...costco, retailerSlug: "bjs" }], "nothing-on-the-list"],
  ])("is no figure when %s", (_when, published, reason) => {
    expect(visitorOffer(list, published, 6_000, NOW)).toEqual({ kind: "none", reason });
  });

  test("takes no club price: the same words whatever the club price", () => {
    const cheap = memberRow({ ...row, clubCents: 1 });
    const other = priceBasket([{ row: cheap, quantity: 8 }], [COSTCO, SAMS], NOW);
    expect(visitorOffer(other, [costco, sams], 6_000, NOW)).toEqual(
      visitorOffer(list, [costco, sams], 6_000, NOW),
    );
  });
});
