import { hash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  CHAIN_START,
  type ChainFault,
  chainFaultText,
  chainWalk,
  type EvidenceRecord,
  evidenceText,
} from "#app/domain/evidence-chain.ts";

const hashLink = (previous: string, record: string) =>
  hash("sha256", Buffer.concat([Buffer.from(previous, "hex"), Buffer.from(record)]));

const RECORD: EvidenceRecord = {
  retailerSlug: "costco",
  chainPosition: 1,
  id: "0198c0de-0000-7000-8000-000000000001",
  listingId: "0198c0de-0000-7000-8000-000000000002",
  itemId: "509253",
  gtin14: null,
  url: "https://shop.example/ip/1",
  titleSeen: 'Crème "Brûlée", 4 ct',
  packCount: 4,
  packSize: "1",
  packUnit: "ct",
  packBaseUnit: "count",
  packTotalMicro: 4_000_000,
  packDeclined: null,
  capturedAt: "2026-11-20T18:00:00.000Z",
  zone: "-08:00",
  channel: "in-club",
  place: "ZIP 98109",
  priceMinor: 1_299,
  currency: "USD",
  membershipNeeded: true,
  promotion: null,
  promotionEndsAt: null,
  needsCoupon: false,
  inStock: true,
  capturedBy: "checker 12",
  importId: null,
  importLine: null,
  raw: { title: "Crème", é: "later", price: "12.99", é2: "tab\t" },
  rawSha256: "ab".repeat(32),
};

test("a record is written as the specification has it, to the byte", () => {
  expect(evidenceText(RECORD)).toBe(
    '["tallyhouse evidence 1", "costco", 1, "0198c0de-0000-7000-8000-000000000001", ' +
      '"0198c0de-0000-7000-8000-000000000002", "509253", null, "https://shop.example/ip/1", ' +
      '"Crème \\"Brûlée\\", 4 ct", 4, "1", "ct", "count", 4000000, null, "2026-11-20T18:00:00.000Z", "-08:00", ' +
      '"in-club", "ZIP 98109", 1299, "USD", true, null, null, false, true, "checker 12", null, null, ' +
      '{"é": "later", "é2": "tab\\t", "price": "12.99", "title": "Crème"}, ' +
      `"${"ab".repeat(32)}"]`,
  );
});

/** A sound chain of `length`, with its stored hashes. */
function chain(length: number) {
  let previous = CHAIN_START;
  return Array.from({ length }, (_, i) => {
    const record = { ...RECORD, chainPosition: i + 1, priceMinor: 100 + i };
    previous = hashLink(previous, evidenceText(record));
    return { record, sha256: previous };
  });
}

function faultsOf(
  links: ReturnType<typeof chain>,
  head = { length: 5, headSha256: chain(5)[4]?.sha256 ?? "" },
) {
  const faults: ChainFault[] = [];
  const walk = chainWalk([{ retailerSlug: "costco", ...head }], hashLink, (fault) => faults.push(fault));
  for (const { record, sha256 } of links) walk.see(record, sha256);
  walk.end();
  return faults.map((fault) => chainFaultText(fault).subject);
}

describe("walking a chain tells, by its position", () => {
  test("nothing of a sound one", () => {
    expect(faultsOf(chain(5))).toEqual([]);
  });

  test("a changed record, once", () => {
    const links = chain(5).map((link, i) =>
      i === 2 ? { ...link, record: { ...link.record, priceMinor: 1 } } : link,
    );
    expect(faultsOf(links)).toEqual(["costco 3"]);
  });

  test("a record whose hash was made to fit, at the one behind it", () => {
    const links = chain(5);
    const forged = { ...RECORD, chainPosition: 3, priceMinor: 1 };
    links[2] = { record: forged, sha256: hashLink(links[1]?.sha256 ?? "", evidenceText(forged)) };
    expect(faultsOf(links)).toEqual(["costco 4"]);
  });

  test("records that are gone: from the middle, the start, the end, all of them", () => {
    expect(faultsOf(chain(5).filter((_, i) => i !== 1 && i !== 2))).toEqual(["costco 2 to 3"]);
    expect(faultsOf(chain(5).slice(1))).toEqual(["costco 1"]);
    expect(faultsOf(chain(4))).toEqual(["costco 5"]);
    expect(faultsOf([])).toEqual(["costco 1 to 5"]);
  });

  test("records behind its end, and a chain that has no head", () => {
    expect(faultsOf(chain(7))).toEqual(["costco 6 to 7"]);
    const other = chain(2).map((link) => ({ ...link, record: { ...link.record, retailerSlug: "sams" } }));
    expect(faultsOf([...chain(5), ...other])).toContain("sams 1 to 2");
  });

  test("a head with another hash", () => {
    expect(faultsOf(chain(5), { length: 5, headSha256: CHAIN_START })).toEqual(["costco 5"]);
    expect(faultsOf([], { length: 0, headSha256: "ab".repeat(32) })).toEqual(["costco 0"]);
  });
});
