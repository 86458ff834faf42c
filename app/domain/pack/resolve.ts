/** From phrases to one pack, or to why not. Weight or volume beats a count; a stated total decides; doubt declines. */
import { baseUnitOf } from "../measure.ts";
import { roughly } from "./agreement.ts";
import { decimalText } from "./amounts.ts";
import { resolveCounts } from "./counts.ts";
import { DEVICE_PACKS } from "./goods.ts";
import type { Token } from "./lexer.ts";
import { multiplicity } from "./multiplicity.ts";
import type { Count, Measure, Phrase } from "./phrase.ts";
import { isSold } from "./plausible.ts";
import { declined, type Resolution, type Used } from "./resolution.ts";
import { oneSize, type Size } from "./sizes.ts";

export type Context = {
  /** A bare ounce is fluid here. */
  readonly liquid: boolean;
  /** Sizes describe a vessel or a grade. */
  readonly ware: boolean;
  /** Electronics and machines: only a count of packages is believed. */
  readonly device: boolean;
  /** Something that is poured or scooped is named: a gallon is one of contents. */
  readonly poured: boolean;
  /** A drink is named: bare ounces are a bottle's. */
  readonly drink: boolean;
  /** Ranges of weight describe the wearer. */
  readonly worn: boolean;
  /** A number of packages is said in words that leave open what the size is of. */
  readonly twin: boolean;
  /** A box of unlike parts. */
  readonly assembly: boolean;
};

/** The pack that the phrases support. */
export function resolve(phrases: readonly Phrase[], tokens: readonly Token[], context: Context): Resolution {
  const counts = phrases
    .filter((phrase) => phrase.kind === "count")
    .filter((count) => !context.device || DEVICE_PACKS.has(count.noun.name))
    .filter((count) => !(context.ware && isCupful(count)));
  const measures = believed(phrases, context);
  const doubted = doubts(counts, measures, tokens, context);
  if (doubted !== undefined) return doubted;
  if (measures.length === 0) return resolveCounts(counts, context.assembly);
  if (context.twin && !measures.some((measure) => measure.role === "total"))
    return declined("ambiguous", phrases, "a twin pack: of each, or together?");
  const read = measures.map((measure) => fluid(measure, context.liquid));
  const sum = sumOfParts(read, tokens);
  if (sum !== undefined) return counts.length === 0 ? sum : declined("mixed-contents", phrases);
  const size = oneSize(read, counts);
  return "ok" in size ? size : withCounts(size, counts, context.drink);
}

/** "Bowl, 6 cups": what a vessel holds is told in cups, too. */
function isCupful(count: Count): boolean {
  return count.noun.name === "cup" && count.n <= LARGEST_CUPFUL;
}

const LARGEST_CUPFUL = 24;

/** "Combo: 2 lb shrimp, 2 lb scallops". */
function saidTwice(measures: readonly Measure[]): boolean {
  return measures.some((a, i) => measures.some((b, j) => j > i && a.micro === b.micro && a.unit === b.unit));
}

/** Why a phrase of the title forbids any reading, if one does. */
function doubts(
  counts: readonly Count[],
  measures: readonly Measure[],
  tokens: readonly Token[],
  context: Context,
): Resolution | undefined {
  // "32 fl oz + 140 fl oz" is a sum, see below.
  const summed = (phrase: Phrase) =>
    tokens[phrase.from - 1]?.text === "+" && measures.some((measure) => measure.to === phrase.from - 1);
  const unlike = [...counts, ...measures].filter((phrase) => phrase.doubt === "unlike" && !summed(phrase));
  if (unlike.length > 0) return declined("mixed-contents", unlike, "something else comes with it");
  if (context.assembly && saidTwice(measures))
    return declined("mixed-contents", measures, "the same of each part, or said twice?");
  const unknown = counts.filter((count) => count.doubt === "unknown");
  if (unknown.length > 0 && measures.length > 0) return declined("ambiguous", unknown, "how many of what?");
  const things = counts.filter((count) => count.noun.name === "ea" && count.n === 1);
  if (things.length > 0 && measures.length > 0)
    return declined("ambiguous", [...measures, ...things], "how much of it, or how large a thing?");
  const varying = measures.filter((measure) => measure.doubt === "varies");
  if (varying.length > 0) return declined("range", varying, "may vary");
  const packages = counts.filter((count) => count.doubt === "varies" && count.noun.class === "package");
  if (packages.length > 0) return declined("range", packages, "may vary");
  const capacities = measures.filter(
    ({ doubt }) => doubt === "capacity" || (doubt === "vessel" && !context.poured),
  );
  return capacities.length > 0
    ? declined("ambiguous", capacities, "how much of it, or what it can hold?")
    : undefined;
}

