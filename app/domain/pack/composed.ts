/** Numbers joined by a sign: multiplied, in a range, in a list, or dimensions to be passed over. */
import { type Amount, amountAt, isWhole } from "./amounts.ts";
import { isLabelled } from "./before.ts";
import { countFrom, nounRun } from "./counted.ts";
import type { Token } from "./lexer.ts";
import { containerAt, measureFrom } from "./measured.ts";
import { ONE, type Step } from "./phrase.ts";
import { afterHyphen, afterLength, isLength, skipDot, unitAfter, unitAt } from "./units.ts";
import { ADJECTIVES, anyNoun, FLAT_THINGS, isHolder } from "./vocabulary.ts";

/**
 * "12 x 355 ml", "4 x 6 x 330 ml", "330 ml x 24", "4 packs x 250 g", "2 x 12 ct"; and dimensions ("18" x 33.33 yd", "5x7"),
 * which are passed over whole.
 */
export function chainAt(tokens: readonly Token[], i: number, first: Amount): Step | undefined {
  const amounts = [first];
  let dimension = isLength(tokens, afterHyphen(tokens, first.next));
  let at = linkAfter(tokens, first.next);
  if (at === undefined) return undefined;
  if (unitAfter(tokens, first.next) !== undefined) return sizeFirst(tokens, i, first, at);
  const counted = countTimes(tokens, i, first, at);
  if (counted !== undefined) return counted;
  for (;;) {
    const amount = amountAt(tokens, at);
    if (amount === undefined) break;
    amounts.push(amount);
    if (isLength(tokens, afterHyphen(tokens, amount.next)) && unitAfter(tokens, amount.next) === undefined)
      dimension = true;
    const next = linkAfter(tokens, amount.next);
    if (next === undefined || unitAfter(tokens, amount.next) !== undefined) break;
    at = next;
  }
  const last = amounts.at(-1) ?? first;
  if (dimension || amounts.length < 2) return { next: afterLength(tokens, last.next) };
  const factors = amounts.slice(0, -1).map((amount) => amount.micro);
  if (!factors.every(isWhole)) return { next: last.next };
  const times = factors.reduce((product, micro) => product * (micro / ONE), 1);
  const packaged = isHolder(anyNoun(tokens[afterHyphen(tokens, first.next)]?.text ?? ""));
  return (
    measureFrom(tokens, i, last, times) ?? countChain(tokens, i, last, times, packaged) ?? { next: last.next }
  );
}

/** Where the amount after an "x" starts, past one length unit, size unit or package word before it. */
function linkAfter(tokens: readonly Token[], i: number): number | undefined {
  let at = afterHyphen(tokens, i);
  if (tokens[at]?.text !== "x") {
    const unit = unitAt(tokens, at);
    if (unit !== undefined) at = unit.next;
    else if (isLength(tokens, at) || anyNoun(tokens[at]?.text ?? "") !== undefined)
      at = skipDot(tokens, at + 1);
    // 30 in L x 23 in W
    if (/^[lwhd]$/.test(tokens[at]?.text ?? "")) at += 1;
  }
  if (tokens[at]?.text !== "x") return undefined;
  const amount = tokens[at + 1]?.text === "(" ? at + 2 : at + 1;
  return tokens[amount]?.kind === "number" ? amount : undefined;
}

/** "330 ml x 24 [cans]". */
function sizeFirst(tokens: readonly Token[], i: number, size: Amount, at: number): Step | undefined {
  const times = amountAt(tokens, at);
  if (times === undefined || !isWhole(times.micro) || times.micro < ONE) return { next: at };
  if (unitAfter(tokens, times.next) !== undefined || isLength(tokens, times.next))
    return { next: times.next };
  const step = measureFrom(tokens, i, size, times.micro / ONE);
  if (step?.phrase === undefined) return step;
  const noun = nounRun(tokens, times.next);
  const next = noun === undefined ? times.next : noun.next;
  return { phrase: { ...step.phrase, to: next }, next };
}

