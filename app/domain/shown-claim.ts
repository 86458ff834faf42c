/**
 * Claims as a member's page makes them, for the record: what was said about which price, and on which basis. Six months after
 * a claim was last shown its record may go (940 CMR 6).
 */
import type { BasketAtRetailer, BasketLine } from "./basket-comparison.ts";
import type { Comparison, NoClaim } from "./comparison.ts";
import { formatPack } from "./measure.ts";
import { type ReferredSku, type ToldReference, unitPriceText } from "./reference.ts";
import type { MemberShelfRow } from "./shelf.ts";

type Claim = Exclude<Comparison, NoClaim>;

/** One claim, with the figures of now. Two with the same `key` are the same claim. */
export type ShownClaim = {
  readonly key: string;
  readonly skuId: number;
  readonly observation: string;
  readonly matchKind: Claim["reference"]["matchKind"];
  readonly outcome: Claim["kind"];
  readonly basis: Claim["basis"];
  /** The club price, in cents. */
  readonly ourCents: number;
  readonly theirMinor: number;
  readonly theirCurrency: string;
  /** "10.4¢ per oz". */
  readonly ourUnit: string;
  readonly theirUnit: string;
  readonly ourPack: string;
  readonly theirPack: string;
  readonly byPerPackMinor: number;
  readonly byBps: number;
  /** "Costco cheaper here by 2.6¢ per oz (20 %)". */
  readonly said: string;
};

/** The claims among what a member is told of a SKU: whatever is about the same, cheaper or dearer; no prices, no refusals. */
export function claimsOf(
  sku: ReferredSku & { readonly id: number; readonly clubCents: number | null },
  told: readonly ToldReference[],
): ShownClaim[] {
  const { clubCents } = sku;
  if (clubCents === null) return [];
  return told.flatMap(({ outcome, line }) => {
    if (outcome.kind === "no-claim" || outcome.kind === "reference-price" || line.observation === null) {
      return [];
    }
    return [claimOf({ ...sku, clubCents }, outcome, line.observation, `${line.retailer} ${line.text}`)];
  });
}

/**
 * The claims that a member's compared list makes, line by line. `lines`: those that the baskets were made of, in the same
 * order. A retail price is no club's, and is kept with the SKU.
 */
export function basketClaims(
  baskets: readonly BasketAtRetailer[],
  lines: readonly BasketLine<MemberShelfRow>[],
): ShownClaim[] {
  return baskets.flatMap((basket) =>
    lines.flatMap(({ row }, index) => {
      const told = basket.lines[index]?.told ?? null;
      return told === null ? [] : claimsOf(row, [told]);
    }),
  );
}

function claimOf(
  sku: ReferredSku & { readonly id: number; readonly clubCents: number },
  claim: Claim,
  observation: string,
  said: string,
): ShownClaim {
  const { reference } = claim;
  return {
    key: `${sku.id}|${observation}|${reference.matchKind}|${sku.clubCents}|${said}`,
    skuId: sku.id,
    observation,
    matchKind: reference.matchKind,
    outcome: claim.kind,
    basis: claim.basis,
    ourCents: sku.clubCents,
    theirMinor: reference.priceMinor,
    theirCurrency: reference.currency,
    ourUnit: unitPriceText(claim.ourUnitPrice),
    theirUnit: unitPriceText(reference.unitPrice),
    ourPack: formatPack(sku.pack),
    theirPack: formatPack(reference.theirPack),
    byPerPackMinor: claim.byPerPackMinor,
    byBps: claim.byBps,
    said,
  };
}
