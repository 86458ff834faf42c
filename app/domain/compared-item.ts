/** The comparison panel of one SKU: every reference on one unit, bars where prices can stand side by side, and refusals. */
import type { Comparison, ReferencePrice } from "./comparison.ts";
import { NO_CLAIM_SENTENCES } from "./comparison.ts";
import {
  CLUB_CURRENCY,
  compareReference,
  likenessText,
  perText,
  type Retailer,
  shareText,
  type ToldReference,
  tellReference,
  theirPriceOf,
} from "./reference.ts";
import { type MemberShelfRow, type ShelfRow, shelfUnitPrice, shownRetail } from "./shelf.ts";

export type PanelBar = {
  readonly label: string;
  readonly kind: "club" | "retail" | "cheaper-here" | "dearer-here" | "same" | "price-only";
  /** Thousandths of a cent per unit: the scale that all bars share. */
  readonly amount: number;
  readonly amountText: string;
  readonly verdictText: string | null;
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

/** A member's panel: the same beside the club price, with the verdicts. */
export function memberPanel(row: MemberShelfRow, retailers: readonly Retailer[], now: Date): ItemPanel {
  const told = row.references.map((reference) => compareReference(row, reference, row.clubCents, now));
  const { bars, ...rest } = panel(row, told, retailers, now);
  const club = shelfUnitPrice(row, row.clubCents);
  if (club === null) return { bars, ...rest };
  const bar = ownBar("Club price", "club", club.milliMinor, club.text);
  return { bars: [bar, ...bars], ...rest };
}

function panel(
  row: ShelfRow,
  told: readonly ToldReference[],
  retailers: readonly Retailer[],
  now: Date,
): ItemPanel {
  const bars: PanelBar[] = [];
  const refusals: PanelRefusal[] = [];
  const retail = shelfUnitPrice(row, row.retail?.cents ?? null);
  if (retail !== null && row.retail !== null) {
    const bar = ownBar("Retail", "retail", retail.milliMinor, retail.text);
    bars.push({ ...bar, checkedText: shownRetail(row.retail, now).checkedText });
  }
  const names = labels(told);
  for (const one of told) {
    const label = names.get(one) ?? one.line.retailer;
    const theirs = theirPriceOf(one.outcome);
    if (theirs !== undefined && theirs.currency === CLUB_CURRENCY) bars.push(theirBar(label, one, theirs));
    else refusals.push(refusal(label, one));
  }
  const matched = new Set(told.map((one) => one.reference.retailer.slug));
  for (const retailer of retailers) {
    if (retailer.membershipNeeded && !matched.has(retailer.slug)) refusals.push(unmatched(retailer));
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

function ownBar(label: string, kind: "club" | "retail", amount: number, amountText: string): PanelBar {
  const nothing = { verdictText: null, checkedText: null, matchText: null, observation: null };
  return { label, kind, amount, amountText, ...nothing };
}

function theirBar(label: string, told: ToldReference, theirs: ReferencePrice): PanelBar {
  const { outcome, checkedText, observation } = told.line;
  return {
    label,
    kind: outcome === "no-claim" ? "price-only" : outcome,
    amount: theirs.unitPrice.milliMinor,
    amountText: theirs.unitPrice.text,
    verdictText: verdictText(label, told.outcome),
    checkedText,
    matchText: likenessText(told.reference),
    observation,
  };
}

function verdictText(label: string, outcome: Comparison | ReferencePrice): string | null {
  switch (outcome.kind) {
    case "cheaper":
      return `${shareText(outcome.byBps)} cheaper here`;
    case "dearer":
      return `${label} is cheaper on this one: ${shareText(outcome.byBps)}`;
    case "about-the-same":
      return "About the same";
    case "reference-price":
    case "no-claim":
      return null;
    default: {
      const impossible: never = outcome;
      throw new Error(`Unknown comparison ${JSON.stringify(impossible)}`);
    }
  }
}

function refusal(label: string, { line, outcome }: ToldReference): PanelRefusal {
  const text =
    outcome.kind === "no-claim" ? line.text : `${line.text}: ${NO_CLAIM_SENTENCES["currency-differs"]}`;
  return { retailer: label, text, checkedText: line.checkedText, observation: line.observation };
}

function unmatched(retailer: Retailer): PanelRefusal {
  return {
    retailer: retailer.name,
    text: NO_CLAIM_SENTENCES["no-match"],
    checkedText: null,
    observation: null,
  };
}
