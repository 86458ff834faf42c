/**
 * The chain that observations hang in: a later change of one shows. Written by Postgres (migration engine_roles), verified here,
 * by code that shares nothing with it; an outsider can do the same with this page alone.
 *
 * Each retailer has a chain of its own. Its observations have positions 1, 2, 3 ... without gaps, and
 *
 *     hash(position) = SHA-256( hash(position - 1) followed by the record in UTF-8 )      hash(0) = 32 zero bytes
 *
 * The record, version 1, is a JSON array written on one line, with ", " between the values:
 *
 *     "tallyhouse evidence 1", retailer, position, id, listing id, item id, GTIN-14, URL, title as seen,
 *     pack count, pack size (text), pack unit, pack base unit, pack total in millionths, why no pack was read,
 *     captured at, zone, channel, place, price in minor units, currency, membership needed,
 *     promotion, promotion ends at, needs a coupon, in stock, captured by, import id, line of the file,
 *     raw record, SHA-256 of the raw cells (hex)
 *
 * What is not known is null. Texts are escaped as JSON.stringify does it. Instants are texts, "2026-11-20T18:00:00.000Z".
 * The raw record is an object of texts: its keys in the order of their length in UTF-8 and then of their bytes, ", "
 * between its members and ": " after each key.
 *
 * What a chain cannot show is that everything after some position was written anew together with the chain's head: so the
 * heads that `club check` prints are to be noted outside the database.
 */
import type { PriceChannel } from "./comparison.ts";

/** Everything that is hashed of an observation. Instants and hashes are texts as the record has them. */
export type EvidenceRecord = {
  readonly retailerSlug: string;
  readonly chainPosition: number;
  readonly id: string;
  readonly listingId: string;
  readonly itemId: string;
  readonly gtin14: string | null;
  readonly url: string | null;
  readonly titleSeen: string;
  readonly packCount: number | null;
  readonly packSize: string | null;
  readonly packUnit: string | null;
  readonly packBaseUnit: string | null;
  readonly packTotalMicro: number | null;
  readonly packDeclined: string | null;
  readonly capturedAt: string;
  readonly zone: string;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly membershipNeeded: boolean;
  readonly promotion: string | null;
  readonly promotionEndsAt: string | null;
  readonly needsCoupon: boolean;
  readonly inStock: boolean;
  readonly capturedBy: string;
  readonly importId: string | null;
  readonly importLine: number | null;
  readonly raw: Readonly<Record<string, string>>;
  readonly rawSha256: string;
};

/** Hash of nothing: what comes before the first record of a chain. */
export const CHAIN_START = "0".repeat(64);

/** SHA-256 over the bytes of `previous` (64 hexadecimal digits) and then `record` in UTF-8, in hexadecimal. */
export type HashLink = (previous: string, record: string) => string;

/** The record as it is hashed, version 1: see the head of this file. */
export function evidenceText(record: EvidenceRecord): string {
  const values = [
    "tallyhouse evidence 1",
    record.retailerSlug,
    record.chainPosition,
    record.id,
    record.listingId,
    record.itemId,
    record.gtin14,
    record.url,
    record.titleSeen,
    record.packCount,
    record.packSize,
    record.packUnit,
    record.packBaseUnit,
    record.packTotalMicro,
    record.packDeclined,
    record.capturedAt,
    record.zone,
    record.channel,
    record.place,
    record.priceMinor,
    record.currency,
    record.membershipNeeded,
    record.promotion,
    record.promotionEndsAt,
    record.needsCoupon,
    record.inStock,
    record.capturedBy,
    record.importId,
    record.importLine,
  ].map((value) => JSON.stringify(value));
  return `[${values.join(", ")}, ${rawText(record.raw)}, ${JSON.stringify(record.rawSha256)}]`;
}

