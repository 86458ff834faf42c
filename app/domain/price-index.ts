/**
 * The club's price index on a named, fixed basket: ours / theirs x 100 over the same lines, against each retailer. Published
 * by staff: an open-door fact, the one thing that the public is told about our price level.
 *
 * What it discloses: the level of our prices over at least twenty lines against one retailer, to a tenth of a point. With the
 * retailer's prices (public) that is the sum of our prices over those lines, to about one part in two thousand. It must not
 * tell any one price: hence a minimum of lines and of the basket's share, no line that outweighs the others, and the rules on
 * sets published before (app/domain/disclosure.ts). All of these go by public facts: which lines could be compared, how many of
 * each, and what the retailer asks.
 *
 * Rounding: once, at the end, UP to the next tenth, so that it is never told in our favour.
 */
import { type BasketLine, type ComparedLine, compareBasket } from "./basket-comparison.ts";
import { publishablePart, type Weights } from "./disclosure.ts";
import { compareRatios, type Ratio } from "./measure.ts";
import { divideRounded } from "./money.ts";
import { addRatios, ZERO } from "./ratio-sum.ts";
import type { Retailer } from "./reference.ts";
import type { MemberShelfRow } from "./shelf.ts";

/** Raised when the way of computing changes: figures of different methods do not stand on one line. */
export const INDEX_METHOD = 1;
/** Lines that a figure stands on, at least. */
export const MIN_INDEX_LINES = 20;
/** Share of the basket's lines that a figure stands on, at least. */
export const MIN_INDEX_SHARE_BPS = 5_000;
/** Share of the retailer's total that one line may have, at most: past it the total tells that line's price. */
export const MAX_LINE_SHARE_BPS = 2_000;

export type WithheldReason =
  | "too-few-lines"
  | "too-small-a-share"
  | "one-line-outweighs"
  | "would-tell-a-price";

export const WITHHELD_SENTENCES: Readonly<Record<WithheldReason, string>> = {
  "too-few-lines": `Not published: fewer than ${MIN_INDEX_LINES} items could be compared.`,
  "too-small-a-share": "Not published: less than half of the basket could be compared.",
  "one-line-outweighs": "Not published: one item would outweigh the others.",
  "would-tell-a-price": "Not published: with earlier figures it would tell the price of single items.",
};

/** A check that a figure stands on. */
export type IndexEvidence = { readonly skuId: number; readonly observationId: string };

type Counted = { readonly retailer: Pick<Retailer, "slug" | "name">; readonly basketLines: number };

export type SaidFigure = Counted & {
  readonly kind: "said";
  /** 934 is 93.4. */
  readonly indexTenths: number;
  readonly lines: readonly IndexEvidence[];
  readonly oldestCheckAt: Date;
  readonly newestCheckAt: Date;
};
export type WithheldFigure = Counted & {
  readonly kind: "withheld";
  readonly reason: WithheldReason;
  readonly comparable: number;
};

/** A retailer's figure before it is published, with what the desk has to see: which lines drop out, and why. */
export type DraftFigure = {
  readonly figure: SaidFigure | WithheldFigure;
  readonly dropped: readonly { readonly skuId: number; readonly sentence: string }[];
};

/** The basket's lines, with the SKUs as they were at the instant of the draft; null for one that is not sold (any more). */
export type IndexLine = {
  readonly skuId: number;
  readonly quantity: number;
  readonly row: MemberShelfRow | null;
};

/**
 * The figures of a basket at `at`, retailer by retailer, none of which tells a single price beside those in `published` and
 * beside each other.
 */