/** "100 ct x 4": undefined when the number behind has a unit or noun of its own. */
function countTimes(tokens: readonly Token[], i: number, first: Amount, at: number): Step | undefined {
  const times = amountAt(tokens, at);
  const inner = countFrom(tokens, i, first);
  if (times === undefined || inner?.phrase?.kind !== "count" || !isWhole(times.micro) || times.micro < ONE)
    return undefined;
  if (unitAfter(tokens, times.next) !== undefined || isLength(tokens, times.next)) return undefined;
  if (nounRun(tokens, times.next) !== undefined || linkAfter(tokens, times.next) !== undefined)
    return undefined;
  const packages = times.micro / ONE;
  return {
    phrase: { ...inner.phrase, n: inner.phrase.n * packages, times: packages, to: times.next },
    next: times.next,
  };
}

/** "2 x 12 ct", "6 x 4 pack", "8 boxes x 160 sheets", but "8 x 10 sheets" and "36 x 100 roll" are formats. */
function countChain(
  tokens: readonly Token[],
  i: number,
  last: Amount,
  times: number,
  packaged: boolean,
): Step | undefined {
  const step = countFrom(tokens, i, last);
  if (step?.phrase?.kind !== "count") return step === undefined ? undefined : { next: step.next };
  const { noun, plural } = step.phrase;
  if (!packaged && (FLAT_THINGS.has(noun.name) || (noun.name === "roll" && !plural)))
    return { next: step.next };
  return { phrase: { ...step.phrase, n: step.phrase.n * times, times }, next: step.next };
}

/** "24 (12 oz) cans", "6 (16 oz.) bottles"; without a vessel behind it nothing says that the two belong together. */
export function bracketedSize(tokens: readonly Token[], i: number, amount: Amount): Step | undefined {
  if (tokens[amount.next]?.text !== "(" || !isWhole(amount.micro)) return undefined;
  const size = amountAt(tokens, amount.next + 1);
  if (size === undefined) return undefined;
  const hit = unitAfter(tokens, size.next);
  if (hit === undefined || tokens[hit.next]?.text !== ")") return undefined;
  const container = containerAt(tokens, hit.next + 1);
  const step = measureFrom(tokens, i, size, amount.micro / ONE);
  if (step?.phrase === undefined) return step;
  const next = container?.next ?? hit.next + 1;
  return {
    phrase: { ...step.phrase, to: next, doubt: container === undefined ? "varies" : step.phrase.doubt },
    next,
  };
}

/** "(2) 24 oz bags": the number in brackets counts the sizes behind it. */
export function bracketedCount(tokens: readonly Token[], i: number, amount: Amount): Step | undefined {
  if (tokens[i - 1]?.text !== "(" || tokens[amount.next]?.text !== ")" || !isWhole(amount.micro))
    return undefined;
  const size = amountAt(tokens, amount.next + 1);
  return size === undefined ? undefined : measureFrom(tokens, i, size, amount.micro / ONE);
}

/** Cups of applesauce come by the few; cups to drink from come by the fifty, and hold what they say. */
const MOST_CUPS = 24;

/** Past the "individual" of "six individual 2.5 oz cups". */
function afterAdjectives(tokens: readonly Token[], i: number): number {
  let at = i;
  while (at < i + 2 && tokens[at]?.kind === "word" && ADJECTIVES.has(tokens[at]?.text ?? "")) at += 1;
  return at;
}

/** "12 16.9 oz bottles", "two 24-oz jars": a count right before a size whose vessel is in the plural. */
export function sizedContainers(tokens: readonly Token[], i: number, amount: Amount): Step | undefined {
  if (isLabelled(tokens, i) || !isWhole(amount.micro) || amount.micro > 200 * ONE) return undefined;
  const at = afterAdjectives(tokens, amount.next);
  if (tokens[at]?.kind !== "number") return undefined;
  const size = amountAt(tokens, at);
  if (size === undefined) return undefined;
  const step = measureFrom(tokens, i, size, amount.micro / ONE);
  if (step?.phrase?.kind !== "measure") return undefined;
  const cups = tokens[step.next]?.text === "cups" && amount.micro <= MOST_CUPS * ONE;
  if (step.phrase.container === undefined && !cups) return undefined;
  return cups || tokens[step.phrase.to - 1]?.text.endsWith("s") ? step : undefined;
}
