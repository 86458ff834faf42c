/**
 * What membership might be worth to a visitor who builds a list: honest, and leaking nothing.
 *
 * It takes three public things alone: what the list's lines were seen to cost at a retailer (observations), the club's price
 * index against that retailer as it was published (a declassified figure, frozen when staff published it) and the fee. No club
 * price of any item on the list, or of any item at all, comes in: change every club price, and the words stay the same. So it
 * can say nothing about these items, and says that: it is an average over the published basket, with that basket's date. Where
 * no index is published, or the newest is older than 45 days, there is no figure.
 *
 * Of several retailers the one speaks against which the index promises least. What the list would cost at the index is rounded
 * up, and so is the number of such lists that pays the fee.
 */
import type { PricedBasket } from "./basket-comparison.ts";
import { divideRounded } from "./money.ts";

/** A figure of the newest publication. */
export type PublishedIndex = {
  readonly retailerSlug: string;
  readonly indexTenths: number;
  readonly asOf: Date;
};

const INDEX_HOLDS_DAYS = 45;
const DAY_MS = 86_400_000;

export type VisitorOffer =
  | {
      readonly kind: "none";
      readonly reason: "no-index" | "index-too-old" | "nothing-on-the-list" | "not-cheaper";
    }
  | {
      readonly kind: "average";
      readonly retailerName: string;
      readonly indexTenths: number;
      readonly asOf: Date;
      /** What the counted lines cost at the retailer, rounded down. */
      readonly theirCents: number;
      readonly counted: number;
      readonly of: number;
      /** The same at the index, rounded up. */
      readonly atIndexCents: number;
      /** The difference of the two. */
      readonly lessCents: number;
      /** Lists like this one that pay the fee, rounded up. */
      readonly listsToFee: number;
    };

/** `baskets`: the visitor's list at each retailer; `feeCents`: the lowest yearly fee. */
export function visitorOffer(
  baskets: readonly PricedBasket[],
  published: readonly PublishedIndex[],
  feeCents: number,
  now: Date,
): VisitorOffer {
  if (published.length === 0) return { kind: "none", reason: "no-index" };
  const fresh = published.filter(({ asOf }) => now.getTime() - asOf.getTime() <= INDEX_HOLDS_DAYS * DAY_MS);
  if (fresh.length === 0) return { kind: "none", reason: "index-too-old" };
  const found = fresh
    .map((index) => ({ index, basket: baskets.find(({ slug }) => slug === index.retailerSlug) }))
    .filter(({ basket }) => basket !== undefined && basket.theirsCents > 0)
    .toSorted((a, b) => b.index.indexTenths - a.index.indexTenths)[0];
  if (found?.basket === undefined) return { kind: "none", reason: "nothing-on-the-list" };
  const { index, basket } = found;
  const atIndexCents = divideRounded(BigInt(basket.theirsCents) * BigInt(index.indexTenths), 1_000n, "up");
  const lessCents = basket.theirsCents - atIndexCents;
  if (lessCents <= 0) return { kind: "none", reason: "not-cheaper" };
  return {
    kind: "average",
    retailerName: basket.name,
    indexTenths: index.indexTenths,
    asOf: index.asOf,
    theirCents: basket.theirsCents,
    counted: basket.compared,
    of: basket.of,
    atIndexCents,
    lessCents,
    listsToFee: divideRounded(BigInt(feeCents), BigInt(lessCents), "up"),
  };
}
