/** Measures: an amount with a unit of weight or volume, and the words behind it that say what it is of. */
import type { Unit } from "../measure.ts";
import { type Amount, amountAt, isWhole } from "./amounts.ts";
import { measureHead } from "./before.ts";
import type { Token } from "./lexer.ts";
import { type Measure, ONE, type Step } from "./phrase.ts";
import { type UnitHit, unitAfter } from "./units.ts";
import {
  ADJECTIVES,
  anyNoun,
  CAPACITY_AFTER,
  EACH_WORDS,
  HEDGES_AFTER,
  isHolder,
  type Noun,
  NUTRIENTS,
} from "./vocabulary.ts";

/** "1 lb 6 oz" as ounces; otherwise `amount unit`. With everything that may follow it: container, each, total, hedge. */
export function measureFrom(
  tokens: readonly Token[],
  from: number,
  amount: Amount,
  times: number,
  doubt = false,
): Step | undefined {
  const hit = unitAfter(tokens, amount.next);
  if (hit === undefined || isRadioGeneration(tokens, amount, hit) || isPoints(amount, hit)) return undefined;
  const compound = hit.unit === "lb" ? ouncesAfterPounds(tokens, hit.next) : undefined;
  const micro = compound === undefined ? amount.micro : amount.micro * 16 + compound.micro;
  const unit = compound === undefined ? hit.unit : "oz";
  const end = compound?.next ?? hit.next;
  if (isNutrient(tokens, end, unit, micro) || SERVINGS.has(tokens[end]?.text ?? "")) return { next: end };
  const tail = measureTail(tokens, end);
  const head = measureHead(tokens, from);
  if (head.equals) return { next: tail.next };
  const phrase: Measure = {
    kind: "measure",
    micro,
    unit,
    bareOunce: compound === undefined && hit.bareOunce,
    times,
    slashDoubt: doubt || amount.slashDoubt,
    container: tail.container,
    role: tail.role ?? head.role,
    doubt: head.unlike
      ? "unlike"
      : head.varies || tail.varies
        ? "varies"
        : capacityDoubt(tokens, amount.next, end, unit),
    from,
    to: tail.next,
  };
  return { phrase, next: tail.next };
}

function ouncesAfterPounds(tokens: readonly Token[], i: number): Amount | undefined {
  const amount = amountAt(tokens, i);
  if (amount === undefined || amount.micro >= 16 * ONE) return undefined;
  const hit = unitAfter(tokens, amount.next);
  return hit?.bareOunce ? { ...amount, next: hit.next } : undefined;
}

/** "5G" is a radio, "5 g" a weight. */
function isRadioGeneration(tokens: readonly Token[], amount: Amount, hit: UnitHit): boolean {
  const unit = tokens[amount.next];
  return (
    hit.unit === "g" &&
    unit?.glued === true &&
    unit.upper &&
    amount.micro >= 2 * ONE &&
    amount.micro <= 6 * ONE &&
    isWhole(amount.micro)
  );
}

/** Pints are sold by the few; "11 pt" is the thickness of a folder. */
function isPoints(amount: Amount, hit: UnitHit): boolean {
  return hit.unit === "pt" && amount.micro > 8 * ONE;
}

/** "(32) 8 fl oz servings": what it makes. */
const SERVINGS = new Set(["serving", "servings"]);

function isNutrient(tokens: readonly Token[], i: number, unit: Unit, micro: number): boolean {
  if (unit !== "g" || micro > 100 * ONE) return false;
  const word = tokens[i]?.text === "of" ? tokens[i + 1] : tokens[i];
  return word?.kind === "word" && NUTRIENTS.has(word.text);
}

const VOLUMES: ReadonlySet<Unit> = new Set(["l", "gal", "qt", "pt"]);

/**
 * "10-Gallon Wastebasket Liner": a hyphenated volume that describes the thing behind it is likely what that can hold.
 * "60 Quart Cooler" may be, too, unless it is poured. "300 lb capacity" says so.
 */
function capacityDoubt(
  tokens: readonly Token[],
  hyphen: number,
  end: number,
  unit: Unit,
): "capacity" | "vessel" | undefined {
  const next = tokens[end];
  if (next?.kind !== "word") return undefined;
  const offer = next.text === "limit" && tokens[end + 1]?.kind === "number";
  if (CAPACITY_AFTER.has(next.text) && !offer) return "capacity";
  if (tokens[hyphen - 1]?.text === "half" || !VOLUMES.has(unit)) return undefined;
  if (isHolder(anyNoun(next.text)) || next.text === "x") return undefined;
  if (tokens[hyphen]?.text === "-") return "capacity";
  return NOT_NAMES.has(next.text) || anyNoun(next.text)?.class === "generic" ? undefined : "vessel";
}

/** What may follow a volume without naming a thing. */
const NOT_NAMES = new Set(
  "each ea per total in of or and w with for by to plus makes fl fluid net limit refill value family size only avg".split(
    " ",
  ),
);

type Tail = {
  next: number;
  container: Noun | undefined;
  role: "each" | "total" | undefined;
  varies: boolean;
};

/** "Plastic Bottles Each", "Per Steak", "/can", "Total", "avg": what follows a measure and changes what it is of. */
function measureTail(tokens: readonly Token[], end: number): Tail {
  const tail: Tail = { next: end, container: undefined, role: undefined, varies: false };
  const container = containerAt(tokens, end);
  if (container !== undefined) {
    tail.container = container.noun;
    tail.next = container.next;
  }
  const word = tokens[tail.next];
  if (word?.text === "/" && tokens[tail.next + 1]?.kind === "word") {
    if (anyNoun(tokens[tail.next + 1]?.text ?? "") !== undefined)
      return { ...tail, next: tail.next + 2, role: "each" };
  }
  if (word?.kind !== "word") {
    if (word?.text === "+" && tokens[tail.next + 1]?.kind !== "number") tail.varies = true;
    return tail;
  }
  if (EACH_WORDS.has(word.text)) return { ...tail, next: tail.next + 1, role: "each" };
  if (word.text === "total") return { ...tail, next: tail.next + 1, role: "total" };
  if (word.text === "in" && tokens[tail.next + 1]?.text === "total")
    return { ...tail, next: tail.next + 2, role: "total" };
  if (HEDGES_AFTER.has(word.text)) return { ...tail, next: tail.next + 1, varies: true };
  if (word.text === "or" && tokens[tail.next + 1]?.text === "more") return { ...tail, varies: true };
  return tail;
}

/** The vessel right after a measure, past at most one adjective: "Jar", "Plastic Bottles", "Resealable Package". */
export function containerAt(tokens: readonly Token[], i: number): { noun: Noun; next: number } | undefined {
  for (const at of [i, i + 1]) {
    const word = tokens[at];
    if (word?.kind !== "word") return undefined;
    const noun = anyNoun(word.text);
    if (noun !== undefined && isHolder(noun)) return { noun, next: at + 1 };
    if (!ADJECTIVES.has(word.text)) return undefined;
  }
  return undefined;
}
