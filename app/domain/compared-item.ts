/** The comparison panel of one SKU: every reference on one unit, bars where prices can stand side by side, and refusals. */
import type { Comparison, ReferencePrice } from "./comparison.ts";
import { basisText } from "./delivery-basis.ts";
import { formatPack, type Pack } from "./measure.ts";
import { type Currency, formatMoney } from "./money.ts";
import { NO_CLAIM_SENTENCES } from "./no-claim.ts";
import {
  CLUB_CURRENCY,
  compareReference,
  GENERAL_RETAIL,
  likenessText,
  perText,
  type Retailer,
  shareText,
  type ToldReference,
  tellReference,
  theirPriceOf,
  unitPriceText,
} from "./reference.ts";
import { type MemberShelfRow, metricText, type ShelfRow, shelfUnitPrice, shownRetail } from "./shelf.ts";
import { claimsOf, type ShownClaim } from "./shown-claim.ts";

export type PanelBar = {
  readonly label: string;
  readonly kind: "club" | "retail" | "cheaper-here" | "dearer-here" | "same" | "price-only";
  /** Thousandths of a cent per unit: the scale that all bars share. */
  readonly amount: number;
  readonly amountText: string;
  /** The same in metric, "36.8¢/100 g"; null where that is no other unit. */
  readonly metricText: string | null;
  /** The price of the pack itself: "$12.50 for 2 × 16 oz". */
  readonly packText: string;
  readonly verdictText: string | null;
  /** What the difference comes to: "7.8¢ per oz, $2.50 on this pack". */
  readonly savingText: string | null;
  readonly checkedText: string | null;
  readonly matchText: string | null;
  /** Id of the observation, where the bar stands on one. */
  readonly observation: string | null;
};

export type PanelRefusal = {
  readonly retailer: string;
  readonly text: string;
  readonly checkedText: string | null;
  readonly observation: string | null;
};

export type ItemPanel = {
  readonly perText: string;
  readonly bars: readonly PanelBar[];
  readonly refusals: readonly PanelRefusal[];
};

/** A visitor's panel: retail and references. `retailers`: those that are named even without a match. */
export function visitorPanel(row: ShelfRow, retailers: readonly Retailer[], now: Date): ItemPanel {
  const told = row.references.map((reference) => tellReference(row, reference, now));
  return panel(row, told, retailers, now);
}

/** A member's panel: the same beside the club price, with the verdicts; and the claims that it makes. */
export function tellMemberPanel(
  row: MemberShelfRow,
  retailers: readonly Retailer[],
  now: Date,
): { readonly panel: ItemPanel; readonly claims: readonly ShownClaim[] } {
  const told = row.references.map((reference) => compareReference(row, reference, row.clubCents, now));
  const { bars, ...rest } = panel(row, told, retailers, now);
  const club = ownBar("Club price", "club", row, row.clubCents);
  return {
    panel: { bars: club === null ? bars : [club, ...bars], ...rest },
    claims: claimsOf(row, told),
  };
}

function panel(
  row: ShelfRow,
  told: readonly ToldReference[],
  retailers: readonly Retailer[],
  now: Date,
): ItemPanel {
  const bars: PanelBar[] = [];
  const refusals: PanelRefusal[] = [];
  const retail = ownBar("Retail", "retail", row, row.retail?.cents ?? null);
  if (retail !== null && row.retail !== null) {
    bars.push({ ...retail, checkedText: shownRetail(row.retail, now).checkedText });
  }
  const names = labels(told);
  for (const one of told) {
    const label = names.get(one) ?? one.line.retailer;
    const theirs = theirPriceOf(one.outcome);
    if (theirs !== undefined && theirs.currency === CLUB_CURRENCY)
      bars.push(theirBar(row, label, one, theirs));
    else refusals.push(refusal(label, one));
  }
  const matched = new Set(told.map((one) => one.reference.retailer.slug));
  for (const retailer of retailers) {
    if (retailer.slug !== GENERAL_RETAIL && !matched.has(retailer.slug)) refusals.push(unmatched(retailer));
  }
  return { perText: perText(row.commodity.us.label), bars, refusals };
}

