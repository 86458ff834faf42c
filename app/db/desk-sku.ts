/** Everything that the desk's page of one SKU shows. */
import type { SkuToPrice } from "#app/domain/change-set.ts";
import { chooseOffer, type LandedCostResult, landedCost, type Offer } from "#app/domain/landed-cost.ts";
import type { RuleBook } from "#app/domain/pricing.ts";
import type { MemberShelfRow } from "#app/domain/shelf.ts";
import { listDraftsOfSku } from "./change-sets.ts";
import type { Db } from "./client.server.ts";
import { listPriceHistory, type PastPrice } from "./club-prices.ts";
import { findMemberItem, type ItemFacts } from "./items.ts";
import { listNewestRates, listOffersOfSku, listOffersToChooseFrom } from "./offers.ts";
import { listSkusToPriceById } from "./priced-skus.ts";
import { loadRuleBook } from "./rules.ts";

/** Past prices that the page shows. */
const HISTORY = 20;

export type DeskSkuPage = {
  readonly row: MemberShelfRow;
  readonly facts: ItemFacts;
  readonly sku: SkuToPrice;
  /** The cost that the rules start from, or why there is none. */
  readonly cost: LandedCostResult;
  /** Every offer, newest first, with what it would land at today. */
  readonly offers: readonly { readonly offer: Offer; readonly landed: LandedCostResult }[];
  readonly rules: RuleBook;
  readonly history: readonly PastPrice[];
  readonly drafts: readonly { readonly id: string; readonly name: string; readonly afterCents: number }[];
};

/** One SKU on sale with offers, rules, history and drafts; undefined when there is none of that number. Nine statements. */
export async function findDeskSku(db: Db, id: number, now: Date): Promise<DeskSkuPage | undefined> {
  const [item, [sku], choices, offers, rates, rules, history, drafts] = await Promise.all([
    findMemberItem(db, id),
    listSkusToPriceById(db, [id]),
    listOffersToChooseFrom(db, [id], now),
    listOffersOfSku(db, id),
    listNewestRates(db, now),
    loadRuleBook(db, [id]),
    listPriceHistory(db, id, HISTORY),
    listDraftsOfSku(db, id),
  ]);
  if (item === undefined || sku === undefined) return undefined;
  return {
    ...item,
    sku,
    cost: chooseOffer(choices.get(id) ?? [], { rates, now }),
    offers: offers.map((offer) => ({ offer, landed: landedCost(offer, { rates, now }) })),
    rules,
    history,
    drafts,
  };
}
