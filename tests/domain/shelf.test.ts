import { describe, expect, test } from "vitest";
import { getCommodity } from "#app/domain/commodity.ts";
import { tellMemberPanel, visitorPanel } from "#app/domain/compared-item.ts";
import { makePack, type Pack } from "#app/domain/measure.ts";
import type { Observation, Reference, Retailer } from "#app/domain/reference.ts";
import {
  type MemberShelfRow,
  type ShelfRow,
  tellMemberSign,
  tellVisitorSign,
  visitorShelfSku,
} from "#app/domain/shelf.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const COSTCO: Retailer = {
  slug: "costco",
  name: "Costco",
  freshnessDays: 7,
  membershipNeeded: true,
  position: 1,
};
const SAMS: Retailer = { ...COSTCO, slug: "sams", name: "Sam's Club", position: 2 };
const WALMART: Retailer = {
  ...COSTCO,
  slug: "walmart",
  name: "Walmart",
  membershipNeeded: false,
  position: 3,
};
const BJS: Retailer = { ...COSTCO, slug: "bjs", name: "BJ's", position: 4 };

function pack(count: number, size: string): Pack {
  const made = makePack(count, size, "oz");
  if (made === undefined) throw new Error("No such pack.");
  return made;
}

const OBSERVED: Observation = {
  id: "seen-1",
  capturedAt: new Date("2026-11-20T06:30:00Z"),
  zone: "-08:00",
  priceMinor: 1_250,
  currency: "USD",
  channel: "in-club",
  place: "98109",
  promotion: null,
  promotionEndsAt: null,
  needsCoupon: false,
  inStock: true,
};

function reference(change: Partial<Reference> = {}, seen: Partial<Observation> = {}): Reference {
  return {
    retailer: COSTCO,
    matchKind: "identical",
    matchStatus: "confirmed",
    difference: null,
    pack: pack(2, "16"),
    observation: { ...OBSERVED, ...seen },
    ...change,
  };
}

function row(...references: Reference[]): ShelfRow {
  return {
    id: 100_001,
    slug: "ground-coffee",
    title: "Ground coffee",
    brand: "Harbor",
    pack: pack(2, "16"),
    commodity: getCommodity("coffee"),
    picture: "coffee.bag.brown",
    popularity: 900,
    retail: {
      cents: 1_600,
      basis: "observed",
      source: "Corner Market",
      place: "98109",
      checkedAt: new Date("2026-11-12T10:00:00Z"),
      evidence: "Shelf label",
    },
    references,
  };
}

function memberRow(clubCents: number | null, ...references: Reference[]): MemberShelfRow {
  return { ...row(...references), clubCents };
}

const memberSign = (given: MemberShelfRow) => tellMemberSign(given, NOW).sku;
const memberPanel = (given: MemberShelfRow) => tellMemberPanel(given, [], NOW).panel;

describe("a visitor's sign", () => {
  test("has retail, its unit price, and their price as checked", () => {
    expect(visitorShelfSku(row(reference()), NOW)).toMatchObject({
      packText: "2 × 16 oz",
      unit: ["50.0¢", "per oz"],
      retail: { minor: 1_600, checkedText: "Corner Market, checked 12 Nov" },
      lines: [
        {
          retailer: "Costco",
          outcome: "price-only",
          text: "$12.50 for 2 × 16 oz",
          unitText: "39.1¢ per oz",
          checkedText: "Checked 19 Nov in club, ZIP 98109",
          observation: "seen-1",
        },
      ],
    });
  });

  test("has no club price, even when the row it is made from does", () => {
    const sign = visitorShelfSku(memberRow(1_000, reference()), NOW);
    expect(sign).not.toHaveProperty("club");
    expect(sign).toEqual(visitorShelfSku(memberRow(777, reference()), NOW));
  });

  test("calls a suggested retail price that", () => {
    const plain = row();
    const suggested = { ...plain, retail: plain.retail && { ...plain.retail, basis: "suggested" as const } };
    expect(visitorShelfSku(suggested, NOW).retail?.checkedText).toBe(
      "suggested by Corner Market, checked 12 Nov",
    );
  });
});

