/** The steps that led to a price, kept with it as plain JSON, and how they read. No words are stored: they are made here. */
import { formatBps, formatMoney } from "./money.ts";
import { CLUB_CURRENCY } from "./reference.ts";

/** The rule that made a step. */
export type RuleRef = { readonly id: string; readonly scope: string; readonly scopeKey: string };

/** `cents`: the amount so far, after this step. The last step's is the price. */
export type WaterfallStep = { readonly cents: number } & (
  | {
      readonly kind: "goods";
      readonly offerId: string;
      readonly supplierSlug: string;
      readonly currency: string;
      readonly casePriceMinor: number;
      readonly unitsPerCase: number;
      /** The rate used and its instant (ISO 8601); null in the selling currency. */
      readonly rate: { readonly rateMicro: number; readonly asOf: string } | null;
    }
  | { readonly kind: "freight" }
  | { readonly kind: "duty"; readonly dutyBps: number }
  /** The last step of cost: its amount is the landed cost. */
  | { readonly kind: "handling" }
  | { readonly kind: "markup"; readonly markupBps: number; readonly rule: RuleRef }
  | { readonly kind: "cap"; readonly markupCapBps: number; readonly ownLabel: boolean }
  | { readonly kind: "ending"; readonly endingCents: number }
  | { readonly kind: "floor"; readonly marginFloorBps: number }
  /** A change set was taken back: the price of before it returns. */
  | { readonly kind: "taken-back"; readonly changeSetId: string }
);

export type Waterfall = { readonly steps: readonly WaterfallStep[] };

/** One step in words. `changeCents`: what this step added or took away. */
export type StepText = {
  readonly kind: WaterfallStep["kind"];
  readonly label: string;
  readonly changeCents: number;
  readonly cents: number;
  readonly note?: string;
  readonly rule?: RuleRef;
};

/** The steps in words, in order, each with its change. */
export function describeWaterfall(waterfall: Waterfall): StepText[] {
  let before = 0;
  return waterfall.steps.map((step) => {
    const changeCents = step.cents - before;
    before = step.cents;
    return { kind: step.kind, cents: step.cents, changeCents, ...stepWords(step, changeCents) };
  });
}

type Words = { label: string; note?: string; rule?: RuleRef };

function stepWords(step: WaterfallStep, changeCents: number): Words {
  switch (step.kind) {
    case "goods":
      return { label: "Goods", note: goodsNote(step) };
    case "freight":
      return { label: "Freight and insurance" };
    case "duty":
      return { label: "Duty", note: `${formatBps(step.dutyBps)} of goods and freight` };
    case "handling":
      return { label: "Handling", note: `Landed cost ${formatMoney(step.cents, CLUB_CURRENCY)}` };
    case "markup":
      return { label: "Markup", note: `${formatBps(step.markupBps)} of landed cost`, rule: step.rule };
    case "cap":
      return { label: "Markup cap", note: capNote(step.markupCapBps, step.ownLabel, changeCents) };
    case "ending":
      return { label: "Price ending", note: endingNote(step, changeCents) };
    case "floor":
      return { label: "Margin floor", note: floorNote(step.marginFloorBps, changeCents) };
    case "taken-back":
      return { label: "Taken back", note: "The price before that change set" };
    default: {
      const impossible: never = step;
      throw new Error(`Unknown step ${JSON.stringify(impossible)}`);
    }
  }
}

function goodsNote(step: Extract<WaterfallStep, { kind: "goods" }>): string {
  const units = step.unitsPerCase === 1 ? "" : ` for a case of ${step.unitsPerCase}`;
  const quote = `${step.supplierSlug}, ${formatMoney(step.casePriceMinor, step.currency)}${units}`;
  if (step.rate === null) return quote;
  const { rateMicro, asOf } = step.rate;
  return `${quote}, ${step.currency} at ${(rateMicro / 1_000_000).toFixed(6)} of ${asOf.slice(0, 10)}`;
}

function capNote(capBps: number, ownLabel: boolean, changeCents: number): string {
  const cap = `at most ${formatBps(capBps)} markup on ${ownLabel ? "our own label" : "brands"}`;
  return changeCents === 0 ? `Holds: ${cap}` : `Cut to ${cap}`;
}

function endingNote(step: Extract<WaterfallStep, { kind: "ending" }>, changeCents: number): string {
  const ending = `.${String(step.endingCents).padStart(2, "0")}`;
  if (changeCents !== 0) return `Down to ${ending}`;
  return step.cents % 100 === step.endingCents
    ? `Ends in ${ending} as it is`
    : `Exact cents kept: ${ending} would break the margin floor`;
}

function floorNote(floorBps: number, changeCents: number): string {
  const floor = `at least ${formatBps(floorBps)} margin of the price`;
  return changeCents === 0 ? `Holds: ${floor}` : `Raised to ${floor}`;
}