function rawText(raw: Readonly<Record<string, string>>): string {
  const members = Object.entries(raw)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{${members.join(", ")}}`;
}

const PLAIN = /^[\0-\x7f]*$/;

/** Shorter in UTF-8 first, then by bytes, which for UTF-8 is the order of code points. */
function compareKeys(a: string, b: string): number {
  if (PLAIN.test(a) && PLAIN.test(b)) return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
  return utf8Length(a) - utf8Length(b) || compareCodePoints([...a], [...b]);
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

function compareCodePoints(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const gap = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (gap !== 0) return gap;
  }
  return a.length - b.length;
}

/** What is wrong at one place of a chain. */
export type ChainFault =
  | { readonly kind: "changed"; readonly retailer: string; readonly position: number }
  | { readonly kind: "missing"; readonly retailer: string; readonly from: number; readonly to: number }
  | { readonly kind: "beyond-head"; readonly retailer: string; readonly from: number; readonly to: number }
  | { readonly kind: "head"; readonly retailer: string; readonly position: number };

/** Where a chain says that it ends. */
export type ChainHead = {
  readonly retailerSlug: string;
  readonly length: number;
  readonly headSha256: string;
};

/**
 * Walks the chains: give it each stored record with its stored hash, in the order of retailer and position, then call `end`.
 * Each record is held against the stored hash before it, so one change is told once, where it is. Keeps a constant amount.
 */
export function chainWalk(
  heads: readonly ChainHead[],
  hashLink: HashLink,
  tell: (fault: ChainFault) => void,
) {
  const left = new Map(heads.map((head) => [head.retailerSlug, head]));
  let at: { retailer: string; position: number; hash: string } | undefined;

  const finish = () => {
    if (at === undefined) return;
    const { retailer, position, hash } = at;
    const head = left.get(retailer);
    left.delete(retailer);
    if (head === undefined) return tell({ kind: "beyond-head", retailer, from: 1, to: position });
    if (position < head.length)
      return tell({ kind: "missing", retailer, from: position + 1, to: head.length });
    if (position > head.length)
      return tell({ kind: "beyond-head", retailer, from: head.length + 1, to: position });
    if (hash !== head.headSha256) tell({ kind: "head", retailer, position });
  };

  return {
    see(record: EvidenceRecord, storedSha256: string): void {
      const { retailerSlug: retailer, chainPosition: position } = record;
      if (at?.retailer !== retailer) {
        finish();
        at = { retailer, position: 0, hash: CHAIN_START };
      }
      const isNext = position === at.position + 1;
      if (!isNext) tell({ kind: "missing", retailer, from: at.position + 1, to: position - 1 });
      // Behind a gap the hash before is gone: the record can't be judged, the ones after it can.
      if (isNext && hashLink(at.hash, evidenceText(record)) !== storedSha256)
        tell({ kind: "changed", retailer, position });
      at = { retailer, position, hash: storedSha256 };
    },
    end(): void {
      finish();
      for (const { retailerSlug: retailer, length, headSha256 } of left.values()) {
        if (length > 0) tell({ kind: "missing", retailer, from: 1, to: length });
        else if (headSha256 !== CHAIN_START) tell({ kind: "head", retailer, position: 0 });
      }
    },
  };
}

/** "costco 17", and what is wrong there. */
export function chainFaultText(fault: ChainFault): { readonly subject: string; readonly detail: string } {
  switch (fault.kind) {
    case "changed":
      return {
        subject: `${fault.retailer} ${fault.position}`,
        detail:
          "its hash does not fit the record and the hash before it: something was changed here, or just before",
      };
    case "missing":
      return { subject: `${fault.retailer} ${rangeText(fault)}`, detail: "missing from the chain" };
    case "beyond-head":
      return {
        subject: `${fault.retailer} ${rangeText(fault)}`,
        detail: "behind the end of the chain: not appended by the club",
      };
    case "head":
      return {
        subject: `${fault.retailer} ${fault.position}`,
        detail: "the chain's head has another hash than its last observation",
      };
    default: {
      const impossible: never = fault;
      throw new Error(`Unknown fault ${JSON.stringify(impossible)}`);
    }
  }
}

function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from} to ${to}`;
}