describe("a member's sign", () => {
  test("says by how much it is cheaper here", () => {
    const sign = memberSign(memberRow(1_000, reference()));
    expect(sign).toMatchObject({ club: 1_000, unit: ["31.3¢", "per oz"] });
    expect(sign.lines[0]).toMatchObject({
      outcome: "cheaper-here",
      text: "cheaper here by 7.8¢ per oz (20\u00a0%)",
    });
  });

  test("says it where the other club is cheaper", () => {
    const [line] = memberSign(memberRow(1_000, reference({}, { priceMinor: 800 }))).lines;
    expect(line).toMatchObject({ outcome: "dearer-here", text: "is cheaper by 6.3¢ per oz (25\u00a0%)" });
  });

  test("without a club price has no unit price and tells theirs", () => {
    const sign = memberSign(memberRow(null, reference()));
    expect(sign).toMatchObject({ club: null, unit: null });
    expect(sign.lines[0]?.outcome).toBe("price-only");
  });
});

describe("a line that claims nothing says why", () => {
  test.each<[string, Reference, string]>([
    ["nobody confirmed the match", reference({ matchStatus: "suggested" }), "nobody has confirmed"],
    ["the check is old", reference({}, { capturedAt: new Date("2026-10-01T00:00:00Z") }), "too old"],
    ["the pack is unknown", reference({ pack: null }), "pack size unknown"],
    ["it was out of stock", reference({}, { inStock: false }), "out of stock"],
    ["the price needs a coupon", reference({}, { needsCoupon: true }), "coupon"],
    [
      "the promotion is over",
      reference({}, { promotion: "Sale", promotionEndsAt: new Date("2026-11-21T00:00:00Z") }),
      "promotion there has ended",
    ],
    ["nothing was seen", reference({ observation: null }), "no price has been checked"],
  ])("%s", (_, given, sentence) => {
    for (const sign of [visitorShelfSku(row(given), NOW), memberSign(memberRow(1_000, given))]) {
      expect(sign.lines[0]?.outcome).toBe("no-claim");
      expect(sign.lines[0]?.text).toContain(sentence);
    }
  });
});

describe("what is not the same item", () => {
  test("is called comparable, with its difference", () => {
    const given = reference({ matchKind: "equivalent", difference: "Store brand" });
    expect(visitorShelfSku(row(given), NOW).lines[0]?.text).toBe(
      "$12.50 for 2 × 16 oz. A comparable item: store brand",
    );
  });

  test("in another size is called that", () => {
    const given = reference({ matchKind: "other-pack", pack: pack(4, "16") });
    expect(visitorShelfSku(row(given), NOW).lines[0]?.text).toBe("$12.50 for 4 × 16 oz, in another size");
  });
});

describe("the lines of a sign", () => {
  const cheaper = (retailer: Retailer) => reference({ retailer });
  const dearer = (retailer: Retailer) => reference({ retailer }, { priceMinor: 800 });
  const refused = (retailer: Retailer) => reference({ retailer, pack: null });

  test("always have room for whoever is cheaper", () => {
    const given = memberRow(1_000, cheaper(COSTCO), cheaper(SAMS), cheaper(WALMART), dearer(BJS));
    expect(memberSign(given).lines.map(({ retailer }) => retailer)).toEqual(["Costco", "Sam's Club", "BJ's"]);
  });

  test("leave out refusals before claims", () => {
    const given = memberRow(1_000, refused(COSTCO), cheaper(SAMS), cheaper(WALMART), cheaper(BJS));
    expect(memberSign(given).lines.map(({ retailer }) => retailer)).toEqual([
      "Sam's Club",
      "Walmart",
      "BJ's",
    ]);
  });

  test("take of one retailer the listing that speaks most against us", () => {
    const given = memberRow(1_000, cheaper(COSTCO), dearer(COSTCO));
    const { lines } = memberSign(given);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.outcome).toBe("dearer-here");
  });
});