/** The measures that can be of the goods: not the capacity of a vessel, nor the weight of a wearer. */
function believed(phrases: readonly Phrase[], context: Context): Measure[] {
  if (context.ware || context.device) return [];
  const measures = phrases.filter((phrase) => phrase.kind === "measure");
  return context.worn ? measures.filter((measure) => measure.doubt !== "varies") : measures;
}

function fluid(measure: Measure, liquid: boolean): Measure {
  return measure.bareOunce && liquid ? { ...measure, unit: "fl oz", bareOunce: false } : measure;
}

/** "32 fl oz + 140 fl oz refill". */
function sumOfParts(measures: readonly Measure[], tokens: readonly Token[]): Resolution | undefined {
  const [a, b, more] = measures;
  if (a === undefined || b === undefined || tokens[a.to]?.text !== "+" || b.from !== a.to + 1)
    return undefined;
  if (more !== undefined || a.unit !== b.unit || a.times !== 1 || b.times !== 1)
    return declined("mixed-contents", measures);
  const size = decimalText(a.micro + b.micro);
  return {
    ok: true,
    count: 1,
    size,
    unit: a.unit,
    beside: [],
    used: [a, b].map((phrase) => ({ phrase, meaning: "one of two parts added up" })),
  };
}

/** Settles how many of the one size there are. */
function withCounts(size: Size, counts: readonly Count[], drink: boolean): Resolution {
  const beside = counts.filter(isBeside).map((count) => ({ amount: String(count.n), unit: count.noun.unit }));
  const answer = (n: number, used: readonly Used[] = []): Resolution => ({
    ok: true,
    count: n,
    size: decimalText(size.each.micro),
    unit: size.each.unit,
    beside,
    used: [...size.used, ...used],
  });
  const firm = distinct(
    counts.filter((count) => count.n > 1 && count.doubt === undefined && !isBeside(count)),
  );
  if (!sold(size, firm)) return declined("implausible", [size.each], "no pack is that light or that heavy");
  if (size.times !== undefined)
    return contradicts(size, firm) ? declined("conflict", [size.each, ...firm]) : answer(size.times);
  if (size.each.role === "total")
    return answer(
      1,
      firm.map((phrase) => ({ phrase, meaning: "inside the stated total" })),
    );
  const [only, another] = firm;
  if (only === undefined)
    return size.each.role === "each" ? declined("ambiguous", [size.each], "each of how many?") : answer(1);
  const chosen = another === undefined ? only : outermost(firm, size.each, drink);
  if (chosen === undefined)
    return declined("ambiguous", [size.each, ...firm], "which of the counts holds the size?");
  switch (multiplicity(chosen, size.each, drink)) {
    case "of-each":
      return answer(chosen.n, [{ phrase: chosen, meaning: `${chosen.n} packages of it` }]);
    case "inside":
      return answer(1, [{ phrase: chosen, meaning: "what is inside, not packages" }]);
    default:
      return declined("ambiguous", [size.each, chosen], "of each, or all together?");
  }
}

function sold(size: Size, counts: readonly Count[]): boolean {
  const n = Math.max(size.times ?? 1, ...counts.map((count) => count.n));
  const { unit } = size.each;
  return isSold({ each: roughly(size.each), n, fluid: baseUnitOf(unit) === "ml" }, unit === "g");
}

function isBeside(count: Count): boolean {
  return count.noun.unit === "load" || count.noun.unit === "sheet";
}

function distinct(counts: readonly Count[]): Count[] {
  return counts.filter((count, i) => counts.findIndex((other) => other.n === count.n) === i);
}

/** "12 x 355 ml, 24 pack": the title's own arithmetic says otherwise. A confirmed total overrules every other count. */
function contradicts(size: Size, counts: readonly Count[]): boolean {
  if (size.used.length > 1) return false;
  return counts.some((count) => count.n !== size.times && count.noun.class !== "piece");
}

/** Of two counts, the one that counts packages of the size: "15 oz bag (24 slices), 2-pack". */
function outermost(counts: readonly Count[], size: Measure, drink: boolean): Count | undefined {
  if (counts.length > 2) return undefined;
  const outer = counts.filter((count) => count.noun.class === "package");
  const inner = counts.find((count) => count.noun.class !== "package");
  if (outer.length !== 1 || inner === undefined) return undefined;
  return inner.noun.class === "piece" && multiplicity(inner, size, drink) === "inside" ? outer[0] : undefined;
}
