/** A compared list in words and amounts, ready to be shown. */
import { evidencePath, itemPath } from "#app/domain/addresses.ts";
import {
  type BasketAtRetailer,
  type BasketLine,
  type BasketOutcome,
  differenceBps,
  type LineAtRetailer,
} from "#app/domain/basket-comparison.ts";
import { basisText } from "#app/domain/delivery-basis.ts";
import { compareRatios, formatPack, packTotal } from "#app/domain/measure.ts";
import { formatMoney } from "#app/domain/money.ts";
import {
  CLUB_CURRENCY,
  likenessText,
  shareText,
  type ToldReference,
  theirPriceOf,
} from "#app/domain/reference.ts";
import { type ShelfRow, shownRetail } from "#app/domain/shelf.ts";
import type { BasketTableData, BasketTableLine } from "#app/ui/list/basket-table.tsx";

/** What stands beside a retailer's total: the club price, or retail for whoever may not see that. */
export type OwnLabel = "Here" | "At retail";

/** `lines`: those that `basket` was made of, in the same order. */
export function basketTable(
  basket: BasketAtRetailer,
  lines: readonly BasketLine<ShelfRow>[],
  ownLabel: OwnLabel,
): BasketTableData {
  const { name, compared, of } = basket;
  return {
    name,
    outcome: ownLabel === "Here" ? basket.outcome : "price-only",
    countText: `${compared} of ${of} ${of === 1 ? "item" : "items"}`,
    ownLabel,
    oursText: money(basket.oursCents),
    theirsText: money(basket.theirsCents),
    verdictText: ownLabel === "Here" ? verdictText(basket) : null,
    lines: basket.lines.map((line, index) => tableLine(line, lines[index] as BasketLine<ShelfRow>)),
  };
}

function money(cents: number): string {
  return formatMoney(cents, CLUB_CURRENCY);
}

const WORDS: Readonly<Record<BasketOutcome, (name: string, by: string) => string | null>> = {
  "cheaper-here": (_name, by) => `Cheaper here by ${by}`,
  "dearer-here": (name, by) => `${name} is cheaper by ${by}`,
  same: () => "About the same",
  "nothing-compared": () => null,
};

function verdictText(basket: BasketAtRetailer): string | null {
  const bps = differenceBps(basket) ?? 0;
  const by = `${money(Math.abs(basket.differenceCents))} (${shareText(bps)})`;
  return WORDS[basket.outcome](basket.name, by);
}

function tableLine(line: LineAtRetailer, { row, quantity }: BasketLine<ShelfRow>): BasketTableLine {
  const common = { id: row.id, title: row.title, href: itemPath(row), quantity, ...recordOf(row, line.told) };
  if (line.kind === "not-compared") {
    // A retail price that does not count has no line of a club behind it.
    const shown = line.told === null ? { checkedText: null, evidenceHref: null } : {};
    return { ...common, ...shown, oursText: null, theirsText: null, noteText: line.sentence };
  }
  return {
    ...common,
    oursText: money(line.oursCents),
    theirsText: money(line.theirsCents),
    noteText: line.told === null ? "The same pack, as seen at retail" : lineNote(row, line.told),
  };
}

/** How the two were matched and, where they cover unlike things, what each price covers. */
function lineNote(row: ShelfRow, told: ToldReference): string {
  const basis = "basis" in told.outcome ? basisText(told.outcome.basis) : null;
  return [packNote(row, told), basis].filter((part) => part !== null).join("; ");
}

/** "The same item, 3 × 16 oz; $10.00 there, put on our quantity". */
function packNote(row: ShelfRow, told: ToldReference): string {
  const theirs = theirPriceOf(told.outcome);
  const likeness = likenessText(told.reference);
  if (theirs === undefined || told.reference.matchKind === "identical") return likeness;
  const same = compareRatios(packTotal(theirs.theirPack), packTotal(row.pack)) === 0;
  if (same) return likeness;
  const pack = told.reference.matchKind === "equivalent" ? `, ${formatPack(theirs.theirPack)}` : "";
  return `${likeness}${pack}; ${money(theirs.priceMinor)} there, put on our quantity`;
}

const OBSERVATION = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function recordOf(
  row: ShelfRow,
  told: ToldReference | null,
): Pick<BasketTableLine, "checkedText" | "evidenceHref"> {
  if (told !== null) {
    const { checkedText, observation } = told.line;
    return { checkedText, evidenceHref: observation === null ? null : evidencePath(observation) };
  }
  if (row.retail === null) return { checkedText: null, evidenceHref: null };
  const { evidence, checkedAt } = row.retail;
  return {
    checkedText: shownRetail(row.retail, checkedAt).checkedText,
    evidenceHref: OBSERVATION.test(evidence) ? evidencePath(evidence) : itemPath(row),
  };
}