/** The retailer's name; several listings at one retailer are told apart by a number. */
function labels(told: readonly ToldReference[]): Map<ToldReference, string> {
  const seen = new Map<string, number>();
  return new Map(
    told.map((one) => {
      const name = one.line.retailer;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return [one, count === 1 ? name : `${name} (${count})`];
    }),
  );
}

function ownBar(
  label: string,
  kind: "club" | "retail",
  row: ShelfRow,
  cents: number | null,
): PanelBar | null {
  const price = shelfUnitPrice(row, cents);
  if (price === null || cents === null) return null;
  return {
    label,
    kind,
    amount: price.milliMinor,
    amountText: price.text,
    metricText: metricText(row, cents),
    packText: packPriceText(cents, CLUB_CURRENCY, row.pack),
    verdictText: null,
    savingText: null,
    checkedText: null,
    matchText: null,
    observation: null,
  };
}

function theirBar(row: ShelfRow, label: string, told: ToldReference, theirs: ReferencePrice): PanelBar {
  const { outcome, checkedText, observation } = told.line;
  return {
    label,
    kind: outcome === "no-claim" ? "price-only" : outcome,
    amount: theirs.unitPrice.milliMinor,
    amountText: theirs.unitPrice.text,
    metricText: metricText({ pack: theirs.theirPack, commodity: row.commodity }, theirs.priceMinor),
    packText: packPriceText(theirs.priceMinor, theirs.currency, theirs.theirPack),
    verdictText: verdictText(label, told.outcome),
    savingText: savingText(told.outcome),
    checkedText,
    matchText: likenessText(told.reference),
    observation,
  };
}

function packPriceText(minor: number, currency: Currency, pack: Pack): string {
  return `${formatMoney(minor, currency)} for ${formatPack(pack)}`;
}

function verdictText(label: string, outcome: Comparison | ReferencePrice): string | null {
  switch (outcome.kind) {
    case "cheaper":
      return `${shareText(outcome.byBps)} cheaper here`;
    case "dearer":
      return `${label} is cheaper on this one: ${shareText(outcome.byBps)}`;
    case "about-the-same":
      return "About the same";
    case "no-claim":
      return outcome.sentence;
    case "reference-price":
      return null;
    default: {
      const impossible: never = outcome;
      throw new Error(`Unknown comparison ${JSON.stringify(impossible)}`);
    }
  }
}

/** Savings and what we cost more in the same words: the verdict says which way. */
function savingText(outcome: Comparison | ReferencePrice): string | null {
  if (outcome.kind !== "cheaper" && outcome.kind !== "dearer") return null;
  const onPack = formatMoney(outcome.byPerPackMinor, outcome.reference.currency);
  const basis = basisText(outcome.basis);
  const saving = `${unitPriceText(outcome.byPerUnit)}, ${onPack} on this pack`;
  return basis === null ? saving : `${saving}; ${basis}`;
}

function refusal(label: string, { line, outcome }: ToldReference): PanelRefusal {
  const price = outcome.kind === "no-claim" ? outcome.reference : undefined;
  const own = price && packPriceText(price.priceMinor, price.currency, price.theirPack);
  const text =
    outcome.kind === "no-claim" ? line.text : `${line.text}: ${NO_CLAIM_SENTENCES["currency-differs"]}`;
  return {
    retailer: label,
    text: own === undefined ? text : `${own}. ${text}`,
    checkedText: line.checkedText,
    observation: line.observation,
  };
}

function unmatched(retailer: Retailer): PanelRefusal {
  return {
    retailer: retailer.name,
    text: NO_CLAIM_SENTENCES["no-match"],
    checkedText: null,
    observation: null,
  };
}