describe("claims for the record", () => {
  test("are those of the lines that the sign has room for, in the words that it uses", () => {
    const references = [COSTCO, SAMS, BJS, WALMART].map((retailer, index) =>
      reference({ retailer }, { id: `seen-${index}` }),
    );
    const { sku, claims } = tellMemberSign(memberRow(1_000, ...references), NOW, 2);
    expect(claims.map(({ observation }) => observation)).toEqual(sku.lines.map((line) => line.observation));
    expect(claims[0]).toMatchObject({ skuId: 100_001, outcome: "cheaper", ourCents: 1_000, byBps: 2_000 });
    expect(claims[0]?.said).toBe(`Costco ${sku.lines[0]?.text}`);
    expect(tellMemberPanel(memberRow(1_000, ...references), [], NOW).claims).toHaveLength(4);
  });

  test("are none where nothing is claimed: to a visitor, without a club price, or with a refusal", () => {
    const refused = reference({}, { inStock: false });
    expect(tellVisitorSign(row(reference()), NOW).claims).toEqual([]);
    expect(tellMemberSign(memberRow(null, reference()), NOW).claims).toEqual([]);
    expect(tellMemberSign(memberRow(1_000, refused), NOW).claims).toEqual([]);
  });
});

describe("a lowered price", () => {
  const since = (iso: string, cents: number) => ({ cents, since: new Date(iso) });
  const recentPrices = [since("2026-11-10T12:00:00Z", 1_000), since("2026-06-01T12:00:00Z", 1_190)];

  test("says what it was, and by which rule", () => {
    expect(memberSign({ ...memberRow(1_000), recentPrices }).was).toEqual({
      minor: 1_190,
      ruleText: "lowest of the 30 days before 10 Nov",
    });
  });

  test("says nothing where history and price don't agree, or there is no history", () => {
    expect(memberSign({ ...memberRow(1_200), recentPrices }).was).toBeNull();
    expect(memberSign(memberRow(1_000)).was).toBeNull();
    expect(visitorShelfSku({ ...memberRow(1_000), recentPrices } as ShelfRow, NOW)).not.toHaveProperty("was");
  });
});

describe("an item's panel", () => {
  test("sets every price on one unit, ours first for a member", () => {
    const { perText, bars } = memberPanel(memberRow(1_000, reference()));
    expect(perText).toBe("per oz");
    expect(bars.map(({ label, amountText }) => [label, amountText])).toEqual([
      ["Club price", "31.3¢"],
      ["Retail", "50.0¢"],
      ["Costco", "39.1¢"],
    ]);
    expect(bars[2]?.verdictText).toBe("20\u00a0% cheaper here");
  });

  test("of a visitor says nothing of the club price", () => {
    expect(visitorPanel(memberRow(1_000, reference()), [], NOW)).toEqual(
      visitorPanel(memberRow(777, reference()), [], NOW),
    );
  });

  test("names the shops where the item was not found; general retail is none", () => {
    const retail = { ...WALMART, slug: "retail", name: "Retail" };
    const { refusals } = visitorPanel(row(reference()), [COSTCO, SAMS, WALMART, retail], NOW);
    expect(refusals.map(({ retailer }) => retailer)).toEqual(["Sam's Club", "Walmart"]);
  });

  test("says what the difference comes to on the unit and on the pack, and the unit in metric", () => {
    const { bars } = memberPanel(memberRow(1_000, reference()));
    expect(bars.map(({ metricText, packText, savingText }) => [metricText, packText, savingText])).toEqual([
      ["$1.10/100 g", "$10.00 for 2 × 16 oz", null],
      ["$1.76/100 g", "$16.00 for 2 × 16 oz", null],
      ["$1.38/100 g", "$12.50 for 2 × 16 oz", "7.8¢ per oz, $2.50 on this pack"],
    ]);
  });

  test("keeps their price and says why there is no claim where it includes delivery and ours does not", () => {
    const brought = reference({}, { channel: "delivered" });
    const [, , bar] = memberPanel(memberRow(1_000, brought)).bars;
    expect(bar).toMatchObject({ kind: "price-only", amountText: "39.1¢", savingText: null });
    expect(bar?.verdictText).toContain("includes delivery");
    const [, , dearer] = memberPanel(memberRow(1_300, brought)).bars;
    expect(dearer).toMatchObject({ kind: "dearer-here" });
    expect(dearer?.savingText).toContain("theirs with delivery, ours without");
  });

  test("draws no bar for a price in another currency", () => {
    const { bars, refusals } = visitorPanel(row(reference({}, { currency: "TTD" })), [], NOW);
    expect(bars.map(({ label }) => label)).toEqual(["Retail"]);
    expect(refusals[0]?.text).toContain("different currencies");
  });
});