export function draftIndex(
  lines: readonly IndexLine[],
  retailers: readonly Retailer[],
  published: readonly Weights[],
  at: Date,
): DraftFigure[] {
  const sold = lines.flatMap(({ row, quantity }): BasketLine<MemberShelfRow>[] =>
    row ? [{ row, quantity }] : [],
  );
  const quantities = new Map(lines.map(({ skuId, quantity }) => [skuId, quantity]));
  const gone = lines
    .filter(({ row }) => row === null)
    .map(({ skuId }) => ({ skuId, sentence: "We can't compare: it is not sold any more." }));
  const known = [...published];
  return compareBasket(sold, retailers, at).map(({ slug, name, lines: told }) => {
    const counted = { retailer: { slug, name }, basketLines: lines.length };
    const compared = told.filter((line) => line.kind === "compared");
    const dropped = told.flatMap((line) =>
      line.kind === "compared" ? [] : [{ skuId: line.skuId, sentence: line.sentence }],
    );
    const figure = figureOf(counted, compared, quantities, known);
    if (figure.kind === "withheld") return { figure, dropped: [...dropped, ...gone] };
    const kept = new Set(figure.lines.map(({ skuId }) => skuId));
    known.push(weightsOf(figure.lines, quantities));
    return { figure, dropped: [...dropped, ...gone, ...heldBack(compared, kept)] };
  });
}

function heldBack(compared: readonly ComparedLine[], kept: ReadonlySet<number>) {
  return compared
    .filter(({ skuId }) => !kept.has(skuId))
    .map(({ skuId }) => ({
      skuId,
      sentence: "Held back: with it, earlier figures would tell the price of single items.",
    }));
}

/** Which equation a figure over these lines is. */
export function weightsOf(
  lines: readonly Pick<IndexEvidence, "skuId">[],
  quantities: ReadonlyMap<number, number>,
): Weights {
  return new Map(lines.map(({ skuId }) => [skuId, quantities.get(skuId) ?? 0]));
}

function figureOf(
  counted: Counted,
  compared: readonly ComparedLine[],
  quantities: ReadonlyMap<number, number>,
  known: readonly Weights[],
): SaidFigure | WithheldFigure {
  const withheld = (reason: WithheldReason): WithheldFigure => ({
    kind: "withheld",
    ...counted,
    reason,
    comparable: compared.length,
  });
  const least = Math.max(
    MIN_INDEX_LINES,
    divideRounded(BigInt(counted.basketLines) * BigInt(MIN_INDEX_SHARE_BPS), 10_000n, "up"),
  );
  if (compared.length < MIN_INDEX_LINES) return withheld("too-few-lines");
  if (compared.length < least) return withheld("too-small-a-share");
  const part = publishablePart(weightsOf(compared, quantities), known, least);
  if (part === undefined) return withheld("would-tell-a-price");
  const kept = compared.filter(({ skuId }) => part.has(skuId));
  const theirs = kept.reduce((sum, line) => addRatios(sum, line.theirs), ZERO);
  if (kept.some((line) => outweighs(line.theirs, theirs))) return withheld("one-line-outweighs");
  const ours = kept.reduce((sum, line) => sum + line.oursCents, 0);
  return { kind: "said", ...counted, indexTenths: indexTenths(ours, theirs), ...evidenceOf(kept) };
}

function outweighs(line: Ratio, total: Ratio): boolean {
  return (
    compareRatios(
      { n: line.n * 10_000n, d: line.d },
      { n: total.n * BigInt(MAX_LINE_SHARE_BPS), d: total.d },
    ) > 0
  );
}

/** Ours / theirs x 100 in tenths, rounded up. */
export function indexTenths(oursCents: number, theirs: Ratio): number {
  return divideRounded(BigInt(oursCents) * theirs.d * 1_000n, theirs.n, "up");
}

function evidenceOf(lines: readonly ComparedLine[]) {
  const observed = lines.flatMap(({ skuId, told }) => {
    const observation = told?.reference.observation;
    return observation
      ? [{ skuId, observationId: observation.id, at: observation.capturedAt.getTime() }]
      : [];
  });
  const times = observed.map(({ at }) => at);
  return {
    lines: observed.map(({ skuId, observationId }) => ({ skuId, observationId })),
    oldestCheckAt: new Date(Math.min(...times)),
    newestCheckAt: new Date(Math.max(...times)),
  };
}

/** "93.4". */
export function indexText(tenths: number): string {
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** What a draft would disclose, as one text: what staff confirm, and what must still hold when it is published. */
export function draftText(draft: readonly DraftFigure[]): string {
  return draft
    .map(({ figure }) => {
      const { name } = figure.retailer;
      return figure.kind === "said"
        ? `${name} ${indexText(figure.indexTenths)} on ${figure.lines.length} items`
        : `${name} not published (${figure.reason.replaceAll("-", " ")})`;
    })
    .join(", ");
}
