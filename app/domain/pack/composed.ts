/** Numbers joined by a sign: multiplied, in a range, in a list, or dimensions to be passed over. */
import { type Amount, amountAt, isWhole } from "./amounts.ts";
import { isLabelled } from "./before.ts";
import { countFrom, nounRun } from "./counted.ts";
import type { Token } from "./lexer.ts";
import { containerAt, measureFrom } from "./measured.ts";
import { count, ONE, type Step } from "./phrase.ts";
import { afterHyphen, afterLength, isLength, skipDot, unitAfter, unitAt } from "./units.ts";
import { anyNoun, FLAT_THINGS } from "./vocabulary.ts";

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
  return measureFrom(tokens, i, last, times) ?? countChain(tokens, i, last, times) ?? { next: last.next };
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

/** "2 x 12 ct", "6 x 4 pack", but "8 x 10 sheets" is paper. */
function countChain(tokens: readonly Token[], i: number, last: Amount, times: number): Step | undefined {
  const step = countFrom(tokens, i, last);
  if (step?.phrase?.kind !== "count" || FLAT_THINGS.has(step.phrase.noun.name))
    return step === undefined ? undefined : { next: step.next };
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

/** "3-5 lb", "3 lb - 5 lb", "26 to 30 ct": varies. "6 - 16.9 oz bottles" is six of them when a vessel says so. */
export function rangeAt(tokens: readonly Token[], i: number, low: Amount): Step | undefined {
  const unit = unitAfter(tokens, low.next);
  const dash = unit?.next ?? low.next;
  const mark = tokens[dash]?.text;
  if ((mark !== "-" && mark !== "to" && mark !== "~") || isLabelled(tokens, i)) return undefined;
  const high = amountAt(tokens, dash + 1);
  if (high === undefined) return undefined;
  const highUnit = unitAfter(tokens, high.next);
  if (unit !== undefined && highUnit?.unit !== unit.unit) return undefined;
  const counted = countFrom(tokens, dash + 1, high);
  if (highUnit === undefined) {
    return counted?.phrase !== undefined && high.micro > low.micro ? hedge(counted, i) : undefined;
  }
  const step = measureFrom(tokens, dash + 1, high, 1);
  if (step?.phrase?.kind !== "measure") return step;
  const apart = high.micro <= low.micro || high.micro > 4 * low.micro;
  if (apart && isWhole(low.micro) && unit === undefined && step.phrase.container !== undefined) {
    return { phrase: { ...step.phrase, times: low.micro / ONE, from: i }, next: step.next };
  }
  return hedge(step, i);
}

function hedge(step: Step, from: number): Step {
  return step.phrase === undefined
    ? step
    : { phrase: { ...step.phrase, doubt: "varies", from }, next: step.next };
}

/** "2/60 oz", "40 / 16.9 oz. bottles", "10 ct / 2", "100/Box", "93/7" (passed over), "16/20 ct" (a range of sizes). */
export function slashAt(tokens: readonly Token[], i: number, first: Amount): Step | undefined {
  if (first.slashDoubt) return measureFrom(tokens, i, first, 1, true);
  if (tokens[first.next]?.text !== "/") return undefined;
  const perNoun = anyNoun(tokens[first.next + 1]?.text ?? "");
  if (perNoun !== undefined && isWhole(first.micro)) {
    const noun = anyNoun("ct");
    if (noun === undefined) return undefined;
    return {
      phrase: count({
        n: first.micro / ONE,
        noun,
        per: perNoun,
        clubForm: true,
        from: i,
        to: first.next + 2,
      }),
      next: first.next + 2,
    };
  }
  const second = amountAt(tokens, first.next + 1);
  if (second === undefined) return undefined;
  // "2/4-5 lb": two of four to five pounds.
  const varying = rangeAt(tokens, first.next + 1, second);
  if (varying?.phrase !== undefined) return hedge(varying, i);
  if (isWhole(first.micro)) {
    const sized = measureFrom(tokens, i, second, first.micro / ONE);
    if (sized !== undefined) return sized;
    const counted = countFrom(tokens, i, second);
    if (counted?.phrase?.kind === "count") {
      const ratio = second.micro / first.micro;
      if (ratio >= 1 && ratio <= 2) return hedge(counted, i);
      return {
        phrase: { ...counted.phrase, n: counted.phrase.n * (first.micro / ONE), times: first.micro / ONE },
        next: counted.next,
      };
    }
  }
  return { next: pastSlashes(tokens, second.next) };
}

/** Past all of "3/4/5": such lists count nothing. */
function pastSlashes(tokens: readonly Token[], i: number): number {
  let at = i;
  while (tokens[at]?.text === "/" && tokens[at + 1]?.kind === "number") at += 2;
  return at;
}

/** "12 16.9 oz bottles", "two 24-oz jars": a count right before a size whose vessel is in the plural. */
export function sizedContainers(tokens: readonly Token[], i: number, amount: Amount): Step | undefined {
  if (
    isLabelled(tokens, i) ||
    !isWhole(amount.micro) ||
    amount.micro > 200 * ONE ||
    tokens[amount.next]?.kind !== "number"
  )
    return undefined;
  const size = amountAt(tokens, amount.next);
  if (size === undefined) return undefined;
  const step = measureFrom(tokens, i, size, amount.micro / ONE);
  if (step?.phrase?.kind !== "measure" || step.phrase.container === undefined) return undefined;
  return tokens[step.phrase.to - 1]?.text.endsWith("s") ? step : undefined;
}
